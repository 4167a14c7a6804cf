"""What the audit trail says of a person, found to be erased."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, func, or_, select

from govtracker.database import db
from govtracker.models import AuditEvent, AuditPersonal
from govtracker.queries import claims
from govtracker.rules import audit_chain

CHUNK = 500
DEED = "trail_withheld"


def delete_said(person_id: int) -> int:
    """Delete what events say of a person, with the salts; how many there were."""
    gone: Any = db.session.execute(
        delete(AuditPersonal).where(AuditPersonal.person_id == person_id),
        execution_options={"synchronize_session": False},
    )
    return int(gone.rowcount)


def first_editions(person_id: int, words: Sequence[str]) -> Iterator[Sequence[RowMapping]]:
    """Events of the first edition by or about a person, or whose text holds one of the words, some at a time."""
    named = or_(
        AuditEvent.actor_id == person_id,
        (AuditEvent.subject_type == "person") & (AuditEvent.subject_id == person_id),
        *(func.instr(AuditEvent.text, word) > 0 for word in words)
        if db.engine.dialect.name == "sqlite"
        else (func.strpos(AuditEvent.text, word) > 0 for word in words),
    )
    query = select(*AuditEvent.__table__.columns).where(AuditEvent.edition == audit_chain.FIRST, named)
    some, last = query.order_by(AuditEvent.id).limit(CHUNK), 0
    while rows := db.session.execute(some.where(AuditEvent.id > last)).mappings().all():
        yield rows
        last = rows[-1]["id"]


def withheld(chain: int) -> dict[int, str]:
    """What the trail says is left of each withheld event of a chain: a hash by seq."""
    told = select(AuditEvent.changes).where(AuditEvent.chain == 0, AuditEvent.action == DEED).order_by(AuditEvent.id)
    return {
        int(seq): left
        for changes in db.session.scalars(told)
        for seq, left in changes["left"].get(str(chain), {}).items()
    }


def withhold(rows: Sequence[dict[str, Any]]) -> None:
    """Let these events lose their text and the words of a person, each by its id."""
    claims.update_rows(AuditEvent, rows)
