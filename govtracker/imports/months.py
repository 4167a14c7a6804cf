"""Months as files write them: 2026-10, 10/2026, Oct 2026, or the first or last day of the month."""

import re
from datetime import date
from typing import Final

from govtracker.rules import date_words, periods
from govtracker.rules.periods import BadPeriod, Period

NAMES: Final = {name[:3].lower(): number for number, name in enumerate(date_words.MONTHS, 1)}
YEAR_MONTH: Final = re.compile(r"(?P<year>\d{4})[-/]?(?P<month>\d{2})")
MONTH_YEAR: Final = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
NAMED: Final = re.compile(
    r"(?P<name>[A-Za-z]{3,9})\.?[ -]'?(?P<year>\d{4})|(?P<year2>\d{4})[ -](?P<name2>[A-Za-z]{3,9})"
)
ISO_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
DAY: Final = re.compile(r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})")
WRITE: Final = "Write year and month, such as 2026-10."


def read(text: str) -> Period:
    """The month that a cell names; raises BadPeriod for a day inside a month, a date with two readings and the rest."""
    for pattern, reading in READINGS:
        found = pattern.fullmatch(text)
        if found:
            return reading(text, found)
    raise BadPeriod(f"“{text[:40]}” is not a month. {WRITE}" if text else f"The month is missing. {WRITE}")


def _year_and_month(text: str, found: re.Match[str]) -> Period:
    return periods.parse(f"{found['year']}-{int(found['month']):02d}")


def _named(text: str, found: re.Match[str]) -> Period:
    name, year = found["name"] or found["name2"], found["year"] or found["year2"]
    number = NAMES.get(name[:3].lower())
    whole = date_words.MONTHS[number - 1].lower() if number else ""
    if number is None or not whole.startswith(name.lower()):
        raise BadPeriod(f"“{text}” is not a month. {WRITE}")
    return periods.parse(f"{year}-{number:02d}")


def _iso_day(text: str, found: re.Match[str]) -> Period:
    return _of_day(text, int(found["year"]), int(found["month"]), int(found["day"]))


def _day(text: str, found: re.Match[str]) -> Period:
    """A date with points has its day first; with strokes it may have two readings."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if found["mark"] == "." or first > 12:
        return _of_day(text, year, second, first)
    if second > 12:
        return _of_day(text, year, first, second)
    if first == second:
        return _of_day(text, year, first, second)
    raise BadPeriod(f"“{text}” has two readings: day and month could be either. {WRITE}")


def _of_day(text: str, year: int, month: int, day: int) -> Period:
    try:
        there = date(year, month, day)
    except ValueError:
        raise BadPeriod(f"There is no day “{text}”. {WRITE}") from None
    period = periods.containing(there)
    if there not in (period.first_day, period.last_day):
        raise BadPeriod(f"“{text}” is a day; values are kept by month. {WRITE}")
    return period


READINGS: Final = (
    (YEAR_MONTH, _year_and_month),
    (MONTH_YEAR, _year_and_month),
    (NAMED, _named),
    (ISO_DAY, _iso_day),
    (DAY, _day),
)
