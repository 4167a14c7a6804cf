"""Forums: standing bodies of a relationship and how often they meet."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Tier
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat
from govtracker.rules.governance.cadence import Cadence


class Forum(Base):
    """A forum: an RRULE of local days from `starts_on`, at a wall time in an IANA zone.

    `plan_at` is when the worker next has to lay out its reviews (UTC), a cache of the rule.
    """

    __tablename__ = "forum"
    __table_args__ = (
        UniqueConstraint("relationship_id", "name"),
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
    plan_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    client_chair: Mapped[Seat] = link(foreign_keys=client_chair_id)
    supplier_chair: Mapped[Seat] = link(foreign_keys=supplier_chair_id)
    members: Mapped[list["ForumMember"]] = link(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def cadence(self) -> Cadence:
        """When it meets."""
        return Cadence(self.rrule, self.local_time, self.zone, self.starts_on)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: its chairs answer for it."""
        return Stance(
            self.relationship.place(), answering_seats=frozenset({self.client_chair_id, self.supplier_chair_id})
        )


class ForumMember(Base):
    """A seat that belongs to a forum."""

    __tablename__ = "forum_member"
    __table_args__ = (UniqueConstraint("forum_id", "seat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    seat: Mapped[Seat] = link()
