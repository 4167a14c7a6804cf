"""The cadence of a forum: on which days, and at which instants, it meets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Literal

from dateutil import rrule

from govtracker.enums import DayShift
from govtracker.rules import wall_time
from govtracker.rules.date_words import long_day
from govtracker.rules.governance import cadence_rule, day_shift
from govtracker.rules.governance.cadence_rule import EVERY_MONTH_HAS, Frequency, Rule
from govtracker.rules.governance.day_shift import Closed

FURTHEST_DAYS = 18_300  # fifty years: enough for any list of what comes next
SOON_DAYS = 1_830  # five years: a forum that does not meet by then does not meet
MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Cadence:
    """An RRULE of local days from `starts_on`, and the wall time in the IANA zone at which the forum meets on them.

    The 29th, 30th or 31st means the last day of a shorter month. A wall time that the change to summer time skips
    means the first instant after the gap, one that occurs twice its first occurrence. `shift` says where a day goes on
    which one of the sides does not work.
    """

    rrule: str
    local_time: time
    zone: str
    starts_on: date
    shift: DayShift = DayShift.NONE


@dataclass(frozen=True)
class Occurrence:
    """One meeting; no two of a cadence have the same period key (2026-W48, 2026-11, 2026-Q4, 2026 or 2026-11-23).

    Where it was shifted, `nominal_on` is the day the rule names, to whose period it belongs, and `because` says why.
    """

    period_key: str
    local_on: date
    at: datetime
    nominal_on: date | None = None
    because: str = ""


def occurrences(
    cadence: Cadence, *, after: datetime, count: int, closed: Closed = day_shift.always_open
) -> list[Occurrence]:
    """The next `count` meetings later than the instant `after`, in order; fewer where the rule ends.

    `closed` says on which local days the two sides do not both work. ValueError for a rule or zone that `validate`
    refuses.
    """
    return list(islice(_meetings(cadence, closed, after=after), count))


def ahead(cadence: Cadence, *, since: datetime, at: datetime, count: int, closed: Closed) -> list[Occurrence]:
    """All meetings later than `since` up to the first `count` later than `at`, and whatever shares the last instant.

    Shifted meetings may come together at one instant; none of them is to be forgotten.
    """
    coming = list(islice(_meetings(cadence, closed, after=at), count))
    last = coming[-1].at if coming else at
    return list(takewhile(lambda meeting: meeting.at <= last, _meetings(cadence, closed, after=since)))


def _meetings(cadence: Cadence, closed: Closed, *, after: datetime) -> Iterator[Occurrence]:
    rule = cadence_rule.parse(cadence.rrule)
    reach = day_shift.FURTHEST_DAYS if cadence.shift is DayShift.NEXT else 0
    since = wall_time.local(after, cadence.zone).date() - timedelta(days=1 + reach)
    found = (_occurrence(cadence, rule, day, closed) for day in _days(cadence, rule, since=since))
    return (meeting for meeting in found if meeting.at > after)


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


def validate_shift(cadence: Cadence, *, today: date, closed: Closed) -> None:
    """ValueError with a sentence for a shift that would bring meetings together, or that finds no day to go to."""
    if cadence.shift is DayShift.NONE:
        return
    if cadence_rule.parse(cadence.rrule).frequency is Frequency.DAILY:
        raise ValueError("A daily cadence cannot shift: its days would fall together. Name the working days instead.")
    if all(closed(today + timedelta(days=number)) for number in range(day_shift.FURTHEST_DAYS)):
        raise ValueError("Within the next month there is no day on which both companies work.")


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


def _occurrence(cadence: Cadence, rule: Rule, day: date, closed: Closed) -> Occurrence:
    local_on, because = day_shift.shifted(day, cadence.shift, closed)
    return Occurrence(
        period_key(rule, day),
        local_on,
        wall_time.on(local_on, cadence.local_time, cadence.zone),
        nominal_on=day if because else None,
        because=because,
    )


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
