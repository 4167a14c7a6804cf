"""The map of customer segments: what each needs from left to right, what it is worth upwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import lettering, pictures
from govtracker.charts.palette import FONT, Palette
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.enums import SegmentFinding, TouchLevel, ValueLevel
from govtracker.rules.performance import explanation
from govtracker.rules.sourcing import segment_needs, segment_value
from govtracker.rules.words import label


@dataclass(frozen=True)
class Spot:
    """One segment: its value and need (1–5, None where not known), both in words, and the first thing found of it."""

    name: str
    value: Decimal | None
    need: Decimal | None
    value_words: str
    need_words: str
    finding: SegmentFinding | None


def picture(spots: Sequence[Spot], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """Four columns of touch, three rows of value, a mark for each segment of which both are known; drawn by itself."""
    (width, height), colours = SIZES[size], pictures.palette(look)
    area = Area(LEFT[size], TOP, width - RIGHT, height - BOTTOM[size])
    known = [spot for spot in spots if spot.value is not None and spot.need is not None]
    body = "".join((*_grid(area, size, colours), *_marks(known, area, colours), *_legend(area, size, colours)))
    wrong = [f"{spot.name} is {label(spot.finding).lower()}" for spot in known if spot.finding]
    unknown = ", ".join(spot.name for spot in spots if spot not in known)
    return Picture(
        title="Customer segments by value and need",
        description=f"{'; '.join(wrong) or 'Nothing is found'}."
        + (f" Not on the map, for want of value or needs: {unknown}." if unknown else ""),
        width=width,
        height=height,
        table=table(spots),
        spec=f'<g font-family="{FONT}">{body}</g>',
    )


def table(spots: Sequence[Spot]) -> Table:
    """The same in words."""
    rows = (
        (
            spot.name,
            _said(spot.value, spot.value_words),
            _said(spot.need, spot.need_words),
            label(spot.finding) if spot.finding else "–",
        )
        for spot in spots
    )
    return Table(("Segment", "Value", "Need", "Found"), tuple(rows))


@dataclass(frozen=True)
class Area:
    """The ground the segments stand on, in the units of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def x(self, need: Decimal) -> float:
        """The place of a need of 1–5."""
        return self.left + (self.right - self.left) * (float(need) - 1) / 4

    def y(self, value: Decimal) -> float:
        """The place of a value of 1–5, high at the top."""
        return self.bottom - (self.bottom - self.top) * (float(value) - 1) / 4


def _grid(area: Area, size: Size, colours: Palette) -> Iterator[str]:
    """Columns and rows with their names at the edges."""
    wide, high = area.right - area.left, area.bottom - area.top
    ground = f'x="{area.left}" y="{area.top}" width="{wide}" height="{high}"'
    yield f'<rect {ground} fill="none" stroke="{colours.line}" rx="4"/>'
    for least, level in segment_needs.FROM:
        if least > 1:
            yield _line(area.x(least), area.top, area.x(least), area.bottom, colours)
        middle = (area.x(least) + area.x(least + 1)) / 2
        yield _text(_short(level, size), middle, area.bottom + 17, colours.soft, anchor="middle")
    edges = (Decimal(1), segment_value.MIDDLE_FROM, segment_value.HIGH_FROM, Decimal(5))
    for row, level_of_value in enumerate(ValueLevel):
        if row:
            yield _line(area.left, area.y(edges[row]), area.right, area.y(edges[row]), colours)
        middle = (area.y(edges[row]) + area.y(edges[row + 1])) / 2
        yield _text(label(level_of_value), area.left - 8, middle + 4, colours.soft, anchor="end")
    yield _text("Value", area.left - 8, area.top - 8, colours.ink, anchor="end", weight=600)
    yield _text("Need", area.right, area.bottom + 34, colours.ink, anchor="end", weight=600)


def _marks(spots: Sequence[Spot], area: Area, colours: Palette) -> Iterator[str]:
    """A mark for each segment, its name beside it where there is room, and below another where both would meet."""
    taken: list[tuple[float, float, float]] = []
    for spot in sorted(spots, key=lambda one: (-(one.value or 0), one.need or 0, one.name)):
        x, y = area.x(spot.need or Decimal(1)), area.y(spot.value or Decimal(1))
        yield _mark(spot.finding, x, y, colours)
        to_right = area.right - x > (area.right - area.left) / 2
        room = (area.right - x if to_right else x - area.left) - 14
        name = lettering.shortened(spot.name, room, LETTERS)
        reach = lettering.width(name, LETTERS)
        start = x + 11 if to_right else x - 11 - reach
        line = y + 4
        while any(abs(line - other) < STEP and start < end and begin < start + reach for begin, end, other in taken):
            line += STEP
        taken.append((start, start + reach, line))
        at, anchor = (x + 11, "start") if to_right else (x - 11, "end")
        yield _text(name, at, line, colours.ink, anchor=anchor, ground=colours.surface)


def _legend(area: Area, size: Size, colours: Palette) -> Iterator[str]:
    """What the marks mean."""
    step = (area.right - area.left) / (4 if size is Size.WIDE else 2)
    for place, finding in enumerate((None, *SegmentFinding)):
        row, column = divmod(place, 4 if size is Size.WIDE else 2)
        x, y = area.left + 6 + step * column, area.bottom + 58 + 20 * row
        yield _mark(finding, x, y - 4, colours)
        words = label(finding) if finding else "nothing found"
        words = "by visible traits only" if finding is SegmentFinding.VISIBLE_TRAITS_ONLY else words.lower()
        yield _text(words, x + 11, y, colours.soft, anchor="start")


def _mark(finding: SegmentFinding | None, x: float, y: float, colours: Palette) -> str:
    shape, tone = MARKS[finding]
    return f'<path d="{shape.format(x=round(x, 1), y=round(y, 1))}" fill="{getattr(colours, tone)}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colours: Palette) -> str:
    way = f'd="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"'
    return f'<path {way} stroke="{colours.line_strong}" stroke-width="1" stroke-dasharray="4 3"/>'


def _text(
    words: str, x: float, y: float, colour: str, *, anchor: str, weight: int = 500, ground: str | None = None
) -> str:
    """Words at a place; on a `ground` of their own where lines may cross them."""
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{LETTERS}" font-weight="{weight}"'
    edge = f' stroke="{ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if ground else ""
    return f'<text {at} fill="{colour}"{edge}>{escape(words)}</text>'


def _short(level: TouchLevel, size: Size) -> str:
    said = label(level)
    return said if size is Size.WIDE else said.replace(" touch", "").replace("-service", "")


def _said(index: Decimal | None, words: str) -> str:
    return words if index is None else f"{words} ({explanation.figure(index, 1)})"


LETTERS: Final = 11.5
STEP: Final = 14
TOP: Final = 26
RIGHT: Final = 14
SIZES: Final = {Size.WIDE: (760, 400), Size.NARROW: (340, 380)}
LEFT: Final = {Size.WIDE: 64, Size.NARROW: 52}
BOTTOM: Final = {Size.WIDE: 72, Size.NARROW: 92}
DISC: Final = "M{x} {y}m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0"
MARKS: Final = {  # the shape around its middle, and its tone
    None: (DISC, "good"),
    SegmentFinding.OVER_SERVED: ("M{x} {y}m0 -7l7 13h-14z", "warn"),
    SegmentFinding.UNDER_SERVED: ("M{x} {y}m0 -8l8 8l-8 8l-8 -8z", "bad"),
    SegmentFinding.VISIBLE_TRAITS_ONLY: (DISC + "m3 0a3 3 0 1 1 6 0a3 3 0 1 1 -6 0", "neutral"),
}
