"""Whose digest would find nothing, asked for everybody at once: most mornings of most people are quiet."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, bindparam, exists, or_, select, text

from govtracker.database import db, writing
from govtracker.enums import CriteriaStatus, MailKind, ReviewStatus
from govtracker.models import (
    Action,
    CriteriaSet,
    EscalationPath,
    Issue,
    MailSchedule,
    Notification,
    PreparationTask,
    Review,
    Scorecard,
    Seat,
    Tenure,
)
from govtracker.queries.governance.escalation_paths import PROPOSED
from govtracker.queries.performance import scorecard_rows
from govtracker.queries.structure.seats import held_on
from govtracker.rules.reviews.review_steps import TO_COME

AT_ONCE = 1_000
TIMES = (MailSchedule.id, MailSchedule.local_time, MailSchedule.zone, MailSchedule.working_days, MailSchedule.next_at)


def some(at: datetime) -> bool:
    """Whether a digest is due at `at` (business time) that would find nothing."""
    return db.session.execute(EMPTY.limit(1), _moment(at)).first() is not None


def due(at: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """The schedules of such digests with their times, locked while writing, the longest waiting first."""
    query = EMPTY.order_by(MailSchedule.next_at, MailSchedule.id).limit(AT_ONCE)
    locked = query.with_for_update(of=MailSchedule, skip_locked=True) if writing() else query
    return db.session.execute(locked, _moment(at)).all()


def _moment(at: datetime) -> dict[str, Any]:
    return {"at": at, "today": at.astimezone(UTC).date()}


def _empty() -> Select[*tuple[Any, ...]]:
    """Of people with no news, no open action, nothing to prepare, and no seat where anything is open or waits.

    What the mail finds for one person is a part of that: it need only never be more.
    """
    news = exists().where(
        text("notification.told_at IS NULL"),  # literally, for the partial index
        Notification.recipient_id == MailSchedule.person_id,
        Notification.kind == MailKind.WATCHED,
    )
    own = exists().where(Action.owner_id == MailSchedule.person_id, Action.is_open)
    asked = (
        exists()
        .where(PreparationTask.person_id == MailSchedule.person_id, PreparationTask.done_at.is_(None))
        .where(Review.id == PreparationTask.review_id, Review.status.in_(TO_COME))
    )
    seated = (
        exists()
        .where(Tenure.person_id == MailSchedule.person_id, held_on(bindparam("today", type_=Date)))
        .where(Seat.id == Tenure.seat_id, or_(*_stirring(Seat.relationship_id)))
    )
    return select(*TIMES).where(
        MailSchedule.next_at <= bindparam("at"),
        MailSchedule.next_at.is_not(None),
        MailSchedule.kind == MailKind.DIGEST,
        ~news,
        ~own,
        ~asked,
        ~seated,
    )


def _stirring(relationship_id: Any) -> Sequence[ColumnElement[bool]]:
    """What a relationship may have that its people's digests tell of."""
    return (
        exists().where(Issue.relationship_id == relationship_id, Issue.is_open),
        exists().where(Scorecard.relationship_id == relationship_id, *scorecard_rows.waiting()),
        exists().where(CriteriaSet.relationship_id == relationship_id, CriteriaSet.status == CriteriaStatus.PROPOSED),
        exists().where(Review.relationship_id == relationship_id, Review.status == ReviewStatus.HELD),
        exists().where(EscalationPath.relationship_id == relationship_id, *PROPOSED),
    )


EMPTY = _empty()
