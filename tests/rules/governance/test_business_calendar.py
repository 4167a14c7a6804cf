"""What a calendar opens, and which calendars are refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from govtracker.rules.governance import business_calendar
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar, Span
from tests.rules.calendars import CALENDARS, NIGHT, NINE_TO_FIVE, OFFICE, OWN_DAYS


@pytest.mark.parametrize(
    ("calendar", "day", "spans"),
    [
        (OFFICE, date(2026, 12, 24), ((540, 1020),)),
        (OFFICE, date(2026, 12, 25), ()),
        (OFFICE, date(2026, 12, 27), ()),
        (NIGHT, date(2026, 12, 21), ((1320, 1440),)),  # Monday: the night before was a Sunday
        (NIGHT, date(2026, 12, 22), ((0, 360), (1320, 1440))),
        (NIGHT, date(2026, 12, 19), ((0, 360),)),  # Saturday morning is the end of Friday's night
        (NIGHT, date(2026, 12, 25), ()),  # a closed day is closed from midnight on
        (NIGHT, date(2027, 1, 2), ()),  # the night of a closed Friday never began
        (OWN_DAYS, date(2026, 12, 24), ((600, 660),)),  # own hours win over the closed day
        (OWN_DAYS, date(2026, 12, 25), ()),  # and over the night that would have begun
        (OWN_DAYS, date(2026, 12, 27), ((1380, 1440),)),
        (OWN_DAYS, date(2026, 12, 28), ((0, 60), (600, 900))),
        (ALWAYS_OPEN, date(2028, 2, 29), ((0, 1440),)),
    ],
)
def test_spans_open_on_a_day(calendar: BusinessCalendar, day: date, spans: tuple[Span, ...]) -> None:
    assert calendar.open_on(day) == spans


@pytest.mark.parametrize("calendar", CALENDARS)
def test_usable_calendars_are_accepted(calendar: BusinessCalendar) -> None:
    business_calendar.validate(calendar)


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({}, "at least one day of the week"),
        ({0: ()}, "at least one day of the week"),
        ({7: NINE_TO_FIVE}, "a day of the week"),
        ({0: ((540, 540),)}, "hours of Monday must begin within the day"),
        ({0: ((600, 540),)}, "hours of Monday must begin within the day"),
        ({0: ((-1, 60),)}, "hours of Monday must begin within the day"),
        ({0: ((1440, 1500),)}, "hours of Monday must begin within the day"),
        ({0: ((600, 2100),)}, "last at most 24 hours"),
        ({1: ((540, 800), (700, 900))}, "hours of Tuesday overlap"),
        ({1: ((700, 900), (540, 701))}, "hours of Tuesday overlap"),
        ({4: ((1320, 1800),), 5: ((300, 600),)}, "hours of Friday run into those of Saturday"),
        ({6: ((1320, 1800),), 0: ((359, 600),)}, "hours of Sunday run into those of Monday"),
    ],
)
def test_impossible_hours_are_refused_in_a_sentence(hours: Mapping[int, tuple[Span, ...]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        business_calendar.validate(BusinessCalendar("UTC", hours))


def test_spans_that_touch_are_accepted() -> None:
    business_calendar.validate(BusinessCalendar("UTC", {0: ((540, 720), (720, 900), (1320, 1800)), 1: ((360, 400),)}))


def test_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a time zone"):
        business_calendar.validate(replace(OFFICE, zone="Europe/Nowhere"))


def test_impossible_own_hours_of_a_day_are_refused() -> None:
    with pytest.raises(ValueError, match="hours of 2026-12-24 overlap"):
        business_calendar.validate(replace(OFFICE, opened_days={date(2026, 12, 24): ((0, 60), (30, 90))}))


def test_nothing_open_for_more_than_a_year_is_refused() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=n): "Closed" for n in range(370)}
    with pytest.raises(ValueError, match="Nothing is open for more than 366 days from 2026-01-01"):
        business_calendar.validate(replace(OFFICE, closed_days=closed))


def test_only_mondays_and_every_monday_of_a_year_closed_is_refused() -> None:
    closed = {date(2026, 1, 5) + timedelta(weeks=n): "Closed" for n in range(60)}
    with pytest.raises(ValueError, match="Nothing is open"):
        business_calendar.validate(BusinessCalendar("UTC", {0: NINE_TO_FIVE}, closed))


def test_closed_days_at_the_ends_of_the_calendar_are_accepted() -> None:
    business_calendar.validate(replace(OFFICE, closed_days={date.min: "First", date.max: "Last"}))


@pytest.mark.parametrize("calendar", CALENDARS)
def test_hours_survive_the_way_through_json_values(calendar: BusinessCalendar) -> None:
    values = business_calendar.hours_values(calendar)
    again = business_calendar.from_values(calendar.zone, values, calendar.closed_days, calendar.opened_days)
    assert again == calendar
