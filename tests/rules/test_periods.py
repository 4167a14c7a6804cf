"""Months as periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.periods import BadPeriod, containing, parse

days = st.dates(date(2000, 2, 1), date(2100, 11, 30))


def test_a_month_has_a_key_a_name_and_its_two_ends() -> None:
    october = parse(" 2026-10 ")
    assert (october.key, october.name) == ("2026-10", "October 2026")
    assert (october.first_day, october.last_day) == (date(2026, 10, 1), date(2026, 10, 31))


def test_february_ends_with_its_year() -> None:
    assert parse("2028-02").last_day == date(2028, 2, 29)
    assert parse("2100-02").last_day == date(2100, 2, 28)


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    december = parse("2026-12")
    assert december.next().key == "2027-01"
    assert december.next().previous() == december


@given(days)
def test_every_day_lies_in_one_month_and_months_leave_no_gap(day: date) -> None:
    month = containing(day)
    assert month.holds(day)
    assert (month.next().first_day - month.last_day).days == 1
    assert (month.first_day - month.previous().last_day).days == 1
    assert month.previous() < month < month.next()
    assert parse(month.key) == month


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "^Write year and month"),
        ("2026-13", "no month 13"),
        ("2026-00", "no month 0"),
        ("2026-1", "not a month"),
        ("10/2026", "not a month"),
        ("2026-10-01", "not a month"),
        ("October", "not a month"),
        ("٢٠٢٦-10", "not a month"),
        ("1999-12", "outside 2000 to 2100"),
        ("2101-01", "outside 2000 to 2100"),
        ("0000-01", "outside 2000 to 2100"),
        ("9" * 500, "not a month"),
    ],
)
def test_refuses_what_is_no_month_with_a_sentence(text: str, part: str) -> None:
    with pytest.raises(BadPeriod, match=part) as refusal:
        parse(text)
    assert len(refusal.value.sentence) < 100


def test_nothing_lies_before_the_first_or_after_the_last_year() -> None:
    with pytest.raises(BadPeriod):
        parse("2000-01").previous()
    with pytest.raises(BadPeriod):
        parse("2100-12").next()
