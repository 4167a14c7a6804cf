"""Exit readiness: how a relationship would end, what is handed back then, and the yearly look at it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import HandBackKind, HandBackState
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat


class ExitPlan(Base):
    """The exit plan of a relationship; by `review_due_on` it is looked at once more, at least once a year.

    `reminded_for_on` is the day of which both sides were reminded.
    """

    __tablename__ = "exit_plan"
    __table_args__ = (Index("ix_exit_plan_due", "review_due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    review_due_on: Mapped[date]
    reminded_for_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def title(self) -> str:
        """What people call it."""
        return "Exit plan"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class HandBack(Base):
    """Knowledge, data or access that one side hands back at the end."""

    __tablename__ = "hand_back"
    __table_args__ = (Index("ix_hand_back_list", "relationship_id", "id"), Index("ix_hand_back_owner", "owner_seat_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    kind: Mapped[HandBackKind] = mapped_column(choice(HandBackKind, "kind"))
    title: Mapped[str] = mapped_column(String(200))
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    state: Mapped[HandBackState] = mapped_column(choice(HandBackState, "state"), default=HandBackState.OPEN)
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner_seat: Mapped[Seat] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: whoever owns it answers for it."""
        return Stance(self.relationship.place(), answering_seats=frozenset({self.owner_seat_id}))


class ExitReview(Base):
    """A look at the exit plan, and what it showed."""

    __tablename__ = "exit_review"
    __table_args__ = (Index("ix_exit_review_list", "relationship_id", "reviewed_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    reviewed_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(Text)
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reviewed_at: Mapped[datetime]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    reviewed_by: Mapped[Person] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Review of the exit plan, {self.reviewed_on:%Y-%m-%d}"
