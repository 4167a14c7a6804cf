"""Escalation paths, their levels, and the rungs an issue has climbed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Severity, Side, Tier, Trigger
from govtracker.models.agreement import Proposal
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.seat import Seat
from govtracker.rules.governance.escalation import OURS, Terms


class EscalationPath(Proposal, Base):
    """One version of a ladder. Never edited: a change is a new version, and issues keep the one they opened with.

    A version is proposed by one side and in force once both have agreed; it is superseded by the next one, or laid
    aside (sent back by the other side, taken back by one's own) without ever having been in force.
    An acknowledgement expires after `expiry_days` of silence, an issue is old after `age_days` (working days).
    """

    __tablename__ = "escalation_path"
    __table_args__ = (
        Index(
            "ix_escalation_path_in_force",
            "relationship_id",
            "area_id",
            "severity",
            **only("in_force_at IS NOT NULL AND superseded_at IS NULL"),
        ),
        Index("ix_escalation_path_remind", "remind_at", "id", **only("remind_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    severity: Mapped[Severity | None] = mapped_column(choice(Severity, "severity"))
    name: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expiry_days: Mapped[int] = mapped_column(default=OURS.expiry_days)
    age_days: Mapped[int] = mapped_column(default=OURS.age_days)
    top_reminders: Mapped[int] = mapped_column(default=OURS.top_reminders)
    levels: Mapped[list["EscalationLevel"]] = link(order_by="EscalationLevel.position", back_populates="path")
    relationship: Mapped[Relationship] = link()
    proposed_by: Mapped[Person | None] = link(foreign_keys=proposed_by_id)

    @property
    def terms(self) -> Terms:
        """How long acknowledgements and issues last on it, and how often its last level is reminded."""
        return Terms(self.expiry_days, self.age_days, self.top_reminders)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class EscalationLevel(Base):
    """A level: one seat a side, and its response, resolution and warning time in business minutes (0: no warning)."""

    __tablename__ = "escalation_level"
    __table_args__ = (
        UniqueConstraint("path_id", "position"),
        CheckConstraint(
            "response_minutes > 0 AND resolution_minutes >= response_minutes "
            "AND warning_minutes >= 0 AND warning_minutes < response_minutes",
            name="times",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("escalation_path.id"))
    position: Mapped[int]
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    client_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    supplier_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    response_minutes: Mapped[int]
    resolution_minutes: Mapped[int]
    warning_minutes: Mapped[int] = mapped_column(default=0)
    path: Mapped[EscalationPath] = link(back_populates="levels")

    def seat_id(self, side: Side) -> int:
        """The seat of one side."""
        return self.client_seat_id if side is Side.CLIENT else self.supplier_seat_id


class Rung(Base):
    """A level an issue has reached in a round: told once, answered by the side that is waited on.

    `answering_seat_id` is the level's seat on that side or, where nobody could be told there, the seat it passed to
    (see `gap`); `answering_person_id` is who was told last, None where nobody could be, and `asked_before` (ids) who
    had been asked in vain when a reminder went to somebody else. A handover inside the level asks
    the other side: `waiting_on`, the due instants and the acknowledgement are those of the side asked last, what
    stood before is kept on the ClockPause. No instant is due while the clock stands still.
    """

    __tablename__ = "rung"
    __table_args__ = (
        UniqueConstraint("issue_id", "round", "position"),
        Index(
            "ix_rung_unanswered",
            "answering_seat_id",
            "response_due_at",
            "id",
            **only("acknowledged_at IS NULL AND is_current", sqlite="acknowledged_at IS NULL AND is_current = 1"),
        ),
        Index(
            "ix_rung_unreachable",
            "issue_id",
            **only("unreachable AND is_current", sqlite="unreachable = 1 AND is_current = 1"),
        ),
        Index(
            "ix_rung_acknowledged", "acknowledged_by_id", "acknowledged_at", **only("acknowledged_by_id IS NOT NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    round: Mapped[int]
    position: Mapped[int]
    level_id: Mapped[int] = mapped_column(ForeignKey("escalation_level.id"))
    waiting_on: Mapped[Side] = mapped_column(choice(Side, "waiting_on"))
    answering_seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    answering_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_before: Mapped[list[Any]] = mapped_column(default=list)
    is_current: Mapped[bool] = mapped_column(default=True)
    trigger: Mapped[Trigger] = mapped_column(choice(Trigger, "trigger"))
    reason: Mapped[str] = mapped_column(Text, default="")
    gap: Mapped[str] = mapped_column(Text, default="")
    collapsed: Mapped[bool] = mapped_column(default=False)
    unreachable: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime]
    response_due_at: Mapped[datetime | None]
    resolution_due_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None]
    issue: Mapped[Issue] = link(lazy="joined", innerjoin=True)
    level: Mapped[EscalationLevel] = link(lazy="joined", innerjoin=True)
    answering_seat: Mapped[Seat] = link()
    answering_person: Mapped[Person | None] = link(foreign_keys=answering_person_id)
    acknowledged_by: Mapped[Person | None] = link(foreign_keys=acknowledged_by_id)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: only the level's seat on the side that is waited on, or who stands in, answers."""
        seats = frozenset({self.answering_seat_id, self.level.seat_id(self.waiting_on)})
        return Stance(self.issue.place, answering_seats=seats)
