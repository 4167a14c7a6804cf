"""Forums: standing bodies of a relationship and how often they meet."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import DayShift, Tier
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat
from govtracker.rules.governance.cadence import Cadence


class Forum(Base):
    """A forum: an RRULE of local days from `starts_on`, at a wall time in an IANA zone.

    `plan_at` is when the worker next has to lay out its reviews (UTC), a cache of the rule; `laid_with` names the time
    zone data they were laid out by. `freeze_days` are business days of both sides before a review. `money_limit` is
    what its people may decide together, in minor units of `currency`.
    `pack_days` before each of them its people are told that the pack is ready.
    """

    __tablename__ = "forum"
    __table_args__ = (
        UniqueConstraint("relationship_id", "name"),
        CheckConstraint("freeze_days BETWEEN 0 AND 20", name="freeze_days"),
        CheckConstraint("money_limit IS NULL OR (money_limit >= 0 AND length(currency) = 3)", name="money"),
        Index("ix_forum_plan", "plan_at", **only("plan_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    name: Mapped[str] = mapped_column(String(120))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    charter: Mapped[str] = mapped_column(Text, default="")
    client_chair_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    supplier_chair_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    rrule: Mapped[str] = mapped_column(String(200))
    local_time: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int] = mapped_column(default=60)
    starts_on: Mapped[date]
    shift: Mapped[DayShift] = mapped_column(choice(DayShift, "shift"), default=DayShift.NONE)
    freeze_days: Mapped[int] = mapped_column(default=5)
    money_limit: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="")
    paused_until: Mapped[date | None]
    paused_because: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(Text, default="")
    pack_days: Mapped[int] = mapped_column(default=3)
    plan_at: Mapped[datetime | None]
    laid_with: Mapped[str] = mapped_column(String(32), default="")
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    client_chair: Mapped[Seat] = link(foreign_keys=client_chair_id)
    supplier_chair: Mapped[Seat] = link(foreign_keys=supplier_chair_id)
    members: Mapped[list["ForumMember"]] = link(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def cadence(self) -> Cadence:
        """When it meets."""
        return Cadence(self.rrule, self.local_time, self.zone, self.starts_on, self.shift)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: its chairs answer for it."""
        return Stance(
            self.relationship.place(), answering_seats=frozenset({self.client_chair_id, self.supplier_chair_id})
        )


class StandingTopic(Base):
    """A topic that returns in each new review of a forum, presented by whoever holds `seat` then."""

    __tablename__ = "standing_topic"
    __table_args__ = (CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int | None]
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    forum: Mapped[Forum] = link(lazy="joined", innerjoin=True)
    seat: Mapped[Seat | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def relationship_id(self) -> int:
        """The relationship it is talked about in."""
        return self.forum.relationship_id

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.forum.stance


class ForumMember(Base):
    """A seat that belongs to a forum."""

    __tablename__ = "forum_member"
    __table_args__ = (UniqueConstraint("forum_id", "seat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    seat: Mapped[Seat] = link()
