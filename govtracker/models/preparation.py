"""What a review is prepared with: tasks of people, notes a side keeps to itself, and the agenda as it was frozen."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, PreparationKind, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.review import Review


class PreparationTask(Base):
    """What a person of a side has to do for a review by a day; both sides see it.

    `subject_id` is the id of what it is about: a KPI, a criterion, an action, a topic, or the first day of a
    scorecard's month as a number (20261101). `done_by` is nobody where the application saw it done.
    """

    __tablename__ = "preparation_task"
    __table_args__ = (
        UniqueConstraint("review_id", "kind", "subject_id", "person_id"),
        Index("ix_preparation_task_open", "person_id", "due_on", "id", **only("done_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    kind: Mapped[PreparationKind] = mapped_column(choice(PreparationKind, "kind"))
    subject_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    review: Mapped[Review] = link(lazy="joined", innerjoin=True)
    person: Mapped[Person] = link(foreign_keys=person_id)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: its person does it."""
        return Stance(self.review.relationship.place(), side=self.side, owner_id=self.person_id, owner_side=self.side)


class PreparationNote(Base):
    """What a side notes for itself before a review; the other side never sees it."""

    __tablename__ = "preparation_note"
    __table_args__ = (Index("ix_preparation_note_review", "review_id", "audience", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    body: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    review: Mapped[Review] = link(lazy="joined", innerjoin=True)
    author: Mapped[Person] = link()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Note for {self.review.title}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(
            self.relationship.place(self.audience), side=Side(self.audience.value), raised_by_id=self.author_id
        )


class FrozenAgenda(Base):
    """The agenda of a review as its figures stood when they were frozen; see rules.reviews.agenda_text."""

    __tablename__ = "frozen_agenda"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    taken_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
