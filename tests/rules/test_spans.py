"""Spans: weeks of seven days, quarters and years of the calendar and of fiscal years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import SpanKind
from govtracker.rules import spans

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
BEGINS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("kind", "day", "begins", "key", "first", "last"),
    [
        (SpanKind.WEEK, date(2026, 1, 1), 1, "2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        (SpanKind.WEEK, date(2027, 1, 3), 1, "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (SpanKind.MONTH, date(2028, 2, 29), 4, "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (SpanKind.QUARTER, date(2026, 11, 22), 1, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (SpanKind.QUARTER, date(2026, 11, 22), 4, "FY2027-Q3", date(2026, 10, 1), date(2026, 12, 31)),
        (SpanKind.QUARTER, date(2027, 1, 31), 11, "FY2027-Q1", date(2026, 11, 1), date(2027, 1, 31)),
        (SpanKind.YEAR, date(2026, 11, 22), 1, "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (SpanKind.YEAR, date(2026, 3, 31), 4, "FY2026", date(2025, 4, 1), date(2026, 3, 31)),
        (SpanKind.YEAR, date(2026, 4, 1), 4, "FY2027", date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_a_day_lies_in_its_span(kind, day, begins, key, first, last):
    found = spans.containing(kind, day, year_begins=begins)
    assert (found.key, found.first_day, found.last_day) == (key, first, last)


def test_spans_are_called_by_their_months_and_days():
    assert spans.week(date(2026, 10, 21)).name == "week 43 of 2026 (19 October to 25 October)"
    assert spans.year(date(2026, 4, 1), 4).name == "FY2027 (April 2026 to March 2027)"


@given(DAYS, st.sampled_from(SpanKind), BEGINS)
def test_spans_leave_no_day_out_and_share_none(day, kind, begins):
    found = spans.containing(kind, day, year_begins=begins)
    assert found.first_day <= day <= found.last_day
    after = spans.containing(kind, found.last_day + timedelta(days=1), year_begins=begins)
    assert after.first_day == found.last_day + timedelta(days=1)
    assert spans.containing(kind, found.first_day, year_begins=begins) == found


@given(DAYS)
def test_a_week_has_seven_days_never_eight(day):
    found = spans.week(day)
    assert (found.last_day - found.first_day).days == 6
    assert found.first_day.isoweekday() == 1


@given(DAYS, BEGINS)
def test_a_year_is_four_quarters_of_three_months(day, begins):
    year = spans.year(day, begins)
    quarters = [spans.quarter(year.first_day, begins)]
    while quarters[-1].last_day < year.last_day:
        quarters.append(spans.quarter(quarters[-1].last_day + timedelta(days=1), begins))
    assert (quarters[0].first_day, quarters[-1].last_day) == (year.first_day, year.last_day)
    assert [one.key[-2:] for one in quarters] == ["Q1", "Q2", "Q3", "Q4"]
    assert {one.key[:-3] for one in quarters} == {year.key}
