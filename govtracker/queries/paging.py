"""Pages of a list that cost the same at any depth: a cursor says where the last page ended."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select, tuple_, union_all

from govtracker.database import db

SIZE = 50


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and the cursors of the pages before and after it (None where there is none)."""

    rows: Sequence[Row[Any]]
    before: str | None
    after: str | None


def page(
    query: Select[*tuple[Any, ...]],
    *,
    by: Sequence[ColumnElement[Any]],
    descending: bool = False,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
    ranges: Sequence[Select[Any]] = (),
) -> Slice:
    """One page of `query` in the total order `by` (never null, its last column unique; an index should serve it).

    `after` or `before` is a cursor of an earlier Slice; one that cannot be read counts as none.
    Where an index serves the order only part by part (relationship by relationship), `ranges` name the parts, each
    a select of the last column of `by`: every part is asked for one page, and `query` is held to the best of them.
    """
    cursor, backwards = _decoded(before or after, len(by)), bool(before)
    backwards = backwards and cursor is not None
    order = _Order(by, downwards=descending != backwards, cursor=cursor, size=size)
    query = query.add_columns(*(column.label(f"cursor_{position}") for position, column in enumerate(by)))
    if ranges:
        best = order.best_of(ranges).subquery()
        query = query.join(best, best.c[0] == by[-1])
    found = db.session.execute(order.applied(query)).all()
    more, rows = len(found) > size, list(found[:size])
    if backwards:
        rows.reverse()
    has_before = more if backwards else cursor is not None
    has_after = True if backwards else more
    return Slice(
        rows,
        _encoded(rows[0], len(by)) if rows and has_before else None,
        _encoded(rows[-1], len(by)) if rows and has_after else None,
    )


@dataclass(frozen=True)
class _Order:
    """The order of a page, from its cursor on, as far as one row more than it shows."""

    by: Sequence[ColumnElement[Any]]
    downwards: bool
    cursor: list[Any] | None
    size: int

    def applied(self, query: Select[Any]) -> Select[Any]:
        if self.cursor is not None:
            marks = zip(self.cursor, self.by, strict=True)
            mark = tuple_(*(bindparam(None, value, type_=column.type) for value, column in marks))
            query = query.where(tuple_(*self.by) < mark if self.downwards else tuple_(*self.by) > mark)
        return self._sorted(query, self.by)

    def best_of(self, ranges: Sequence[Select[Any]]) -> Select[Any]:
        """The ids of one page out of all ranges."""
        keys = [column.label(f"key_{position}") for position, column in enumerate(self.by)]
        parts = [select(self.applied(part.with_only_columns(*keys)).subquery()) for part in ranges]
        merged = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
        columns = [merged.c[key.name] for key in keys]
        return self._sorted(select(columns[-1]), columns)

    def _sorted(self, query: Select[Any], columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
        ordered = query.order_by(*(column.desc() if self.downwards else column.asc() for column in columns))
        return ordered.limit(self.size + 1)


def _encoded(row: Row[Any], width: int) -> str:
    values = [getattr(row, f"cursor_{position}") for position in range(width)]
    text = json.dumps([_plain(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str | None, width: int) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_read(value) for value in values] if isinstance(values, list) and len(values) == width else None
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    if isinstance(value, int | str):
        return value
    raise ValueError("no cursor of ours")
