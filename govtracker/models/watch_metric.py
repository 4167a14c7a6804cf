"""Watch metrics: what a programme must not damage, its figures month by month, and the alerts when it does."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import AlertAnswer, Unit
from govtracker.models.action import Action
from govtracker.models.criteria import Kpi
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.programme import Programme
from govtracker.models.relationship import Relationship


class WatchMetric(Base):
    """A KPI of the relationship, or a figure of its own, that lies outside a programme and is watched beside it.

    It is worse than its baseline when it lies more than `tolerance` (same unit) on the wrong side of it.
    """

    __tablename__ = "watch_metric"
    __table_args__ = (
        Index("ix_watch_metric_list", "programme_id", "id"),
        Index("ix_watch_metric_relationship", "relationship_id", "id"),
        Index("ix_watch_metric_kpi", "kpi_id"),
        CheckConstraint("tolerance >= 0", name="tolerance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    name: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[Unit] = mapped_column(choice(Unit, "unit"))
    unit_label: Mapped[str] = mapped_column(String(16), default="")
    more_is_better: Mapped[bool]
    baseline: Mapped[Decimal]
    baseline_on: Mapped[date]
    tolerance: Mapped[Decimal]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    programme: Mapped[Programme] = link()
    kpi: Mapped[Kpi | None] = link()

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class WatchMonth(Base):
    """A figure of a watch metric that is no KPI, for the month that starts on `period_on`."""

    __tablename__ = "watch_month"
    __table_args__ = (UniqueConstraint("watch_metric_id", "period_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    watch_metric_id: Mapped[int] = mapped_column(ForeignKey("watch_metric.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    period_on: Mapped[date]
    value: Mapped[Decimal]
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    metric: Mapped[WatchMetric] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.metric.name}, {self.period_on:%Y-%m}"


class CollateralAlert(Base):
    """In a month all KPIs of a programme were green and a watch metric was worse than its baseline; once a month."""

    __tablename__ = "collateral_alert"
    __table_args__ = (
        UniqueConstraint("watch_metric_id", "period_on"),
        Index("ix_collateral_alert_list", "relationship_id", "period_on", "id"),
        Index("ix_collateral_alert_open", "relationship_id", "id", **only("answered_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    watch_metric_id: Mapped[int] = mapped_column(ForeignKey("watch_metric.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    period_on: Mapped[date]
    value: Mapped[Decimal]
    raised_at: Mapped[datetime]
    answer: Mapped[AlertAnswer | None] = mapped_column(choice(AlertAnswer, "answer"))
    reason: Mapped[str] = mapped_column(Text, default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    metric: Mapped[WatchMetric] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    issue: Mapped[Issue | None] = link()
    action: Mapped[Action | None] = link()
    answered_by: Mapped[Person | None] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.metric.name}, {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
