"""Signals in a series: natural process limits, and the rules that tell a signal from noise.

Individuals chart (Wheeler, XmR): mean ± 2.66 · mean moving range; rules: Western Electric, and Nelson's six in a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise, zip_longest
from typing import Final

from govtracker.enums import TrendRule
from govtracker.rules.performance.scoring import EXACT, settled

Values = Sequence[Decimal | None]  # over equal steps of time, oldest first; None is a gap
Places = list[int]
Stretch = list[tuple[int, Decimal]]  # neighbours without a gap between them, each with its place


@dataclass(frozen=True)
class Limits:
    """The centre line, and the natural limits three sigma beside it where there are enough points to know them."""

    centre: Decimal
    reach: Decimal | None = None

    @property
    def low(self) -> Decimal | None:
        """The lower limit."""
        return None if self.reach is None else self.centre - self.reach

    @property
    def high(self) -> Decimal | None:
        """The upper limit."""
        return None if self.reach is None else self.centre + self.reach

    def beyond(self, value: Decimal, sigmas: int) -> int:
        """1 above, -1 below the line so many sigma beside the centre; 0 on it or nearer."""
        assert self.reach is not None  # nobody asks where there are no limits
        gap = 3 * (value - self.centre)
        return _sign(gap) if abs(gap) > sigmas * self.reach else 0


@dataclass(frozen=True)
class Found:
    """A signal: the places of its points in the series, and the one that gave it away."""

    rule: TrendRule
    places: tuple[int, ...]
    shown: int
    upwards: bool

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Where it is so far."""
        return self.places[-1]


def limits(values: Values) -> Limits | None:
    """Limits of a series; None without a value, the centre line alone under 6 values or where nothing ever moves."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    steps = [abs(later - value) for stretch in stretches(values) for (_, value), (_, later) in pairwise(stretch)]
    with localcontext(EXACT):
        centre = settled(sum(known, Decimal(0)) / len(known))
        if len(known) < FEWEST or not any(steps):
            return Limits(centre)
        return Limits(centre, settled(REACH * sum(steps, Decimal(0)) / len(steps)))


def rules_for(number: int) -> tuple[TrendRule, ...]:
    """The rules that so many values allow: none, outside the limits alone, or all."""
    if number < FEWEST:
        return ()
    return (TrendRule.OUTSIDE_LIMITS,) if number < ENOUGH else tuple(TrendRule)


def found(values: Values, limits: Limits, rules: Sequence[TrendRule]) -> list[Found]:
    """The signals of a series by first point; what goes on is one signal, and a gap ends it."""
    if limits.reach is None:
        return []
    signals = [
        signal for stretch in stretches(values) for rule in rules for signal in RULES[rule](rule, stretch, limits)
    ]
    return sorted(signals, key=lambda signal: (signal.shown, signal.first, signal.rule))


def stretches(values: Values) -> list[Stretch]:
    """What stands between gaps."""
    parts: list[Stretch] = [[]]
    for place, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append((place, value))
    return [part for part in parts if part]


def _outside(rule: TrendRule, stretch: Stretch, limits: Limits) -> list[Found]:
    return _chains(rule, stretch, lambda value: limits.beyond(value, 3), reach=1, needed=1)


def _two_of_three(rule: TrendRule, stretch: Stretch, limits: Limits) -> list[Found]:
    return _chains(rule, stretch, lambda value: limits.beyond(value, 2), reach=2, needed=2)


def _run(rule: TrendRule, stretch: Stretch, limits: Limits) -> list[Found]:
    return _chains(rule, stretch, lambda value: _sign(value - limits.centre), reach=1, needed=8)


def _trending(rule: TrendRule, stretch: Stretch, limits: Limits) -> list[Found]:
    signals, run = [], 0
    for end in range(1, len(stretch) + 1):
        way = _step(stretch, end)
        if end < len(stretch) and way != 0 and (end - run == 1 or way == _step(stretch, end - 1)):
            continue
        if end - run >= TRENDING:
            places = [place for place, _ in stretch[run:end]]
            signals.append(_signal(rule, places, TRENDING, upwards=_step(stretch, end - 1) > 0))
        run = end - 1 if way != 0 else end
    return signals


def _chains(
    rule: TrendRule, stretch: Stretch, where: Callable[[Decimal], int], *, reach: int, needed: int
) -> list[Found]:
    """Points on one side that follow each other at most `reach` places apart, `needed` of them at least."""
    signals = []
    for side in (1, -1):
        chain: Places = []
        hits = [place for place, value in stretch if where(value) == side]
        for place, following in zip_longest(hits, hits[1:]):
            chain.append(place)
            if following is None or following - place > reach:
                if len(chain) >= needed:
                    signals.append(_signal(rule, chain, needed, upwards=side > 0))
                chain = []
    return signals


def _signal(rule: TrendRule, places: Places, needed: int, *, upwards: bool) -> Found:
    return Found(rule, tuple(places), places[needed - 1], upwards)


def _step(stretch: Stretch, place: int) -> int:
    """Which way the series went to this place of the stretch; 0 where it stood still or ends."""
    return _sign(stretch[place][1] - stretch[place - 1][1]) if place < len(stretch) else 0


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


FEWEST: Final = 6
ENOUGH: Final = 12
TRENDING: Final = 6
REACH: Final = Decimal("2.66")
RULES: Final[dict[TrendRule, Callable[[TrendRule, Stretch, Limits], list[Found]]]] = {
    TrendRule.OUTSIDE_LIMITS: _outside,
    TrendRule.TWO_OF_THREE: _two_of_three,
    TrendRule.RUN_OF_EIGHT: _run,
    TrendRule.SIX_TRENDING: _trending,
}
