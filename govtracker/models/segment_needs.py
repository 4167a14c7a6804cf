"""What a customer segment needs: a short questionnaire, answered by colleagues who know it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import ExpectedOutcome, ServiceChannel, ServiceHours, ServicePriority
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person


class SegmentNeeds(Base):
    """What one colleague was asked of one segment and, once answered, what they said; ratings are 1–5.

    Nobody is asked for it any longer once it is `withdrawn_at`; what was answered by then still counts.
    """

    __tablename__ = "segment_needs"
    __table_args__ = (
        UniqueConstraint("segment_id", "person_id"),
        CheckConstraint("urgency BETWEEN 1 AND 5", name="urgency"),
        CheckConstraint("personal_help BETWEEN 1 AND 5", name="personal_help"),
        CheckConstraint("expertise BETWEEN 1 AND 5", name="expertise"),
        CheckConstraint("continuity BETWEEN 1 AND 5", name="continuity"),
        Index("ix_segment_needs_asked", "person_id", **only("answered_at IS NULL AND withdrawn_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("customer_segment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    outcome: Mapped[ExpectedOutcome | None] = mapped_column(choice(ExpectedOutcome, "outcome"))
    first_priority: Mapped[ServicePriority | None] = mapped_column(choice(ServicePriority, "first_priority"))
    second_priority: Mapped[ServicePriority | None] = mapped_column(choice(ServicePriority, "second_priority"))
    channel: Mapped[ServiceChannel | None] = mapped_column(choice(ServiceChannel, "channel"))
    hours: Mapped[ServiceHours | None] = mapped_column(choice(ServiceHours, "hours"))
    urgency: Mapped[int | None]
    personal_help: Mapped[int | None]
    expertise: Mapped[int | None]
    continuity: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    segment: Mapped[CustomerSegment] = link(lazy="joined", innerjoin=True)
    person: Mapped[Person] = link(foreign_keys=person_id)
    asked_by: Mapped[Person] = link(foreign_keys=asked_by_id)

    @property
    def name(self) -> str:
        """What people call it."""
        return f"Needs of {self.segment.name}"
