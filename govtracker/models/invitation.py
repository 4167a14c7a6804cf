"""Invitations: who is asked to a review, what their calendar was told last, and what they answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import InvitationAnswer
from govtracker.models.people import Person
from govtracker.models.review import Review


class Invitation(Base):
    """A person's invitation to a review, as their calendar holds it (RFC 5546).

    All invitations of a review share `uid` and `organizer`, which never change; `sequence` is that of the last word
    sent to this person and only rises, over all of the review. `starts_at`, `minutes` and `title` are what that word
    said. `cancelled_at` is set while they are asked no longer. An answer is one to `starts_at`: a move asks again.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("review_id", "person_id"),
        Index("ix_invitation_person", "person_id", "starts_at", "id"),
        Index("ix_invitation_unanswered", "starts_at", "id", **only("reminded_at IS NULL AND answer = 'open'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uid: Mapped[str] = mapped_column(String(120))
    organizer: Mapped[str] = mapped_column(String(254))
    sequence: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    title: Mapped[str] = mapped_column(String(255))
    invited_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    answer: Mapped[InvitationAnswer] = mapped_column(choice(InvitationAnswer, "answer"), default=InvitationAnswer.OPEN)
    answer_note: Mapped[str] = mapped_column(String(300), default="")
    answered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    review: Mapped[Review] = link(lazy="joined", innerjoin=True)
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: what they ask of its review."""
        return self.review.stance
