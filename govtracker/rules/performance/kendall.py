"""Steady rise or fall: the Mann–Kendall test with correction for ties, and Sen's slope."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import combinations
from typing import Final

from govtracker.rules.performance.scoring import EXACT, settled
from govtracker.rules.performance.signals import Values


@dataclass(frozen=True)
class Slope:
    """How steadily a series goes one way: `z` of the test, Sen's `slope` a period, and where its line stands `now`."""

    z: Decimal
    slope: Decimal
    now: Decimal

    @property
    def is_steady(self) -> bool:
        """Whether it is more than chance, at 95 %; a rise or fall of nothing is none."""
        return abs(self.z) > STEADY and self.slope != 0


def slope(values: Values) -> Slope | None:
    """The slope of a series over equal steps of time; None under 8 values.

    Mann 1945, Kendall 1975: S over its deviation, one nearer to zero for continuity. Sen 1968: the median of all
    pairwise slopes, and the line through the medians.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < FEWEST:
        return None
    with localcontext(EXACT):
        slopes = [(later - value) / (then - place) for (place, value), (then, later) in combinations(known, 2)]
        score = sum((one > 0) - (one < 0) for one in slopes)
        typical = settled(_median(slopes))
        middle = _median([Decimal(place) for place, _ in known])
        now = _median([value for _, value in known]) + typical * (len(values) - 1 - middle)
        return Slope(_z(score, [value for _, value in known]), typical, settled(now))


def _z(score: int, values: list[Decimal]) -> Decimal:
    ties = sum(_spread(count) for count in Counter(values).values() if count > 1)
    variance = Decimal(_spread(len(values)) - ties) / 18
    if score == 0 or variance == 0:
        return Decimal(0)
    return settled((score - (1 if score > 0 else -1)) / variance.sqrt())


def _spread(number: int) -> int:
    return number * (number - 1) * (2 * number + 5)


def _median(values: list[Decimal]) -> Decimal:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


FEWEST: Final = 8
STEADY: Final = Decimal("1.96")
