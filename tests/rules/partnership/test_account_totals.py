"""What a year of accounts comes to: its total, the share of offers, growth like for like, and points for it."""

from datetime import date
from decimal import Decimal

import pytest

from govtracker.rules.partnership import account_totals
from govtracker.rules.partnership.account_totals import Month, Year


def test_a_year_says_its_total_and_how_much_of_it_was_offered() -> None:
    """9,000 of 60,000 are cross- and up-sell: 15 %; 55,000 after 50,000 of the same months is a tenth more."""
    year = Year("EUR", 51_000_00, 6_000_00, 3_000_00, known=12, now=55_000_00, before=50_000_00, compared=11)
    assert (year.total, year.share, year.growth) == (60_000_00, Decimal(15), Decimal(10))


def test_nothing_to_compare_is_no_growth() -> None:
    assert (Year("EUR").share, Year("EUR").growth) == (None, None)
    assert Year("EUR", base=1_00, known=1).growth is None


@pytest.mark.parametrize(
    ("now", "before", "points"),
    [(105, 100, 100), (100, 100, 60), (102, 100, 76), (95, 100, 0), (90, 100, 0), (120, 100, 100)],
)
def test_growth_is_worth_points(now: int, before: int, points: int) -> None:
    """Five percent is the target: 100 from there, 60 without growth, 0 where five percent are lost."""
    assert account_totals.score([Year("EUR", now=now, before=before)], Decimal(5)) == points


def test_several_currencies_or_no_growth_score_nothing() -> None:
    grown = Year("EUR", now=2, before=1)
    for years in ([], [Year("EUR")], [grown, Year("USD", now=2, before=1)]):
        assert account_totals.score(years, Decimal(5)) is None


def test_the_course_begins_with_the_first_month_that_is_known_and_keeps_gaps() -> None:
    first, third = Month(date(2026, 8, 1), 1, 0, 0), Month(date(2026, 10, 1), 3, 0, 0)
    shown = account_totals.course([third, first], date(2026, 11, 1))
    assert shown == [
        (first.first_on, first),
        (date(2026, 9, 1), None),
        (third.first_on, third),
        (date(2026, 11, 1), None),
    ]
    assert account_totals.course([], date(2026, 11, 1)) == []
    assert len(account_totals.course([Month(date(2024, 12, 1), 1, 0, 0)], date(2026, 11, 1))) == 24
