"""Decisions as a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from govtracker.exports.decisions import COLUMNS
from govtracker.rules import keys, money
from govtracker.rules.words import label
from govtracker.web import moments
from govtracker.web.moments import Reader
from govtracker.web.tables import cells
from govtracker.web.tables.cells import BLANK, Cell, Draw, Line, Table

SHOWN = ("who", "amount", "due", "status")
LONGEST = 140


def table(rows: Iterable[Any], *, today: date, caption: str = "Decisions") -> Table:
    """Rows of queries.decisions: who decides, how much money, on or by which day, and where it stands."""
    reader = moments.reader()
    columns = [column for name in SHOWN for column in COLUMNS if column.key == name]
    special: dict[str, Draw] = {
        "who": lambda row: escape(row.owner) + BLANK + cells.side(row.owner_side) + cells.note(label(row.seat_role)),
        "amount": lambda row: "–" if row.amount is None else money.said(row.amount, row.currency),
        "due": lambda row: day(row, today, reader),
        "status": lambda row: cells.status(row.status),
    }
    draw = cells.drawn(columns, special, reader)
    lines = [
        Line(
            url=path(row.relationship_key, row),
            key=keys.decision_key(row.relationship_key, row.number, row.audience),
            title=row.title,
            mark=cells.only_for_own(row),
            notes=[cells.cut(row.reason, LONGEST)],
            pick="",
            cells=draw(row),
        )
        for row in rows
    ]
    return Table(caption, "Decision", columns, lines)


def path(key: str, record: Any) -> str:
    """The address of a decision, from its relationship's key."""
    return f"/r/{key}/decisions/{keys.number(record.number, record.audience)}"


def day(row: Any, today: date, reader: Reader) -> Cell:
    """The day it was decided on, or by which it has to be."""
    if row.is_open and row.due_on < today:
        return cells.badge(f"was due {reader.date(row.due_on)}", "bad")
    return Markup("by ") + reader.day(row.due_on) if row.is_open else reader.day(row.due_on)
