"""Rows of measurements: taken, or refused with row, column and a sentence."""

from datetime import date
from decimal import Decimal

import pytest

from govtracker.enums import Aggregation, ComputedKpi, MeasurementState, Unit
from govtracker.imports import measurements, reader
from govtracker.imports.columns import BadColumns
from govtracker.imports.kinds import Problem
from govtracker.imports.measurements import Ground, Taken
from govtracker.queries.performance.held import Held
from govtracker.rules.performance.measuring import Entry, Measure

D = Decimal
MEASURED = MeasurementState.MEASURED
CSAT = Measure(1, "CSAT", "Customer satisfaction", Unit.PERCENT, "", 1, Aggregation.RATIO, None)
PRICE = Measure(2, "PRICE", "Price per contact", Unit.MONEY, "EUR", 2, Aggregation.LAST, None)
RWT = Measure(3, "RWT", "Resolved", Unit.PERCENT, "", 1, Aggregation.RATIO, ComputedKpi.RESOLVED_WITHIN_TARGET)
TWINS = tuple(Measure(n, f"T{n}", "Twin", Unit.POINTS, "", 1, Aggregation.LAST, None) for n in (4, 5))
HEADER = "KPI,Month,Value,Numerator,Denominator,N,Source,Note\n"


def read(text: str, **facts) -> list[Taken | Problem]:
    sheet = reader.read(text.encode(), limit_rows=100)
    plain = {"held": Held(frozenset({(1, date(2026, 8, 1), None)})), "today": date(2026, 11, 5)}
    ground = Ground((CSAT, PRICE, RWT, *TWINS), **{**plain, **facts})
    return list(measurements.rows(sheet, measurements.guessed(sheet.header), ground))


def taken(row: str, **facts) -> Taken:
    (found,) = read(HEADER + row, **facts)
    assert isinstance(found, Taken), found
    return found


@pytest.mark.parametrize(
    ("row", "entry"),
    [
        ("CSAT,2026-10,84.5", Entry(MEASURED, D("84.5"))),
        ("csat,10/2026,84.5 %", Entry(MEASURED, D("84.5"))),
        ("Customer  Satisfaction,2026-10-31,84.5", Entry(MEASURED, D("84.5"))),
        ('CSAT,2026-10,"84,5"', Entry(MEASURED, D("84.5"))),
        ("CSAT,2026-10,,845,1000,1000", Entry(MEASURED, None, D(845), D(1000), 1000)),
        ("CSAT,2026-10,84.5,845,1000", Entry(MEASURED, None, D(845), D(1000))),
        ("CSAT,2026-10,33.3,1,3", Entry(MEASURED, None, D(1), D(3))),
        ("CSAT,2026-10,n/a", Entry(MeasurementState.NOT_APPLICABLE)),
        ('PRICE,2026-10,"1,234.50"', Entry(MEASURED, D("1234.5"))),
        ("PRICE,2026-10,-4.60", Entry(MEASURED, D("-4.6"))),
    ],
)
def test_a_row_is_taken_as_it_is_meant(row, entry):
    assert taken(row).given.entry == entry


def test_source_and_note_come_along_and_are_left_alone_where_they_are_empty():
    given = taken("CSAT,2026-10,84,,,,phone system,late").given
    assert (given.source, given.note, given.period.key) == ("phone system", "late", "2026-10")
    assert taken("CSAT,2026-10,84").given.source is None


def test_a_known_decimal_mark_settles_what_has_two_readings():
    assert taken('PRICE,2026-10,"1,234"', decimal_mark=",").given.entry.value == D("1.234")
    assert taken('PRICE,2026-10,"1,234"', decimal_mark=".").given.entry.value == D(1234)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NOPE,2026-10,1", "KPI", "There is no KPI “NOPE” here."),
        (",2026-10,1", "KPI", "The KPI is missing."),
        ("Twin,2026-10,1", "KPI", "2 KPIs are called “Twin”: use the code."),
        ("CSAT,,1", "Month", "The month is missing."),
        ("CSAT,01/10/2026,1", "Month", "has two readings"),
        ("CSAT,2026-12,1", "Month", "December 2026 has not begun."),
        ("CSAT,2026-08,1", "KPI", "Dispute the scorecard first"),
        ("RWT,2026-10,1", "KPI", "computed from what stands here"),
        ("CSAT,2026-10,", "Value", "Enter a number."),
        ("CSAT,2026-10,101", "Value", "A percentage cannot be above 100."),
        ("CSAT,2026-10,NaN", "Value", "not a number that can be scored"),
        ("CSAT,2026-10,=B2/C2", "Value", "is a formula"),
        ("CSAT,2026-10,#DIV/0!", "Value", "is a spreadsheet error"),
        ('PRICE,2026-10,"1,234"', "Value", "has two readings"),
        ("PRICE,2026-10,abc", "Value", "is not a number"),
        ("PRICE,2026-10,,4,5", "Numerator", "is no ratio"),
        ("CSAT,2026-10,,4,", "Denominator", "Enter a number."),
        ("CSAT,2026-10,,5,4", "Numerator", "over 100 %"),
        ("CSAT,2026-10,90,845,1000", "Value", "numerator over denominator is 84.5"),
        ("CSAT,2026-10,84,,,1.5", "N", "whole number"),
        ("CSAT,2026-10,84,,,-1", "N", "lies between 0 and"),
        ("CSAT,2026-10,84,5,,,,,", "Denominator", "Enter a number."),
        ("CSAT,2026-10,84,,,,,,more", "", "does a decimal comma split one?"),
    ],
)
def test_a_row_is_refused_with_its_column_and_a_sentence(row, column, words):
    (found,) = read(HEADER + row)
    assert isinstance(found, Problem)
    assert (found.row, found.column) == (2, column)
    assert words in found.sentence


def test_a_kpi_and_month_said_twice_is_taken_once():
    first, second, third = read(HEADER + "CSAT,2026-10,84\nPRICE,2026-10,5\nCustomer satisfaction,2026-10-01,85\n")
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert third == Problem(4, "Month", "Row 2 says CSAT for October 2026 already.")


def test_columns_are_guessed_by_their_names_and_each_once():
    assert measurements.guessed(["Metric", "Date", "Actual", "Remark", "Other"]) == {
        **dict.fromkeys(measurements.COLUMNS, ""),
        "kpi": "Metric",
        "period": "Date",
        "value": "Actual",
        "note": "Remark",
    }
    assert measurements.guessed(["name", "code"])["kpi"] == "code"


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"kpi": "", "period": "b", "value": "c"}, "kpi"),
        ({"kpi": "a", "period": "", "value": "c"}, "period"),
        ({"kpi": "a", "period": "b"}, "value"),
        ({"kpi": "a", "period": "b", "numerator": "c"}, "value"),
        ({"kpi": "a", "period": "a", "value": "c"}, "kpi"),
        ({"kpi": "a", "period": "b", "value": "x"}, "value"),
    ],
)
def test_columns_nothing_can_be_read_from_are_refused(columns, field):
    with pytest.raises(BadColumns) as refused:
        measurements.check_columns(columns, ["a", "b", "c"])
    assert refused.value.field == field


def test_numerator_and_denominator_will_do_without_a_value():
    measurements.check_columns({"kpi": "a", "period": "b", "numerator": "c", "denominator": "d"}, ["a", "b", "c", "d"])
