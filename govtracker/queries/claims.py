"""Set-based claims and upserts: what must be done in one statement to be done once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, inspect, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from govtracker.database import Base, db
from govtracker.enums import MailKind, Side
from govtracker.models import AuditHead, Counter, Issue, Notification, Setting, Submission, Tally

CHAIN_START = "0" * 64

AS_GIVEN = {"render_nulls": True}  # rows with and without a value go in one round, not in a round for each kind


def insert_missing(
    model: type[Base], rows: Sequence[dict[str, Any]], *, unique: Sequence[str], where: str | None = None
) -> list[int]:
    """Insert the rows that are not there yet by their `unique` columns; the ids of those inserted.

    `where` is the condition of the index that holds them, if it is a partial one.
    """
    if not rows:
        return []
    upsert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    partly = None if where is None else text(where)
    statement = upsert(model).on_conflict_do_nothing(index_elements=list(unique), index_where=partly)
    key: Any = inspect(model).primary_key[0]
    return list(db.session.scalars(statement.returning(key), list(rows), execution_options=AS_GIVEN))


def insert_once(model: type[Base], rows: Sequence[dict[str, Any]], *, unique: Sequence[str]) -> None:
    """Insert the rows of a table without ids that are not there yet by their `unique` columns, in one round."""
    if rows:
        upsert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        statement = upsert(model).on_conflict_do_nothing(index_elements=list(unique))
        db.session.execute(statement, list(rows), execution_options=AS_GIVEN)


def next_number(relationship_id: int, kind: str, *, how_many: int = 1) -> int:
    """The first of `how_many` new numbers in a relationship; holds the counter's row until the commit."""
    insert_missing(
        Counter, [{"relationship_id": relationship_id, "kind": kind, "value": 0}], unique=["relationship_id", "kind"]
    )
    last = db.session.scalar(
        update(Counter)
        .where(Counter.relationship_id == relationship_id, Counter.kind == kind)
        .values(value=Counter.value + how_many)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )
    assert last is not None
    return last - how_many + 1


def hold(relationship_id: int, kind: str) -> None:
    """Let one writer at a time do what `kind` names in a relationship: the others wait for the commit."""
    row = {"relationship_id": relationship_id, "kind": kind, "value": 0}
    insert_missing(Counter, [row], unique=["relationship_id", "kind"])
    own = Counter.relationship_id == relationship_id, Counter.kind == kind
    db.session.execute(select(Counter.value).where(*own).with_for_update())


def hold_installation(kind: str) -> None:
    """Let one writer at a time do what `kind` names in the installation: the others wait for the commit."""
    insert_missing(Setting, [{"name": f"hold:{kind}", "value": ""}], unique=["name"])
    db.session.execute(select(Setting.value).where(Setting.name == f"hold:{kind}").with_for_update())


def submission(person_id: int, token: str, at: Any) -> Submission | None:
    """None when this form is new (it is claimed now), else the earlier submission with where it led."""
    new = insert_missing(
        Submission, [{"person_id": person_id, "token": token, "url": "", "at": at}], unique=["person_id", "token"]
    )
    if new:
        return None
    return db.session.scalar(select(Submission).where(Submission.person_id == person_id, Submission.token == token))


def submission_led_to(person_id: int, token: str, url: str) -> None:
    """Remember where a form led."""
    db.session.execute(
        update(Submission).where(Submission.person_id == person_id, Submission.token == token).values(url=url)
    )


def once(name: str, at: datetime) -> bool:
    """Whether this is the first time anybody does `name` in this installation; false for everybody after."""
    return bool(insert_missing(Setting, [{"name": name, "value": at.isoformat()}], unique=["name"]))


def audit_head(chain: int) -> AuditHead:
    """The last link of a chain, locked until the commit."""
    insert_missing(AuditHead, [{"chain": chain, "seq": 0, "hash": CHAIN_START}], unique=["chain"])
    return db.session.scalars(
        select(AuditHead).where(AuditHead.chain == chain).with_for_update().execution_options(populate_existing=True)
    ).one()


