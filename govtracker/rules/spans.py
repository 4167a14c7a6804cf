"""Spans of days that values are put together over: ISO weeks, quarters and years, of the calendar or fiscal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from govtracker.enums import SpanKind
from govtracker.rules import date_words, periods

MONTHS_A_QUARTER: Final = 3
MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; its key for addresses (2026-W43) and its name for people."""

    first_day: date
    last_day: date
    key: str
    name: str


def day(day: date, year_begins: int = 1) -> Span:
    """A day by itself."""
    return Span(day, day, day.isoformat(), f"{day.day} {_month(day)} {day.year}")


def week(day: date, year_begins: int = 1) -> Span:
    """The ISO week a day lies in: seven days from Monday. Fiscal years leave weeks as they are."""
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    sunday = monday + timedelta(days=6)
    name = f"week {number} of {year} ({monday.day} {_month(monday)} to {sunday.day} {_month(sunday)})"
    return Span(monday, sunday, f"{year}-W{number:02d}", name)


def month(day: date, year_begins: int = 1) -> Span:
    """The month a day lies in."""
    found = periods.containing(day)
    return Span(found.first_day, found.last_day, found.key, found.name)


def quarter(day: date, year_begins: int = 1) -> Span:
    """The quarter a day lies in, of a year that begins with the month `year_begins` (1–12)."""
    past = (day.month - year_begins) % MONTHS_A_YEAR
    number = past // MONTHS_A_QUARTER + 1
    first = _months_on(day.replace(day=1), -(past % MONTHS_A_QUARTER))
    key = f"{_label(day, year_begins)}-Q{number}"
    return _span(first, MONTHS_A_QUARTER, key, f"quarter {number} of {_label(day, year_begins)}")


def year(day: date, year_begins: int = 1) -> Span:
    """The year a day lies in; one that begins with another month than January is called after the year it ends in."""
    first = _months_on(day.replace(day=1), -((day.month - year_begins) % MONTHS_A_YEAR))
    label = _label(day, year_begins)
    return _span(first, MONTHS_A_YEAR, label, label)


def containing(kind: SpanKind, day: date, *, year_begins: int = 1) -> Span:
    """The span of a kind a day lies in; the fiscal year begins with the month `year_begins` (1–12)."""
    return KINDS[kind](day, year_begins)


def _span(first: date, months: int, key: str, called: str) -> Span:
    last = _months_on(first, months) - timedelta(days=1)
    return Span(first, last, key, f"{called} ({_month(first)} {first.year} to {_month(last)} {last.year})")


def _label(day: date, year_begins: int) -> str:
    if year_begins == 1:
        return str(day.year)
    return f"FY{day.year + (day.month >= year_begins)}"


def _months_on(first: date, months: int) -> date:
    count = first.year * MONTHS_A_YEAR + first.month - 1 + months
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)


def _month(day: date) -> str:
    return date_words.MONTHS[day.month - 1]


KINDS: Final[dict[SpanKind, Callable[[date, int], Span]]] = {
    SpanKind.DAY: day,
    SpanKind.WEEK: week,
    SpanKind.MONTH: month,
    SpanKind.QUARTER: quarter,
    SpanKind.YEAR: year,
}
