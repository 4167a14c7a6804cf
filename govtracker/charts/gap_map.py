"""The gap map: how high each side rates each statement, in four quadrants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import lettering, pictures
from govtracker.charts.palette import FONT, Palette
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.enums import Perception, Side
from govtracker.rules.partnership import perception
from govtracker.rules.partnership.perception import Seen
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Dot:
    """A statement with its number, as both sides see it."""

    number: int
    called: str
    seen: Seen


@dataclass(frozen=True)
class Field:
    """The square in which means from 1 to 5 have their place."""

    left: float
    top: float
    side: float

    def at(self, supplier: Decimal, client: Decimal) -> tuple[float, float]:
        """The place of two means: the supplier's from left to right, the client's upwards."""
        share = self.side / (perception.HIGHEST - perception.LOWEST)
        x, y = float(supplier - perception.LOWEST), float(perception.HIGHEST - client)
        return round(self.left + x * share, 1), round(self.top + y * share, 1)


def picture(
    dots: Sequence[Dot], companies: dict[Side, str], *, look: Look = Look.LIGHT, size: Size = Size.WIDE
) -> Picture:
    """Each statement where its two means meet; drawn without the engine. `companies` are the names of both sides."""
    (width, height), colours = SIZES[size], pictures.palette(look)
    field = Field(EDGE, TOP, min(width - EDGE - 8, height - TOP - FOOT))
    shown = [dot for dot in dots if dot.seen.perception is not None]
    parts = [
        *_quadrants(field, companies, colours),
        *_axes(field, companies, colours),
        *_marks(shown, field, colours),
        *(_legend(dots, field, width, colours) if size is Size.WIDE else ()),
    ]
    return Picture(
        title="How both sides see each statement",
        description=_words(shown, companies),
        width=width,
        height=height,
        table=table(dots, companies),
        spec=f'<g font-family="{FONT}" font-variant-numeric="tabular-nums">{"".join(parts)}</g>',
    )


def table(dots: Sequence[Dot], companies: dict[Side, str]) -> Table:
    """The same in figures."""
    rows = (
        (
            f"{dot.number} · {dot.called}",
            _figure(dot.seen.client),
            _figure(dot.seen.supplier),
            "–" if dot.seen.gap_shown is None else signed(dot.seen.gap_shown),
            said(dot.seen, companies),
        )
        for dot in dots
    )
    return Table(("Statement", companies[Side.CLIENT], companies[Side.SUPPLIER], "Gap", "Which means"), tuple(rows))


def said(seen: Seen, companies: dict[Side, str]) -> str:
    """What a place means, in words."""
    match seen.perception:
        case None:
            return "not shown: fewer than three answers of a side"
        case Perception.BLIND_SPOT_CLIENT:
            return f"blind spot of {companies[Side.CLIENT]}"
        case Perception.BLIND_SPOT_SUPPLIER:
            return f"blind spot of {companies[Side.SUPPLIER]}"
        case found:
            return WORDS[found]


def signed(gap: Decimal) -> str:
    """A gap with its sign, two decimals."""
    return f"{'+' if gap > 0 else '−' if gap < 0 else '±'}{abs(gap):.2f}"


def _words(shown: Sequence[Dot], companies: dict[Side, str]) -> str:
    if not shown:
        return "Nothing can be shown: fewer than three answers of a side"
    told = "; ".join(f"{dot.called}: {said(dot.seen, companies)}" for dot in shown)
    return told[:1].upper() + told[1:]


def _quadrants(field: Field, companies: dict[Side, str], colours: Palette) -> Iterator[str]:
    """Four fields in their colours, each with its name in its outer corner."""
    low, high, parted = Decimal(perception.LOWEST), Decimal(perception.HIGHEST), perception.HIGH
    for (is_client, is_supplier), found in perception.QUADRANTS.items():
        x1, y1 = field.at(parted if is_supplier else low, high if is_client else parted)
        x2, y2 = field.at(high if is_supplier else parted, parted if is_client else low)
        tone = getattr(colours, f"{TONES[found]}_pale")
        yield f'<rect x="{x1}" y="{y1}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" fill="{tone}"/>'
        for place, line in enumerate(_name(found, companies, x2 - x1 - 12)):
            yield _text(line, x1 + 6, (y1 + 15 if is_client else y2 - 8 - 14 * LINES[found]) + 14 * place, colours.soft)


def _name(found: Perception, companies: dict[Side, str], room: float) -> Iterable[str]:
    if found in perception.BLIND:
        side = Side.CLIENT if found is Perception.BLIND_SPOT_CLIENT else Side.SUPPLIER
        return ("Blind spot of", lettering.shortened(companies[side], room, LETTER))
    return (WORDS[found].capitalize(),)


def _axes(field: Field, companies: dict[Side, str], colours: Palette) -> Iterator[str]:
    """The frame, the diagonal on which both sides agree, where "high" begins, and what runs which way."""
    low, high = Decimal(perception.LOWEST), Decimal(perception.HIGHEST)
    (x1, y1), (x2, y2) = field.at(low, high), field.at(high, low)
    yield _line((x1, y2), (x2, y1), colours.line_strong, "2 4")
    for end in (field.at(perception.HIGH, high), field.at(low, perception.HIGH)):
        begin = (end[0], y2) if end[1] == y1 else (x2, end[1])
        yield _line(begin, end, colours.line_strong, "")
    yield _line((x1, y1), (x1, y2), colours.line_strong, "")
    yield _line((x1, y2), (x2, y2), colours.line_strong, "")
    for mark in (low, Decimal(2), Decimal(3), perception.HIGH, Decimal(4), high):
        x, y = field.at(mark, mark)
        yield _text(explanation.figure(mark, 1), x, y2 + 16, colours.soft, anchor="middle")
        yield _text(explanation.figure(mark, 1), x1 - 7, y + 4, colours.soft, anchor="end")
    client, supplier = (lettering.shortened(companies[side], field.side - 60, LETTER) for side in Side)
    yield _text(f"{supplier} rates →", x1 + field.side / 2, y2 + 34, colours.ink, anchor="middle", weight=600)
    yield _text(f"↑ {client} rates", x1, y1 - 10, colours.ink, weight=600)


def _marks(dots: Sequence[Dot], field: Field, colours: Palette) -> Iterator[str]:
    """Each statement at its place, in the shape of its quadrant, with its number where there is room."""
    places = [
        (dot, dot.seen.perception, field.at(dot.seen.supplier.shown, dot.seen.client.shown))
        for dot in dots
        if dot.seen.perception and dot.seen.supplier and dot.seen.client
    ]
    taken = [place for _, _, place in places]
    for dot, found, (x, y) in places:
        yield _shape(found, x, y, getattr(colours, TONES[found]), colours.surface)
        beside = next((spot for spot in _around(x, y) if _is_free(spot, taken)), (x + 13, y))
        taken.append(beside)
        yield _text(str(dot.number), beside[0], beside[1] + 4.5, colours.ink, anchor="middle", weight=600, size=13)


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Places beside a mark, the nearest first."""
    for far in (14, 24, 34):
        yield from ((x + far, y), (x, y - far), (x - far, y), (x, y + far), (x + far, y - far), (x - far, y - far))


