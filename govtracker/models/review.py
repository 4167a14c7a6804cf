"""Reviews: one occurrence of a forum, its topics and minutes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import ReviewStatus, Tier
from govtracker.models.forum import Forum
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class Review(Base):
    """A review; each period of its forum has exactly one.

    `invited_for` is the instant its people were told to come at; `step_at` caches when the worker has to look at it
    next: to invite, to begin the preparation, to find it missed. A standing may have raised it above its forum's tier.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("forum_id", "period_key"),
        Index("ix_review_list", "relationship_id", "scheduled_at", "id"),
        Index("ix_review_step", "step_at", "id", **only("step_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    period_key: Mapped[str] = mapped_column(String(16))
    local_on: Mapped[date]
    scheduled_at: Mapped[datetime]
    status: Mapped[ReviewStatus] = mapped_column(choice(ReviewStatus, "status"))
    invited_for: Mapped[datetime | None]
    step_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    attendance: Mapped[str] = mapped_column(Text, default="")
    raised_tier: Mapped[Tier | None] = mapped_column(choice(Tier, "raised_tier"))
    raised_because: Mapped[str] = mapped_column(Text, default="")
    client_agreed_at: Mapped[datetime | None]
    client_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supplier_agreed_at: Mapped[datetime | None]
    supplier_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    forum: Mapped[Forum] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    topics: Mapped[list["Topic"]] = link(order_by="Topic.position, Topic.id", back_populates="review")
    client_agreed_by: Mapped[Person | None] = link(foreign_keys=client_agreed_by_id)
    supplier_agreed_by: Mapped[Person | None] = link(foreign_keys=supplier_agreed_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.forum.name}, {self.period_key}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the chairs of its forum answer for it."""
        return self.forum.stance


class Topic(Base):
    """A topic of a review with what was noted and decided."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    review: Mapped[Review] = link(back_populates="topics", lazy="joined", innerjoin=True)
    added_by: Mapped[Person | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def relationship_id(self) -> int:
        """The relationship it is talked about in."""
        return self.review.relationship_id

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.review.stance
