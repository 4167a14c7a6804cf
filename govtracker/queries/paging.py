"""Pages of a list that cost the same at any depth: a cursor says where the last page ended."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select, tuple_, union_all

from govtracker.database import db

SIZE = 50
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and the cursors of the pages before and after it (None where there is none)."""

    rows: Sequence[Row[Any]]
    before: str | None
    after: str | None


@dataclass(frozen=True, eq=False)
class List:
    """A list in the total order `by` (never null, its last column unique; an index should serve it).

    Where an index serves the order only part by part (relationship by relationship), `parts` name the parts, each a
    select of the last column of `by`: every part is asked for one page, and `query` is held to the best of them.
    Building its statements takes longer than most answers: keep a List, and give it what differs as parameters.
    """

    query: Select[*tuple[Any, ...]]
    by: Sequence[ColumnElement[Any]]
    descending: bool = False
    size: int = SIZE
    parts: Sequence[Select[Any]] = ()
    _built: dict[tuple[bool, bool], Select[Any]] = field(default_factory=dict)

    def page(
        self,
        *where: ColumnElement[bool],
        values: Mapping[str, Any] | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> Slice:
        """One page of the rows `where` holds for; `values` are those of the parameters in query and parts.

        `after` or `before` is a cursor of an earlier Slice; one that cannot be read counts as none.
        """
        cursor, backwards = _decoded(before or after, self.by), bool(before)
        backwards = backwards and cursor is not None
        statement = self._statement(downwards=self.descending != backwards, begins=cursor is None).where(*where)
        marks = {f"mark_{position}": value for position, value in enumerate(cursor or ())}
        found = db.session.execute(statement, {**(values or {}), **marks}).all()
        more, rows = len(found) > self.size, list(found[: self.size])
        if backwards:
            rows.reverse()
        has_before = more if backwards else cursor is not None
        has_after = True if backwards else more
        return Slice(
            rows,
            _encoded(rows[0], len(self.by)) if rows and has_before else None,
            _encoded(rows[-1], len(self.by)) if rows and has_after else None,
        )

    def _statement(self, *, downwards: bool, begins: bool) -> Select[Any]:
        """The rows from the cursor on, as far as one row more than the page shows."""
        kind = (downwards, begins)
        if kind not in self._built:
            query = self.query.add_columns(*(one.label(f"cursor_{place}") for place, one in enumerate(self.by)))
            if self.parts:
                best = self._best_of_parts(downwards=downwards, begins=begins).subquery()
                query = query.join(best, best.c[0] == self.by[-1])
            self._built[kind] = self._cut(query, self.by, downwards=downwards, begins=begins)
        return self._built[kind]

    def _best_of_parts(self, *, downwards: bool, begins: bool) -> Select[Any]:
        """The ids of one page out of all parts."""
        keys = [column.label(f"key_{position}") for position, column in enumerate(self.by)]
        asked = [part.with_only_columns(*keys) for part in self.parts]
        pages = [self._cut(part, self.by, downwards=downwards, begins=begins) for part in asked]
        found = [select(one.subquery()) for one in pages]
        merged = (union_all(*found) if len(found) > 1 else found[0]).subquery()
        columns = [merged.c[key.name] for key in keys]
        return self._sorted(select(columns[-1]), columns, downwards=downwards)

    def _cut(
        self, query: Select[Any], by: Sequence[ColumnElement[Any]], *, downwards: bool, begins: bool
    ) -> Select[Any]:
        if not begins:
            mark = tuple_(*(bindparam(f"mark_{place}", type_=one.type) for place, one in enumerate(self.by)))
            query = query.where(tuple_(*by) < mark if downwards else tuple_(*by) > mark)
        return self._sorted(query, by, downwards=downwards)

    def _sorted(self, query: Select[Any], columns: Sequence[ColumnElement[Any]], *, downwards: bool) -> Select[Any]:
        ordered = query.order_by(*(column.desc() if downwards else column.asc() for column in columns))
        return ordered.limit(self.size + 1)


def slices(ask: Callable[[str | None], Slice]) -> Iterator[Slice]:
    """All pages of a list; `ask` gives the page after a cursor, the first one for None."""
    after: str | None = None
    while True:
        page = ask(after)
        yield page
        after = page.after
        if after is None:
            return


def every(ask: Callable[[str | None], Slice]) -> Iterator[Row[Any]]:
    """All rows of a list, a page at a time; `ask` as in `slices`."""
    return (row for page in slices(ask) for row in page.rows)


def of_parts(values: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Parameters of the parts of a List: the name of each is followed by the place of its part (`side_0`)."""
    return {f"{name}_{part}": value for part, given in enumerate(values) for name, value in given.items()}


def page(
    query: Select[*tuple[Any, ...]],
    *,
    by: Sequence[ColumnElement[Any]],
    descending: bool = False,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
    parts: Sequence[Select[Any]] = (),
) -> Slice:
    """One page of a list that is built for this once."""
    return List(query, by, descending, size, parts).page(after=after, before=before)


def _encoded(row: Row[Any], width: int) -> str:
    values = [getattr(row, f"cursor_{position}") for position in range(width)]
    text = json.dumps([_plain(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str | None, by: Sequence[ColumnElement[Any]]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_read(value, column) for value, column in zip(values, by, strict=True)]
    except (ValueError, TypeError, KeyError, binascii.Error, RecursionError):
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _read(value: Any, column: ColumnElement[Any]) -> Any:
    """The value of a cursor as its column has it; raises ValueError where it cannot stand there."""
    if isinstance(value, dict):
        value = datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    kind = column.type.python_type
    if not isinstance(value, kind) or (isinstance(value, datetime) and value.tzinfo is None):
        raise ValueError("no cursor of ours")
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise ValueError("no number of a database")
    return value
