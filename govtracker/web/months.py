"""A month of the calendar page: its weeks, what stands on each day, and what its address asks for."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale, UnknownLocaleError
from werkzeug.datastructures import LanguageAccept

from govtracker.enums import DateKind
from govtracker.queries.reviews.dates import Dated, Span
from govtracker.rules.date_words import MONTHS, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1990, 2200
VIEWS = ("month", "agenda")


@dataclass(frozen=True)
class Asked:
    """What an address of the calendar asks for; what it does not say is None, what it gets wrong counts as unsaid."""

    first: date
    view: str
    kind: DateKind | None
    key: str

    @property
    def kinds(self) -> Sequence[DateKind]:
        """The kinds that are wanted."""
        return [self.kind] if self.kind else list(DateKind)

    @property
    def title(self) -> str:
        """The month in words."""
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"

    def address(self, **changes: Any) -> dict[str, str]:
        """The parts of the address with these changes; None leaves one out."""
        kind = self.kind.value if self.kind else None
        parts = {"month": self.first, "view": self.view, "kind": kind, "r": self.key, **changes}
        return {name: _said(value) for name, value in parts.items() if value}


@dataclass(frozen=True)
class Day:
    """A day of the grid; `outside` the month it only fills a week."""

    on: date
    outside: bool
    is_today: bool
    found: Sequence[Dated]

    @property
    def weekday(self) -> str:
        """ "Tuesday"."""
        return WEEKDAYS[self.on.weekday()]

    @property
    def month(self) -> str:
        """ "December"."""
        return MONTHS[self.on.month - 1]


def asked(args: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; without a month, the one `today` is in."""
    kind, view = args.get("kind", ""), args.get("view", "")
    return Asked(
        first=_month(args.get("month", "")) or today.replace(day=1),
        view=view if view in VIEWS else VIEWS[0],
        kind=DateKind(kind) if kind in set(DateKind) else None,
        key=args.get("r", "").upper()[:20],
    )


def next_month(first: date) -> date | None:
    """The first of the month after; None past the last year."""
    later = (first + timedelta(days=31)).replace(day=1)
    return later if later.year <= LAST_YEAR else None


def month_before(first: date) -> date | None:
    """The first of the month before; None before the first year."""
    earlier = (first - timedelta(days=1)).replace(day=1)
    return earlier if earlier.year >= FIRST_YEAR else None


def weeks(first: date, first_weekday: int) -> list[list[date]]:
    """The weeks that hold a day of a month, each of seven days beginning on that weekday (0 is Monday)."""
    return Calendar(first_weekday).monthdatescalendar(first.year, first.month)


def span(asked: Asked, grid: Sequence[Sequence[date]], zone: str) -> Span:
    """The days to ask for: all of the grid in the month view, those of the month in the agenda."""
    if asked.view == "month":
        return Span(grid[0][0], grid[-1][-1], zone)
    return Span(asked.first, (asked.first + timedelta(days=31)).replace(day=1) - timedelta(days=1), zone)


def days(span: Span, asked: Asked, found: Sequence[Dated], today: date) -> list[Day]:
    """Every day of a span with what stands on it."""
    by_day: dict[date, list[Dated]] = {}
    for one in found:
        by_day.setdefault(one.on, []).append(one)
    length = (span.last - span.first).days + 1
    return [
        Day(on, (on.year, on.month) != (asked.first.year, asked.first.month), on == today, by_day.get(on, []))
        for on in (span.first + timedelta(days=number) for number in range(length))
    ]


def weekday_names(first_weekday: int) -> list[str]:
    """The names of the days in the order of a week that begins on that one."""
    return [WEEKDAYS[(first_weekday + number) % 7] for number in range(7)]


def first_weekday(chosen: int | None, languages: LanguageAccept) -> int:
    """With which day weeks begin: as chosen, else as where the browser's language is spoken; 0 is Monday."""
    if chosen is not None:
        return chosen
    language = str(languages.best or "en-GB").replace("_", "-")
    try:
        return int(Locale.parse(language, sep="-").first_week_day)
    except (ValueError, UnknownLocaleError, TypeError):
        return 0


def _said(value: Any) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value)


def _month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
