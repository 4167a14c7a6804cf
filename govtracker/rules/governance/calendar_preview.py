"""A calendar ahead of time: days of the coming year that work otherwise, and when a length of business time is over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govtracker.rules import wall_time
from govtracker.rules.governance import business_time, calculation, opening_hours
from govtracker.rules.governance.business_calendar import BusinessCalendar

FRIDAY = 4
AFTERNOON = time(15)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class SpecialDay:
    """A day of the coming year; `hours` in words, "" where it is closed; `changes`: without it the day were another."""

    day: date
    name: str
    hours: str
    changes: bool


@dataclass(frozen=True)
class Example:
    """From when (UTC) a length of business time runs, when it is over, and how that was counted."""

    start: datetime
    due: datetime
    counted: str


def year_ahead(calendar: BusinessCalendar, today: date) -> list[SpecialDay]:
    """The days from `today` on, for a year, that are closed or have hours of their own, in order."""
    days = sorted(day for day in {*calendar.closed_days, *calendar.opened_days} if today <= day < today + A_YEAR)
    return [
        SpecialDay(
            day=day,
            name=calendar.closed_days.get(day, ""),
            hours=opening_hours.words(calendar.opened_days.get(day, ())),
            changes=bool(calendar.opened_days.get(day)) or calendar.usually_open_on(day),
        )
        for day in days
    ]


def friday_afternoon(today: date) -> datetime:
    """Friday 15:00 of this week or, when that is past, of the next one; a naive wall time."""
    return datetime.combine(today + timedelta(days=(FRIDAY - today.weekday()) % 7), AFTERNOON)


def example(calendar: BusinessCalendar, wall: datetime, minutes: int) -> Example:
    """When `minutes` of business time from a naive wall time of the calendar's zone are over; ValueError."""
    start = wall_time.instant(wall, calendar.zone)
    due = business_time.add(start, minutes, calendar)
    return Example(start, due, calculation.in_words(calculation.explain(start, due, calendar)))
