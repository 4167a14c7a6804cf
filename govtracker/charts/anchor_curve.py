"""The anchor curve: which value scores what, drawn from anchors while people set them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.charts import lettering
from govtracker.enums import Rag, Unit
from govtracker.rules.performance import anchors as rules
from govtracker.rules.performance import scoring, values
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.explanation import figure


@dataclass(frozen=True)
class Corner:
    """An anchor on the curve: where it stands, what it is, its raw value and score; `label_y` is where it is named."""

    x: float
    y: float
    label_y: float
    word: str
    raw: Decimal
    score: Decimal


@dataclass(frozen=True)
class Mark:
    """A tried value on the curve; one beyond the picture stands at its edge."""

    x: float
    y: float
    rag: Rag


@dataclass(frozen=True)
class Curve:
    """The picture in plain values, 520 × 255: the line as SVG points, its corners by rising raw value, what was tried.

    `beyond` is the line from the target to the stretch, "" where there is none; `words` say the same as the picture.
    """

    line: str
    beyond: str
    corners: tuple[Corner, ...]
    marks: tuple[Mark, ...]
    words: str


def draw(anchors: Anchors, unit: Unit, tried: Sequence[Decimal] = ()) -> Curve:
    """The curve of valid anchors, with the values somebody tries on it."""
    named = sorted(_named(anchors), key=lambda one: one[1])
    low, high = _ends([raw for _, raw, _ in named], unit)
    line = [(low, scoring.score(low, anchors))]
    line += [(point.raw, point.score) for point in rules.points(anchors)]
    line.append((high, scoring.score(high, anchors)))
    beyond = [] if anchors.stretch is None else [(anchors.target, FULL), (anchors.stretch, MOST)]
    return Curve(
        line=_points(line, low, high),
        beyond=_points(beyond, low, high),
        corners=_corners(named, low, high),
        marks=tuple(_mark(value, anchors, low, high) for value in tried),
        words=", ".join(f"{figure(raw)} scores {figure(score)}" for _, raw, score in named),
    )


def height(score: Decimal) -> float:
    """Where a score stands in the picture."""
    return round(BOTTOM - float(score / MOST) * (BOTTOM - TOP), 1)


def _named(anchors: Anchors) -> list[tuple[str, Decimal, Decimal]]:
    given = ((field, getattr(anchors, field)) for field in rules.FIELDS)
    return [(rules.WORDS[field], raw, SCORES[field]) for field, raw in given if raw is not None]


def _ends(raws: Sequence[Decimal], unit: Unit) -> tuple[Decimal, Decimal]:
    """From which raw value to which the picture goes: a little past the anchors, never out of the unit's domain."""
    margin = (raws[-1] - raws[0]) * MARGIN
    lowest, highest = values.DOMAINS[unit]
    low, high = raws[0] - margin, raws[-1] + margin
    return low if lowest is None else max(low, lowest), high if highest is None else min(high, highest)


def _along(raw: Decimal, low: Decimal, high: Decimal) -> float:
    share = min(max((raw - low) / (high - low), Decimal(0)), Decimal(1))
    return round(LEFT + float(share) * (RIGHT - LEFT), 1)


def _points(places: Sequence[tuple[Decimal, Decimal]], low: Decimal, high: Decimal) -> str:
    return " ".join(f"{_along(raw, low, high)},{height(score)}" for raw, score in places)


def _corners(named: Sequence[tuple[str, Decimal, Decimal]], low: Decimal, high: Decimal) -> tuple[Corner, ...]:
    """Each with a place for its figure: in the next row down where it would run into the one before."""
    ends = [0.0] * ROWS
    found = []
    for word, raw, score in named:
        x, half = _along(raw, low, high), lettering.width(figure(raw), LETTERS) / 2
        row = next((row for row, end in enumerate(ends) if x - half > end + GAP), ROWS - 1)
        ends[row] = x + half
        found.append(Corner(x, height(score), BOTTOM + 20 + 20 * row, word, raw, score))
    return tuple(found)


def _mark(value: Decimal, anchors: Anchors, low: Decimal, high: Decimal) -> Mark:
    return Mark(_along(value, low, high), height(scoring.score(value, anchors)), scoring.rag(value, anchors))


LEFT: Final = 42.0
RIGHT: Final = 454.0
TOP: Final = 10.0
BOTTOM: Final = 190.0
LETTERS: Final = 19.0  # as large as on a phone, where the picture is small
ROWS: Final = 3
GAP: Final = 4.0
MARGIN: Final = Decimal("0.12")
FULL: Final = Decimal(100)
MOST: Final = Decimal(110)
SCORES: Final = {
    "worst": rules.AT_WORST,
    "minimum": rules.AT_MINIMUM,
    "target": rules.AT_TARGET,
    "stretch": MOST,
    "high_target": rules.AT_TARGET,
    "high_minimum": rules.AT_MINIMUM,
    "high_worst": rules.AT_WORST,
}
