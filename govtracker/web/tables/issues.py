"""Issues as a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from govtracker.enums import Audience, IssueStatus, Side
from govtracker.exports import issues as listing
from govtracker.exports.columns import Column
from govtracker.queries.issues.issues import Standpoint
from govtracker.rules import keys
from govtracker.web import moments
from govtracker.web.tables import cells
from govtracker.web.tables.cells import BLANK, NOTHING, Cell, Draw, Line, Table

NOBODY = Markup('<span class="soft">nobody</span>')


def table(
    rows: Iterable[Any],
    places: Mapping[int, Standpoint],
    *,
    today: date,
    columns: Sequence[Column] | None = None,
    sort: str = "",
) -> Table:
    """Rows of queries.issues with these columns, or the usual ones; `places` are standpoints by relationship id."""
    if columns is None:
        columns, _ = listing.columns(places).chosen(None)
    reader = moments.reader()
    special: dict[str, Draw] = {
        "severity": lambda row: cells.severity(row.severity),
        "status": lambda row: _status(row.status, row.level if row.is_open else 0, row.is_open and row.is_exhausted),
        "waiting": lambda row: places[row.relationship_id].company(row.waiting_on) if row.is_open else NOBODY,
        "due": lambda row: cells.due(row, today, reader),
        "opened": lambda row: reader.tag(row.opened_at, "date"),
    }
    draw = cells.drawn(columns, special, reader)
    notes = _notes({column.key for column in columns})
    return Table("Issues", "Issue", columns, [_line(row, places, notes, draw) for row in rows], sort)


def _line(
    row: Any, places: Mapping[int, Standpoint], notes: Callable[[Any], list[Cell]], draw: Callable[[Any], Markup]
) -> Line:
    number = keys.number(row.number, row.audience)
    key = f"{row.relationship_key}-{number}"
    mark = NOTHING
    if row.audience is not Audience.SHARED:
        mark = BLANK + cells.only_for(places[row.relationship_id].company(Side(row.audience.value)))
    return Line(
        url=f"/r/{row.relationship_key}/issues/{number}",
        key=key,
        title=row.title,
        mark=mark,
        notes=notes(row),
        pick=f"{key}.{row.version}",
        cells=draw(row),
    )


def _notes(shown: set[str]) -> Callable[[Any], list[Cell]]:
    """Area and owner under the title, but for what has a column of its own."""
    if {"area", "owner"} <= shown:
        return lambda row: []
    if "owner" in shown:
        return lambda row: [row.area]
    if "area" in shown:
        return lambda row: [row.owner] if row.owner else []
    return lambda row: [f"{row.area} · {row.owner}" if row.owner else row.area]


@lru_cache(maxsize=256)
def _status(status: IssueStatus, level: int, exhausted: bool) -> Cell:  # noqa: FBT001  # the key of the cache
    """Where an issue stands, and how high it has climbed (0: not any more)."""
    drawn = cells.status(status)
    if exhausted:
        return drawn + BLANK + cells.badge("path exhausted", "bad")
    return drawn + BLANK + cells.badge(f"level {level}", "warn", "") if level > 1 else drawn
