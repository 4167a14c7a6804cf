"""Rows of the marked world that are written past the product: whatever their tables want, and what is given."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select, update

from govtracker.database import Base, Micro, UtcDateTime, db
from tests.support.marked import BEGUN_AT, DUE


def first(model: type[Base], **given: Any) -> Any:
    """The first record of a kind."""
    return db.session.scalars(select(model).filter_by(**given).limit(1)).one()


def row(model: type[Base], **given: Any) -> Any:
    """A record with whatever its table wants beside what is given."""
    wanted = [column for column in model.__table__.columns if not (column.nullable or column.primary_key)]
    return model(**{column.key: _any(column) for column in wanted if column.default is None} | given)


def change(model: Any, record_id: int, **values: Any) -> None:
    """Other values for one record."""
    db.session.execute(update(model).where(model.id == record_id).values(**values))


def _any(column: Any) -> Any:
    for key in column.foreign_keys:
        return db.session.scalar(select(key.column).limit(1))
    if isinstance(column.type, UtcDateTime):
        return BEGUN_AT
    if isinstance(column.type, Micro):
        return Decimal(1)
    kind: Any = column.type.python_type
    if issubclass(kind, Enum):
        return next(iter(kind))
    plain = {str: "x", int: 1, bool: False, date: DUE}
    return plain.get(kind, {})  # what is kept as JSON
