"""Benefits against figures worked by hand: committed and realised months, percentages, the pace, and what is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Aggregation, Progress, Unit
from govtracker.rules import periods
from govtracker.rules.partnership import benefit_words, benefits
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.benefits import Promise

D = Decimal
JULY, DECEMBER = periods.parse("2026-07"), periods.parse("2026-12")
# 90,000 EUR a month are to fall to 75,000 in six months: 2,500 less each month.
MONEY = Promise(JULY, D(9_000_000), D(7_500_000), DECEMBER, adds_up=True)
COSTS = {date(2026, 7, 1): D(8_900_000), date(2026, 8, 1): D(8_600_000), date(2026, 9, 1): D(8_400_000)}
EUROS = Written(Unit.MONEY, currency="EUR")
AT_THE_PACE = "At the pace of the last months"
IN_DECEMBER = ", +1 percentage point a month, the target is reached in December 2026, in time."
SCORE = Promise(JULY, D(76), D(82), DECEMBER)


def test_a_figure_that_falls_gains_month_by_month() -> None:
    steps = benefits.curve(MONEY, COSTS, periods.parse("2026-10"))
    assert [step.gain for step in steps] == [D(100_000), D(400_000), D(600_000), None, None, None]
    assert [step.committed for step in steps] == [D(250_000) * number for number in (1, 2, 3, 4, 5, 6)]
    assert (steps[2].gained_so_far, steps[2].committed_so_far) == (D(1_100_000), D(1_500_000))
    assert steps[-1].committed_so_far == D(1_500_000)  # months without a figure are counted on neither side


def test_the_pace_of_the_last_months_says_when_the_target_is_reached() -> None:
    reading = benefits.read(MONEY, benefits.curve(MONEY, COSTS, JULY))
    assert reading.progress is Progress.BEHIND  # 6,000 of the 7,500 committed for September
    assert reading.percent == D(40)  # 6,000 of 15,000
    assert reading.percent_so_far is not None
    assert round(reading.percent_so_far, 2) == D("73.33")  # 11,000 of 15,000
    assert reading.step == D(250_000)  # the median of 3,000, 2,000 and 2,500
    assert reading.reached_in == periods.parse("2027-01")  # 9,000 to go: 3.6 months
    assert benefit_words.sentences(MONEY, reading, EUROS) == [
        "September 2026: +6,000.00 EUR, 40 % of the whole gain; 7,500.00 EUR was committed for that month.",
        "So far 11,000.00 EUR, 73 % of the 15,000.00 EUR committed for the months measured.",
        f"{AT_THE_PACE}, +2,500.00 EUR a month, the target is reached in January 2027, after it is due.",
    ]


@pytest.mark.parametrize(
    ("values", "progress", "said"),
    [
        ({}, Progress.NOTHING_YET, "Nothing has been measured yet."),
        ({7: 77}, Progress.ON_TRACK, "A forecast needs three months with figures."),
        ({7: "76.5"}, Progress.BEHIND, "A forecast needs three months with figures."),
        ({7: "75.5"}, Progress.WORSE_THAN_BEFORE, "A forecast needs three months with figures."),
        ({7: 78, 8: 80, 9: 82}, Progress.REACHED, "The target is reached."),
        ({7: 80, 8: 79, 9: 78}, Progress.BEHIND, f"{AT_THE_PACE} the target is not reached: the gain does not grow."),
        ({7: 77, 8: 78, 9: 79}, Progress.ON_TRACK, f"{AT_THE_PACE}{IN_DECEMBER}"),
    ],
)
def test_a_level_is_read_by_its_newest_month(values: dict[int, object], progress: Progress, said: str) -> None:
    figures = {date(2026, month, 1): D(str(value)) for month, value in values.items()}
    reading = benefits.read(SCORE, benefits.curve(SCORE, figures, JULY))
    assert reading.progress is progress
    assert reading.percent_so_far is None
    assert benefit_words.sentences(SCORE, reading, Written(Unit.PERCENT))[-1] == said


def test_a_month_worse_than_the_baseline_is_said_as_a_loss() -> None:
    reading = benefits.read(SCORE, benefits.curve(SCORE, {JULY.first_day: D("75.5")}, JULY))
    first = benefit_words.sentences(SCORE, reading, Written(Unit.PERCENT))[0]
    assert first == "July 2026 was 0.5 percentage points worse than the baseline."


def test_what_nobody_planned_has_figures_and_no_promise() -> None:
    free = Promise(JULY, adds_up=True)
    reading = benefits.read(free, benefits.curve(free, {JULY.first_day: D(120_000)}, JULY))
    assert benefit_words.sentences(free, reading, EUROS) == ["July 2026: 1,200.00 EUR.", "So far 1,200.00 EUR."]


@pytest.mark.parametrize(
    ("unit", "aggregation", "expected"),
    [
        (Unit.MONEY, None, True),
        (Unit.HOURS, None, True),
        (Unit.PERCENT, None, False),
        (Unit.SECONDS, None, False),
        (Unit.MONEY, Aggregation.LAST, False),
        (Unit.MONEY, Aggregation.SUM, True),
    ],
)
def test_whether_months_add_up(unit: Unit, aggregation: Aggregation | None, expected: bool) -> None:
    assert benefits.adds_up(unit, aggregation) is expected


def test_losses_are_netted_and_may_outweigh_the_gains() -> None:
    assert benefits.net([D(1_100_000), D(120_000)], [D(300_000)]) == D(920_000)
    assert benefits.net([D(100)], [D(250)]) == D(-150)


@given(st.integers(0, 10**9), st.integers(0, 10**9).filter(bool), st.integers(1, 36), st.lists(st.integers(0, 10**9)))
def test_the_committed_gain_grows_to_the_whole_and_stays(
    baseline: int, gain: int, months: int, figures: list[int]
) -> None:
    due = benefits.later(JULY, months - 1)
    assert due is not None
    promise = Promise(JULY, D(baseline), D(baseline + gain), due, adds_up=True)
    values = {}
    month = JULY
    for figure in figures[:48]:
        values[month.first_day], month = D(figure), month.next()
    steps = benefits.curve(promise, values, month)
    committed = [step.committed for step in steps]
    assert committed == sorted(committed)
    assert all(one == gain for one in committed[months - 1 :])
    assert steps[-1].gained_so_far == sum(D(figure - baseline) for figure in figures[:48])
    reading = benefits.read(promise, steps)
    assert reading.reached_in is None or (reading.newest and reading.reached_in > reading.newest.month)


def test_a_curve_ends_with_the_last_month_there_is() -> None:
    promise = Promise(periods.parse("2100-11"), D(1), D(2), periods.parse("2100-12"))
    assert [step.month.key for step in benefits.curve(promise, {}, JULY)] == ["2100-11", "2100-12"]
