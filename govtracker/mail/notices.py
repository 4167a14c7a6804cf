"""Leaving word: one notification row per recipient, in the transaction of the change it tells of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from govtracker import config
from govtracker.database import Base, db
from govtracker.enums import Audience, MailKind
from govtracker.models import Notification, Relationship
from govtracker.queries import claims
from govtracker.rules.reviews import mailing


def leave(
    kind: MailKind,
    recipients: Iterable[int | None],
    *,
    subject: Base,
    dedupe: str,
    facts: dict[str, Any],
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Tell each of `recipients` (person ids; None and doubles are left out) of `subject`, once per `dedupe`.

    `dedupe` names the occurrence ("issue:7:round:1:level:2"), not the day. `facts` are plain values of the moment
    that a later look at the database would no longer show; `by`, a person id, keeps it from whoever did it.
    `due_at` is when it becomes a mail, by default as its kind says.
    """
    if _untold.get():
        return
    if getattr(subject, "id", None) is None:
        db.session.flush()
    batch = _batch.get()
    if batch and mailing.manner(kind).gathered:
        facts = {**facts, "batch": batch}
    due_at = due_at or mailing.due_at(kind, at, gather=timedelta(minutes=config.current().gather_minutes))
    rows = [
        {
            "dedupe_key": f"{kind.value}:{dedupe}:person:{person_id}",
            "kind": kind,
            "recipient_id": person_id,
            "relationship_id": _relationship_id(subject),
            "audience": getattr(subject, "audience", Audience.SHARED),
            "subject_type": subject.__tablename__,
            "subject_id": getattr(subject, "id", None),
            "facts": facts,
            "created_at": at,
            "due_at": due_at,
        }
        for person_id in dict.fromkeys(recipients)
        if person_id is not None and person_id != facts.get("by")
    ]
    claims.insert_missing(Notification, rows, unique=["dedupe_key"])


def _relationship_id(subject: Base) -> int | None:
    found: int | None = subject.id if isinstance(subject, Relationship) else getattr(subject, "relationship_id", None)
    return found


@contextmanager
def gathered(batch: str) -> Iterator[None]:
    """What is written within is one deed on many things: a person's word of it, where it may wait, is one mail."""
    token = _batch.set(batch)
    try:
        yield
    finally:
        _batch.reset(token)


@contextmanager
def untold() -> Iterator[None]:
    """Leave no word of what is written within: it happened long ago, and nobody is to be told of it now."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)


def are_untold() -> bool:
    """Whether nobody is told of what is written now."""
    return _untold.get()


_batch: ContextVar[str] = ContextVar("batch", default="")
_untold: ContextVar[bool] = ContextVar("untold", default=False)
