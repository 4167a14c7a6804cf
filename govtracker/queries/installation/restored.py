"""What a restored database must not do again, each in one statement, and whom to tell of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from govtracker.database import db
from govtracker.enums import LinkEnding, MailKind, MailState, SessionEnd
from govtracker.models import (
    Joining,
    Notification,
    OutboxMail,
    PasswordReset,
    PulseRound,
    Relationship,
    SignInSession,
    TaskLink,
)
from govtracker.queries.installation import once_links

ON_THEIR_WAY = (MailState.QUEUED, MailState.CLAIMED, MailState.HANDING)
UNSEEN = {"synchronize_session": False}


def hold_mails(*, reply: str) -> int:
    """Let mail that is on its way wait for a person's word; how many."""
    held: Any = db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.state.in_(ON_THEIR_WAY))
        .values(state=MailState.UNCERTAIN, worker=None, token=None, reply=reply),
        execution_options=UNSEEN,
    )
    return int(held.rowcount)


def hold_notices(*, due_until: datetime, outcome: str, at: datetime, but: Sequence[MailKind] = ()) -> int:
    """Let word that was due by `due_until` stand in people's lists alone; kinds in `but` are told still. How many."""
    held: Any = db.session.execute(
        update(Notification)
        .where(Notification.told_at.is_(None), Notification.due_at <= due_until, Notification.kind.not_in(but))
        .values(told_at=at, outcome=outcome),
        execution_options=UNSEEN,
    )
    return int(held.rowcount)


def end_sessions(*, at: datetime) -> int:
    """End everybody's sessions: some were ended after the backup, and nobody knows which. How many."""
    ended: Any = db.session.execute(
        update(SignInSession)
        .where(SignInSession.ended_at.is_(None))
        .values(ended_at=at, ended_why=SessionEnd.ENDED_BY_ADMINISTRATOR),
        execution_options=UNSEEN,
    )
    return int(ended.rowcount)


def end_links(*, at: datetime) -> int:
    """End every link for one task: some were used or revoked after the backup. How many."""
    ended: Any = db.session.execute(
        update(TaskLink).where(TaskLink.ended_at.is_(None)).values(ended_at=at, ending=LinkEnding.REVOKED),
        execution_options=UNSEEN,
    )
    return int(ended.rowcount)


def open_rounds() -> int:
    """How many rounds of the pulse are open: they go on with the answers that stand."""
    return db.session.scalar(select(func.count(PulseRound.id)).where(PulseRound.closed_at.is_(None))) or 0


def end_ways_in(*, at: datetime) -> int:
    """End every invitation to join and every link to a new password, for the same reason. How many."""
    return sum(_end_open(kind, at) for kind in once_links.KINDS)


def relationships() -> Sequence[Relationship]:
    """Every relationship: each has its own chain."""
    return db.session.scalars(select(Relationship).order_by(Relationship.id)).all()


def _end_open(kind: type[Joining] | type[PasswordReset], at: datetime) -> int:
    ended: Any = db.session.execute(
        update(kind).where(*once_links.is_open(kind)).values(revoked_at=at), execution_options=UNSEEN
    )
    return int(ended.rowcount)
