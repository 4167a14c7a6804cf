"""Set-based claims and upserts: what must be done in one statement to be done once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite

from govtracker.database import Base, db
from govtracker.models import AuditHead, Counter, Submission

CHAIN_START = "0" * 64


def insert_missing(model: type[Base], rows: Sequence[dict[str, Any]], *, unique: Sequence[str]) -> list[int]:
    """Insert the rows that are not there yet by their `unique` columns; the ids of those inserted."""
    if not rows:
        return []
    upsert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = upsert(model).on_conflict_do_nothing(index_elements=list(unique))
    key: Any = inspect(model).primary_key[0]
    return list(db.session.scalars(statement.returning(key), list(rows)))


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


def audit_head(chain: int) -> AuditHead:
    """The last link of a chain, locked until the commit."""
    insert_missing(AuditHead, [{"chain": chain, "seq": 0, "hash": CHAIN_START}], unique=["chain"])
    return db.session.scalars(
        select(AuditHead).where(AuditHead.chain == chain).with_for_update().execution_options(populate_existing=True)
    ).one()


def insert_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows in one round, without making objects of them."""
    if rows:
        db.session.execute(insert(model), list(rows))


def update_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Update many rows in one round, each by its `id`, without making objects of them."""
    if rows:
        db.session.execute(update(model).execution_options(synchronize_session=False), list(rows))
