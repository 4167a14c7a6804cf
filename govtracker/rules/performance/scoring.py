"""Scoring: from measurements to a value, from a value to a score and a colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import Final

from govtracker.enums import Aggregation, Rag, Unit
from govtracker.rules.performance.anchors import Anchors, Point, acceptable, on_target, points
from govtracker.rules.performance.values import BadValue

EXACT: Final = Context(prec=50)
LAST_PLACE: Final = Decimal("1e-12")
STORED_PLACE: Final = Decimal("1e-6")
STRETCH: Final = Decimal(10)


@dataclass(frozen=True)
class Measured:
    """One measurement of a KPI; a ratio carries its two parts. `n` is how many cases stand behind it."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None


def score(value: Decimal, anchors: Anchors) -> Decimal:
    """0–100: worst is 0, minimum 60, target 100, straight lines between, clamped outside; higher, lower and range."""
    if not value.is_finite():
        raise BadValue("This is not a number.")
    corners = points(anchors)
    if value <= corners[0].raw:
        return corners[0].score
    if value >= corners[-1].raw:
        return corners[-1].score
    left, right = segment(value, corners)
    with localcontext(EXACT):
        return settled(left.score + (value - left.raw) * (right.score - left.score) / (right.raw - left.raw))


def stretched(value: Decimal, anchors: Anchors) -> Decimal | None:
    """100–110 from beyond the target to the stretch, clamped there; None short of it or where there is no stretch."""
    if anchors.stretch is None or value == anchors.target or not on_target(anchors).holds(value):
        return None
    with localcontext(EXACT):
        gained = (value - anchors.target) / (anchors.stretch - anchors.target)
        return settled(100 + STRETCH * min(gained, Decimal(1)))


def segment(value: Decimal, corners: Sequence[Point]) -> tuple[Point, Point]:
    """The two neighbouring corners between which `value` lies; it must lie inside the curve."""
    return next((left, right) for left, right in pairwise(corners) if value <= right.raw)


def rag(value: Decimal | None, anchors: Anchors) -> Rag:
    """Colour from the raw anchors; a value equal to an anchor counts on the good side."""
    if value is None:
        return Rag.GREY
    if on_target(anchors).holds(value):
        return Rag.GREEN
    return Rag.AMBER if acceptable(anchors).holds(value) else Rag.RED


def aggregate(aggregation: Aggregation, measurements: Sequence[Measured], *, unit: Unit) -> Decimal | None:
    """A period's value from its measurements, in order of time; None where there is nothing usable.

    A ratio is the sum of numerators over the sum of denominators (times 100 in percent), never a mean of ratios:
    a zero denominator gives None, and so do several ratios of which one came without its parts. A mean is weighted by
    n where every measurement says its n, and plain where one does not.
    """
    if not measurements:
        return None
    with localcontext(EXACT):
        value = AGGREGATIONS[aggregation](measurements, unit)
        return None if value is None else settled(value)


def settled(exact: Decimal) -> Decimal:
    """`exact` to 12 decimals: far below anything measured, and it takes the last digit of a division's error away."""
    with localcontext(EXACT):
        return exact.quantize(LAST_PLACE).normalize() + 0


def storable(exact: Decimal) -> Decimal:
    """`exact` to the six decimals a column holds, half even: for lists and charts; comparisons use the exact value."""
    with localcontext(EXACT):
        return exact.quantize(STORED_PLACE)


def _ratio(measurements: Sequence[Measured], unit: Unit) -> Decimal | None:
    parts = [(m.numerator, m.denominator) for m in measurements]
    if len(parts) == 1 and None in parts[0]:
        return measurements[0].value
    whole = [(above, below) for above, below in parts if above is not None and below is not None]
    denominator = sum((below for _, below in whole), Decimal(0))
    if len(whole) < len(parts) or denominator == 0:
        return None
    factor = 100 if unit is Unit.PERCENT else 1
    return factor * sum((above for above, _ in whole), Decimal(0)) / denominator


def _values(measurements: Sequence[Measured]) -> list[Decimal]:
    return [m.value for m in measurements if m.value is not None]


def _sum(measurements: Sequence[Measured], _unit: Unit) -> Decimal | None:
    values = _values(measurements)
    return sum(values, Decimal(0)) if values else None


def _mean(measurements: Sequence[Measured], _unit: Unit) -> Decimal | None:
    weighed = [(m.value, m.n) for m in measurements if m.value is not None]
    cases = [n for _, n in weighed if n]
    if cases and len(cases) == len(weighed):
        return sum((value * n for value, n in weighed if n), Decimal(0)) / sum(cases)
    values = _values(measurements)
    return sum(values, Decimal(0)) / len(values) if values else None


def _last(measurements: Sequence[Measured], _unit: Unit) -> Decimal | None:
    values = _values(measurements)
    return values[-1] if values else None


AGGREGATIONS: Final[dict[Aggregation, Callable[[Sequence[Measured], Unit], Decimal | None]]] = {
    Aggregation.RATIO: _ratio,
    Aggregation.SUM: _sum,
    Aggregation.MEAN: _mean,
    Aggregation.LAST: _last,
}
