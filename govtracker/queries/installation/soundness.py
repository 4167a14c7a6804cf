"""Whether what is stored holds together: rows point at rows that are there, and tables hold what was counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from govtracker.database import Base, db
from govtracker.models import StoredFile
from govtracker.queries.issues import attachments

BATCH = 1000


@dataclass(frozen=True)
class Content:
    """Content a row tells of; something points at it, or nothing does (any more)."""

    place: str
    digest: str
    size: int
    is_needed: bool


def pointing_nowhere() -> Iterator[tuple[str, str, int]]:
    """(table, column, rows) of rows that point at a row that is not there."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            target = key.column.table.alias()
            there = select(target.c[key.column.name]).where(target.c[key.column.name] == key.parent).exists()
            lost = select(func.count()).select_from(table).where(key.parent.is_not(None), ~there)
            if found := db.session.scalar(lost):
                yield table.name, key.parent.name, found


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def content() -> Iterator[Content]:
    """All content that is whole, some rows at a time."""
    needed = attachments.pointing_at(StoredFile.id)
    after = 0
    while True:
        found = db.session.execute(
            select(StoredFile.id, StoredFile.place, StoredFile.digest, StoredFile.size, needed.label("needed"))
            .where(StoredFile.id > after, StoredFile.kept_at.is_not(None))
            .order_by(StoredFile.id)
            .limit(BATCH)
        ).all()
        yield from (Content(row.place, row.digest, row.size, row.needed) for row in found)
        if len(found) < BATCH:
            return
        after = found[-1].id


def is_known(place: str) -> bool:
    """Whether a row tells of content at that place, whole or on its way."""
    return bool(db.session.scalar(select(StoredFile.id).where(StoredFile.place == place)))
