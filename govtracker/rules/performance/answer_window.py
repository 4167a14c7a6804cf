"""The window for an answer to a scorecard: a reminder at half, the sponsor's notice later, unanswered at the end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar

SHORTEST, LONGEST = 2, 60


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


def window(shared_at: datetime, days: int, calendar: BusinessCalendar) -> Window:
    """The steps of a window of so many working days of the side that is asked.

    The reminder comes after half of them, the sponsor's notice after four fifths, but a day after the reminder.
    """
    half = max(1, days // 2)
    later = min(max(half + 1, days * 4 // 5), days)
    remind, sponsor, end = (business_time.add_days(shared_at, count, calendar) for count in (half, later, days))
    return Window(remind, sponsor, end)


def due(window: Window, *, reminded: bool, sponsor_told: bool, at: datetime) -> Step | None:
    """The step that is due; after an outage only the furthest one."""
    if at >= window.ends_at:
        return Step.GIVE_UP
    if at >= window.sponsor_at and not sponsor_told:
        return Step.TELL_SPONSOR
    if at >= window.remind_at and not reminded and not sponsor_told:
        return Step.REMIND
    return None


def next_at(window: Window, *, reminded: bool, sponsor_told: bool) -> datetime:
    """When the next step is due."""
    if sponsor_told:
        return window.ends_at
    return window.sponsor_at if reminded else window.remind_at
