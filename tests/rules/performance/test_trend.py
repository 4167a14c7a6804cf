"""Reading a trend: what limits, signals, slope and baselines mean for the target, in values and in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Assurance, Bearing, TrendRule, Unit
from govtracker.rules.performance import intervals, trend_words
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.signals import Limits
from govtracker.rules.performance.trend import Break, Marks
from govtracker.rules.performance.trend_reading import assurance, bearing, read
from govtracker.rules.performance.trend_words import Figures
from tests.rules.performance.series import HIGHER, LOWER, RANGE, Number, points, trend

D = Decimal
PERCENT = Figures(Unit.PERCENT)
STEADY: list[Number] = ["70.5", "71.5", "70", "72", "71", "71.5", "70.5", "71", "72", "70", "71", "71"]


@pytest.mark.parametrize(
    ("anchors", "low", "high", "expected"),
    [
        (HIGHER, 70, 80, Assurance.WILL_MEET),  # a limit on the target meets it
        (HIGHER, 69, 80, Assurance.HIT_OR_MISS),
        (HIGHER, 60, 70, Assurance.HIT_OR_MISS),
        (HIGHER, 60, "69.9", Assurance.WILL_MISS),
        (LOWER, 3, 5, Assurance.WILL_MEET),
        (LOWER, 4, 6, Assurance.HIT_OR_MISS),
        (LOWER, "5.1", 7, Assurance.WILL_MISS),
        (RANGE, 240, 300, Assurance.WILL_MEET),
        (RANGE, 230, 310, Assurance.HIT_OR_MISS),
        (RANGE, 301, 330, Assurance.WILL_MISS),
        (RANGE, 200, 239, Assurance.WILL_MISS),
    ],
)
def test_limits_against_the_target(anchors: Anchors, low: Number, high: Number, expected: Assurance) -> None:
    centre = (D(str(low)) + D(str(high))) / 2
    assert assurance(Limits(centre, D(str(high)) - centre), anchors) is expected


@pytest.mark.parametrize(
    ("anchors", "before", "now", "expected"),
    [
        (HIGHER, 70, 75, Bearing.IMPROVEMENT),
        (HIGHER, 70, 60, Bearing.CONCERN),
        (LOWER, 6, 9, Bearing.CONCERN),
        (LOWER, 6, 4, Bearing.IMPROVEMENT),
        (RANGE, 310, 290, Bearing.IMPROVEMENT),
        (RANGE, 230, 250, Bearing.IMPROVEMENT),
        (RANGE, 250, 320, Bearing.CONCERN),
        (RANGE, 250, 290, Bearing.CHANGE),  # from one place in the band to another
        (None, 1, 2, Bearing.CHANGE),
    ],
)
def test_which_way_is_good(anchors: Anchors | None, before: int, now: int, expected: Bearing) -> None:
    assert bearing(D(before), D(now), anchors) is expected


def test_a_fall_out_of_the_limits_is_a_concern_in_words() -> None:
    found = trend([*STEADY, 60])
    assert [(one.rule, one.bearing) for one in found.running] == [(TrendRule.OUTSIDE_LIMITS, Bearing.CONCERN)]
    assert trend_words.sentences(found, PERCENT)[0] == "Concern in January 2026: below the lower limit."
    assert trend_words.headline(found) == "Concern: below the lower limit"


def test_what_is_on_the_move_keeps_no_promise() -> None:
    found = trend([*STEADY, 60])
    assert (found.assurance, found.promise) == (Assurance.HIT_OR_MISS, None)
    assert trend_words.assured(found, PERCENT) == ""
    assert "begin a new baseline" in trend_words.limits(found, PERCENT)
    assert trend(STEADY).promise is trend(STEADY).assurance


def test_eleven_values_have_provisional_limits_and_the_first_rule_alone() -> None:
    found = trend([60, 61, 60, 61, 60, 61, 62, 63, 64, 65, 66])
    assert found.is_provisional
    assert {one.rule for one in found.signals} <= {TrendRule.OUTSIDE_LIMITS}
    full = trend([60, 61, 60, 61, 60, 61, 62, 63, 64, 65, 66, 67])
    assert TrendRule.SIX_TRENDING in {one.rule for one in full.signals}


def test_a_new_baseline_begins_anew() -> None:
    moved = [*STEADY, *(80 + D(str(value)) - 71 for value in STEADY)]
    before = trend(moved)
    assert before.signals
    found = trend(moved, HIGHER, Break(date(2026, 1, 1), "A second team", anew=True))
    assert found.signals == ()
    assert [part.limits.centre for part in found.stretches if part.limits] == [D("71"), D("80")]
    assert found.assurance is Assurance.WILL_MEET


def test_new_criteria_are_marked_and_begin_nothing() -> None:
    found = trend(STEADY, HIGHER, Break(date(2025, 6, 1), "criteria version 2"))
    assert [one.words for one in found.breaks] == ["criteria version 2"]
    assert len(found.stretches) == 1


def test_a_provisional_value_is_shown_and_does_not_count() -> None:
    line = points([*STEADY, 20])
    line[-1] = replace(line[-1], provisional=True)
    found = read(line, Marks(HIGHER))
    assert found.signals == ()
    assert found.newest == line[-2]


def test_few_cases_that_may_be_on_target_do_not_alert() -> None:
    # 12 of 20: between 38.7 % and 78.1 %, with the target of 70 % inside; Wilson by hand with z = 1.96
    share = intervals.wilson(D(12), D(20))
    assert share is not None
    assert (round(share.low or 0, 1), round(share.high or 0, 1)) == (D("38.7"), D("78.1"))
    line = points([*STEADY, 60])
    line[-1] = replace(line[-1], n=20, share=share)
    found = read(line, Marks(HIGHER))
    assert [one.alerts for one in found.running] == [False]
    assert "may be chance" in trend_words.sentences(found, PERCENT)[0]
    line[-1] = replace(line[-1], n=2000)
    assert [one.alerts for one in read(line, Marks(HIGHER)).running] == [True]


def test_wilson_stays_between_nothing_and_everything() -> None:
    assert intervals.wilson(D(0), D(0)) is None
    none, all_of_them = intervals.wilson(D(0), D(10)), intervals.wilson(D(10), D(10))
    assert none is not None
    assert all_of_them is not None
    assert (none.low, all_of_them.high) == (D(0), D(100))
    assert round(none.high or 0, 2) == D("27.75")  # 3.8416 / 13.8416


def test_a_green_value_of_a_process_that_misses_is_luck() -> None:
    values: list[Number] = [60, 61, 60, 61, 60, 61, 60, 61, 60, 61, 60, 70]
    found = trend(values)
    assert found.assurance is Assurance.WILL_MISS
    assert found.is_luck
    assert trend_words.luck(found) == (
        "December 2025 is green by luck, unless more follow: within its limits it misses the target."
    )
    assert not trend([*values, 61]).is_luck


def test_a_steady_fall_says_when_the_minimum_is_crossed() -> None:
    # 79, 78, … 70: the line falls 1 a period and stands at 70; the minimum of 65 lies 5 periods ahead.
    found = trend([79, 78, 77, 76, 75, 74, 73, 72, 71, 70])
    assert trend_words.sloping(found, PERCENT) == (
        "Falling for 10 periods, about 1 percentage point a period; "
        "at this slope the minimum of 65 % is crossed in about 5 periods."
    )


def test_a_steady_rise_says_when_the_target_is_reached() -> None:
    found = trend([D(50) + D(number) / 2 for number in range(10)])
    assert trend_words.sloping(found, PERCENT).endswith(
        "at this slope the target of 70 % is reached in about 31 periods."
    )


def test_chance_has_no_slope_in_words() -> None:
    assert trend_words.sloping(trend(STEADY), PERCENT) == ""


def test_the_same_period_last_year_once_two_years_stand_here() -> None:
    assert trend([*STEADY, *STEADY[:11]]).year_ago is None
    found = trend([*STEADY, *STEADY])
    assert trend_words.year_ago(found, PERCENT) == ("December 2026 was 71 %, the same period last year 71 %.")


def test_limits_end_where_nothing_can_be_measured() -> None:
    found = trend([100, 60, 100, 100, 50, 100, 90, 100])
    assert found.limits is not None
    assert found.limits.high is not None
    assert found.limits.high > 100
    assert "and 100 %," in trend_words.limits(found, PERCENT)


def test_what_is_said_with_little_or_nothing() -> None:
    assert trend_words.sentences(trend([]), PERCENT) == ["Nothing is measured yet."]
    assert trend_words.sentences(trend([70, 72, None]), PERCENT) == [
        "It lies around 71 %; limits need 6 values, 2 so far."
    ]


values = st.lists(st.none() | st.decimals(min_value=0, max_value=100, places=1), max_size=36)


@given(values)
def test_the_mirrored_series_means_the_opposite(line: list[Decimal | None]) -> None:
    mirrored = [None if value is None else 100 - value for value in line]
    opposite = Anchors(D(50), D(35), D(30))
    one, other = trend(line, HIGHER), trend(mirrored, opposite)
    assert sorted((s.rule, s.first, s.last, s.bearing, s.upwards) for s in one.signals) == sorted(
        (s.rule, s.first, s.last, s.bearing, not s.upwards) for s in other.signals
    )
    assert one.assurance is other.assurance


@given(values)
def test_a_trend_of_anything_can_be_put_into_words(line: list[Decimal | None]) -> None:
    for anchors in (HIGHER, RANGE, None):
        found = trend(line, anchors)
        assert all(sentence.endswith(".") for sentence in trend_words.sentences(found, PERCENT))
        assert all(one.first <= one.shown <= one.last < len(line) for one in found.signals)
