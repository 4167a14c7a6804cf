"""Price beside score: what each candidate of an evaluation costs a year, and how it came out; never one number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import labels, lettering, pictures
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
    step = _step(max((one.amount for one in shown), default=Decimal(1)))
    most = step * (int(max((one.amount for one in shown), default=Decimal(1)) * Decimal("1.05") / step) + 1)
    yield from _ground(step, most, currency, (right, bottom), colours)
    places = [(LEFT + round(float(one.amount / most) * (right - LEFT), 1), _up(one.score, bottom)) for one in shown]
    taken = [labels.around(*place) for place in places]
    for one, (x, y) in sorted(zip(shown, places, strict=True), key=lambda pair: (pair[0].amount, pair[0].name)):
        yield _mark(x, y, one, colours)
        name = lettering.shortened(f"{one.name}, out" if one.is_out else one.name, (right - LEFT) * NAME_SHARE, NAME)
        spot = labels.spot(x, y, lettering.width(name, NAME), (LEFT, TOP, right, bottom), taken)
        taken.append(spot)
        yield (
            f'<text x="{spot[0]:.1f}" y="{spot[3] - 4:.1f}" font-family="{FONT}" font-size="{NAME}" '
            f'font-weight="600" fill="{colours.ink}" stroke="{colours.surface}" stroke-width="3" '
            f'stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>'
        )


def _ground(step: Decimal, most: Decimal, currency: str, corner: tuple[int, int], colours: Palette) -> Iterator[str]:
    """The grid of scores, and amounts below it."""
    right, bottom = corner
    small = f'font-family="{FONT}" font-size="11.5" fill="{colours.soft}"'
    for score in range(0, 101, 25):
        y = _up(Decimal(score), bottom)
        yield f'<line x1="{LEFT}" x2="{right}" y1="{y}" y2="{y}" stroke="{colours.line}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" {small}>{score}</text>'
    yield f'<text x="{LEFT}" y="14" {small}>Score</text>'
    for number in range(int(most / step) + 1):
        x = LEFT + round(float(number * step / most) * (right - LEFT), 1)
        yield f'<line x1="{x}" x2="{x}" y1="{bottom}" y2="{bottom + 4}" stroke="{colours.line_strong}"/>'
        anchor = "end" if number * step == most else "middle"
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="{anchor}" {small}>{number * step:,.0f}</text>'
    label = f"{escape(currency)} a year"
    yield f'<text x="{(LEFT + right) / 2:.1f}" y="{bottom + 36}" text-anchor="middle" {small}>{label}</text>'


def _step(most: Decimal) -> Decimal:
    """A round step (1, 2 or 5 and noughts) that leads to `most` in two to five."""
    power = Decimal(10) ** (max(most, Decimal(1)).adjusted() - 1)
    return next((power * one for one in (2, 5, 10, 20) if power * one * 5 >= most), power * 20)


def _mark(x: float, y: float, one: Place, colours: Palette) -> str:
    if one.is_out:
        cross = f"M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"
        return f'<path d="{cross}" stroke="{colours.bad}" stroke-width="2.5" fill="none"/>'
    return f'<circle cx="{x}" cy="{y}" r="6" fill="{colours.accent}"/>'


def _up(score: Decimal, bottom: int) -> float:
    return round(bottom - float(score) / 100 * (bottom - TOP), 1)


FIELD: Final = {Size.WIDE: (680, 316), Size.NARROW: (330, 296)}
LEFT, TOP = 40, 26
NAME: Final = 12.5
NAME_SHARE: Final = 0.6  # of the field's width, at the most
MARGIN_RIGHT, MARGIN_BOTTOM = 12, 46
