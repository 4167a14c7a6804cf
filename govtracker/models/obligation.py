"""Obligations of the client: what it has to give so that the supplier can deliver, and whether it came in time."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Side
from govtracker.models.criteria import Kpi
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat


class Obligation(Base):
    """Something the client gives: once on `starts_on`, or by an RRULE from that day in the zone of the client.

    It counts once the side across from `proposed_side` has agreed. `next_on` is the next due day that has no
    occurrence yet, `next_at` the instant (UTC) at which it is made, `lead_days` before it is due.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        Index("ix_obligation_list", "relationship_id", "title", "id"),
        Index("ix_obligation_next", "next_at", "id", **only("next_at IS NOT NULL")),
        Index("ix_obligation_owner", "owner_seat_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    rrule: Mapped[str] = mapped_column(String(200), default="")
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    lead_days: Mapped[int] = mapped_column(default=7)
    next_on: Mapped[date | None]
    next_at: Mapped[datetime | None]
    proposed_side: Mapped[Side] = mapped_column(choice(Side, "proposed_side"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner_seat: Mapped[Seat] = link()
    kpi: Mapped[Kpi | None] = link()
    made_by: Mapped[Person] = link(foreign_keys=made_by_id)
    agreed_by: Mapped[Person | None] = link(foreign_keys=agreed_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the side across from the proposing one agrees."""
        return Stance(self.relationship.place(), side=self.proposed_side.other, owner_side=Side.CLIENT)


class ObligationOccurrence(Base):
    """One day an obligation is due: met by the client, then confirmed by the supplier or contested, with a reason."""

    __tablename__ = "obligation_occurrence"
    __table_args__ = (
        UniqueConstraint("obligation_id", "due_on"),
        Index("ix_obligation_occurrence_list", "relationship_id", "due_on", "id"),
        Index(
            "ix_obligation_occurrence_open",
            "relationship_id",
            "due_on",
            **only("met_on IS NULL OR contested_at IS NOT NULL"),
        ),
        Index("ix_obligation_occurrence_untold", "due_on", "id", **only("met_on IS NULL AND late_told_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    due_on: Mapped[date]
    late_told_at: Mapped[datetime | None]  # when it was told that the day had passed
    met_on: Mapped[date | None]
    met_at: Mapped[datetime | None]
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    late_reason: Mapped[str] = mapped_column(Text, default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contested_at: Mapped[datetime | None]
    contested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contest_reason: Mapped[str] = mapped_column(Text, default="")
    obligation: Mapped[Obligation] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    met_by: Mapped[Person | None] = link(foreign_keys=met_by_id)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.obligation.title}, due {self.due_on:%Y-%m-%d}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the client owns it, by the seat it is given to; the supplier stands across."""
        answering = frozenset({self.obligation.owner_seat_id})
        return Stance(self.relationship.place(), side=Side.CLIENT, owner_side=Side.CLIENT, answering_seats=answering)


class ClientMiss(Base):
    """A red KPI of a month that one side says the client's side caused; it counts when the other side agrees."""

    __tablename__ = "client_miss"
    __table_args__ = (UniqueConstraint("relationship_id", "period_on", "kpi_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    period_on: Mapped[date]
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("obligation_occurrence.id"))
    reason: Mapped[str] = mapped_column(Text)
    claimed_side: Mapped[Side] = mapped_column(choice(Side, "claimed_side"))
    claimed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    kpi: Mapped[Kpi] = link(lazy="joined", innerjoin=True)
    occurrence: Mapped[ObligationOccurrence | None] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.kpi.name}, {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the side across from the claiming one answers."""
        return Stance(self.relationship.place(), side=self.claimed_side.other, owner_side=self.claimed_side)
