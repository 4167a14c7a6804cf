"""The page can say how a due instant came about."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given

from govtracker.rules.governance import business_time, calculation
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar
from govtracker.rules.governance.calculation import Paused, SkippedDay
from tests.rules.calendars import LUNCH, NIGHT, OFFICE, amounts, at, calendars, instants


@pytest.mark.parametrize(
    ("calendar", "start", "minutes", "words"),
    [
        (OFFICE, "2026-11-23T09:30+01:00", 60, "Counted in Europe/Berlin: Mon 23 Nov 09:30–10:30."),
        (
            OFFICE,
            "2026-12-24T16:00+01:00",
            120,
            (
                "Counted in Europe/Berlin: Thu 24 Dec 16:00–17:00, Mon 28 Dec 09:00–10:00; "
                "skipped: Sat, Sun, 25 Dec Christmas Day."
            ),
        ),
        (
            OFFICE,
            "2026-12-18T09:00+01:00",
            4800,
            (
                "Counted in Europe/Berlin: 80 h on 10 days, the first Fri 18 Dec 09:00–17:00, "
                "the last Mon 4 Jan 09:00–17:00; "
                "skipped: 3 Sat, 3 Sun, 25 Dec Christmas Day, 1 Jan New Year’s Day."
            ),
        ),
        (
            NIGHT,
            "2026-11-23T23:00+01:00",
            90,
            "Counted in Europe/Berlin: Mon 23 Nov 23:00–24:00, Tue 24 Nov 00:00–00:30.",
        ),
        (
            LUNCH,
            "2026-11-23T11:00-05:00",
            90,
            "Counted in America/New_York: Mon 23 Nov 11:00–12:00 and 13:00–13:30.",
        ),
        (ALWAYS_OPEN, "2026-11-23T11:00Z", 0, "Counted in UTC: nothing."),
        (
            ALWAYS_OPEN,
            "2026-11-23T12:00Z",
            10 * 1440 + 1,
            "Counted in UTC: 240 h 1 min on 11 days, the first Mon 23 Nov 12:00–24:00, the last Thu 3 Dec 00:00–12:01.",
        ),
    ],
)
def test_calculation_in_words(calendar: BusinessCalendar, start: str, minutes: int, words: str) -> None:
    due = business_time.add(at(start), minutes, calendar)
    assert calculation.in_words(calculation.explain(at(start), due, calendar)) == words


def test_holiday_on_a_day_without_hours_skips_nothing_of_its_own() -> None:
    found = calculation.explain(at("2026-12-26T00:00+01:00"), at("2026-12-28T09:00+01:00"), OFFICE)
    assert found.skipped == (SkippedDay(date(2026, 12, 26), None), SkippedDay(date(2026, 12, 27), None))


@given(calendar=calendars, start=instants, minutes=amounts)
def test_what_counted_adds_up_to_what_was_added(calendar: BusinessCalendar, start: datetime, minutes: int) -> None:
    found = calculation.explain(start, business_time.add(start, minutes, calendar), calendar)
    assert found.minutes == minutes
    assert sum((day.counted for day in found.counted), timedelta()) == timedelta(minutes=minutes)
    assert not {day.day for day in found.counted} & {day.day for day in found.skipped}


def test_due_before_its_start_is_not_explained() -> None:
    with pytest.raises(ValueError, match="cannot be explained"):
        calculation.explain(at("2026-12-26T00:00Z"), at("2026-12-25T00:00Z"), OFFICE)


def test_pauses_are_named_and_what_lies_in_them_is_not_counted() -> None:
    friday, tuesday = at("2026-11-20T12:00+01:00"), at("2026-11-24T10:00+01:00")
    start, due = at("2026-11-20T09:00+01:00"), at("2026-11-24T12:00+01:00")
    calculated = calculation.explain(start, due, OFFICE, pauses=[Paused(friday, tuesday, "waiting on Northgate")])
    assert calculation.in_words(calculated) == (
        "Counted in Europe/Berlin: Fri 20 Nov 09:00–12:00, Tue 24 Nov 10:00–12:00; "
        "paused: Fri 20 Nov 12:00–Tue 24 Nov 10:00 (waiting on Northgate)."
    )


def test_a_pause_within_a_day_names_the_day_once_and_others_are_left_out() -> None:
    def paused(first: str, last: str) -> Paused:
        return Paused(at(f"2026-11-{first}+01:00"), at(f"2026-11-{last}+01:00"), "paused")

    pauses = [paused("19T10:00", "19T11:00"), paused("23T10:00", "23T11:00"), paused("25T10:00", "25T11:00")]
    start, due = at("2026-11-20T16:00+01:00"), at("2026-11-23T12:00+01:00")
    assert calculation.in_words(calculation.explain(start, due, OFFICE, pauses=pauses)) == (
        "Counted in Europe/Berlin: Fri 20 Nov 16:00–17:00, Mon 23 Nov 09:00–10:00 and 11:00–12:00; "
        "skipped: Sat, Sun; paused: Mon 23 Nov 10:00–11:00 (paused)."
    )


@given(calendar=calendars, start=instants, minutes=amounts, before=amounts, length=amounts)
def test_with_a_pause_exactly_what_was_promised_is_counted(
    calendar: BusinessCalendar, start: datetime, minutes: int, before: int, length: int
) -> None:
    began = start + timedelta(minutes=min(before, minutes))
    ended = began + timedelta(minutes=length)
    spent = min(business_time.between(start, began, calendar), minutes)
    due = business_time.add(ended, minutes - spent, calendar)
    if business_time.between(start, began, calendar) >= minutes:
        return
    calculated = calculation.explain(start, due, calendar, pauses=[Paused(began, ended, "paused")])
    assert calculated.minutes == minutes
