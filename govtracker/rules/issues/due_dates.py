"""The due date an issue gets when nobody names one: by its severity, in business days."""

from collections.abc import Mapping
from datetime import date, timedelta

from govtracker.enums import Severity
from govtracker.rules.governance.business_calendar import BusinessCalendar

DAYS: Mapping[Severity, int] = {Severity.CRITICAL: 1, Severity.HIGH: 3, Severity.MEDIUM: 10, Severity.LOW: 20}


def default(severity: Severity, opened_on: date, calendar: BusinessCalendar) -> date:
    """The local day that lies that many open days after `opened_on` in the calendar of the side that has to act.

    The calendar is a valid one: it opens at least once a year.
    """
    day, left = opened_on, DAYS[severity]
    while left:
        day += timedelta(days=1)
        left -= bool(calendar.open_on(day))
    return day
