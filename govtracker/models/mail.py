"""Notifications, the outbox, and the schedules of what is sent by the clock."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import Audience, MailKind, MailState
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship

# Those three gather what is told elsewhere.
UNREAD = "read_at IS NULL AND kind NOT IN ('digest', 'review_mail', 'supervision')"


class Notification(Base):
    """Something one person is to be told; written with the change it tells of.

    `subject_type`/`subject_id` name a row ("issue", 7); `facts` are plain values of the moment. `told_at` is when
    it went into a mail or was found to need none (`outcome` says which).
    `read_at` is when they saw it in their list of notices. One that was kept long enough has no subject and no facts.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_due", "due_at", "id", **only("told_at IS NULL")),
        Index("ix_notification_recipient", "recipient_id", "id"),
        Index("ix_notification_waiting", "recipient_id", "kind", "id", **only("told_at IS NULL")),
        Index("ix_notification_unread", "recipient_id", "id", **only(UNREAD)),
        Index("ix_notification_failed", "id", **only("outcome = 'failed'")),
        Index("ix_notification_kept", "id", **only("subject_type <> '' AND told_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[MailKind] = mapped_column(choice(MailKind, "kind"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"), default=Audience.SHARED)
    subject_type: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(80), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_mail.id"))
    recipient: Mapped[Person] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship | None] = link()


class OutboxMail(Base):
    """One mail to one person, rendered once; from `handing` on its bytes never change.

    `quotes` lists the [relationship id, audience] pairs it quotes, `told` the ids of records ("issue", "opportunity")
    of customers that its reader has to be allowed to read when it leaves; `token` fences the worker that claimed it.
    Mails of one `thread` ("issue:7") keep the subject of the first; `priority` 0 leaves first. One that `disturbs`
    leaves in its reader's quiet hours too. `handed_to` is the door it was last handed over at, `doubts` how often
    nobody knew whether it arrived, `fault` why it failed, in short.
    `created_at` and `expires_at` are business time, the other instants real time.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_due", "priority", "not_before", "id", **only("state = 'queued'")),
        Index("ix_outbox_in_flight", "worker", **only("state IN ('claimed', 'handing')")),
        Index("ix_outbox_recipient", "recipient_id", "id"),
        Index("ix_outbox_state", "state", "id"),
        Index("ix_outbox_handed", "recipient_id", "handed_at", **only("handed_at IS NOT NULL")),
        Index("ix_outbox_fault", "fault", "id", **only("state = 'failed'")),
        Index("ix_outbox_thread", "thread", "id", **only("thread <> ''")),
        Index("ix_outbox_kept", "id", **only("length(raw) > 0")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[MailKind] = mapped_column(choice(MailKind, "kind"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_address: Mapped[str] = mapped_column(String(254))
    thread: Mapped[str] = mapped_column(String(60), default="")
    subject: Mapped[str] = mapped_column(String(255))
    message_id: Mapped[str] = mapped_column(String(160), unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    quotes: Mapped[list[Any]]
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[MailState] = mapped_column(choice(MailState, "state"), default=MailState.QUEUED)
    priority: Mapped[int] = mapped_column(default=1)
    disturbs: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    worker: Mapped[str | None] = mapped_column(String(36))
    token: Mapped[str | None] = mapped_column(String(36))
    claimed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    handed_to: Mapped[str] = mapped_column(String(120), default="")
    doubts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(20), default="")
    sent_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    recipient: Mapped[Person] = link(lazy="joined", innerjoin=True)


class MailSchedule(Base):
    """When a person's review mail or digest is due: wall time and zone; `next_at` (UTC) caches the rule.

    `frequency` is daily, weekly or monthly; `weekday` 0-6 from Monday; `day` 1-31, the last day where a month is short.
    A digest comes on `working_days` (digits, 0 is Monday) alone. A review mail tells of the relationships `chosen` (by
    their ids); where none is, of those the person answers for.
    """

    __tablename__ = "mail_schedule"
    __table_args__ = (
        UniqueConstraint("person_id", "kind"),
        Index("ix_mail_schedule_next", "next_at", "id", **only("next_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[MailKind] = mapped_column(choice(MailKind, "kind"))
    frequency: Mapped[str] = mapped_column(String(8))
    weekday: Mapped[int] = mapped_column(default=0)
    day: Mapped[int] = mapped_column(default=1)
    working_days: Mapped[str] = mapped_column(String(7), default="01234")
    local_time: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    next_at: Mapped[datetime | None]
    last_period: Mapped[str] = mapped_column(String(16), default="")
    last_sent_at: Mapped[datetime | None]
    chosen: Mapped[list[Any]] = mapped_column(default=list)
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)


class Unsubscription(Base):
    """A kind of mail a person does not want."""

    __tablename__ = "unsubscription"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[MailKind] = mapped_column(choice(MailKind, "kind"))
    since_at: Mapped[datetime]
