"""What the audit trail says of a person, found to be erased."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, delete, func, or_, select

from govtracker.database import db
from govtracker.models import AuditEvent, AuditPersonal
from govtracker.queries import claims
from govtracker.rules import audit_chain

CHUNK = 500


def delete_said(person_id: int) -> int:
    """Delete what events say of a person, with the salts; how many there were."""
    gone: Any = db.session.execute(
        delete(AuditPersonal).where(AuditPersonal.person_id == person_id),
        execution_options={"synchronize_session": False},
    )
    return int(gone.rowcount)


def first_editions(person_id: int, words: Sequence[str]) -> Iterator[Sequence[Row[Any]]]:
    """Events of the first edition by or about a person, or whose text holds one of the words, some at a time."""
    named = or_(
        AuditEvent.actor_id == person_id,
        (AuditEvent.subject_type == "person") & (AuditEvent.subject_id == person_id),
        *(func.instr(AuditEvent.text, word) > 0 for word in words)
        if db.engine.dialect.name == "sqlite"
        else (func.strpos(AuditEvent.text, word) > 0 for word in words),
    )
    query = select(
        AuditEvent.id,
        AuditEvent.actor_id,
        AuditEvent.actor_name,
        AuditEvent.label,
        AuditEvent.changes,
        AuditEvent.reason,
    ).where(AuditEvent.edition == audit_chain.FIRST, named)
    last = 0
    while rows := db.session.execute(query.where(AuditEvent.id > last).order_by(AuditEvent.id).limit(CHUNK)).all():
        yield rows
        last = rows[-1].id


def withhold(rows: Sequence[dict[str, Any]]) -> None:
    """Let these events lose their text and the words of a person, each by its id."""
    claims.update_rows(AuditEvent, rows)
