"""Success criteria: KPIs of a relationship, and the versions in which both sides agreed on them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import (
    Aggregation,
    ComputedKpi,
    CriteriaStatus,
    CriterionKind,
    EnteredBy,
    Frequency,
    Pillar,
    Unit,
)
from govtracker.models.agreement import Agreement
from govtracker.models.relationship import Relationship

GRACE_DAYS = 10


class Kpi(Base):
    """What is measured in a relationship, whatever version of the criteria weighs it.

    `name`, frequency, grace, who enters and who owns the data are the ones last agreed (or drafted, before anything
    was). What both sides agree on, words included, stands in Criterion. The values of a qualitative KPI are the points
    its ratings come to.
    """

    __tablename__ = "kpi"
    __table_args__ = (
        UniqueConstraint("relationship_id", "code"),
        Index("ix_kpi_trend_due", "trend_due_at", "id", **only("trend_due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[Unit] = mapped_column(choice(Unit, "unit"))
    unit_label: Mapped[str] = mapped_column(String(16), default="")
    decimals: Mapped[int] = mapped_column(default=1)
    aggregation: Mapped[Aggregation] = mapped_column(choice(Aggregation, "aggregation"))
    computed: Mapped[ComputedKpi | None] = mapped_column(choice(ComputedKpi, "computed"))
    source: Mapped[str] = mapped_column(String(120), default="")
    owner_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    trend_due_at: Mapped[datetime | None]  # when its trend is looked at once more
    kind: Mapped[CriterionKind] = mapped_column(choice(CriterionKind, "kind"), default=CriterionKind.QUANTITATIVE)
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency, "frequency"), default=Frequency.MONTHLY)
    grace_days: Mapped[int] = mapped_column(default=GRACE_DAYS)
    entered_by: Mapped[EnteredBy] = mapped_column(choice(EnteredBy, "entered_by"), default=EnteredBy.EITHER)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: whoever owns its data answers for it."""
        seats = frozenset({self.owner_seat_id} if self.owner_seat_id else ())
        return Stance(self.relationship.place(), answering_seats=seats)


class CriteriaSet(Agreement, Base):
    """One version of what both sides call success; at most one is being worked on, at most one in force."""

    __tablename__ = "criteria_set"
    __table_args__ = (
        UniqueConstraint("relationship_id", "version"),
        Index("uq_criteria_set_in_force", "relationship_id", unique=True, **only("status = 'agreed'")),
        Index("uq_criteria_set_in_work", "relationship_id", unique=True, **only("status IN ('draft', 'proposed')")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    version: Mapped[int]
    status: Mapped[CriteriaStatus] = mapped_column(choice(CriteriaStatus, "status"))
    experience_floor: Mapped[Decimal]
    experience_top: Mapped[Decimal]
    cost_floor: Mapped[Decimal]
    revenue_floor: Mapped[Decimal]
    created_at: Mapped[datetime]
    in_force_from: Mapped[datetime | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    pillars: Mapped[list["PillarWeight"]] = link(order_by="PillarWeight.id", cascade="all, delete-orphan")
    criteria: Mapped[list["Criterion"]] = link(order_by="Criterion.position", cascade="all, delete-orphan")

    @property
    def is_proposed(self) -> bool:
        """Waits for the agreement of a side."""
        return self.status is CriteriaStatus.PROPOSED

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Success criteria, version {self.version}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class PillarWeight(Base):
    """How much a pillar weighs in one version."""

    __tablename__ = "pillar_weight"
    __table_args__ = (UniqueConstraint("criteria_set_id", "pillar"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    criteria_set_id: Mapped[int] = mapped_column(ForeignKey("criteria_set.id"))
    pillar: Mapped[Pillar] = mapped_column(choice(Pillar, "pillar"))
    weight: Mapped[Decimal]


class Criterion(Base):
    """A KPI in one version: its words, pillar, weight and anchors. A range KPI has high anchors too.

    A qualitative one has five `levels`, [[what it means, its score as text], …] from level 1 up; its anchors are the
    scores of levels 1, 3 and 4.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("criteria_set_id", "kpi_id"),
        CheckConstraint(
            "(high_target IS NULL) = (high_minimum IS NULL) AND (high_target IS NULL) = (high_worst IS NULL) "
            "AND (high_target IS NULL OR stretch IS NULL) "
            "AND (levels IS NULL OR (stretch IS NULL AND high_target IS NULL))",
            name="curve",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    criteria_set_id: Mapped[int] = mapped_column(ForeignKey("criteria_set.id"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    definition: Mapped[str] = mapped_column(Text, default="")
    formula: Mapped[str] = mapped_column(Text, default="")
    pillar: Mapped[Pillar] = mapped_column(choice(Pillar, "pillar"))
    weight: Mapped[Decimal]
    worst: Mapped[Decimal]
    minimum: Mapped[Decimal]
    target: Mapped[Decimal]
    high_target: Mapped[Decimal | None]
    high_minimum: Mapped[Decimal | None]
    high_worst: Mapped[Decimal | None]
    is_gate: Mapped[bool] = mapped_column(default=False)
    stretch: Mapped[Decimal | None]
    levels: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency, "frequency"), default=Frequency.MONTHLY)
    grace_days: Mapped[int] = mapped_column(default=GRACE_DAYS)
    entered_by: Mapped[EnteredBy] = mapped_column(choice(EnteredBy, "entered_by"), default=EnteredBy.EITHER)
    owner_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    kpi: Mapped[Kpi] = link(lazy="joined", innerjoin=True)
