"""Days on which both companies of a relationship work, and where a day goes that is none."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from govtracker.enums import DayShift
from govtracker.rules.date_words import WEEKDAYS, listed
from govtracker.rules.governance.business_calendar import BusinessCalendar

Closed = Callable[[date], str]  # why nobody meets on a local day, "" where both sides work
FURTHEST_DAYS = 31
LONGEST_SEARCH_DAYS = 366
DAY = timedelta(days=1)


def always_open(day: date) -> str:
    """Every day is one to meet on."""
    return ""


def closed_by(calendars: Mapping[str, BusinessCalendar]) -> Closed:
    """What keeps the companies (name → calendar) from meeting on a day; days are those of each company's own zone."""

    def because(day: date) -> str:
        shut = {name: calendar for name, calendar in calendars.items() if not calendar.open_on(day)}
        if not shut:
            return ""
        reasons: dict[str, list[str]] = {}
        for name, calendar in shut.items():
            reasons.setdefault(_why(day, calendar), []).append(name)
        everywhere = len(shut) == len(calendars)
        told = [
            why if everywhere and len(reasons) == 1 else f"{why} at {listed(names)}" for why, names in reasons.items()
        ]
        return listed(told)

    return because


def shifted(day: date, shift: DayShift, closed: Closed) -> tuple[date, str]:
    """The day a meeting goes to, and why it does not stay ("" where it does).

    It stays where both sides work, where nothing is to shift, and where no such day lies within a month.
    """
    because = closed(day) if shift is not DayShift.NONE else ""
    if not because:
        return day, ""
    step = DAY if shift is DayShift.NEXT else -DAY
    tried = (day + number * step for number in range(1, FURTHEST_DAYS + 1))
    found = next((other for other in tried if not closed(other)), None)
    return (day, "") if found is None else (found, because)


def before(day: date, working_days: int, closed: Closed) -> date:
    """The day so many working days of both sides earlier; the plain number of days where there are none in a year."""
    left, found = working_days, day
    for number in range(1, LONGEST_SEARCH_DAYS):
        if left <= 0:
            return found
        found = day - number * DAY
        left -= not closed(found)
    return day - working_days * DAY


def _why(day: date, calendar: BusinessCalendar) -> str:
    """ "it is New Year’s Day", "it is a Saturday"."""
    name = calendar.closed_days.get(day)
    return f"it is {name}" if name else f"it is a {WEEKDAYS[day.weekday()]}"
