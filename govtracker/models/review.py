"""Reviews: one occurrence of a forum, its topics and minutes."""

from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import ReviewStatus, Tier
from govtracker.models.agreement import Agreement
from govtracker.models.forum import Forum
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class Review(Agreement, Base):
    """A review; each period of its forum has exactly one.

    `invited_for` is the instant its people were told to come at; `step_at` caches when the worker has to look at it
    next: to invite, to begin the preparation, to freeze its figures, to find it missed. A standing may have raised it
    above its forum's tier. `local_on` at `local_time` in `zone` is what the walls show then; where the rule's own day
    was another, `nominal_on` keeps it, and `shifted_because` or `moved_because` says why. `freeze_at` is when the
    figures of its agenda are to be fixed, `frozen_at` when they were.
    Who of its forum was there stands in its attendees, `guests` names others. `pack_told_for` is the instant for which
    its people were told that the pack is ready. What it needs was last looked at at `followed_at`, when its
    relationship's trail had come to `followed_seq`. Agreed minutes are written anew while an `amendment_reason` says
    why.
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
    local_time: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64), default="")
    nominal_on: Mapped[date | None]
    shifted_because: Mapped[str] = mapped_column(Text, default="")
    moved_because: Mapped[str] = mapped_column(Text, default="")
    scheduled_at: Mapped[datetime]
    freeze_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    status: Mapped[ReviewStatus] = mapped_column(choice(ReviewStatus, "status"))
    invited_for: Mapped[datetime | None]
    step_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    guests: Mapped[str] = mapped_column(Text, default="")
    amendment_reason: Mapped[str] = mapped_column(Text, default="")
    pack_told_for: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]
    followed_seq: Mapped[int] = mapped_column(default=0)
    raised_tier: Mapped[Tier | None] = mapped_column(choice(Tier, "raised_tier"))
    raised_because: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    forum: Mapped[Forum] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    topics: Mapped[list["Topic"]] = link(order_by="Topic.position, Topic.id", back_populates="review")
    client_agreed_by: Mapped[Person | None] = link(foreign_keys="Review.client_agreed_by_id", lazy="joined")
    supplier_agreed_by: Mapped[Person | None] = link(foreign_keys="Review.supplier_agreed_by_id", lazy="joined")

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
    """A topic of a review with what was noted and decided; both sides see it.

    `minutes` are planned. One that was not finished is `carried_from` an earlier review, for the `carried` time; one
    that returns by itself comes `from_standing`. `goes_on` says whether the next review has to talk about it again;
    unsaid, it does where nothing was noted. `is_late`: it came after the figures were frozen.
    """

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),
        UniqueConstraint("carried_from_id"),
        UniqueConstraint("review_id", "standing_topic_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    minutes: Mapped[int | None]
    goes_on: Mapped[bool | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    carried: Mapped[int] = mapped_column(default=0)
    standing_topic_id: Mapped[int | None] = mapped_column(ForeignKey("standing_topic.id"))
    version: Mapped[int] = mapped_column(default=1)
    review: Mapped[Review] = link(back_populates="topics", lazy="joined", innerjoin=True)
    added_by: Mapped[Person | None] = link(foreign_keys=added_by_id)
    presenter: Mapped[Person | None] = link(foreign_keys=presenter_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def relationship_id(self) -> int:
        """The relationship it is talked about in."""
        return self.review.relationship_id

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: whoever brought it may plan it."""
        return replace(self.review.stance, raised_by_id=self.added_by_id)
