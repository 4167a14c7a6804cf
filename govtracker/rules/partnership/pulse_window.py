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


def next_on(opened_on: date, every_months: int) -> date:
    """The day of the next round; the last day of a shorter month."""
    return opened_on + relativedelta(months=every_months)


def _day(at: datetime, zone: str) -> date:
    return wall_time.local(at, zone).date()
