"""Claims of the sender, each one statement: who holds a mail, and how far it has come, is said under its token."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BindParameter, Integer, Row, Table, bindparam, select, text, update

from govtracker.database import UtcDateTime, db
from govtracker.enums import MailState
from govtracker.models import OutboxMail, Person

QUEUED = text("outbox_mail.state = 'queued'")  # literally, or no partial index serves it
mails = cast(Table, OutboxMail.__table__)
UNSEEN = {"synchronize_session": False}


def claim(*, worker: str, token: str, real: datetime, most: int) -> Sequence[Row[Any]]:
    """The most urgent mails that are due at `real` (real time), up to `most`, now claimed: whole rows, first first."""
    facts = {"now_worker": worker, "now_token": token, "real": real, "most": most}
    claimed = db.session.connection().execute(CLAIM, facts).all()
    return sorted(claimed, key=lambda row: (row.priority, row.not_before, row.id))


def hand_over(mail_ids: Collection[int], token: str, *, door: str, real: datetime) -> set[int]:
    """Which of these claimed mails may be handed over at `door` now: those nobody else has claimed since."""
    facts = {"ids": list(mail_ids), "under": token, "door": door[:120], "real": real}
    return set(db.session.connection().execute(HAND_OVER, facts).scalars())


def note_sent(rows: Sequence[dict[str, Any]], *, real: datetime) -> None:
    """Note that mails were taken; each row names `mail`, `under` (its token) and `said` (the answer)."""
    if rows:
        told = {"told": json.dumps(rows), "real": real}
        db.session.connection().execute(SENT[db.engine.dialect.name], told)


def empty(mail_ids: Collection[int]) -> None:
    """Take away the bytes of those of these mails that went or never will; to whom and when stays."""
    over = mails.c.state.in_((MailState.SENT, MailState.CANCELLED, MailState.SUPPRESSED))
    if mail_ids:
        db.session.execute(update(mails).where(mails.c.id.in_(mail_ids), over).values(raw=b""))


def move(mail_id: int, token: str | None, *, was: Collection[MailState], **values: Any) -> bool:
    """Change a mail that still is in one of those states under that token; False when somebody else has it now."""
    moved: Any = db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, OutboxMail.token == token, OutboxMail.state.in_(was))
        .values(**values),
        execution_options=UNSEEN,
    )
    return bool(moved.rowcount == 1)


def release(mail_ids: Collection[int], token: str) -> None:
    """Put claimed mails back as if they had never been claimed."""
    db.session.execute(
        update(mails)
        .where(mails.c.id.in_(mail_ids), mails.c.token == token, mails.c.state == MailState.CLAIMED)
        .values(state=MailState.QUEUED, attempts=mails.c.attempts - 1, worker=None, token=None)
    )


def delay(mail_id: int, *, until: datetime) -> None:
    """Let a queued mail leave no sooner than `until` (real time)."""
    db.session.execute(update(mails).where(mails.c.id == mail_id, QUEUED).values(not_before=until))


def delay_queue(*, until: datetime, reply: str) -> None:
    """Let no queued mail leave before `until` (real time), and keep the reason."""
    db.session.execute(
        update(OutboxMail).where(QUEUED, OutboxMail.not_before < until).values(not_before=until, reply=reply),
        execution_options=UNSEEN,
    )


def delay_recipient(recipient_id: int, *, until: datetime, exempt: Collection[Any]) -> None:
    """Let no queued mail to one person leave before `until` (real time), but for the kinds that are `exempt`."""
    db.session.execute(
        update(OutboxMail)
        .where(QUEUED, OutboxMail.recipient_id == recipient_id, OutboxMail.not_before < until)
        .where(OutboxMail.kind.not_in(exempt))
        .values(not_before=until),
        execution_options=UNSEEN,
    )


def requeue_failed(fault: str, *, real: datetime, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Let the latest mails that failed for that fault, up to `most`, leave again: their ids and when they expire."""
    latest = (
        select(OutboxMail.id)
        .where(text("outbox_mail.state = 'failed'"), OutboxMail.fault == fault)
        .order_by(OutboxMail.id.desc())
        .limit(most)
    )
    moved = (
        update(OutboxMail)
        .where(OutboxMail.id.in_(latest), OutboxMail.state == MailState.FAILED)
        .values(state=MailState.QUEUED, attempts=0, worker=None, token=None, fault="", not_before=real)
        .returning(OutboxMail.id, OutboxMail.expires_at)
    )
    return db.session.execute(moved, execution_options=UNSEEN).all()


def mark_unreachable(recipient_id: int, address: str, *, reply: str, at: datetime) -> bool:
    """Keep that a server refused an address for good; False where it was marked before or is another by now."""
    marked: Any = db.session.execute(
        update(Person)
        .where(Person.id == recipient_id, Person.email == address, Person.unreachable_at.is_(None))
        .values(unreachable_at=at, unreachable_reply=reply),
        execution_options=UNSEEN,
    )
    return bool(marked.rowcount)


# Built once: they run for every few mails, and building them takes longer than running them.
WAITING = (
    select(mails.c.id)
    .where(QUEUED, mails.c.not_before <= bindparam("real", type_=UtcDateTime))
    .order_by(mails.c.priority, mails.c.not_before, mails.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
    .cte("waiting")
)
CLAIM = (
    update(mails)
    .where(mails.c.id.in_(select(WAITING.c.id)), QUEUED)
    .values(
        state=MailState.CLAIMED,
        worker=bindparam("now_worker"),
        token=bindparam("now_token"),
        claimed_at=bindparam("real", type_=UtcDateTime),
        attempts=mails.c.attempts + 1,
    )
    .returning(*mails.c)
)
HAND_OVER = (
    update(mails)
    .where(mails.c.id.in_(bindparam("ids", expanding=True)), mails.c.token == bindparam("under"))
    .where(mails.c.state == MailState.CLAIMED)
    .values(state=MailState.HANDING, handed_at=bindparam("real", type_=UtcDateTime), handed_to=bindparam("door"))
    .returning(mails.c.id)
)
TOLD_TO_POSTGRESQL = text(
    "UPDATE outbox_mail SET state = 'sent', sent_at = :real, reply = told.said, fault = '' "
    "FROM json_to_recordset(CAST(:told AS json)) AS told (mail bigint, under text, said text) "
    "WHERE outbox_mail.id = told.mail AND outbox_mail.token = told.under AND outbox_mail.state = 'handing'"
)
TOLD_TO_SQLITE = text(
    "UPDATE outbox_mail SET state = 'sent', sent_at = :real, reply = told.said, fault = '' "
    "FROM (SELECT json_extract(value, '$.mail') AS mail, json_extract(value, '$.under') AS under, "
    "json_extract(value, '$.said') AS said FROM json_each(:told)) AS told "
    "WHERE outbox_mail.id = told.mail AND outbox_mail.token = told.under AND outbox_mail.state = 'handing'"
)
AT: BindParameter[datetime] = bindparam("real", type_=UtcDateTime)
SENT = {"postgresql": TOLD_TO_POSTGRESQL.bindparams(AT), "sqlite": TOLD_TO_SQLITE.bindparams(AT)}
