"""Business time is added, taken away and counted exactly, also where the clock changes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govtracker.rules import wall_time
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, DAY, BusinessCalendar
from tests.rules.calendars import (
    ALL_DAY_SAMOA,
    LUNCH,
    NEWFOUNDLAND,
    NIGHT,
    NINE_TO_FIVE,
    OFFICE,
    OWN_DAYS,
    amounts,
    at,
    calendars,
    instants,
)

ALL_DAY_BERLIN = BusinessCalendar("Europe/Berlin", dict.fromkeys(range(7), ((0, DAY),)))


@pytest.mark.parametrize(
    ("calendar", "start", "minutes", "due"),
    [
        (OFFICE, "2026-11-23T09:00+01:00", 480, "2026-11-23T17:00+01:00"),  # ends at closing, not at the next opening
        (OFFICE, "2026-11-23T09:00+01:00", 481, "2026-11-24T09:01+01:00"),
        (OFFICE, "2026-11-20T16:00+01:00", 120, "2026-11-23T10:00+01:00"),  # over a weekend
        (OFFICE, "2026-11-21T03:00+01:00", 60, "2026-11-23T10:00+01:00"),  # a start outside hours is the next opening
        (OFFICE, "2026-11-21T03:00+01:00", 0, "2026-11-23T09:00+01:00"),
        (OFFICE, "2026-11-23T17:00+01:00", 0, "2026-11-24T09:00+01:00"),  # closing time is outside
        (OFFICE, "2026-11-23T12:34:56.789+01:00", 0, "2026-11-23T12:34:56.789+01:00"),
        (OFFICE, "2026-12-24T16:00+01:00", 120, "2026-12-28T10:00+01:00"),  # over Christmas
        (OFFICE, "2026-12-25T07:30Z", 60, "2026-12-28T09:00Z"),  # a holiday in the calendar's own zone
        (OFFICE, "2026-12-24T23:30Z", 60, "2026-12-28T09:00Z"),
        (NIGHT, "2026-11-23T22:00+01:00", 480, "2026-11-24T06:00+01:00"),
        (NIGHT, "2026-11-27T23:00+01:00", 480, "2026-11-30T23:00+01:00"),  # Friday's night ends on Saturday morning
        (NIGHT, "2026-12-24T22:00+01:00", 150, "2026-12-28T22:30+01:00"),  # cut off by the holiday's midnight
        (NIGHT, "2026-03-27T22:00+01:00", 480, "2026-03-28T06:00+01:00"),
        (LUNCH, "2026-11-23T11:30-05:00", 60, "2026-11-23T13:30-05:00"),
        (LUNCH, "2026-11-23T13:00-05:00", 660, "2026-11-24T00:00-05:00"),  # open until 24:00
        (OWN_DAYS, "2026-12-24T10:00+05:30", 120, "2026-12-28T00:00+05:30"),  # own hours, then Sunday 23:00
        (ALL_DAY_BERLIN, "2026-03-29T00:00+01:00", 1380, "2026-03-30T00:00+02:00"),  # a day of 23 hours
        (ALL_DAY_BERLIN, "2026-10-25T00:00+02:00", 1500, "2026-10-26T00:00+01:00"),  # a day of 25 hours
        (ALL_DAY_SAMOA, "2011-12-29T00:00-10:00", 1441, "2011-12-31T00:01+14:00"),  # a day that never was
        (OFFICE, "2028-02-28T16:00+01:00", 120, "2028-02-29T10:00+01:00"),  # leap day
        (ALWAYS_OPEN, "2028-02-28T12:00Z", 2880, "2028-03-01T12:00Z"),
    ],
)
def test_adding_business_minutes(calendar: BusinessCalendar, start: str, minutes: int, due: str) -> None:
    assert business_time.add(at(start), minutes, calendar) == at(due)
    assert business_time.between(at(start), at(due), calendar) == minutes


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        (((60, 150),), 60),  # 01:00–02:30, and 02:00 to 03:00 does not exist
        (((120, 180),), 0),
        (((150, 240),), 60),
        (((0, 1440),), 1380),
    ],
)
def test_hours_within_the_gap_of_spring_do_not_count(spans: tuple[tuple[int, int], ...], minutes: int) -> None:
    calendar = BusinessCalendar("Europe/Berlin", {6: spans})
    assert business_time.between(at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00"), calendar) == minutes


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        (((60, 150),), 90),  # closes when the wall shows 02:30 for the first time
        (((150, 240),), 150),  # and the next span begins there: nothing counts twice, nothing is lost
        (((60, 150), (150, 240)), 240),
        (((0, 1440),), 1500),
    ],
)
def test_hours_within_the_fold_of_autumn_count_once(spans: tuple[tuple[int, int], ...], minutes: int) -> None:
    calendar = BusinessCalendar("Europe/Berlin", {6: spans})
    assert business_time.between(at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00"), calendar) == minutes


@pytest.mark.parametrize(
    ("calendar", "due", "minutes", "start"),
    [
        (OFFICE, "2026-11-23T10:00+01:00", 60, "2026-11-23T09:00+01:00"),  # the opening, not the closing before it
        (OFFICE, "2026-11-23T10:00+01:00", 61, "2026-11-20T16:59+01:00"),
        (OFFICE, "2026-11-23T08:00+01:00", 0, "2026-11-20T17:00+01:00"),
        (NIGHT, "2026-12-28T23:00+01:00", 150, "2026-12-24T22:30+01:00"),
        (NEWFOUNDLAND, "2010-11-07T02:45Z", 10, "2010-11-07T02:35Z"),  # the wall shows yesterday, for the second time
    ],
)
def test_taking_away_business_minutes(calendar: BusinessCalendar, due: str, minutes: int, start: str) -> None:
    assert business_time.subtract(at(due), minutes, calendar) == at(start)


@given(calendar=calendars, start=instants, minutes=amounts)
def test_what_was_added_lies_between(calendar: BusinessCalendar, start: datetime, minutes: int) -> None:
    due = business_time.add(start, minutes, calendar)
    assert business_time.between(start, due, calendar) == minutes
    assert business_time.elapsed(start, due, calendar) == timedelta(minutes=minutes)
    assert due.utcoffset() == timedelta()


@given(calendar=calendars, due=instants, minutes=amounts)
def test_what_was_taken_away_lies_between(calendar: BusinessCalendar, due: datetime, minutes: int) -> None:
    start = business_time.subtract(due, minutes, calendar)
    assert start <= due
    assert business_time.elapsed(start, due, calendar) == timedelta(minutes=minutes)


@given(calendar=calendars, start=instants, minutes=st.integers(1, 5000))
def test_added_time_is_over_at_the_earliest_instant(calendar: BusinessCalendar, start: datetime, minutes: int) -> None:
    due = business_time.add(start, minutes, calendar)
    assert business_time.elapsed(start, due - timedelta(microseconds=1), calendar) < timedelta(minutes=minutes)


@given(calendar=calendars, due=instants, minutes=st.integers(1, 5000))
def test_taken_away_time_begins_at_the_latest_instant(calendar: BusinessCalendar, due: datetime, minutes: int) -> None:
    start = business_time.subtract(due, minutes, calendar)
    assert business_time.elapsed(start + timedelta(microseconds=1), due, calendar) < timedelta(minutes=minutes)


@given(calendar=calendars, starts=st.tuples(instants, instants).map(sorted), minutes=amounts)
def test_later_start_is_never_due_earlier(calendar: BusinessCalendar, starts: list[datetime], minutes: int) -> None:
    first, second = (business_time.add(start, minutes, calendar) for start in starts)
    assert first <= second


@given(calendar=calendars, start=instants, minutes=st.tuples(amounts, amounts).map(sorted))
def test_more_minutes_are_never_due_earlier(calendar: BusinessCalendar, start: datetime, minutes: list[int]) -> None:
    assert business_time.add(start, minutes[0], calendar) <= business_time.add(start, minutes[1], calendar)


@given(calendar=calendars, start=instants, first=amounts, second=amounts)
def test_minutes_may_be_added_in_two_steps(
    calendar: BusinessCalendar, start: datetime, first: int, second: int
) -> None:
    assume(second > 0)
    halfway = business_time.add(start, first, calendar)
    assert business_time.add(halfway, second, calendar) == business_time.add(start, first + second, calendar)


@given(calendar=calendars, start=instants, minutes=amounts)
def test_start_outside_hours_counts_from_the_next_opening(
    calendar: BusinessCalendar, start: datetime, minutes: int
) -> None:
    opening = business_time.add(start, 0, calendar)
    assert business_time.elapsed(start, opening, calendar) == timedelta()
    assert business_time.elapsed(opening, opening + timedelta(microseconds=1), calendar) > timedelta()
    if minutes:
        assert business_time.add(opening, minutes, calendar) == business_time.add(start, minutes, calendar)


@given(calendar=calendars, moments=st.tuples(instants, instants, instants).map(sorted))
def test_elapsed_time_adds_up_and_turns_its_sign(calendar: BusinessCalendar, moments: list[datetime]) -> None:
    a, b, c = moments
    whole = business_time.elapsed(a, c, calendar)
    assert business_time.elapsed(a, b, calendar) + business_time.elapsed(b, c, calendar) == whole
    assert timedelta() <= whole <= c - a
    assert business_time.elapsed(c, a, calendar) == -whole
    assert business_time.between(c, a, calendar) == -business_time.between(a, c, calendar)


@given(start=instants, minutes=st.integers(0, 100_000))
def test_always_open_is_the_plain_difference(start: datetime, minutes: int) -> None:
    assert business_time.add(start, minutes, ALWAYS_OPEN) == start + timedelta(minutes=minutes)


@pytest.mark.parametrize("calendar", [OFFICE, NIGHT, LUNCH])
@pytest.mark.parametrize("start", ["2026-03-26T00:00", "2026-10-22T00:00", "2026-12-20T00:00", "2028-02-26T00:00"])
def test_count_agrees_with_looking_at_the_wall_every_minute(calendar: BusinessCalendar, start: str) -> None:
    """None of these calendars opens or closes in an hour that is skipped or comes twice."""
    begin, minutes = at(start), 12 * DAY
    open_minutes = sum(_is_open(begin + timedelta(minutes=n), calendar) for n in range(minutes))
    assert business_time.between(begin, begin + timedelta(minutes=minutes), calendar) == open_minutes


def _is_open(moment: datetime, calendar: BusinessCalendar) -> bool:
    wall = wall_time.local(moment, calendar.zone)
    minute = wall.hour * 60 + wall.minute
    return any(start <= minute < end for start, end in calendar.open_on(wall.date()))


def test_a_million_minutes_are_added_and_taken_back() -> None:
    due = business_time.add(at("2026-11-23T08:00Z"), 1_000_000, OFFICE)
    assert due.year == 2034
    assert business_time.subtract(due, 1_000_000, OFFICE) == at("2026-11-23T08:00Z")


@pytest.mark.parametrize("minutes", [200_000, 10**7, 10**30])
def test_what_lies_more_than_ten_years_away_is_refused(minutes: int) -> None:
    one_hour_a_week = BusinessCalendar("UTC", {0: ((540, 600),)})
    with pytest.raises(ValueError, match="more than ten years"):
        business_time.add(at("2026-11-23T08:00Z"), minutes, one_hour_a_week)
    with pytest.raises(ValueError, match="more than ten years"):
        business_time.subtract(at("2026-11-23T08:00Z"), minutes, one_hour_a_week)


def test_calendar_that_never_opens_is_refused_and_ends() -> None:
    with pytest.raises(ValueError, match="more than ten years ahead"):
        business_time.add(at("2026-11-23T08:00Z"), 1, BusinessCalendar("UTC", {}))


def test_fewer_than_zero_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        business_time.add(at("2026-11-23T08:00Z"), -1, OFFICE)


def test_history_of_more_than_a_hundred_years_is_refused() -> None:
    with pytest.raises(ValueError, match="hundred years"):
        business_time.between(datetime(1, 1, 3, tzinfo=UTC), at("2026-11-23T08:00Z"), OFFICE)


def test_history_of_sixty_years_is_counted() -> None:
    mondays = BusinessCalendar("UTC", {0: NINE_TO_FIVE})
    assert business_time.between(at("1970-01-01T00:00Z"), at("2030-01-01T00:00Z"), mondays) == 3131 * 480


def test_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        business_time.add(datetime.fromisoformat("2026-11-23"), 1, OFFICE)
