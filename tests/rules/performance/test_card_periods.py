"""Quarters and fiscal years of scorecards: their keys, their months, what comes before and after."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import PeriodKind
from govtracker.rules.performance import card_periods
from govtracker.rules.periods import BadPeriod


@pytest.mark.parametrize(
    ("key", "begins", "first", "last", "name"),
    [
        ("2026-10", 4, (2026, 10, 1), (2026, 10, 31), "October 2026"),
        ("2026-Q3", 1, (2026, 7, 1), (2026, 9, 30), "Quarter 3 of 2026 (July 2026 to September 2026)"),
        ("FY2026-Q1", 4, (2025, 4, 1), (2025, 6, 30), "Quarter 1 of FY2026 (April 2025 to June 2025)"),
        ("FY2026-Q4", 4, (2026, 1, 1), (2026, 3, 31), "Quarter 4 of FY2026 (January 2026 to March 2026)"),
        ("FY2026", 1, (2026, 1, 1), (2026, 12, 31), "Fiscal year 2026 (January 2026 to December 2026)"),
        ("FY2026", 4, (2025, 4, 1), (2026, 3, 31), "Fiscal year 2026 (April 2025 to March 2026)"),
    ],
)
def test_a_key_names_its_days(
    key: str, begins: int, first: tuple[int, int, int], last: tuple[int, int, int], name: str
) -> None:
    period = card_periods.parse(key, year_begins=begins)
    assert (period.key, period.name) == (key, name)
    assert (period.first_day, period.last_day) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "key", ["2026-Q5", "2026", "FY26", "FY0000", "FY9999", "FY1999", "2026-Q", "Q3", "-Q1", "FY2026-Q1"]
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(BadPeriod):
        card_periods.parse(key)


def test_a_long_period_has_its_months_and_its_neighbours() -> None:
    quarter = card_periods.parse("2026-Q1")
    assert [month.key for month in card_periods.months(quarter)] == ["2026-01", "2026-02", "2026-03"]
    assert (quarter.previous().key, quarter.next().key) == ("2025-Q4", "2026-Q2")
    assert [one.key for one in card_periods.up_to(card_periods.parse("FY2001"), 5)] == ["FY2000", "FY2001"]


@given(st.dates(date(2002, 1, 1), date(2098, 12, 31)), st.integers(1, 12), st.sampled_from(PeriodKind))
def test_every_day_lies_in_the_period_that_its_key_names(day: date, begins: int, kind: PeriodKind) -> None:
    period = card_periods.containing(kind, day, year_begins=begins)
    assert period.holds(day)
    assert card_periods.parse(period.key, year_begins=begins) == period
    assert card_periods.kind_of(period) is kind
    assert period.next().previous() == period
    assert len(card_periods.months(period)) == {"month": 1, "quarter": 3, "fiscal_year": 12}[kind.value]
