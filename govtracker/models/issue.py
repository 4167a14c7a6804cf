"""Issues: something wrong now, and what was learned from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import (
    Audience,
    ContactChannel,
    Effectiveness,
    IssueStatus,
    Severity,
    Side,
)
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.review import Review
from govtracker.models.root_cause import RootCause
from govtracker.rules import keys


class Issue(Base):
    """An issue. `climb_at` says when it climbs next, None while it cannot; `next_at` when the sweep has to look at it.

    `next_at` is the earliest of climbing, warning, reminding, expiring, resuming and growing old. `held_until` is when
    the clock that stands still runs again, `active_at` when the side that is waited on last did something,
    `aging_since` when it entered escalation, or was reopened last. What is due on it was counted by a path or calendar
    that has changed since, and is to be counted anew, while it `is_outdated`.
    `segment` is who is affected as people typed it; the catalogue of the client's customers it names, if any, stands
    beside it for the client's people alone.
    `is_open` and `severity_rank` (0 critical … 3 low) stand for status and severity in indexes;
    `escalation_path_id` is the version it opened with. Imported history has a `source` and no clock.
    """

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("relationship_id", "audience", "number"),
        Index("uq_issue_source", "relationship_id", "source_ref", unique=True, **only("source_ref IS NOT NULL")),
        Index("ix_issue_next", "next_at", "id", **only("next_at IS NOT NULL")),
        Index("ix_issue_parked", "id", **only("climb_failures > 0")),
        Index("ix_issue_list_due", "relationship_id", "is_open", "due_on", "id"),
        Index("ix_issue_list_area", "relationship_id", "is_open", "area_id", "due_on", "id"),
        Index("ix_issue_list_opened", "relationship_id", "is_open", "opened_at", "id"),
        Index("ix_issue_list_severity", "relationship_id", "is_open", "severity_rank", "due_on", "id"),
        Index("ix_issue_list_updated", "relationship_id", "is_open", "updated_at", "id"),
        Index("ix_issue_recurrence", "relationship_id", "area_id", "category", "opened_at"),
        Index("ix_issue_list_owner", "owner_id", "is_open", "due_on", "id", **only("owner_id IS NOT NULL")),
        Index("ix_issue_list_resolved", "relationship_id", "due_on", "id", **only("status = 'resolved'")),
        Index(
            "ix_issue_list_escalated",
            "relationship_id",
            "is_open",
            "level",
            **only("is_open AND level > 1", sqlite="is_open = 1 AND level > 1"),
        ),
        Index("ix_issue_resolved", "relationship_id", "resolved_at", **only("resolved_at IS NOT NULL")),
        Index("ix_issue_count", "relationship_id", "is_open", "audience", "area_id", "level", "is_exhausted"),
        Index("ix_issue_recurrence_due", "recurrence_due_at", "id", **only("recurrence_due_at IS NOT NULL")),
        Index(
            "ix_issue_held",
            "relationship_id",
            "area_id",
            "category",
            "closed_at",
            **only("effectiveness = 'effective'"),
        ),
        Index("uq_issue_published_as_id", "published_as_id", unique=True),
        Index(
            "ix_issue_customer_segment",
            "customer_segment_id",
            "is_open",
            "opened_at",
            "id",
            **only("customer_segment_id IS NOT NULL"),
        ),
        Index(
            "ix_issue_customer_account",
            "customer_account_id",
            "is_open",
            "opened_at",
            "id",
            **only("customer_account_id IS NOT NULL"),
        ),
        Index("ix_issue_review", "review_id", **only("review_id IS NOT NULL")),
        Index("ix_issue_effectiveness", "effectiveness_due_on", "id", **only("effectiveness IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    area_id: Mapped[int] = mapped_column(ForeignKey("functional_area.id"))
    severity: Mapped[Severity] = mapped_column(choice(Severity, "severity"))
    severity_rank: Mapped[int]
    category: Mapped[str] = mapped_column(String(80), default="")
    segment: Mapped[str] = mapped_column(String(120), default="")
    customer_segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    customer_account_id: Mapped[int | None] = mapped_column(ForeignKey("customer_account.id"))
    channel: Mapped[ContactChannel | None] = mapped_column(choice(ContactChannel, "channel"))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_side: Mapped[Side] = mapped_column(choice(Side, "raised_side"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    waiting_on: Mapped[Side] = mapped_column(choice(Side, "waiting_on"))
    status: Mapped[IssueStatus] = mapped_column(choice(IssueStatus, "status"), default=IssueStatus.OPEN)
    is_open: Mapped[bool] = mapped_column(default=True)
    due_on: Mapped[date]
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    why_it_occurred: Mapped[str] = mapped_column(Text, default="")
    what_was_done: Mapped[str] = mapped_column(Text, default="")
    why_not_again: Mapped[str] = mapped_column(Text, default="")
    root_cause_id: Mapped[int | None] = mapped_column(ForeignKey("root_cause.id"))
    five_whys: Mapped[list[Any]] = mapped_column(default=list)  # {"question", "answer"} each
    effectiveness_due_on: Mapped[date | None]
    effectiveness: Mapped[Effectiveness | None] = mapped_column(choice(Effectiveness, "effectiveness"))
    reopenings: Mapped[int] = mapped_column(default=0)
    reopened_at: Mapped[datetime | None]
    reopened_after_days: Mapped[int | None]  # since it had been resolved
    recurrence_due_at: Mapped[datetime | None]  # when it is looked at whether it comes again
    published_as_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    escalation_path_id: Mapped[int | None] = mapped_column(ForeignKey("escalation_path.id"))
    round: Mapped[int] = mapped_column(default=1)
    level: Mapped[int] = mapped_column(default=0)
    climb_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    climb_failures: Mapped[int] = mapped_column(default=0)
    is_outdated: Mapped[bool] = mapped_column(default=False)
    active_at: Mapped[datetime | None]
    aging_since: Mapped[datetime | None]
    age_due_at: Mapped[datetime | None]
    age_warned_at: Mapped[datetime | None]
    handovers: Mapped[int] = mapped_column(default=0)
    is_exhausted: Mapped[bool] = mapped_column(default=False)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    source: Mapped[str] = mapped_column(String(60), default="")
    source_ref: Mapped[str | None] = mapped_column(String(80))
    resolution_minutes: Mapped[int | None]  # business minutes from opening to resolving, in the supplier's calendar
    resolved_within_target: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea] = link(lazy="joined", innerjoin=True)
    raised_by: Mapped[Person | None] = link(foreign_keys=raised_by_id, lazy="joined")
    owner: Mapped[Person | None] = link(foreign_keys=owner_id, lazy="joined")
    root_cause: Mapped[RootCause | None] = link(lazy="joined")
    review: Mapped[Review | None] = link()
    customer_account: Mapped[CustomerAccount | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER-42, or MER-C7 where only the client sees it."""
        return keys.issue_key(self.relationship.key, self.number, self.audience)

    @property
    def kept_by(self) -> str | None:
        """The company that keeps it to itself; None where it is shared."""
        return None if self.audience is Audience.SHARED else self.relationship.company(Side(self.audience.value)).name

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(
            self.place,
            area_id=self.area_id,
            owner_id=self.owner_id,
            raised_by_id=self.raised_by_id,
            raised_side=self.raised_side,
            waited_on=self.waiting_on,
            segment_id=self.customer_segment_id,
            account_id=self.customer_account_id,
        )
