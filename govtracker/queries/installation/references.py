"""What points at a record: whether anything would hang in the air without it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Column, select

from govtracker.database import Base, db

CHUNK = 5_000


def pointed_at(model: type[Base], ids: Sequence[int], *, beside: Collection[str] = ()) -> set[int]:
    """Those of `ids` that a row of any table points at; tables named in `beside` do not count.

    One statement a foreign key: for deeds that are rare and concern many records at once.
    """
    found: set[int] = set()
    for column in _pointing(model, beside):
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            found.update(db.session.scalars(select(column).where(column.in_(chunk)).distinct()))
    return found


def _pointing(model: type[Base], beside: Collection[str]) -> list[Column[int]]:
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in beside
        for key in table.foreign_keys
        if key.column.table is model.__table__
    ]
