"""Business time: how much of it lies between two instants, and when a given amount of it is over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile

from govtracker.rules import wall_time
from govtracker.rules.governance.business_calendar import DAY, BusinessCalendar, Opening

FURTHEST_DUE_DAYS = 3660  # ten years: further than anything that is promised
LONGEST_HISTORY_DAYS = 36600  # a hundred years: further than anything that is imported
MINUTE = timedelta(minutes=1)


def add(start: datetime, minutes: int, calendar: BusinessCalendar) -> datetime:
    """The UTC instant at which that many business minutes are over, the earliest one.

    A start outside the hours counts from the next opening; zero minutes give a start within hours or the next opening.
    ValueError for fewer than zero, or when it would take more than ten years.
    """
    return after(start, _amount(minutes), calendar)


def after(start: datetime, amount: timedelta, calendar: BusinessCalendar) -> datetime:
    """The same for any amount of business time, to the microsecond; a negative one counts as none."""
    left = max(amount, timedelta())
    for opens, closes in _openings(calendar, wall_time.utc(start)):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    raise ValueError("With these opening hours that lies more than ten years ahead.")


def subtract(due: datetime, minutes: int, calendar: BusinessCalendar) -> datetime:
    """The UTC instant, the latest one, from which that many business minutes lie before `due`.

    For warnings ahead of a due date. ValueError for fewer than zero, or when it would take more than ten years.
    """
    left = _amount(minutes)
    for opens, closes in _openings_backwards(calendar, wall_time.utc(due)):
        if closes - opens >= left:
            return closes - left
        left -= closes - opens
    raise ValueError("With these opening hours that lies more than ten years back.")


def add_days(start: datetime, days: int, calendar: BusinessCalendar) -> datetime:
    """The UTC instant at which the calendar's wall shows the same time that many working days later.

    A working day is a local day on which anything is open. ValueError when it would take more than ten years.
    """
    there = wall_time.local(start, calendar.zone)
    first, left = there.date().toordinal() + 1, days
    for ordinal in range(first, first + FURTHEST_DUE_DAYS):
        day = date.fromordinal(ordinal)
        left -= bool(calendar.openings_on(day))
        if left <= 0:
            return wall_time.on(day, there.time(), calendar.zone)
    raise ValueError("With these opening hours that lies more than ten years ahead.")


def elapsed(start: datetime, end: datetime, calendar: BusinessCalendar) -> timedelta:
    """The exact business time between two instants; negative when `end` lies before `start`.

    ValueError when they lie more than a hundred years apart.
    """
    start, end = wall_time.utc(start), wall_time.utc(end)
    if end < start:
        return -elapsed(end, start, calendar)
    if (end - start).days > LONGEST_HISTORY_DAYS:
        raise ValueError("Business time is not counted over more than a hundred years.")
    return sum((closes - opens for opens, closes in openings(start, end, calendar)), timedelta())


def between(start: datetime, end: datetime, calendar: BusinessCalendar) -> int:
    """Whole business minutes between two instants, rounded towards zero: between(s, add(s, n)) is n."""
    whole = abs(elapsed(start, end, calendar)) // MINUTE
    return whole if start <= end else -whole


def openings(start: datetime, end: datetime, calendar: BusinessCalendar) -> Iterator[Opening]:
    """What is open between two instants, in order; a night shift comes in two parts, one a day."""
    within = takewhile(lambda opening: opening[0] < end, _openings(calendar, start, days=LONGEST_HISTORY_DAYS + 2))
    return ((opens, min(closes, end)) for opens, closes in within)


def _amount(minutes: int) -> timedelta:
    if minutes < 0:
        raise ValueError("Business time is counted in zero or more minutes.")
    if minutes > FURTHEST_DUE_DAYS * DAY:
        raise ValueError("That is more than ten years of business time.")
    return timedelta(minutes=minutes)


def _openings(calendar: BusinessCalendar, start: datetime, *, days: int = FURTHEST_DUE_DAYS) -> Iterator[Opening]:
    first = wall_time.local(start, calendar.zone).date().toordinal()
    for ordinal in range(first, min(first + days, wall_time.LAST_ZONED_DAY.toordinal())):
        for opens, closes in calendar.openings_on(date.fromordinal(ordinal)):
            if closes > start:
                yield max(opens, start), closes


def _openings_backwards(calendar: BusinessCalendar, due: datetime) -> Iterator[Opening]:
    # One day further than the wall shows: where clocks go back over midnight, tomorrow's first minute comes first.
    last = min(wall_time.local(due, calendar.zone).date(), wall_time.LAST_ZONED_DAY).toordinal() + 1
    for ordinal in range(last, max(last - FURTHEST_DUE_DAYS, wall_time.FIRST_ZONED_DAY.toordinal()), -1):
        for opens, closes in reversed(calendar.openings_on(date.fromordinal(ordinal))):
            if opens < due:
                yield opens, min(closes, due)
