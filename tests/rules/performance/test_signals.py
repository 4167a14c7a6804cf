"""Limits and signals: figures by hand, an independent implementation, and the run lengths the books give."""

import random
import warnings
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import TrendRule
from govtracker.rules.performance import signals
from govtracker.rules.performance.signals import Found, Limits, limits

D = Decimal
KNOWN = Limits(D(0), D(3))  # centre 0, sigma 1
RULES = tuple(TrendRule)


def found(values: Sequence[int | float | str | None], *rules: TrendRule, known: Limits = KNOWN) -> list[Found]:
    series = [None if value is None else D(str(value)) for value in values]
    return signals.found(series, known, rules or RULES)


def spans(values: Sequence[int | float | str | None], *rules: TrendRule) -> list[tuple[int, int, int, bool]]:
    return [(one.first, one.shown, one.last, one.upwards) for one in found(values, *rules)]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    # mean (10+12+11+13+12+14)/6 = 12; moving ranges 2, 1, 2, 1, 2: mean 1.6; 2.66 · 1.6 = 4.256
    assert limits([D(10), D(12), D(11), D(13), D(12), D(14)]) == Limits(D(12), D("4.256"))


def test_a_gap_breaks_the_moving_range() -> None:
    # 2, 1 before the gap and 1, 2 after it; 11 to 13 across the gap does not count: mean 1.5, 2.66 · 1.5 = 3.99
    assert limits([D(10), D(12), D(11), None, D(13), D(12), D(14)]) == Limits(D(12), D("3.99"))


def test_few_values_have_a_line_and_no_limits() -> None:
    assert limits([D(10), D(12), D(11), D(13), D(12)]) == Limits(D("11.6"))
    assert limits([None, None]) is None


def test_values_without_neighbours_or_without_movement_have_no_limits() -> None:
    alone = [value for pair in ((D(number), None) for number in range(6)) for value in pair]
    assert limits(alone) == Limits(D("2.5"))
    assert limits([D(7)] * 20) == Limits(D(7))


@pytest.mark.parametrize(("number", "rules"), [(5, 0), (6, 1), (11, 1), (12, 4)])
def test_how_many_values_allow_which_rules(number: int, rules: int) -> None:
    assert signals.rules_for(number) == RULES[:rules]


def test_a_point_outside_the_limits_and_not_one_on_them() -> None:
    assert spans([0, 3, -3], TrendRule.OUTSIDE_LIMITS) == []
    assert spans([0, 3.1, 3.2, 0, -3.1], TrendRule.OUTSIDE_LIMITS) == [(1, 1, 2, True), (4, 4, 4, False)]


def test_two_of_three_beyond_two_sigma_on_one_side() -> None:
    assert spans([0, 2.5, 0, 2.5, 0], TrendRule.TWO_OF_THREE) == [(1, 3, 3, True)]
    assert found([0, 2.5, 0, 2.5, 0], TrendRule.TWO_OF_THREE)[0].places == (1, 3)
    assert spans([0, 2.5, -2.5, 0], TrendRule.TWO_OF_THREE) == []
    assert spans([2.5, 0, 0, 2.5], TrendRule.TWO_OF_THREE) == []
    assert spans([2.5, None, 2.5], TrendRule.TWO_OF_THREE) == []
    assert spans([2, 2], TrendRule.TWO_OF_THREE) == []


def test_eight_on_one_side() -> None:
    assert spans([-1, *[1] * 8, -1], TrendRule.RUN_OF_EIGHT) == [(1, 8, 8, True)]
    assert spans([1] * 7, TrendRule.RUN_OF_EIGHT) == []
    assert spans([1] * 10, TrendRule.RUN_OF_EIGHT) == [(0, 7, 9, True)]
    assert spans([*[1] * 4, None, *[1] * 4], TrendRule.RUN_OF_EIGHT) == []
    assert spans([*[1] * 4, 0, *[1] * 4], TrendRule.RUN_OF_EIGHT) == []


def test_six_rising_or_falling() -> None:
    assert spans([1, 2, 3, 4, 5, 6], TrendRule.SIX_TRENDING) == [(0, 5, 5, True)]
    assert spans([3, 2, 1, 0, -1, -2, -3, 0], TrendRule.SIX_TRENDING) == [(0, 5, 6, False)]
    assert spans([1, 2, 3, 4, 5], TrendRule.SIX_TRENDING) == []
    assert spans([1, 2, 3, 3, 4, 5, 6], TrendRule.SIX_TRENDING) == []
    assert spans([1, 2, 3, None, 4, 5, 6], TrendRule.SIX_TRENDING) == []
    assert spans([3, 2, 1, 2, 3, 4, 5, 6], TrendRule.SIX_TRENDING) == [(2, 7, 7, True)]


