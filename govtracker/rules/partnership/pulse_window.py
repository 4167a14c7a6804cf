"""When a round of the pulse closes, when who has not answered is reminded, and when the next one opens."""

from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from govtracker.rules import wall_time

MIDNIGHT: Final = time()
NINE: Final = time(9)


def closes_at(opened_at: datetime, days: int, zone: str) -> datetime:
    """The end of the last of so many days after the one on which it opened, where the client is (UTC)."""
    return wall_time.on(_day(opened_at, zone) + timedelta(days=days + 1), MIDNIGHT, zone)


def remind_at(opened_at: datetime, days: int, zone: str) -> datetime:
    """Nine o'clock of the day on which two thirds of the time are over, where the client is (UTC)."""
    return wall_time.on(_day(opened_at, zone) + timedelta(days=max(1, days * 2 // 3)), NINE, zone)


def next_on(since: date, every_months: int, *, after: date) -> date:
    """The first day after that one which is a multiple of so many months since; the last day of a shorter month."""
    turns = 1
    while (day := since + relativedelta(months=turns * every_months)) <= after:
        turns += 1
    return day


def is_due(planned_on: date, at: datetime, zone: str) -> bool:
    """Whether the day for which a round is planned has come where the client is."""
    return planned_on <= _day(at, zone)


def _day(at: datetime, zone: str) -> date:
    return wall_time.local(at, zone).date()
