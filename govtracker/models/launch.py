"""Service readiness: what a new product or service needs before it goes to market."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import LaunchDecision, ReadinessKind, ReadinessState
from govtracker.models.capability import CapabilityCheck
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat


class Launch(Base):
    """A product or service that goes to market on a day, and whether it may."""

    __tablename__ = "launch"
    __table_args__ = (Index("ix_launch_list", "relationship_id", "launch_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    launch_on: Mapped[date]
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    check_id: Mapped[int | None] = mapped_column(ForeignKey("capability_check.id"))
    decision: Mapped[LaunchDecision | None] = mapped_column(choice(LaunchDecision, "decision"))
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner_seat: Mapped[Seat] = link()
    check: Mapped[CapabilityCheck | None] = link()
    items: Mapped[list["LaunchItem"]] = link(order_by="LaunchItem.id", back_populates="launch")
    decided_by: Mapped[Person | None] = link(foreign_keys=decided_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place(), answering_seats=frozenset({self.owner_seat_id}))


class LaunchItem(Base):
    """One thing that has to be ready; `reminded_for_on` is the due day of which its owner was reminded."""

    __tablename__ = "launch_item"
    __table_args__ = (
        Index("ix_launch_item_list", "launch_id", "id"),
        Index("ix_launch_item_open", "due_on", "id", **only("state = 'open'")),
        Index("ix_launch_item_owner", "owner_seat_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launch.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    kind: Mapped[ReadinessKind] = mapped_column(choice(ReadinessKind, "kind"))
    title: Mapped[str] = mapped_column(String(200))
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    due_on: Mapped[date]
    state: Mapped[ReadinessState] = mapped_column(choice(ReadinessState, "state"), default=ReadinessState.OPEN)
    evidence: Mapped[str] = mapped_column(Text, default="")
    reminded_for_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    launch: Mapped[Launch] = link(back_populates="items")
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner_seat: Mapped[Seat] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: whoever owns it answers for it."""
        return Stance(self.relationship.place(), answering_seats=frozenset({self.owner_seat_id}))
