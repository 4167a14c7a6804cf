"""Rows of measurements: taken, or refused with row, column and a sentence."""

from datetime import date
from decimal import Decimal

import pytest

from govtracker.enums import Aggregation, ComputedKpi, MeasurementState, SpanKind, Unit
from govtracker.imports import measurements, reader
from govtracker.imports.columns import BadColumns
from govtracker.imports.figures import AS_WRITTEN, OF_ONE, Way
from govtracker.imports.kinds import Problem
from govtracker.imports.measurements import Ground, Taken
from govtracker.imports.reader import Unreadable
from govtracker.queries.performance.held import Held
from govtracker.queries.performance.readings import Figures
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.services.performance.measurements import Given
from govtracker.services.performance.readings import Daily

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


def taken(row: str, **facts) -> Given:
    (found,) = read(HEADER + row, **facts)
    assert isinstance(found, Taken), found
    assert isinstance(found.given, Given)
    return found.given


def day(row: str, **facts) -> Daily:
    (found,) = read(HEADER + row, **{"span": SpanKind.DAY, **facts})
    assert isinstance(found, Taken), found
    assert isinstance(found.given, Daily)
    return found.given


def refusal(row: str, **facts) -> str:
    (found,) = read(HEADER + row, **facts)
    assert isinstance(found, Problem), found
    return found.sentence


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
    assert taken(row).entry == entry


def test_source_and_note_come_along_and_are_left_alone_where_they_are_empty():
    given = taken("CSAT,2026-10,84,,,,phone system,late")
    assert (given.source, given.note, given.period.key) == ("phone system", "late", "2026-10")
    assert taken("CSAT,2026-10,84").source is None


def test_a_known_decimal_mark_settles_what_has_two_readings():
    assert taken('PRICE,2026-10,"1,234"', way=Way(",")).entry.value == D("1.234")
    assert taken('PRICE,2026-10,"1,234"', way=Way(".")).entry.value == D(1234)


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
    assert measurements.guessed(["Nothing here"])["n"] == ""  # much begins with an n


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


@pytest.mark.parametrize(
    ("text", "order", "on"),
    [
        ("2026-10-31", "", date(2026, 10, 31)),
        ("31.10.2026", "", date(2026, 10, 31)),
        ("2026-10-31 00:00:00", "", date(2026, 10, 31)),
        ("03/04/2026", "day", date(2026, 4, 3)),
        ("03/04/2026", "month", date(2026, 3, 4)),
        ("1 Oct 2026", "", date(2026, 10, 1)),
    ],
)
def test_a_day_is_read_as_it_is_meant(text, order, on):
    given = day(f"CSAT,{text},,845,1000,1000", day_order=order)
    assert (given.day, given.figures) == (on, Figures(None, D(845), D(1000), 1000))
    assert given.month == (1, on.replace(day=1), 0)


def test_a_week_is_kept_by_its_monday():
    for text in ("2026-W43", "2026-10-21", "2026-10-25"):
        assert day(f"PRICE,{text},4.60", span=SpanKind.WEEK).day == date(2026, 10, 19)


@pytest.mark.parametrize(
    ("row", "facts", "words"),
    [
        ("CSAT,2026-10-31,84.5", {}, "needs its numerator and denominator"),
        ("CSAT,2026-10-31,n/a", {}, "leave its row out"),
        ("CSAT,2026-11-06,,1,2", {}, "6 November 2026 has not come yet"),
        ("CSAT,2026-08-15,,1,2", {}, "Dispute the scorecard first"),
        ("CSAT,0000-10-31,,1,2", {}, "There is no day"),
        ("CSAT,9999-12-31,,1,2", {}, "lies outside 2000 to 2100"),
        ("CSAT,1999-12-31,,1,2", {}, "lies outside 2000 to 2100"),
        ("CSAT,2026-02-30,,1,2", {}, "There is no day"),
        ("CSAT,2026-W54,,1,2", {}, "There is no week"),
        ("CSAT,03/04/2026,,1,2", {}, "two readings"),
        ("CSAT,45961,,1,2", {}, "is not a date"),
        ("PRICE,2026-10-31,12345678901", {}, "too large for a day"),
        ("PRICE,2026-10-31,inf", {}, "not a number that can be scored"),
        ("CSAT,2026-10,84,,,," + "x" * 121, {"span": SpanKind.MONTH}, "longer than 120 characters"),
    ],
)
def test_a_bad_row_is_told_what_is_wrong_with_it(row, facts, words):
    assert words in refusal(row, **{"span": SpanKind.DAY, **facts})


def test_ten_megabytes_in_one_cell_are_no_reason_to_fall_over():
    with pytest.raises(Unreadable) as broken:
        read(HEADER + "CSAT,2026-10," + "8" * 10_000_000)
    assert broken.value.sentence == "A cell in row 2 holds more than 131,072 characters."


def test_a_fraction_of_one_is_asked_about_where_a_percentage_is_expected():
    asked = {"above_one": frozenset({1})}
    assert refusal("CSAT,2026-10,0.85", **asked) == "0.85 may be 85 % or 0.85 %: say above which."
    assert taken("CSAT,2026-10,0.85%", **asked).entry.value == D("0.85")
    assert taken("CSAT,2026-10,0.85").entry.value == D("0.85")  # a KPI whose targets are that small
    assert taken("CSAT,2026-10,0.85", way=Way(fractions=OF_ONE), **asked).entry.value == D(85)
    assert taken("CSAT,2026-10,1", way=Way(fractions=OF_ONE), **asked).entry.value == D(100)
    assert taken("CSAT,2026-10,84.5", way=Way(fractions=OF_ONE), **asked).entry.value == D("84.5")
    assert taken("CSAT,2026-10,0.85", way=Way(fractions=AS_WRITTEN), **asked).entry.value == D("0.85")
    assert taken("PRICE,2026-10,0.85", **asked).entry.value == D("0.85")


def test_a_row_may_name_its_site_and_says_each_only_once():
    header = "KPI,Date,Site,Value\n"
    prices = ("Cebu,4", ",5", "cebu,6", "Lima,7")
    rows = read(header + "".join(f"PRICE,2026-10,{one}\n" for one in prices), scopes={"cebu": 9})
    assert [row.given.scope for row in rows if isinstance(row, Taken)] == [9, 0]
    assert [row.sentence for row in rows if isinstance(row, Problem)] == [
        "Row 2 says PRICE for October 2026 already.",
        "There is no service, site or segment “Lima” here.",
    ]


@pytest.mark.parametrize(
    ("texts", "span"),
    [
        (["2026-09", "2026-10"], SpanKind.MONTH),
        (["2026-09-30", "2026-10-01"], SpanKind.MONTH),
        (["2026-10-01", "2026-10-02"], SpanKind.DAY),
        (["2026-W43"], SpanKind.WEEK),
        (["", "soon"], None),
    ],
)
def test_what_a_row_is_of_shows_by_how_it_is_dated(texts, span):
    assert measurements.span_of(texts) is span
