"""The cadence of a forum: on which days, and at which instants, it meets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal

from dateutil import rrule

from govtracker.rules import wall_time
from govtracker.rules.date_words import long_day
from govtracker.rules.governance import cadence_rule
from govtracker.rules.governance.cadence_rule import EVERY_MONTH_HAS, Frequency, Rule

FURTHEST_DAYS = 18_300  # fifty years: enough for any list of what comes next
SOON_DAYS = 1_830  # five years: a forum that does not meet by then does not meet
MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Cadence:
    """An RRULE of local days from `starts_on`, and the wall time in the IANA zone at which the forum meets on them.

    The 29th, 30th or 31st means the last day of a shorter month. A wall time that the change to summer time skips
    means the first instant after the gap, one that occurs twice its first occurrence.
    """

    rrule: str
    local_time: time
    zone: str
    starts_on: date


@dataclass(frozen=True)
class Occurrence:
    """One meeting; no two of a cadence have the same period key (2026-W48, 2026-11, 2026-Q4, 2026 or 2026-11-23)."""

    period_key: str
    local_on: date
    at: datetime


def occurrences(cadence: Cadence, *, after: datetime, count: int) -> list[Occurrence]:
    """The next `count` meetings later than the instant `after`, in order; fewer where the rule ends.

    ValueError for a rule or zone that `validate` refuses.
    """
    rule = cadence_rule.parse(cadence.rrule)
    since = wall_time.local(after, cadence.zone).date() - timedelta(days=1)
    found = (_occurrence(cadence, rule, day) for day in _days(cadence, rule, since=since))
    return list(islice((meeting for meeting in found if meeting.at > after), count))


def validate(cadence: Cadence, *, today: date) -> None:
    """ValueError with a sentence for an unknown zone, a rule we do not keep, or one without a meeting in five years."""
    wall_time.zone(cadence.zone)
    rule = cadence_rule.parse(cadence.rrule)
    if abs((cadence.starts_on - today).days) > FURTHEST_DAYS:
        raise ValueError("A cadence cannot start more than fifty years from today.")
    first = next(_days(cadence, rule, since=today), None)
    if first is None:
        past = list(_days(cadence, rule, since=cadence.starts_on))
        raise ValueError(
            f"This cadence has ended: its last day was {long_day(past[-1])}."
            if past
            else "This cadence has no day at all."
        )
    if (first - today).days > SOON_DAYS:
        raise ValueError("With this cadence the forum does not meet in the next five years.")


def period_key(rule: Rule, day: date) -> str:
    """The key of the period a day belongs to; the day itself where a period has several."""
    if not rule.once_a_period:
        return day.isoformat()
    if rule.frequency is Frequency.MONTHLY and rule.interval == MONTHS_A_QUARTER:
        return f"{day:%Y}-Q{(day.month + 2) // MONTHS_A_QUARTER}"
    return PERIOD_KEYS[rule.frequency](day)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _occurrence(cadence: Cadence, rule: Rule, day: date) -> Occurrence:
    return Occurrence(period_key(rule, day), day, wall_time.on(day, cadence.local_time, cadence.zone))


def _days(cadence: Cadence, rule: Rule, *, since: date) -> Iterator[date]:
    """The rule's days, from `since` on; counted from the day it starts on."""
    horizon = min(max(since, cadence.starts_on), wall_time.LAST_ZONED_DAY - timedelta(days=FURTHEST_DAYS))
    last = horizon + timedelta(days=FURTHEST_DAYS)
    days = _dateutil(_spelt_out(rule, cadence.starts_on), cadence.starts_on, min(last, rule.until or last))
    return (moment.date() for moment in islice(days, rule.count) if moment.date() >= since)


def _spelt_out(rule: Rule, starts_on: date) -> Rule:
    """The same rule with the days it takes from its start, and with days that every month has."""
    if rule.frequency is Frequency.YEARLY and not rule.months:
        rule = replace(rule, months=(starts_on.month,))
    if rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY) and not rule.days and not rule.month_days:
        rule = replace(rule, month_days=(starts_on.day,))
    if rule.month_days and rule.month_days[-1] > EVERY_MONTH_HAS:
        # RFC 5545 would leave shorter months out; the last one there is of 28, 29, … is what people mean.
        rule = replace(rule, month_days=tuple(range(EVERY_MONTH_HAS, rule.month_days[-1] + 1)), position=-1)
    return rule


def _dateutil(rule: Rule, starts_on: date, until: date) -> rrule.rrule:
    return rrule.rrule(
        FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(starts_on, time()),
        interval=rule.interval,
        byweekday=[_weekday(which, weekday) for which, weekday in rule.days] or None,
        bymonthday=rule.month_days or None,
        bymonth=rule.months or None,
        bysetpos=rule.position,
        until=datetime.combine(until, time()),
    )


def _weekday(which: int, weekday: int) -> rrule.weekday:
    return rrule.weekdays[weekday](which) if which else rrule.weekdays[weekday]


FREQUENCIES: Mapping[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}

PERIOD_KEYS: Mapping[Frequency, Callable[[date], str]] = {
    Frequency.DAILY: date.isoformat,
    Frequency.WEEKLY: _week,
    Frequency.MONTHLY: "{:%Y-%m}".format,
    Frequency.YEARLY: "{:%Y}".format,
}
