"""Price beside score: what each candidate of an evaluation costs a year, and how it came out; never one number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import pictures
from govtracker.charts.palette import FONT, Palette
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Place:
    """One candidate: its score (0–100), the amount of a year, and whether a knock-out removed it."""

    name: str
    score: Decimal
    amount: Decimal
    currency: str
    is_out: bool


def picture(places: Sequence[Place], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """Price from left to right, score upwards, of those priced in the currency most are priced in."""
    currency = _usual(places)
    shown = [one for one in places if one.currency == currency]
    left_out = [one.name for one in places if one.currency != currency]
    width, height = FIELD[size]
    without = f" Left out, priced in another currency: {', '.join(left_out)}." if left_out else ""
    return Picture(
        title="Price beside score",
        description=f"To the left is cheaper, to the top is better; prices in {currency}.{without}",
        width=width,
        height=height,
        table=_table(places),
        spec="".join(_drawn(shown, currency, width, height, pictures.palette(look))),
    )


def _table(places: Sequence[Place]) -> Table:
    rows = (
        (
            one.name,
            explanation.figure(one.score, 1),
            f"{one.amount:,} {one.currency}",
            "knocked out" if one.is_out else "stands",
        )
        for one in places
    )
    return Table(("Candidate", "Score", "Price of a year", "Stands"), tuple(rows))


def _usual(places: Sequence[Place]) -> str:
    found = [one.currency for one in places]
    return max(sorted(set(found)), key=found.count)


def _drawn(shown: Sequence[Place], currency: str, width: int, height: int, colours: Palette) -> Iterator[str]:
    """Axes with their names, then a mark and a name for each: a cross where it is knocked out."""
    right, bottom = width - MARGIN_RIGHT, height - MARGIN_BOTTOM
    most = max((one.amount for one in shown), default=Decimal(1)) * Decimal("1.15") or Decimal(1)
    small = f'font-family="{FONT}" font-size="11.5" fill="{colours.soft}"'
    for score in range(0, 101, 25):
        y = _up(Decimal(score), bottom)
        yield f'<line x1="{LEFT}" x2="{right}" y1="{y}" y2="{y}" stroke="{colours.line}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" {small}>{score}</text>'
    yield f'<text x="{LEFT}" y="14" {small}>Score</text>'
    yield f'<text x="{LEFT}" y="{bottom + 18}" {small}>0</text>'
    label = f"{most:,.0f} {escape(currency)} a year"
    yield f'<text x="{right}" y="{bottom + 18}" text-anchor="end" {small}>{label}</text>'
    named: list[tuple[float, float]] = []
    for one in sorted(shown, key=lambda place: (place.amount, place.name)):
        x, y = LEFT + round(float(one.amount / most) * (right - LEFT), 1), _up(one.score, bottom)
        yield _mark(x, y, one, colours)
        anchor, beside = ("end", x - 10) if x > (LEFT + right) / 2 else ("start", x + 10)
        name = escape(f"{one.name}, out" if one.is_out else one.name)
        beneath = y + 4
        while any(abs(x - other) < CLOSE and abs(beneath - level) < LINE for other, level in named):
            beneath += LINE
        named.append((x, beneath))
        yield (
            f'<text x="{beside}" y="{beneath}" text-anchor="{anchor}" font-family="{FONT}" font-size="12.5" '
            f'font-weight="600" fill="{colours.ink}">{name}</text>'
        )


def _mark(x: float, y: float, one: Place, colours: Palette) -> str:
    if one.is_out:
        cross = f"M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"
        return f'<path d="{cross}" stroke="{colours.bad}" stroke-width="2.5" fill="none"/>'
    return f'<circle cx="{x}" cy="{y}" r="6" fill="{colours.accent}"/>'


def _up(score: Decimal, bottom: int) -> float:
    return round(bottom - float(score) / 100 * (bottom - TOP), 1)


FIELD: Final = {Size.WIDE: (680, 300), Size.NARROW: (330, 280)}
LEFT, TOP = 40, 26
CLOSE, LINE = 220, 16  # names so close to one another stand on lines of their own
MARGIN_RIGHT, MARGIN_BOTTOM = 12, 30
