"""Steps the tests of mail share: leave word, let a job run at an instant, look at what was written."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import notices, reading
from govtracker.mail.values import Opened
from govtracker.models import Issue, Notification, OutboxMail
from tests.support.world import World

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def leave(world: World, kind: MailKind, who: str, subject: Any, at: datetime = MONDAY, **facts: Any) -> None:
    """Word of `subject` for one person."""
    with database.transaction():
        dedupe = f"{subject.__tablename__}:{subject.id}:{at.isoformat()}:{facts}"[:100]
        notices.leave(kind, [world.people[who]], subject=subject, dedupe=dedupe, facts=facts, at=at)


def rendered(at: datetime) -> jobs.Ran:
    """The tick that writes mails."""
    return jobs.run(jobs.job_named("render-notices"), at=at)


def sent(at: datetime) -> jobs.Ran:
    """The tick that hands mails over."""
    return jobs.run(jobs.job_named("send"), at=at)


def reaped(at: datetime) -> jobs.Ran:
    """The tick that returns dead workers' mails."""
    return jobs.run(jobs.job_named("reap"), at=at)


def mails() -> Sequence[OutboxMail]:
    """Every mail, oldest first."""
    db.session.rollback()
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def opened(mail: OutboxMail) -> Opened:
    """A mail as its reader sees it."""
    return reading.opened(mail.raw)


def outcomes() -> dict[str, list[str]]:
    """What became of everybody's notices, by the recipient's name; "" waits."""
    db.session.rollback()
    found: dict[str, list[str]] = {}
    for notice in db.session.scalars(select(Notification).order_by(Notification.id)):
        found.setdefault(notice.recipient.name, []).append(notice.outcome)
    return found


def queued(world: World, who: str = "client_spoc", *, kind: MailKind = MailKind.ESCALATION, **values: Any) -> int:
    """The id of a mail in the queue, not written from any notice."""
    with database.transaction():
        number = len(db.session.scalars(select(OutboxMail.id)).all()) + 1
        recipient = world.viewer(who)
        facts: dict[str, Any] = {
            "dedupe_key": f"mail {number}",
            "kind": kind,
            "recipient_id": recipient.person_id,
            "to_address": recipient.email,
            "subject": "Subject",
            "message_id": f"<{number}@localhost>",
            "raw": f"Message-ID: <{number}@localhost>\r\nSubject: Subject\r\n\r\nBody {number}.\r\n".encode(),
            "quotes": [[world.relationships["MER"], "shared"]],
            "state": MailState.QUEUED,
            "created_at": MONDAY,
            "not_before": MONDAY,
        }
        mail = OutboxMail(**{**facts, **values})
        db.session.add(mail)
        db.session.flush()
        return mail.id


def state_of(mail_id: int) -> MailState:
    """Where a mail stands now."""
    db.session.rollback()
    return db.session.scalars(select(OutboxMail.state).where(OutboxMail.id == mail_id)).one()


def retitled(issue: Issue, title: str) -> None:
    """Another title, by no one in particular."""
    with database.transaction():
        db.session.get_one(Issue, issue.id).title = title
