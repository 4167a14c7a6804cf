"""The window for an answer to a scorecard: a reminder at half, the sponsor's notice later, unanswered at the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar

SHORTEST, LONGEST = 3, 60
IN_TIME = timedelta(hours=1)  # the worker's ticks, and what it puts off


class Step(StrEnum):
    """What happens while a side says nothing."""

    REMIND = "remind"
    TELL_SPONSOR = "tell_sponsor"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Window:
    """When each step is due (UTC)."""

    remind_at: datetime
    sponsor_at: datetime
    ends_at: datetime


def window(
    asked_at: datetime,
    days: int,
    calendar: BusinessCalendar,
    *,
    reminded_at: datetime | None = None,
    sponsor_told_at: datetime | None = None,
) -> Window:
    """The steps of a window of so many working days of the side that is asked.

    The reminder comes after half of them, the sponsor's notice after four fifths, but a day after the reminder. A step
    that came late moves those after it: each leaves the side as many working days as it would have had.
    """
    half = max(1, days // 2)
    later = min(max(half + 1, days * 4 // 5), days)
    remind, sponsor, end = (business_time.add_days(asked_at, count, calendar) for count in (half, later, days))
    if reminded_at and reminded_at > remind + IN_TIME:
        sponsor = max(sponsor, business_time.add_days(reminded_at, later - half, calendar))
    told = sponsor_told_at if sponsor_told_at and sponsor_told_at > sponsor + IN_TIME else sponsor
    return Window(remind, sponsor, max(end, business_time.add_days(told, max(1, days - later), calendar)))


def due(window: Window, *, reminded: bool, sponsor_told: bool, at: datetime) -> Step | None:
    """The step that is due; none is left out, whatever the time."""
    if not reminded:
        return Step.REMIND if at >= window.remind_at else None
    if not sponsor_told:
        return Step.TELL_SPONSOR if at >= window.sponsor_at else None
    return Step.GIVE_UP if at >= window.ends_at else None


def next_at(window: Window, *, reminded: bool, sponsor_told: bool) -> datetime:
    """When the next step is due."""
    if not reminded:
        return window.remind_at
    return window.ends_at if sponsor_told else window.sponsor_at
