"""Due dates: the one an issue gets when nobody names one, and when what is due on a day is late."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from govtracker.enums import Severity
from govtracker.rules import wall_time
from govtracker.rules.governance.business_calendar import LONGEST_CLOSURE_DAYS, BusinessCalendar

DAYS: Mapping[Severity, int] = {Severity.CRITICAL: 1, Severity.HIGH: 3, Severity.MEDIUM: 10, Severity.LOW: 20}
OVERDUE_DAYS = 5  # ours: open days after which an overdue action is raised


def default(severity: Severity, opened_on: date, calendar: BusinessCalendar) -> date:
    """The local day that lies that many open days after `opened_on` in the calendar of the side that has to act."""
    return nth_open_day(opened_on, DAYS[severity], calendar)


def nth_open_day(after: date, days: int, calendar: BusinessCalendar) -> date:
    """The local day that lies so many open days after another.

    The calendar is a valid one: it opens at least once a year.
    """
    day, left = after, days
    while left:
        day += timedelta(days=1)
        left -= bool(calendar.open_on(day))
    return day


def late_before(at: datetime, calendar: BusinessCalendar) -> date:
    """What is due before this day is late at `at` for a side with this calendar.

    A day is kept until its business hours end; a day on which the side does not work until those of its next one do.
    The calendar is a valid one: it opens at least once a year.
    """
    day = wall_time.local(at, calendar.zone).date()
    for _ in range(LONGEST_CLOSURE_DAYS + 1):
        openings = calendar.openings_on(day)
        if openings and openings[-1][1] <= at:
            break
        day -= timedelta(days=1)
    return day + timedelta(days=1)
