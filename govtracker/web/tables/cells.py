"""What stands in the cells of lists: the same few badges and days many times over, each drawn once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup, escape

from govtracker.charts.sparkline import Sparkline
from govtracker.enums import Audience
from govtracker.exports.columns import Column, Kind
from govtracker.web import moments
from govtracker.web.moments import Reader

Cell = str | Markup
Draw = Callable[[Any], Cell]
NOTHING = Markup("")
BLANK = Markup(" ")


class Deed(NamedTuple):
    """Something that can be done to a row where it stands: `posts` at once, or opens a form (`opens`) or a page."""

    label: str
    url: str
    posts: bool = False
    opens: bool = True


class Line(NamedTuple):
    """A row: where it leads, what it is called, notes under that, its cells; `pick` chooses it in a form."""

    url: str
    key: str
    title: str
    mark: Cell
    notes: Sequence[Cell]
    pick: str
    cells: Markup
    deeds: Sequence[Deed] = ()


@dataclass(frozen=True)
class Table:
    """Lines under the heads of their columns, over all of which `first` stands.

    `sort` is the order now, "-" before it for descending; "" where there is none to choose.
    """

    name: str
    first: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    sort: str = ""
    first_sort: str = ""

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The heads as components/data_table takes them; without an order there is nothing to sort by."""
        heads = [(self.first, self.first_sort, Kind.TEXT)]
        heads += [(column.title, column.sort, column.kind) for column in self.columns]
        drawn: list[dict[str, Any]] = [
            {"label": title, "number": kind is Kind.NUMBER, "sort": sort if self.sort and sort else None}
            for title, sort, kind in heads
        ]
        return [*drawn, {"label": "Do", "hidden": True}] if self.has_deeds else drawn

    @property
    def has_deeds(self) -> bool:
        """Whether something can be done to its rows where they stand."""
        return any(line.deeds for line in self.lines)


def drawn(columns: Sequence[Column], special: dict[str, Draw], reader: Reader) -> Callable[[Any], Markup]:
    """Draws the cells of a row: each specially where the list says so, else as its kind is written."""
    steps = [(_opening(column), special.get(column.key) or _plainly(column, reader)) for column in columns]

    def draw(row: Any) -> Markup:
        parts: list[str] = []
        for begins, cell in steps:
            drawn = cell(row)
            parts += begins, drawn if drawn.__class__ is Markup else escape(drawn), "</td>"
        return Markup("".join(parts))  # noqa: S704  # every part has been escaped

    return draw


def badge(text: str, tone: str = "neutral", shape: str | None = None, *, title: str | None = None) -> Markup:
    """A word with a shape."""
    return _component("badge", text, tone, shape, None, title)


def severity(value: str) -> Markup:
    """How bad an issue is."""
    return _component("severity", value)


def status(value: str) -> Markup:
    """Where a record stands."""
    return _component("status", value)


def side(value: str) -> Markup:
    """A side by its name."""
    return _component("side", value)


def standing(value: str, name: str = "") -> Markup:
    """The named band of a score."""
    return _component("standing", value, name)


def sparkline(line: Sparkline, label: str, tone: str) -> Markup:
    """How a figure went, as a small line; hardly ever the same one twice."""
    return _component.__wrapped__("sparkline", line, label, tone)


def only_for(company: str) -> Markup:
    """The mark of what one company keeps to itself."""
    return _component("audience", company)


def only_for_own(row: Any) -> Cell:
    """The mark of a row that the other company does not see; nothing where it does."""
    return NOTHING if row.audience is Audience.SHARED else BLANK + only_for("your own side")


def note(text: str) -> Markup:
    """A second line under a cell."""
    return Markup('<span class="row-note">{}</span>').format(text)


def cut(text: str, longest: int) -> str:
    """A text as far as there is room."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def due(row: Any, today: date, reader: Reader) -> Markup:
    """The day something is due, and how late it is while it is open."""
    if not row.is_open or row.due_on > today:
        return reader.day(row.due_on)
    return _due(row.due_on, (today - row.due_on).days, reader.year)


@lru_cache(maxsize=1024)
def _due(on: date, days: int, year: int) -> Markup:
    how_late = badge(f"{days} d late", "bad") if days else badge("today", "warn")
    return moments.day(on, year) + BLANK + how_late


def _plainly(column: Column, reader: Reader) -> Draw:
    value = column.value
    written: dict[Kind, Callable[[Any], Cell]] = {
        Kind.DAY: reader.day,
        Kind.INSTANT: reader.tag,
        Kind.NUMBER: _number,
        Kind.TEXT: escape,
    }
    write = written[column.kind]

    def draw(row: Any) -> Cell:
        found = value(row)
        return NOTHING if found is None else write(found)

    return draw


def _number(value: int | Decimal) -> str:
    return f"{value:,}"


def _opening(column: Column) -> Markup:
    kind = Markup(' class="number"') if column.kind is Kind.NUMBER else NOTHING
    return Markup('<td{} data-label="{}">').format(kind, column.title)


@lru_cache(maxsize=1024)
def _component(name: str, *values: Any) -> Markup:
    """A component of the templates with these values; those drawn here ask nothing of the page they stand on."""
    module: Any = current_app.jinja_env.get_template(f"components/{name}.html").module
    return Markup(getattr(module, name)(*values))  # noqa: S704  # a macro has escaped what it was given