def insert_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows in one round, without making objects of them."""
    if rows:
        db.session.execute(insert(model), list(rows), execution_options=AS_GIVEN)


def upsert_rows(model: type[Base], rows: Sequence[dict[str, Any]], *, unique: Sequence[str]) -> None:
    """Insert rows, or change those that are there by their `unique` columns, each given once, in one round."""
    if not rows:
        return
    upsert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = upsert(model)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in unique}
    told = statement.on_conflict_do_update(index_elements=list(unique), set_=changed)
    db.session.execute(told, list(rows), execution_options=AS_GIVEN)


def update_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Update many rows in one round, each by its `id`, without making objects of them."""
    if rows:
        db.session.execute(update(model).execution_options(synchronize_session=False), list(rows))


def count(counts: Mapping[tuple[str, str], int]) -> None:
    """Add to the tallies of (name, label); in their order, so that two who count never wait on each other."""
    rows = [{"name": name, "label": label, "value": more} for (name, label), more in sorted(counts.items()) if more]
    if not rows:
        return
    db.session.connection().execute(COUNT[db.engine.dialect.name], rows)


def note_activity(issue_id: int, side: Side, at: datetime) -> None:
    """That side did something about an open issue that waits on it; nobody who edits the issue is disturbed."""
    db.session.execute(
        update(Issue)
        .where(Issue.id == issue_id, Issue.is_open, Issue.waiting_on == side)
        .values(active_at=at)
        .execution_options(synchronize_session=False)
    )


def outdate(which: ColumnElement[bool], *, at: datetime, **values: Any) -> int:
    """Let the escalation of those issues be counted anew, with new `values`, from `at` on; how many."""
    marked: Any = db.session.execute(
        update(Issue).where(which).values(is_outdated=True, next_at=at, **values),
        execution_options={"synchronize_session": False},
    )
    return int(marked.rowcount)


def settle_notices(ids: Collection[int], *, at: datetime, outcome: str, mail_id: int | None = None) -> bool:
    """Note what became of notices that nobody has settled yet; False when somebody has settled one of them."""
    settled: Any = db.session.execute(
        update(Notification)
        .where(Notification.id.in_(ids), Notification.told_at.is_(None))
        .values(told_at=at, outcome=outcome, mail_id=mail_id)
        .execution_options(synchronize_session=False)
    )
    return bool(settled.rowcount == len(ids))


def hold_notices(ids: Collection[int], *, until: datetime) -> None:
    """Let notices that nobody has settled yet become a mail later."""
    db.session.execute(
        update(Notification)
        .where(Notification.id.in_(ids), Notification.told_at.is_(None))
        .values(due_at=until)
        .execution_options(synchronize_session=False)
    )


def forget_digests(ids: Collection[int]) -> None:
    """Delete what asked for a digest that found nothing; what else is among the notices stays."""
    db.session.execute(
        delete(Notification)
        .where(Notification.id.in_(ids), Notification.kind == MailKind.DIGEST, Notification.told_at.is_(None))
        .execution_options(synchronize_session=False)
    )


def reopen_notices(recipient_id: int, mail_id: int) -> None:
    """Let what a mail told its recipient be told anew."""
    db.session.execute(
        update(Notification)
        .where(Notification.recipient_id == recipient_id, Notification.mail_id == mail_id)
        .values(told_at=None, outcome="", mail_id=None, attempts=Notification.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def reopen_news(recipient_id: int, mail_id: int) -> None:
    """Let the news of watched records in a digest that never went wait for the next; they keep its id."""
    own = Notification.recipient_id == recipient_id, Notification.mail_id == mail_id
    db.session.execute(
        update(Notification)
        .where(*own, Notification.kind == MailKind.WATCHED)
        .values(told_at=None, outcome="")
        .execution_options(synchronize_session=False)
    )


def settle_news(mail_ids: Collection[int], *, at: datetime, outcome: str) -> None:
    """Digests that never went leave after all: note what became of the news they bring and no other has brought."""
    waiting = text("notification.told_at IS NULL")  # literally, for the partial index
    db.session.execute(
        update(Notification)
        .where(waiting, Notification.kind == MailKind.WATCHED, Notification.mail_id.in_(mail_ids))
        .values(told_at=at, outcome=outcome)
        .execution_options(synchronize_session=False)
    )


def _counting(statement: Any) -> Any:
    more = {"value": Tally.value + statement.excluded.value}
    return statement.on_conflict_do_update(index_elements=["name", "label"], set_=more)


COUNT = {"postgresql": _counting(postgresql.insert(Tally)), "sqlite": _counting(sqlite.insert(Tally))}
