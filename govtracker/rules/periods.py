"""Periods: the months that measurements and scorecards belong to."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from govtracker.rules import date_words

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


class BadPeriod(ValueError):
    """A period that is refused; its text is the sentence shown beside the field."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, order=True)
class Period:
    """Days from the first to the last, both included, and the key they are stored and addressed by (2026-10)."""

    first_day: date
    last_day: date
    key: str = field(compare=False)

    @property
    def name(self) -> str:
        """The period as people say it: October 2026."""
        return f"{date_words.MONTHS[self.first_day.month - 1]} {self.first_day.year}"

    def next(self) -> "Period":
        """The period that follows; raises BadPeriod past the last year."""
        return containing(self.last_day + timedelta(days=1))

    def previous(self) -> "Period":
        """The period before; raises BadPeriod before the first year."""
        return containing(self.first_day - timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.first_day <= day <= self.last_day


def parse(text: str) -> Period:
    """The period of a key as typed; raises BadPeriod with a sentence that says what to write."""
    typed = text.strip()
    found = _KEY.fullmatch(typed)
    if found is None:
        shown = f"“{typed[:20]}” is not a month. " if typed else ""
        raise BadPeriod(f"{shown}Write year and month, such as 2026-10.")
    year, month = int(found["year"]), int(found["month"])
    if not 1 <= month <= 12:
        raise BadPeriod(f"There is no month {month}. Write year and month, such as 2026-10.")
    _check_year(year)
    return containing(date(year, month, 1))


def containing(day: date) -> Period:
    """The period a day lies in; raises BadPeriod outside the years 2000–2100."""
    _check_year(day.year)
    last = monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last), f"{day.year:04d}-{day.month:02d}")


def month_after(first_day: date, months: int) -> date:
    """The first day of the month so many months on."""
    month = first_day.year * 12 + first_day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadPeriod(f"The year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}.")


_KEY: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
