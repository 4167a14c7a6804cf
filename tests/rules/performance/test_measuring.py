"""What may be said of a KPI for a month, and how one cell says it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Aggregation, ComputedKpi, MeasurementState, Unit
from govtracker.rules import periods
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry, Entry, Measure

D = Decimal
MEASURED, PROVISIONAL = MeasurementState.MEASURED, MeasurementState.PROVISIONAL
CSAT = Measure(1, "CSAT", "Customer satisfaction", Unit.PERCENT, "", 1, Aggregation.RATIO, None)
PRICE = Measure(2, "PRICE", "Price per contact", Unit.MONEY, "EUR", 2, Aggregation.LAST, None)
OCTOBER = periods.parse("2026-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Entry(MeasurementState.MISSING)),
        (" 84.5 ", Entry(MEASURED, D("84.5"))),
        ("84,5", Entry(MEASURED, D("84.5"))),
        ("84.5 %", Entry(MEASURED, D("84.5"))),
        ("84.5?", Entry(PROVISIONAL, D("84.5"))),
        ("842/1000", Entry(MEASURED, numerator=D(842), denominator=D(1000))),
        ("38 512 / 66 400 ?", Entry(PROVISIONAL, numerator=D(38512), denominator=D(66400))),
        ("N/A", Entry(MeasurementState.NOT_APPLICABLE)),
    ],
)
def test_a_cell_is_read_as_people_type_it(text, expected):
    assert measuring.read_cell(text, CSAT) == expected


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("101", CSAT, "cannot be above 100"),
        ("-1", CSAT, "cannot be below 0"),
        ("NaN", CSAT, "not a number"),
        ("inf", CSAT, "not a number"),
        ("=A1", CSAT, "is a formula"),
        ("#DIV/0!", CSAT, "spreadsheet error"),
        ("1,234", PRICE, "two readings"),
        ("1001/1000", CSAT, "over 100 %"),
        ("1/0", CSAT, "denominator is 0"),
        ("/5", CSAT, "Enter a number"),
        ("5/", CSAT, "Enter a number"),
        ("1/2/3", CSAT, "not a number"),
        ("4/5", PRICE, "is no ratio"),
        ("?", CSAT, "Enter a number"),
    ],
)
def test_a_cell_that_says_no_figure_is_refused_in_a_sentence(text, measure, words):
    with pytest.raises(BadEntry, match=words):
        measuring.read_cell(text, measure)


FIGURE = st.decimals(min_value=0, max_value=100, places=3).map(lambda number: D(number) + 0)
ENTRIES = st.one_of(
    st.builds(Entry, st.sampled_from([MEASURED, PROVISIONAL]), FIGURE),
    st.builds(
        lambda state, below, more: Entry(state, numerator=D(below), denominator=D(below + more)),
        st.sampled_from([MEASURED, PROVISIONAL]),
        st.integers(0, 10**11),
        st.integers(0, 10**11),
    ),
    st.just(Entry(MeasurementState.NOT_APPLICABLE)),
    st.just(Entry(MeasurementState.MISSING)),
)


@given(ENTRIES)
def test_a_cell_says_again_what_was_read_from_it(entry):
    assert measuring.read_cell(measuring.cell(entry), CSAT) == entry


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(MEASURED), "value"),
        (Entry(MEASURED, D(1), numerator=D(1)), "value"),
        (Entry(MEASURED, numerator=D(1)), "denominator"),
        (Entry(MEASURED, denominator=D(1)), "numerator"),
        (Entry(MEASURED, D(1), n=-1), "n"),
        (Entry(MeasurementState.NOT_APPLICABLE, D(1)), "value"),
        (Entry(MEASURED, numerator=D("1.5"), denominator=D(1)), "numerator"),
    ],
)
def test_figures_that_do_not_go_together_are_refused_beside_their_part(entry, field):
    with pytest.raises(BadEntry) as refused:
        measuring.check(entry, CSAT)
    assert refused.value.field == field


def test_the_value_of_a_ratio_is_numerator_over_denominator_and_nothing_of_nothing_is_none():
    assert measuring.value(Entry(MEASURED, numerator=D(38512), denominator=D(66400)), CSAT) == D(58)
    assert measuring.value(Entry(MEASURED, numerator=D(0), denominator=D(0)), CSAT) is None
    assert measuring.value(Entry(MEASURED, D("4.60")), PRICE) == D("4.6")


def test_what_stands_in_the_way_is_said():
    def objection(measure: Measure, today: date = date(2026, 11, 3), *, locked: bool = False) -> str | None:
        return measuring.objection(measure, OCTOBER, today=today, locked=locked)

    assert objection(CSAT) is None
    computed = replace(CSAT, computed=ComputedKpi.RESOLVED_WITHIN_TARGET)
    assert "computed from what stands here" in str(objection(computed))
    assert objection(CSAT, date(2026, 9, 30)) == "October 2026 has not begun."
    assert objection(CSAT, date(2026, 10, 1)) is None
    assert "Dispute the scorecard first" in str(objection(CSAT, locked=True))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, Entry(MEASURED, D(1)), False),
        (Entry(PROVISIONAL, D(1)), Entry(MEASURED, D(2)), False),
        (Entry(MeasurementState.MISSING), Entry(MEASURED, D(2)), False),
        (Entry(MEASURED, D(1)), Entry(MEASURED, D(1)), False),
        (Entry(MEASURED, D(1)), Entry(MEASURED, D(2)), True),
        (Entry(MEASURED, D(1)), Entry(MeasurementState.MISSING), True),
        (Entry(MeasurementState.NOT_APPLICABLE), Entry(MEASURED, D(2)), True),
    ],
)
def test_only_changing_what_was_final_needs_a_reason(before, after, expected):
    assert measuring.needs_reason(before, after) is expected