def _is_free(spot: tuple[float, float], taken: Iterable[tuple[float, float]]) -> bool:
    return all(abs(spot[0] - x) >= 11 or abs(spot[1] - y) >= 12 for x, y in taken)


def _shape(found: Perception, x: float, y: float, colour: str, edge: str) -> str:
    drawn = SHAPES[found].format(x=x, y=y, left=x - 7, right=x + 7, up=y - 7, down=y + 7)
    return drawn.replace("/>", f' fill="{colour}" stroke="{edge}" stroke-width="1.5"/>')


def _legend(dots: Sequence[Dot], field: Field, width: float, colours: Palette) -> Iterator[str]:
    """The numbers with what they stand for, beside the square."""
    x, room = field.left + field.side + 26, width - field.left - field.side - 26
    for place, dot in enumerate(dots):
        y = field.top + 12 + 34 * place
        yield _text(str(dot.number), x + 12, y, colours.ink, anchor="end", weight=600)
        yield _text(lettering.shortened(dot.called, room - 20, LETTER), x + 20, y, colours.ink, weight=600)
        gap = dot.seen.gap_shown
        yield _text("not shown" if gap is None else f"gap {signed(gap)}", x + 20, y + 14, colours.soft)


def _line(begin: tuple[float, float], end: tuple[float, float], colour: str, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{begin[0]} {begin[1]}L{end[0]} {end[1]}" stroke="{colour}"{dashed} fill="none"/>'


def _text(
    words: str, x: float, y: float, colour: str, *, anchor: str = "start", weight: int = 400, size: float = 11.5
) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {at} fill="{colour}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def _figure(tally: perception.Tally | None) -> str:
    return "–" if tally is None else f"{tally.shown:.2f}"


SIZES: Final = {Size.WIDE: (700, 470), Size.NARROW: (340, 392)}
EDGE: Final = 34
TOP: Final = 26
FOOT: Final = 44
LETTER: Final = 11.5
WORDS: Final = {Perception.HEALTHY: "healthy", Perception.AGREED_PROBLEM: "agreed problem"}
TONES: Final = {
    Perception.HEALTHY: "good",
    Perception.AGREED_PROBLEM: "bad",
    Perception.BLIND_SPOT_CLIENT: "warn",
    Perception.BLIND_SPOT_SUPPLIER: "warn",
}
LINES: Final = {
    Perception.HEALTHY: 0,
    Perception.AGREED_PROBLEM: 0,
    Perception.BLIND_SPOT_CLIENT: 1,
    Perception.BLIND_SPOT_SUPPLIER: 1,
}
SHAPES: Final = {
    Perception.HEALTHY: '<circle cx="{x}" cy="{y}" r="6.5"/>',
    Perception.AGREED_PROBLEM: '<path d="M{left} {y}L{x} {up}L{right} {y}L{x} {down}Z"/>',
    Perception.BLIND_SPOT_CLIENT: '<path d="M{left} {down}L{x} {up}L{right} {down}Z"/>',
    Perception.BLIND_SPOT_SUPPLIER: '<path d="M{left} {up}L{right} {up}L{x} {down}Z"/>',
}
