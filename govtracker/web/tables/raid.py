"""The RAID log as a table."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from govtracker.enums import RaidKind
from govtracker.exports import raid as log
from govtracker.queries.issues.lateness import Deadlines
from govtracker.rules.words import label
from govtracker.web import moments
from govtracker.web.filters import record_number
from govtracker.web.tables import cells, decisions, risks
from govtracker.web.tables.cells import BLANK, NOTHING, Cell, Draw, Line, Table

SHOWN = ("kind", "who", "due", "opened", "status")
LONGEST = 140
TOLD: Mapping[str, Callable[[int], Cell]] = {
    RaidKind.RISK: risks.weight,
    RaidKind.ISSUE: lambda level: cells.badge(f"level {level}", "bad") if level > 1 else NOTHING,
    RaidKind.DECISION: lambda _: NOTHING,
    RaidKind.ACTION: lambda slips: Markup('<span class="soft small">{}× put off</span>').format(slips) if slips else "",
}
PATHS: Mapping[str, Callable[[str, Any], str]] = {
    RaidKind.RISK: risks.path,
    RaidKind.ACTION: lambda key, row: f"/r/{key}/actions/{record_number(row)}",
    RaidKind.ISSUE: lambda key, row: f"/r/{key}/issues/{record_number(row)}",
    RaidKind.DECISION: decisions.path,
}


def table(rows: Iterable[Any], key: str, *, today: date, deadlines: Deadlines, sort: str = "") -> Table:
    """Rows of queries.raid of the relationship `key`, of all four kinds or fewer."""
    reader = moments.reader()
    columns = [column for name in SHOWN for column in log.columns(key, today=today) if column.key == name]
    special: dict[str, Draw] = {
        "kind": lambda row: escape(label(row.kind)) + BLANK + TOLD[row.kind](row.points),
        "who": lambda row: escape(row.owner or "nobody yet") + BLANK + cells.side(row.side),
        "due": lambda row: _due(row, deadlines, reader),
        "opened": lambda row: reader.date(row.opened) + cells.note(f"{log.age(row, today)} days old"),
        "status": lambda row: cells.status(row.status),
    }
    draw = cells.drawn(columns, special, reader)
    lines = [
        Line(
            url=PATHS[row.kind](key, row),
            key=log.key_of(key, row),
            title=row.title,
            mark=cells.only_for_own(row),
            notes=[cells.cut(said, LONGEST)] if (said := log.note_of(row)) else [],
            pick="",
            cells=draw(row),
        )
        for row in rows
    ]
    return Table("RAID log", "What", columns, lines, sort)


def _due(row: Any, deadlines: Deadlines, reader: moments.Reader) -> Cell:
    if row.is_open and row.due < deadlines[row.side]:
        return reader.day(row.due) + BLANK + cells.badge("late", "bad")
    return reader.day(row.due)
