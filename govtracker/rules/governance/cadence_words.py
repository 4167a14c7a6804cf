"""A cadence in words, for pages and mails."""

from datetime import date

from govtracker.rules.date_words import MONTHS, WEEKDAYS, listed, long_day, ordinal
from govtracker.rules.governance import cadence_rule
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.governance.cadence_rule import EVERY_MONTH_HAS, Frequency, Rule

UNITS = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.YEARLY: "year",
}
WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last", -2: "second-last", -3: "third-last"}
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


def in_words(cadence: Cadence) -> str:
    """“every month on the first Tuesday at 10:00, Europe/Berlin”; ValueError for a rule that is refused."""
    rule = cadence_rule.parse(cadence.rrule)
    return f"{_days(rule, cadence.starts_on)} at {cadence.local_time:%H:%M}, {cadence.zone}{_end(rule)}"


def days_in_words(rrule: str, starts_on: date) -> str:
    """“every month on the 15th, until 31 December 2027”: a rule of days; ValueError for one that is refused."""
    rule = cadence_rule.parse(rrule)
    return f"{_days(rule, starts_on)}{_end(rule)}"


def _days(rule: Rule, starts_on: date) -> str:
    return f"{_how_often(rule)}{_on(rule, starts_on)}"


def _end(rule: Rule) -> str:
    if rule.until is not None:
        return f", until {long_day(rule.until)}"
    return "" if rule.count is None else f", {rule.count} {'time' if rule.count == 1 else 'times'}"


def _how_often(rule: Rule) -> str:
    if rule.frequency is Frequency.MONTHLY and rule.months:
        return f"every {listed([MONTHS[month - 1] for month in rule.months])}"
    unit = UNITS[rule.frequency]
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _on(rule: Rule, starts_on: date) -> str:
    if rule.frequency is Frequency.DAILY:
        return ""
    if rule.frequency is Frequency.WEEKLY:
        weekdays = [weekday for _, weekday in rule.days] or [starts_on.weekday()]
        return f" on {listed([WEEKDAYS[weekday] for weekday in weekdays])}"
    days = _weekdays(rule) if rule.days else _month_days(rule.month_days or (starts_on.day,))
    if rule.frequency is Frequency.MONTHLY:
        return f" on {days}"
    month = rule.months[0] if rule.months else starts_on.month
    return f" in {MONTHS[month - 1]} on {days}"


def _weekdays(rule: Rule) -> str:
    if rule.position is None:
        return listed([f"the {_which(which)} {WEEKDAYS[weekday]}" for which, weekday in rule.days])
    weekdays = tuple(weekday for _, weekday in rule.days)
    if weekdays == MONDAY_TO_FRIDAY:
        return f"the {_which(rule.position)} weekday (Monday to Friday)"
    return f"the {_which(rule.position)} {' or '.join(WEEKDAYS[weekday] for weekday in weekdays)}"


def _month_days(days: tuple[int, ...]) -> str:
    if days[0] > EVERY_MONTH_HAS:
        return f"the {ordinal(days[0])}, or the last day of a shorter month"
    forwards = [f"the {ordinal(day)}" for day in days if day > 0]
    return listed(forwards + [f"the {_which(day)} day" for day in reversed(days) if day < 0])


def _which(number: int) -> str:
    return WHICH.get(number) or (ordinal(number) if number > 0 else f"{ordinal(-number)}-last")
