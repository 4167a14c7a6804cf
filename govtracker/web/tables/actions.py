"""Actions as a table."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from govtracker.exports.actions import COLUMNS
from govtracker.exports.columns import Column
from govtracker.queries.issues.lateness import Deadlines
from govtracker.rules import keys
from govtracker.web import moments
from govtracker.web.moments import Reader
from govtracker.web.tables import cells
from govtracker.web.tables.cells import BLANK, Cell, Draw, Line, Table

FROM = Markup('from <a href="{}">{}</a>')


def table(
    rows: Iterable[Any],
    *,
    today: date,
    columns: Sequence[Column] | None = None,
    sort: str = "",
    with_issue: bool = True,
    caption: str = "Actions",
    deadlines: Deadlines | None = None,
) -> Table:
    """Rows of queries.actions with these columns, or the usual ones; `with_issue` names the issue they come from.

    Late is what is due before today, or of one relationship before the day its side is held to (`deadlines`).
    """
    if columns is None:
        columns, _ = COLUMNS.chosen(None)
    reader = moments.reader()
    special: dict[str, Draw] = {
        "who": lambda row: escape(row.owner) + BLANK + cells.side(row.owner_side),
        "due": lambda row: late(row, today, reader, deadlines),
        "status": lambda row: cells.status(row.status),
    }
    draw = cells.drawn(columns, special, reader)
    return Table(caption, "Action", columns, [_line(row, draw, with_issue=with_issue) for row in rows], sort)


def late(row: Any, today: date, reader: Reader, deadlines: Deadlines | None = None) -> Cell:
    """How an action stands to its date, and how often that was put off."""
    stands = _stands(row, today, reader, deadlines[row.owner_side] if deadlines else today)
    return stands + Markup(f' <span class="soft small">{row.slips:d}× put off</span>') if row.slips else stands  # noqa: S704


def _stands(row: Any, today: date, reader: Reader, late_before: date) -> Markup:
    if row.is_open and row.due_on < late_before:
        days = (today - row.due_on).days
        if days <= 0:
            return cells.badge("late since today", "bad", title="the working day of that side is over")
        return cells.badge(f"{days} day{'' if days == 1 else 's'} late", "bad", title=f"due {reader.date(row.due_on)}")
    return cells.badge("due today", "warn") if row.is_open and row.due_on == today else reader.day(row.due_on)


def _line(row: Any, draw: Callable[[Any], Markup], *, with_issue: bool) -> Line:
    number = keys.number(row.number, row.audience)
    return Line(
        url=f"/r/{row.relationship_key}/actions/{number}",
        key=f"{row.relationship_key}-A{number}",
        title=row.title,
        mark=cells.only_for_own(row),
        notes=_notes(row, with_issue=with_issue),
        pick=f"{row.relationship_key}-A{number}.{row.version}",
        cells=draw(row),
    )


def _notes(row: Any, *, with_issue: bool) -> list[Cell]:
    notes: list[Cell] = [f"if late: {row.consequence}"] if row.consequence else []
    if with_issue and row.issue_title:
        number = keys.number(row.issue_number, row.issue_audience)
        notes.append(FROM.format(f"/r/{row.relationship_key}/issues/{number}", row.issue_title))
    return notes
