"""The year ahead of a calendar, and a deadline tried in it."""

from datetime import UTC, date, datetime

import pytest

from govtracker.rules.governance import calendar_preview
from govtracker.rules.governance.calendar_preview import SpecialDay
from tests.rules.calendars import OFFICE, OWN_DAYS


def test_year_ahead_names_closed_days_and_hours_of_their_own() -> None:
    assert calendar_preview.year_ahead(OFFICE, date(2026, 12, 26)) == [
        SpecialDay(date(2026, 12, 26), "Boxing Day", "", changes=False),  # a Saturday
        SpecialDay(date(2027, 1, 1), "New Year’s Day", "", changes=True),
    ]
    assert calendar_preview.year_ahead(OWN_DAYS, date(2026, 1, 1)) == [
        SpecialDay(date(2026, 12, 24), "Year end", "10:00–11:00", changes=True),
        SpecialDay(date(2026, 12, 27), "", "23:00–01:00", changes=True),
    ]
    assert calendar_preview.year_ahead(OFFICE, date(2025, 12, 24)) == []  # a year and a day before


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        (date(2026, 11, 22), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 12, 4)),
    ],
)
def test_friday_afternoon_is_the_next_one(today: date, friday: date) -> None:
    assert calendar_preview.friday_afternoon(today) == datetime(friday.year, friday.month, friday.day, 15)  # noqa: DTZ001  # wall time


def test_eight_hours_from_the_friday_before_christmas_go_over_the_holidays() -> None:
    # Thu 24 Dec 15:00–17:00 are 2 h, Friday and Saturday are holidays, Monday 09:00–15:00 are 6 h.
    found = calendar_preview.example(OFFICE, datetime(2026, 12, 24, 15), 480)  # noqa: DTZ001  # wall time
    assert found.start == datetime(2026, 12, 24, 14, tzinfo=UTC)
    assert found.due == datetime(2026, 12, 28, 14, tzinfo=UTC)
    assert found.counted.endswith("skipped: Sat, Sun, 25 Dec Christmas Day.")


def test_deadline_beyond_ten_years_is_refused() -> None:
    with pytest.raises(ValueError, match="ten years"):
        calendar_preview.example(OFFICE, datetime(2026, 12, 24, 15), 10**8)  # noqa: DTZ001  # wall time
