"""The clocks of an issue, one a side and round, and the pauses during which they stand still."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import PauseReason, Side
from govtracker.models.comment import Comment
from govtracker.models.people import Person


class IssueClock(Base):
    """What a side has spent of its time in a round, in its own business time; it runs while `running_since` is set.

    `spent` of the resolution time includes what was `carried` over from earlier rounds; `response_spent` is that of
    `level`, the level that asked it last. `budget_minutes` is the resolution time in force (None: all is spent).
    `started_at` is when it first ran in this round.
    """

    __tablename__ = "issue_clock"
    __table_args__ = (UniqueConstraint("issue_id", "round", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    round: Mapped[int]
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    started_at: Mapped[datetime | None]
    running_since: Mapped[datetime | None]
    carried: Mapped[timedelta] = mapped_column(default=timedelta())
    spent: Mapped[timedelta] = mapped_column(default=timedelta())
    level: Mapped[int] = mapped_column(default=0)
    response_spent: Mapped[timedelta] = mapped_column(default=timedelta())
    budget_minutes: Mapped[int | None]
    response_warned_at: Mapped[datetime | None]
    resolution_warned_at: Mapped[datetime | None]


class ClockPause(Base):
    """A time during which a side's clock stood still, from when to when (None: still) and why.

    Handed over: `comment` says what was asked of the other side; the acknowledgement is the one that stood until then.
    Held: until the morning of `until_on`, for the reason in `said`. `position` is the level at which it began.
    """

    __tablename__ = "clock_pause"
    __table_args__ = (
        Index("uq_clock_pause_open", "issue_id", "side", unique=True, **only("to_at IS NULL")),
        Index("ix_clock_pause_issue", "issue_id", "id"),
        Index(
            "ix_clock_pause_acknowledged",
            "acknowledged_by_id",
            "acknowledged_at",
            **only("acknowledged_by_id IS NOT NULL"),
        ),
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="in_order"),
        CheckConstraint("(reason = 'held') = (until_on IS NOT NULL)", name="held_until_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    round: Mapped[int]
    position: Mapped[int]
    reason: Mapped[PauseReason] = mapped_column(choice(PauseReason, "reason"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    until_on: Mapped[date | None]
    said: Mapped[str] = mapped_column(Text, default="")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    comment: Mapped[Comment | None] = link()
    by: Mapped[Person | None] = link(foreign_keys=by_id, lazy="joined")
