"""Trends of KPIs: where a new baseline begins, and the signals that were found."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice, only
from govtracker.enums import Bearing, TrendRule

SIGNAL = ("kpi_id", "rule", "bearing", "first_on")


class TrendBaseline(Base):
    """From the period `period_on` on a KPI is compared with itself anew, because…"""

    __tablename__ = "trend_baseline"
    __table_args__ = (UniqueConstraint("kpi_id", "period_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    period_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]


class TrendSignal(Base):
    """A signal in a KPI's values: from its first period to the last so far; `shown_on` is the one that gave it away.

    It is of one scope, or of the whole relationship (`scope_id` None).
    """

    __tablename__ = "trend_signal"
    __table_args__ = (
        Index("uq_trend_signal_scope", "kpi_id", "scope_id", "rule", "bearing", "first_on", unique=True),
        Index("uq_trend_signal_whole", *SIGNAL, unique=True, **only("scope_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard_scope.id"))
    rule: Mapped[TrendRule] = mapped_column(choice(TrendRule, "rule"))
    bearing: Mapped[Bearing] = mapped_column(choice(Bearing, "bearing"))
    first_on: Mapped[date]
    shown_on: Mapped[date]
    last_on: Mapped[date]
    found_at: Mapped[datetime]