def test_without_limits_there_is_no_signal() -> None:
    assert found([1] * 30, known=Limits(D(0))) == []


series = st.lists(st.integers(min_value=-40, max_value=40), min_size=12, max_size=40)


@given(series)
def test_limits_and_signals_are_those_of_an_independent_implementation(numbers: list[int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the other one says while it is imported
        import pandas as pd
        from processbehavior.signals import detectors
        from processbehavior.spc_constants import D2_N2

    values = [D(number) / 10 for number in numbers]
    own = limits(values)
    assert own is not None
    frame = pd.DataFrame({"y": [float(value) for value in values]})
    moving = frame["y"].diff().abs().mean()
    assert float(own.centre) == pytest.approx(frame["y"].mean(), abs=1e-9)
    if own.low is None or own.high is None or own.reach is None:
        assert moving == 0
        return
    assert float(own.reach) == pytest.approx(3 * moving / D2_N2, rel=2e-4)  # 3 / 1.128 = 2.6596, in the books 2.66

    # Compared with exact decimals, so that a value on a line is on it for both.
    exact = pd.DataFrame({"y": pd.Series(values, dtype=object)})
    stats: dict[str, Any] = {"upl": own.high, "lpl": own.low, "center": own.centre}
    two = own.reach * 2 / 3
    zones = {"A_upper": (own.centre + two, D(999)), "A_lower": (D(-999), own.centre - two)}
    by_rule = {
        TrendRule.OUTSIDE_LIMITS: detectors.detect_beyond_limits(exact, stats, "y"),
        TrendRule.RUN_OF_EIGHT: detectors.detect_run(exact, stats, "y", length=8),
        TrendRule.SIX_TRENDING: detectors.detect_trend(frame, stats, "y", length=5),  # five steps between six
    }
    for rule, flags in by_rule.items():
        marked = {place for one in signals.found(values, own, [rule]) for place in range(one.shown, one.last + 1)}
        assert marked == {place for place, flag in enumerate(flags) if flag}, rule
    near = [place for place, flag in enumerate(detectors.detect_zone_a_2_of_3(exact, stats, "y", zones)) if flag]
    seen = signals.found(values, own, [TrendRule.TWO_OF_THREE])
    assert (min(max(one.shown, 2) for one in seen) if seen else None) == (near[0] if near else None)


Rules = tuple[TrendRule, ...]


def run_length(rules: Rules, draw: Callable[[], float], *, longest: int = 6000) -> int:
    """How many points of a process it takes until one of `rules` tells."""
    values: list[Decimal | None] = []
    while len(values) < longest:
        values += [D(repr(round(draw(), 6))) for _ in range(200)]
        recent = max(0, len(values) - 210)  # a signal that began earlier would have told before
        seen = signals.found(values[recent:], KNOWN, rules)
        if seen:
            return recent + min(one.shown for one in seen) + 1
    return longest


@pytest.mark.parametrize(
    ("rules", "published", "runs"),
    [
        # Montgomery, Introduction to Statistical Quality Control: 1/0.0027 = 370.
        ((TrendRule.OUTSIDE_LIMITS,), 370.4, 400),
        # Champ and Woodall 1987, Technometrics 29: rule 1 with 2 of 3 beyond two sigma 225.44,
        # with 8 on one side 152.73; both together 122.05.
        ((TrendRule.OUTSIDE_LIMITS, TrendRule.TWO_OF_THREE), 225.44, 400),
        ((TrendRule.OUTSIDE_LIMITS, TrendRule.RUN_OF_EIGHT), 152.73, 400),
        ((TrendRule.OUTSIDE_LIMITS, TrendRule.TWO_OF_THREE, TrendRule.RUN_OF_EIGHT), 122.05, 400),
    ],
)
def test_a_process_in_control_raises_false_alarms_as_rarely_as_published(
    rules: Rules, published: float, runs: int
) -> None:
    # A run length is nearly geometric, so its deviation is about its mean: the mean of 400 runs deviates by 5 %.
    chance = random.Random(20261122)
    mean = sum(run_length(rules, lambda: chance.gauss(0, 1)) for _ in range(runs)) / runs
    assert mean == pytest.approx(published, rel=3 / runs**0.5)
