"""When scheduled mail is due, and for whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select

from govtracker.database import db, writing
from govtracker.enums import MailKind
from govtracker.models import MailSchedule, OutboxMail, Relationship, Unsubscription
from govtracker.rules.reviews import mailing

MOST_PER_TICK = 200


def due(kind: MailKind, at: datetime) -> Sequence[int]:
    """The schedules of that kind of mail due at `at` (business time), the longest waiting first."""
    return db.session.scalars(
        select(MailSchedule.id)
        .where(MailSchedule.next_at <= at, MailSchedule.next_at.is_not(None), MailSchedule.kind == kind)
        .order_by(MailSchedule.next_at, MailSchedule.id)
        .limit(MOST_PER_TICK)
    ).all()


def schedule(schedule_id: int) -> MailSchedule:
    """One schedule, locked while writing."""
    return db.session.get_one(MailSchedule, schedule_id, with_for_update={"of": MailSchedule} if writing() else None)


def of_person(person_id: int, kind: MailKind) -> MailSchedule | None:
    """The schedule a person gets that kind of mail by, locked while writing."""
    query = select(MailSchedule).where(MailSchedule.person_id == person_id, MailSchedule.kind == kind)
    return db.session.scalar(query.with_for_update(of=MailSchedule) if writing() else query)


def end(person_ids: Sequence[int]) -> None:
    """Delete every schedule of these people."""
    gone = delete(MailSchedule).where(MailSchedule.person_id.in_(person_ids))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


def unwanted(person_id: int) -> dict[MailKind, Unsubscription]:
    """The kinds of mail a person has unsubscribed from."""
    found = db.session.scalars(select(Unsubscription).where(Unsubscription.person_id == person_id))
    return {row.kind: row for row in found}


def quoted(kind: MailKind, person_id: int, *, since: datetime) -> set[int]:
    """The relationships that mails of that kind have told the person of since then (business time), or are to tell."""
    rows = db.session.scalars(select(OutboxMail.quotes).where(*_written(kind, person_id, since)))
    return {int(relationship_id) for quotes in rows for relationship_id, _ in quotes}


def is_told(kind: MailKind, person_id: int, *, since: datetime) -> bool:
    """Whether a mail of that kind has been written to the person since then (business time), and did not stay here."""
    return bool(db.session.scalar(select(exists().where(*_written(kind, person_id, since)))))


def ids_of(relationship_keys: Iterable[str]) -> dict[str, int]:
    """The relationships of keys the reader has been shown, by key."""
    rows = db.session.execute(
        select(Relationship.key, Relationship.id).where(Relationship.key.in_(set(relationship_keys)))
    )
    return {row.key: row.id for row in rows}


def _written(kind: MailKind, person_id: int, since: datetime) -> list[ColumnElement[bool]]:
    own = [OutboxMail.recipient_id == person_id, OutboxMail.kind == kind, OutboxMail.created_at >= since]
    return [*own, OutboxMail.state.not_in(mailing.NEVER_WENT)]
