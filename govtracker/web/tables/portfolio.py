"""The portfolio as a table: a relationship a row; whose company is "ours" depends on who looks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from govtracker.access import Viewer
from govtracker.enums import Side
from govtracker.exports.columns import Column
from govtracker.web import filters, moments
from govtracker.web.tables import cells
from govtracker.web.tables.cells import Cell, Draw, Line, Table

TONES = {"watch": "warn", "improvement_plan": "bad", "under_review": "bad"}
UNSCHEDULED = Markup('<span class="soft">not scheduled</span>')
MOVED = Markup('{} <span class="soft small">{}</span>')
COUNTED = Markup("{} {}")
LINES = Markup("<div>{}</div>")
HEALTHY = Markup('<span class="soft">healthy</span>')


def table(rows: Iterable[Mapping[str, Any]], viewer: Viewer, *, columns: Sequence[Column], sort: str) -> Table:
    """Rows of the portfolio with these columns."""
    reader = moments.reader()
    special: dict[str, Draw] = {
        "standing": _standing,
        "score": _score,
        "months": _months,
        "experience": lambda row: _figure(row, "experience"),
        "cost": lambda row: _figure(row, "cost"),
        "revenue": lambda row: _figure(row, "revenue"),
        "escalations": _escalations,
        "overdue": lambda row: _overdue(row, viewer),
        "around": _around,
        "structure": lambda row: HEALTHY if row["structure"] == "healthy" else row["structure"],
        "review": lambda row: reader.date_of(row["review"].scheduled_at) if row["review"] else UNSCHEDULED,
    }
    draw = cells.drawn(columns, special, reader)
    lines = [
        Line(
            url=f"/r/{row['key']}",
            key=row["key"],
            title=row["client"] if _ours(row, viewer) is Side.SUPPLIER else row["supplier"],
            mark="",
            notes=(),
            pick="",
            cells=draw(row),
        )
        for row in rows
    ]
    return Table("Relationships", "Relationship", columns, lines, sort, first_sort="name")


def _ours(row: Mapping[str, Any], viewer: Viewer) -> Side:
    return Side.SUPPLIER if viewer.organisation_id == row["supplier_id"] else Side.CLIENT


def _standing(row: Any) -> Cell:
    if row["score"]:
        return cells.standing(row["score"].standing, row["score"].standing_name)
    return cells.badge("Not scored yet", "neutral", "ring")


def _score(row: Any) -> Cell:
    score = filters.number(row["score"].overall if row["score"] else None)
    return score if row["movement"] is None else MOVED.format(score, filters.signed(row["movement"]))


def _around(row: Any) -> Cell:
    """Equity and its movement, alerts nobody has answered, and an exit review that is overdue."""
    around = row["around"]
    told = [cells.badge(f"{around.alerts} alert{'' if around.alerts == 1 else 's'}", "bad")] if around.alerts else []
    told += [cells.badge("exit overdue", "warn")] if around.exit_due_on else []
    equity: str = filters.number(around.equity)
    if around.movement is not None:
        equity = MOVED.format(equity, filters.signed(around.movement))
    return LINES.format(Markup("<br>").join([equity, *told]))


def _months(row: Any) -> Cell:
    tone = TONES.get(row["score"].standing, "") if row["score"] else ""
    return cells.sparkline(row["line"], f"Score of {row['key']}", tone)


def _figure(row: Any, pillar: str) -> str:
    return filters.number(getattr(row["score"], pillar) if row["score"] else None, 0)


def _escalations(row: Any) -> Cell:
    found = row["escalations"]
    if not found.number:
        return "0"
    words = f"{found.exhausted} exhausted" if found.exhausted else f"level {found.level}"
    return COUNTED.format(found.number, cells.badge(words, "bad"))


def _overdue(row: Any, viewer: Viewer) -> str:
    ours = _ours(row, viewer)
    return f"{row['overdue'][ours]} / {row['overdue'][ours.other]}"
