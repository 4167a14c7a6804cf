"""Rolling up: sums of numerators over sums of denominators, whatever the partition; never means of ratios."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Aggregation, MeasurementState, ScopeKind, Unit
from govtracker.rules.performance import measuring, rolling_up
from govtracker.rules.performance.measuring import Entry, Measure

D = Decimal
MEASURED, PROVISIONAL = MeasurementState.MEASURED, MeasurementState.PROVISIONAL
DISPUTED, MISSING = MeasurementState.DISPUTED, MeasurementState.MISSING
NONE, GONE = Entry(MeasurementState.NOT_APPLICABLE), Entry(MISSING)
SL = Measure(1, "SL", "Service level", Unit.PERCENT, "", 1, Aggregation.RATIO, None)


def ratio(above: int, below: int, state: MeasurementState = MEASURED, n: int | None = None) -> Entry:
    return Entry(state, numerator=D(above), denominator=D(below), n=n)


def value(said: str, n: int | None = None, state: MeasurementState = MEASURED) -> Entry:
    return Entry(state, D(said), n=n)


def test_a_busy_bad_day_counts_as_much_as_its_calls():
    week = [ratio(190, 200), ratio(176, 200), ratio(95, 100), ratio(1050, 2500)]
    daily = [measuring.value(day, SL) for day in week]
    assert daily == [D(95), D(88), D(95), D(42)]
    assert sum(one for one in daily if one is not None) / 4 == D(80)  # what a mean of ratios would say
    together = rolling_up.over_time(Aggregation.RATIO, week)
    assert together == ratio(1511, 3000)
    assert measuring.value(together, SL) == D("50.366666666667")


@pytest.mark.parametrize(
    ("aggregation", "parts", "together"),
    [
        (Aggregation.RATIO, [], None),
        (Aggregation.RATIO, [GONE, NONE], None),
        (Aggregation.RATIO, [value("84.5"), GONE], value("84.5")),
        (Aggregation.RATIO, [value("84.5"), ratio(1, 2)], None),  # a percentage alone cannot be added to anything
        (Aggregation.RATIO, [ratio(0, 0), ratio(1, 2)], ratio(1, 2)),
        (Aggregation.RATIO, [ratio(1, 2, n=2), ratio(2, 2, n=2)], ratio(3, 4, n=4)),
        (Aggregation.SUM, [value("1.5", 3), value("2.25", 4)], value("3.75", 7)),
        (Aggregation.SUM, [value("1"), value("-4")], value("-3")),
        (Aggregation.MEAN, [value("300", 100), value("60", 300)], value("120", 400)),
        (Aggregation.MEAN, [value("300", 100), value("60")], value("180")),  # n is not said of all: plain
        (Aggregation.MEAN, [value("1"), value("1"), value("2")], value("1.333333")),
        (Aggregation.LAST, [value("4.6", 9), value("4.4", 5)], value("4.4", 5)),
        (Aggregation.SUM, [value("1", state=PROVISIONAL), value("2")], value("3", state=PROVISIONAL)),
        (
            Aggregation.SUM,
            [value("1", state=PROVISIONAL), value("2", state=DISPUTED)],
            value("3", state=DISPUTED),
        ),
    ],
)
def test_parts_come_together_by_the_way_a_kpi_is_put_together(aggregation, parts, together):
    assert rolling_up.over_time(aggregation, parts) == together


def test_of_scopes_none_is_the_last_and_all_of_them_may_not_apply():
    assert rolling_up.over_scopes(Aggregation.LAST, [value("4", 100), value("8", 300)]) == value("7", 400)
    assert rolling_up.over_scopes(Aggregation.SUM, [NONE, NONE]) == NONE
    assert rolling_up.over_scopes(Aggregation.SUM, [NONE, value("2")]) == value("2")
    assert rolling_up.over_scopes(Aggregation.SUM, [NONE, GONE]) is None


@pytest.mark.parametrize(
    ("kinds", "dimension"),
    [
        ([ScopeKind.SEGMENT], ScopeKind.SEGMENT),
        ([ScopeKind.SEGMENT, ScopeKind.SITE, ScopeKind.SEGMENT], ScopeKind.SEGMENT),
        ([ScopeKind.SEGMENT, ScopeKind.SITE], ScopeKind.SITE),
        ([ScopeKind.SEGMENT_SUPPORT, ScopeKind.SITE, ScopeKind.SERVICE], ScopeKind.SERVICE),
    ],
)
def test_a_whole_is_cut_in_one_way_alone(kinds, dimension):
    assert rolling_up.dimension(kinds) is rolling_up.dimension(kinds[::-1]) is dimension


def test_a_part_that_is_silent_leaves_a_sum_missing_and_everything_else_provisional():
    parts = [ratio(1, 2), ratio(2, 2)]
    assert rolling_up.over_scopes(Aggregation.RATIO, parts, silent=1) == ratio(3, 4, PROVISIONAL)
    assert rolling_up.over_scopes(Aggregation.MEAN, [value("4"), value("8")], silent=2) == value("6", None, PROVISIONAL)
    assert rolling_up.over_scopes(Aggregation.LAST, [value("4", state=DISPUTED)], silent=1) == value(
        "4", state=DISPUTED
    )
    assert rolling_up.over_scopes(Aggregation.SUM, [value("100")], silent=1) == GONE
    assert rolling_up.over_scopes(Aggregation.SUM, [NONE], silent=1) == GONE


COUNTS = st.integers(0, 10**6).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))
CELLS = st.lists(COUNTS, min_size=1, max_size=24)


@given(CELLS, st.randoms())
def test_a_months_ratio_is_that_of_the_sums_whatever_the_partition_and_the_order(cells, random):
    parts = [ratio(above, below) for above, below in cells]
    whole = ratio(sum(above for above, _ in cells), sum(below for _, below in cells))
    random.shuffle(parts)
    groups: dict[int, list[Entry]] = {}
    for part in parts:
        groups.setdefault(random.randrange(4), []).append(part)
    rolled = [rolling_up.over_time(Aggregation.RATIO, group) for group in groups.values()]
    assert rolling_up.over_scopes(Aggregation.RATIO, [one for one in rolled if one]) == whole


@given(CELLS, st.sampled_from(list(Aggregation)), st.integers(0, 24))
def test_what_is_missing_neither_helps_nor_harms(cells, aggregation, place):
    parts = [
        ratio(above, below) if aggregation is Aggregation.RATIO else value(str(above), below) for above, below in cells
    ]
    with_gap = [*parts[:place], GONE, NONE, *parts[place:]]
    assert rolling_up.over_time(aggregation, with_gap) == rolling_up.over_time(aggregation, parts)
