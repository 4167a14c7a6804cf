"""Value assurance: programmes, the benefits committed in them, and what was realised month by month."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import BenefitKind, BenefitState, Side, Unit
from govtracker.models.capability import CapabilityCheck
from govtracker.models.criteria import Kpi
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat


class Programme(Base):
    """What both sides want to achieve from a day to a day, and the KPIs it is about.

    `next_at` is when its KPIs and watch metrics are looked at once more, None once it has ended.
    """

    __tablename__ = "programme"
    __table_args__ = (
        Index("ix_programme_list", "relationship_id", "from_on", "id"),
        Index("ix_programme_next", "next_at", "id"),
        CheckConstraint("to_on >= from_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    title: Mapped[str] = mapped_column(String(160))
    objective: Mapped[str] = mapped_column(Text, default="")
    from_on: Mapped[date]
    to_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(Text, default="")
    next_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = link(foreign_keys=made_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class ProgrammeKpi(Base):
    """A KPI a programme is about."""

    __tablename__ = "programme_kpi"
    __table_args__ = (UniqueConstraint("programme_id", "kpi_id"), Index("ix_programme_kpi_kpi", "kpi_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))


class Benefit(Base):
    """Something one side gains by a programme, or loses by it.

    Figures are a month's, in `unit`; those of money typed in are whole minor units of `currency`. A committed benefit
    goes from its baseline to its target; of unplanned benefits and dis-benefits the figure is the gain or loss itself.
    It binds once the side across from `proposed_side` has agreed. A dis-benefit may offset one benefit (`offsets`).
    """

    __tablename__ = "benefit"
    __table_args__ = (
        Index("ix_benefit_list", "programme_id", "id"),
        Index("ix_benefit_relationship", "relationship_id", "id"),
        Index("ix_benefit_owner", "owner_seat_id"),
        CheckConstraint(
            "agreed_at IS NULL OR (baseline IS NOT NULL AND baseline_on IS NOT NULL AND target IS NOT NULL)",
            name="agreed_with_baseline",
        ),
        CheckConstraint("due_on IS NULL OR due_on >= starts_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[BenefitKind] = mapped_column(choice(BenefitKind, "kind"))
    title: Mapped[str] = mapped_column(String(160))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    measured_by: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[Unit] = mapped_column(choice(Unit, "unit"))
    unit_label: Mapped[str] = mapped_column(String(16), default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    baseline: Mapped[Decimal | None]
    baseline_on: Mapped[date | None]
    target: Mapped[Decimal | None]
    starts_on: Mapped[date]
    due_on: Mapped[date | None]
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    offsets_id: Mapped[int | None] = mapped_column(ForeignKey("benefit.id"))
    check_id: Mapped[int | None] = mapped_column(ForeignKey("capability_check.id"))
    check_reason: Mapped[str] = mapped_column(Text, default="")
    proposed_side: Mapped[Side | None] = mapped_column(choice(Side, "proposed_side"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    programme: Mapped[Programme] = link()
    kpi: Mapped[Kpi | None] = link()
    owner_seat: Mapped[Seat] = link()
    offsets: Mapped["Benefit | None"] = link(remote_side="Benefit.id")
    check: Mapped[CapabilityCheck | None] = link()
    made_by: Mapped[Person] = link(foreign_keys=made_by_id)
    agreed_by: Mapped[Person | None] = link(foreign_keys=agreed_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def state(self) -> BenefitState:
        """Where it stands between the two sides."""
        if self.ended_at is not None:
            return BenefitState.ENDED
        if self.agreed_at is not None:
            return BenefitState.AGREED
        return BenefitState.PROPOSED if self.proposed_side is not None else BenefitState.DRAFT

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the side across from the proposing one agrees; who owns it enters its months."""
        across = self.proposed_side.other if self.proposed_side else None
        return Stance(self.relationship.place(), side=across, answering_seats=frozenset({self.owner_seat_id}))


class BenefitMonth(Base):
    """What was measured of a benefit in the month that starts on `period_on`, as somebody entered it."""

    __tablename__ = "benefit_month"
    __table_args__ = (UniqueConstraint("benefit_id", "period_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(ForeignKey("benefit.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    period_on: Mapped[date]
    value: Mapped[Decimal]
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    benefit: Mapped[Benefit] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.benefit.title}, {self.period_on:%Y-%m}"
