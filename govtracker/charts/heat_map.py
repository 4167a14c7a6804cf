"""The heat map of a portfolio: a row a relationship, a column a pillar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govtracker.charts import lettering, pictures
from govtracker.charts.gauges import Gauge
from govtracker.charts.pictures import Look, Picture, Size, Spec, Table
from govtracker.charts.places import Place
from govtracker.enums import Standing
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Cell:
    """One score: its figure, what stands behind it, and how it looks."""

    figure: str
    words: str
    tone: str
    mark: str = ""


def picture(places: Sequence[Place], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """A row a relationship, a column a pillar: the score, with a mark where it lies below its floor."""
    width, height = GRID[size][0], HEAD + ROW * max(len(places), 1) + 6
    weak = sum(place.is_weak for place in places)
    return Picture(
        title="Scores of every relationship, pillar by pillar",
        description=f"{len(places)} relationships; {weak} below what is satisfactory.",
        width=width,
        height=height,
        table=table(places),
        spec=pictures.frame(_layers(places, look, size, height), look, width=width, height=height, padding=NO_PADDING),
    )


def table(places: Sequence[Place]) -> Table:
    """The same in words."""
    rows = (
        (
            f"{place.company} ({place.key})",
            *(f"{cell.figure}, {cell.words}" if cell.words else cell.figure for cell in _cells(place)),
        )
        for place in places
    )
    return Table(("Relationship", *COLUMNS), tuple(rows))


def _layers(places: Sequence[Place], look: Look, size: Size, height: int) -> list[Spec]:
    (width, names), colours = GRID[size], pictures.palette(look)
    step, at = (width - names) / len(COLUMNS), _at(width, height)
    boxes, figures, labels = [], [], []
    for row, place in enumerate(places):
        y = HEAD + ROW * row
        labels.append({"x": 0, "y": y + ROW / 2, "words": _named(place, names, size), "tone": colours.ink})
        for column, cell in enumerate(_cells(place)):
            x = names + step * column
            ends = {"x": x + 2, "x2": x + step - 2, "y": y + 2, "y2": y + ROW - 2}
            boxes.append(ends | {"tone": getattr(colours, f"{cell.tone}_pale")})
            words = f"{cell.mark} {cell.figure}".strip()
            figures.append({"x": x + step / 2, "y": y + ROW / 2, "words": words, "tone": getattr(colours, cell.tone)})
    heads = [
        {"x": names + step * (column + 0.5), "y": HEAD / 2, "words": _head(name, size), "tone": colours.soft}
        for column, name in enumerate(COLUMNS)
    ]
    return [
        _layer({"type": "rect", "cornerRadius": 4}, boxes, {**at, **ENDS}, "fill"),
        _words(labels, at, align="left"),
        _words(heads, at, fontWeight=600),
        _words(figures, at, fontSize=12.5, fontWeight=600),
    ]


def _cells(place: Place) -> Iterator[Cell]:
    if place.overall is None:
        yield Cell("–", place.called.lower(), "neutral")
    else:
        tone, mark = TONES[place.standing]
        yield Cell(explanation.figure(place.overall, 1), place.called.lower(), tone, mark)
    for gauge in place.gauges:
        if gauge.score is None:
            yield Cell("–", gauge.words, "neutral")
        else:
            tone, mark = _gauged(gauge)
            yield Cell(explanation.figure(gauge.score, 1), gauge.words, tone, mark)


def _gauged(gauge: Gauge) -> tuple[str, str]:
    if gauge.score is not None and gauge.score < gauge.floor:
        return "bad", "▼"
    return (
        ("warn", "▲") if gauge.top is not None and gauge.score is not None and gauge.score > gauge.top else ("good", "")
    )


def _named(place: Place, room: float, size: Size) -> str:
    words = place.key if size is Size.NARROW else f"{place.key}  {place.company}"
    return lettering.shortened(words, room - 10, 12.5)


def _head(name: str, size: Size) -> str:
    return SHORT[name] if size is Size.NARROW else name


def _layer(mark: Spec, rows: list[Spec], encoding: Spec, colour: str) -> Spec:
    painted = {colour: {"field": "tone", "type": "nominal", "scale": None}}
    return {"mark": mark, "data": {"values": rows}, "encoding": {**encoding, **painted}}


def _words(rows: list[Spec], at: Spec, **look: object) -> Spec:
    mark = {"type": "text", "baseline": "middle", "align": "center", "fontSize": 12} | look
    return _layer(mark, rows, {**at, "text": {"field": "words"}}, "color")


def _at(width: int, height: int) -> Spec:
    """Places in units of the picture, from its upper left corner."""
    plain = {"axis": None, "scale": {"domain": [0, width], "nice": False}}
    down = {"axis": None, "scale": {"domain": [height, 0], "nice": False}}
    return {"x": {"field": "x", "type": "quantitative", **plain}, "y": {"field": "y", "type": "quantitative", **down}}


COLUMNS: Final = ("Overall", "Customer experience", "Cost", "Revenue")
SHORT: Final = {"Overall": "Overall", "Customer experience": "Exp.", "Cost": "Cost", "Revenue": "Rev."}
GRID: Final = {Size.WIDE: (760, 260), Size.NARROW: (340, 92)}
HEAD: Final = 30
ROW: Final = 32
NO_PADDING: Final = {"left": 0, "right": 0, "top": 0, "bottom": 0}
ENDS: Final = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
TONES: Final = {
    Standing.PREFERRED: ("good", ""),
    Standing.SATISFACTORY: ("good", ""),
    Standing.WATCH: ("warn", "△"),
    Standing.IMPROVEMENT_PLAN: ("bad", "◆"),
    Standing.UNDER_REVIEW: ("bad", "◆"),
    Standing.INSUFFICIENT_DATA: ("neutral", ""),
}
