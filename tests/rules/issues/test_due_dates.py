"""A day is kept until the business hours of that day end where the work is done."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.governance import business_calendar
from govtracker.rules.issues import due_dates
from tests.rules.calendars import calendars, instants

OFFICE = {str(weekday): [[9 * 60, 17 * 60]] for weekday in range(5)}
BERLIN = business_calendar.from_values("Europe/Berlin", OFFICE, {date(2026, 12, 25): "Christmas Day"})
MANILA = business_calendar.from_values("Asia/Manila", OFFICE)
ALWAYS = business_calendar.from_values("Europe/Berlin", {str(day): [[0, 1440]] for day in range(7)})


@pytest.mark.parametrize(
    ("calendar", "at", "late_before"),
    [
        (BERLIN, "2026-11-20T15:59:00+00:00", "2026-11-20"),  # Friday 16:59: today is still kept
        (BERLIN, "2026-11-20T16:00:00+00:00", "2026-11-21"),  # Friday 17:00: it is not
        (BERLIN, "2026-11-22T12:00:00+00:00", "2026-11-21"),  # what is due on Saturday is kept until Monday's end
        (BERLIN, "2026-11-23T16:00:00+00:00", "2026-11-24"),
        (BERLIN, "2026-12-25T20:00:00+00:00", "2026-12-25"),  # a holiday ends with the next day of work
        (BERLIN, "2026-12-28T16:00:00+00:00", "2026-12-29"),
        (MANILA, "2026-11-20T09:00:00+00:00", "2026-11-21"),  # 17:00 there
        (BERLIN, "2026-06-19T15:00:00+00:00", "2026-06-20"),  # 17:00 in summer
        (ALWAYS, "2026-11-20T22:59:00+00:00", "2026-11-20"),
        (ALWAYS, "2026-11-20T23:00:00+00:00", "2026-11-21"),
    ],
)
def test_the_day_before_which_things_are_late(
    calendar: business_calendar.BusinessCalendar, at: str, late_before: str
) -> None:
    assert due_dates.late_before(datetime.fromisoformat(at), calendar).isoformat() == late_before


@given(calendars, instants, st.timedeltas(timedelta(), timedelta(days=30)))
def test_what_is_late_stays_late(calendar: business_calendar.BusinessCalendar, at: datetime, later: timedelta) -> None:
    assert due_dates.late_before(at, calendar) <= due_dates.late_before(at + later, calendar)


@given(calendars, instants)
def test_nothing_is_late_before_its_own_day_has_begun(
    calendar: business_calendar.BusinessCalendar, at: datetime
) -> None:
    assert due_dates.late_before(at, calendar) <= (at + timedelta(days=1, hours=14)).date()
