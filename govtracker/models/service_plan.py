"""Service plans: how a customer segment is served, one in force at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import ServiceHours, Staffing, TouchLevel
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person


class ServicePlan(Base):
    """One plan of a segment, in force from `made_at` until `ended_at`; `channels` are words of ServiceChannel.

    `response_minutes` count within the plan's hours; `reason` says why it took the place of the one before.
    """

    __tablename__ = "service_plan"
    __table_args__ = (
        UniqueConstraint("segment_id", "number"),
        Index("uq_service_plan_in_force", "segment_id", unique=True, **only("ended_at IS NULL")),
        CheckConstraint("response_minutes > 0", name="response_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("customer_segment.id"))
    number: Mapped[int]
    touch: Mapped[TouchLevel] = mapped_column(choice(TouchLevel, "touch"))
    channels: Mapped[list[Any]]
    hours: Mapped[ServiceHours] = mapped_column(choice(ServiceHours, "hours"))
    response_minutes: Mapped[int]
    staffing: Mapped[Staffing] = mapped_column(choice(Staffing, "staffing"))
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    segment: Mapped[CustomerSegment] = link(lazy="joined", innerjoin=True)
    made_by: Mapped[Person | None] = link()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"Service plan {self.number} of {self.segment.name}"
