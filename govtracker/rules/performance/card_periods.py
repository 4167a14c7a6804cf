"""Periods of scorecards: months, and the quarters and fiscal years they are rolled up to."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from govtracker.enums import PeriodKind, SpanKind
from govtracker.rules import periods, spans
from govtracker.rules.periods import BadPeriod, Period


@dataclass(frozen=True, order=True)
class LongPeriod(Period):
    """A quarter or fiscal year; `year_begins` is the month (1–12) its fiscal year begins with."""

    kind: PeriodKind = field(default=PeriodKind.QUARTER, compare=False)
    year_begins: int = field(default=1, compare=False)
    called: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The period as people say it: Quarter 3 of 2026 (July 2026 to September 2026)."""
        return self.called

    def next(self) -> Period:
        """The period of its kind that follows; raises BadPeriod past the last year."""
        return containing(self.kind, self.last_day + timedelta(days=1), year_begins=self.year_begins)

    def previous(self) -> Period:
        """The period of its kind before; raises BadPeriod before the first year."""
        return containing(self.kind, self.first_day - timedelta(days=1), year_begins=self.year_begins)


def parse(text: str, *, year_begins: int = 1) -> Period:
    """The period of a key as addresses have it: 2026-10, 2026-Q3 or FY2026-Q3, FY2026; raises BadPeriod.

    A fiscal year that begins with another month than January is called after the year it ends in.
    """
    found = _LONG.fullmatch(text.strip().upper())
    if found is None:
        return periods.parse(text)
    year = int(found["year"])
    periods.containing(date(max(year, 1), 1, 1))
    begins = date(year if year_begins == 1 else year - 1, year_begins, 1)
    kind = PeriodKind.QUARTER if found["quarter"] else PeriodKind.FISCAL_YEAR
    months_in = (int(found["quarter"]) - 1) * spans.MONTHS_A_QUARTER if found["quarter"] else 0
    count = begins.month - 1 + months_in
    period = containing(kind, date(begins.year + count // 12, count % 12 + 1, 1), year_begins=year_begins)
    if period.key != text.strip().upper():
        raise BadPeriod(f"“{text.strip()[:20]}” is not how this relationship's fiscal years are called.")
    return period


def containing(kind: PeriodKind, day: date, *, year_begins: int = 1) -> Period:
    """The period of a kind a day lies in; raises BadPeriod outside the years 2000–2100."""
    month = periods.containing(day)
    if kind is PeriodKind.MONTH:
        return month
    span = spans.containing(SPANS[kind], day, year_begins=year_begins)
    periods.containing(span.first_day)
    periods.containing(span.last_day)
    key = span.key if span.key.startswith("FY") or kind is PeriodKind.QUARTER else f"FY{span.key}"
    name = span.name if kind is PeriodKind.QUARTER else f"fiscal year {span.name.removeprefix('FY')}"
    return LongPeriod(span.first_day, span.last_day, key, kind, year_begins, name[:1].upper() + name[1:])


def kind_of(period: Period) -> PeriodKind:
    """How long a period is."""
    return period.kind if isinstance(period, LongPeriod) else PeriodKind.MONTH


def months(period: Period) -> list[Period]:
    """The months of a period, oldest first; of a month itself alone."""
    found = [periods.containing(period.first_day)]
    while found[-1].last_day < period.last_day:
        found.append(found[-1].next())
    return found


def up_to(last: Period, how_many: int) -> list[Period]:
    """So many periods of a kind, `last` the last of them, oldest first; fewer at the beginning of time."""
    found = [last]
    while len(found) < how_many:
        try:
            found.append(found[-1].previous())
        except BadPeriod:
            break
    return found[::-1]


SPANS: Final = {PeriodKind.QUARTER: SpanKind.QUARTER, PeriodKind.FISCAL_YEAR: SpanKind.YEAR}
_LONG: Final = re.compile(r"(?:FY|(?=.*-Q))(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4]))?")
