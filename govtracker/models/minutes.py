"""Minutes of a review: who was there, each side's answer to them, and the texts both chairs have agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import Presence, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.review import Review


class Attendee(Base):
    """Somebody who belonged to the forum on the day of its review; `represented_by` names who came instead."""

    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("review_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    presence: Mapped[Presence] = mapped_column(choice(Presence, "presence"))
    represented_by: Mapped[str] = mapped_column(String(120), default="")
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)


class MinutesAnswer(Base):
    """A side that is asked to agree the minutes, since when, and what its silence has brought about.

    `next_at` is when the worker looks at it again, None once the side has answered or nothing more follows. `mark`
    names the text the side has agreed to.
    """

    __tablename__ = "minutes_answer"
    __table_args__ = (
        UniqueConstraint("review_id", "side"),
        Index("ix_minutes_answer_next", "next_at", "id", **only("next_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    sponsor_told_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    mark: Mapped[str] = mapped_column(String(64), default="")
    review: Mapped[Review] = link()


class AgreedMinutes(Base):
    """Minutes as both chairs agreed them, never changed: a canonical text and its SHA-256 in hex.

    An amendment is the next number; it `replaces` the one before, which stays as it is.
    """

    __tablename__ = "agreed_minutes"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    number: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("agreed_minutes.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    client_agreed_at: Mapped[datetime]
    client_agreed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    supplier_agreed_at: Mapped[datetime]
    supplier_agreed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_agreed_by: Mapped[Person] = link(foreign_keys=client_agreed_by_id)
    supplier_agreed_by: Mapped[Person] = link(foreign_keys=supplier_agreed_by_id)
    review: Mapped[Review] = link()
    relationship: Mapped[Relationship] = link()
