"""When a person's scheduled mail is due: review mail on their schedule, the digest on their working days."""

import calendar
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govtracker.rules import date_words, wall_time

SHORTEST_MONTH = 28  # days
LONGEST_WAIT_DAYS = 63  # two months and a day: longer than any schedule takes to come round


@dataclass(frozen=True)
class MailTimes:
    """`frequency` daily, weekly (on `weekday`, 0 is Monday) or monthly (on `day`, or the last of a shorter month)."""

    frequency: str
    weekday: int
    day: int
    local_time: time
    zone: str


def next_mail(times: MailTimes, *, after: datetime) -> datetime:
    """The next UTC instant of the schedule later than `after`; ValueError for an impossible one."""
    if times.frequency not in FALLS_ON or times.weekday not in range(7) or times.day not in range(1, 32):
        raise ValueError("Choose daily, weekly with a day of the week, or monthly with a day from 1 to 31.")
    falls_on = FALLS_ON[times.frequency]
    return _next(lambda day: falls_on(times, day), times.local_time, times.zone, after)


def period_key(times: MailTimes, at: datetime) -> str:
    """The period a mail of this schedule at the instant `at` is for: 2026-W48, 2026-11 or the day."""
    return PERIOD_KEYS[times.frequency](wall_time.local(at, times.zone).date())


def in_words(times: MailTimes) -> str:
    """“every Monday at 07:30, Europe/Berlin”."""
    return f"every {OFTEN[times.frequency](times)} at {times.local_time:%H:%M}, {times.zone}"


def next_digest(local_time: time, zone: str, working_days: Collection[int], *, after: datetime) -> datetime:
    """The digest's next UTC instant later than `after`, on working days (0 is Monday) of the person's zone alone."""
    if not set(working_days) & set(range(7)):
        raise ValueError("Choose at least one working day.")
    return _next(lambda day: day.weekday() in working_days, local_time, zone, after)


def _next(falls_on: Callable[[date], bool], local_time: time, zone: str, after: datetime) -> datetime:
    # From yesterday on: where a whole day is skipped, its mail comes with the next one.
    yesterday = wall_time.local(after, zone).date() - timedelta(days=1)
    days = (yesterday + timedelta(days=n) for n in range(LONGEST_WAIT_DAYS))
    moments = (wall_time.on(day, local_time, zone) for day in days if falls_on(day))
    return next(moment for moment in moments if moment > after)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _month(times: MailTimes) -> str:
    last = times.day > SHORTEST_MONTH
    return f"month on the {date_words.ordinal(times.day)}{', or the last day of a shorter month,' if last else ''}"


def _monthly(times: MailTimes, day: date) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    return day.day == min(times.day, last)


PERIOD_KEYS: Mapping[str, Callable[[date], str]] = {
    "daily": date.isoformat,
    "weekly": _week,
    "monthly": "{:%Y-%m}".format,
}

OFTEN: Mapping[str, Callable[[MailTimes], str]] = {
    "daily": lambda times: "day",
    "weekly": lambda times: date_words.WEEKDAYS[times.weekday],
    "monthly": _month,
}

FALLS_ON: Mapping[str, Callable[[MailTimes, date], bool]] = {
    "daily": lambda times, day: True,
    "weekly": lambda times, day: day.weekday() == times.weekday,
    "monthly": _monthly,
}
