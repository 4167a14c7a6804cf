"""Risks as a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import escape

from govtracker.exports.risks import COLUMNS
from govtracker.rules import keys
from govtracker.rules.issues.risks import IMPACTS, LIKELIHOODS, Exposure, exposure
from govtracker.rules.words import label
from govtracker.web import moments
from govtracker.web.moments import Reader
from govtracker.web.tables import cells
from govtracker.web.tables.cells import BLANK, Cell, Draw, Line, Table

SHOWN = ("exposure", "response", "who", "look", "status")
LONGEST = 140
TONES = {Exposure.CRITICAL: "bad", Exposure.HIGH: "warn", Exposure.MEDIUM: "active", Exposure.LOW: "neutral"}


def table(rows: Iterable[Any], *, today: date, sort: str = "", caption: str = "Risks") -> Table:
    """Rows of queries.risks: how grave, what is done about it, who watches it, when it is looked at next."""
    reader = moments.reader()
    columns = [column for name in SHOWN for column in COLUMNS if column.key == name]
    special: dict[str, Draw] = {
        "exposure": lambda row: weight(row.score) + cells.note(f"{LIKELIHOODS[row.likelihood]}, {IMPACTS[row.impact]}"),
        "who": lambda row: escape(row.owner) + BLANK + cells.side(row.owner_side),
        "look": lambda row: look(row, today, reader),
        "status": lambda row: cells.status(row.status),
    }
    draw = cells.drawn(columns, special, reader)
    lines = [
        Line(
            url=path(row.relationship_key, row),
            key=keys.risk_key(row.relationship_key, row.number, row.audience),
            title=row.title,
            mark=cells.only_for_own(row),
            notes=[cells.cut(row.plan, LONGEST)],
            pick="",
            cells=draw(row),
        )
        for row in rows
    ]
    return Table(caption, "Risk", columns, lines, sort)


def path(key: str, record: Any) -> str:
    """The address of a risk, from its relationship's key."""
    return f"/r/{key}/risks/{keys.number(record.number, record.audience)}"


def weight(score: int) -> Cell:
    """How much a risk weighs, as a word with its figure."""
    band = exposure(score)
    return cells.badge(f"{label(band)} {score}", TONES[band])


def look(row: Any, today: date, reader: Reader) -> Cell:
    """The day it is looked at next, or was to be."""
    if row.is_open and row.look_on < today:
        return cells.badge(f"was due {reader.date(row.look_on)}", "bad")
    return reader.day(row.look_on)
