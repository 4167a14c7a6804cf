"""Meetings ahead of time, in words."""

from datetime import date, time

import pytest

from govtracker.enums import DayShift
from govtracker.rules.governance import cadence_preview, day_shift, period_words
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.cadence import Cadence
from tests.rules.calendars import at
from tests.rules.governance.test_day_shift import CLOSED, WEEK


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026-12", "December 2026"),
        ("2026-W53", "week 53 of 2026"),
        ("2026-Q4", "the 4th quarter of 2026"),
        ("2026", "2026"),
        ("2026-11-23", "23 November 2026"),
    ],
)
def test_periods_in_words(key: str, words: str) -> None:
    assert period_words.named(key) == words


def test_a_shift_over_the_year_s_end_is_explained() -> None:
    monthly = Cadence("FREQ=MONTHLY;BYMONTHDAY=31", time(10), "Europe/Berlin", date(2026, 12, 1), DayShift.NEXT)
    first = cadence_preview.foreseen(monthly, after=at("2026-12-02T00:00Z"), closed=CLOSED, count=1)[0]
    assert first.notes == (
        "Thu 31 Dec → Mon 4 Jan, because it is Last day of the year at Meridian; still belongs to December 2026",
    )


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("2026-03-29", "the clocks go forward: 02:30 is skipped that day, it begins at 03:00"),
        ("2026-10-25", "the clocks go back: 02:30 comes twice that day, the first is meant"),
        ("2026-10-26", ""),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_explained(day: str, note: str) -> None:
    daily = Cadence("FREQ=DAILY", time(2, 30), "Europe/Berlin", date.fromisoformat(day))
    found = cadence_preview.foreseen(daily, after=at("2026-01-01T00:00Z"), closed=day_shift.always_open, count=1)
    assert "".join(found[0].notes) == note


def test_meetings_that_a_shift_brings_together_are_pointed_out() -> None:
    shut = {date(2026, 12, day): "Closure" for day in range(21, 32)}
    closed = day_shift.closed_by({"Northgate": BusinessCalendar("Europe/Berlin", WEEK, shut)})
    weekly = Cadence("FREQ=WEEKLY;BYDAY=MO", time(10), "Europe/Berlin", date(2026, 11, 2), DayShift.NEXT)
    found = cadence_preview.foreseen(weekly, after=at("2026-12-15T00:00Z"), closed=closed, count=2)
    assert found[1].notes[-1] == "falls together with week 52 of 2026: skip one of the two"
