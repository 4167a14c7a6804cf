"""Readings of KPIs, a slim row a day: what a month's measurement is rolled up from."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class Reading(Base):
    """What a KPI was on a day: its value, or numerator and denominator of a ratio; n cases stand behind it.

    `scope` is the id of a ScorecardScope, 0 the whole relationship: it is part of the key, which holds no NULL.
    """

    __tablename__ = "reading"
    __table_args__ = (PrimaryKeyConstraint("kpi_id", "day", "scope"), {"sqlite_with_rowid": False})

    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    day: Mapped[date]
    scope: Mapped[int] = mapped_column(default=0)
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    n: Mapped[int | None]
