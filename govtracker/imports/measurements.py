"""Measurements from a table, a row a month, week or day: which column says what, and what is wrong with a row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from govtracker.enums import MeasurementState, Side, SpanKind
from govtracker.imports import columns, days, figures, months
from govtracker.imports.columns import BadColumns, Columns
from govtracker.imports.figures import Way
from govtracker.imports.kinds import Problem, RowRefused
from govtracker.imports.reader import Sheet
from govtracker.queries.performance.held import Held
from govtracker.queries.performance.measurements import Key
from govtracker.queries.performance.readings import Day, Figures
from govtracker.rules import periods, spans
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.periods import BadPeriod, Period
from govtracker.services.performance import readings
from govtracker.services.performance.measurements import Given
from govtracker.services.performance.readings import Daily

LIMIT: Final = 100_000
COLUMNS: Final = {
    "kpi": "KPI (code or name)",
    "period": "Month, week or day",
    "value": "Value",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "n": "Number of cases",
    "source": "Source",
    "note": "Note",
    "scope": "Service, site or segment",
}
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "kpi": ("kpi", "kpicode", "code", "kpiname", "metric", "measure", "indicator", "criterion", "name"),
    "period": ("period", "month", "date", "monat", "periode", "yearmonth", "day", "week", "datum", "tag", "woche"),
    "value": ("value", "actual", "result", "wert", "ist"),
    "numerator": ("numerator", "num", "zaehler", "zähler"),
    "denominator": ("denominator", "den", "denom", "nenner"),
    "n": ("n", "count", "cases", "samplesize", "volume"),
    "source": ("source", "system", "quelle"),
    "note": ("note", "notes", "comment", "remark"),
    "scope": ("scope", "site", "service", "segment", "standort", "location"),
}


@dataclass(frozen=True)
class Taken:
    """A row that can be taken: of a month, or of a day."""

    row: int
    given: Given | Daily


@dataclass(frozen=True)
class Ground:
    """What rows are checked against: the KPIs there are, what scorecards hold, and the day where months count.

    `scopes` are those that are offered, by name in small letters. `span` is what a row is of. KPIs `above_one` are
    percentages whose targets lie above 1 %.
    """

    measures: Sequence[Measure]
    held: Held
    today: date
    scopes: Mapping[str, int] = field(default_factory=dict)
    span: SpanKind = SpanKind.MONTH
    day_order: str = ""
    above_one: frozenset[int] = frozenset()
    way: Way = field(default_factory=Way)
    side: Side | None = None


def guessed(header: Sequence[str]) -> dict[str, str]:
    """Which column seems to say what, by its name; each column once."""
    return columns.guessed(header, ALIASES)


def check_columns(chosen: Columns, header: Sequence[str]) -> None:
    """Raise BadColumns where a column that is needed is not named, or one is named that is not there."""
    columns.check(chosen, header, needed=("kpi", "period"))
    if not chosen.get("value") and not (chosen.get("numerator") and chosen.get("denominator")):
        raise BadColumns("value", "Choose a column for the value, or for numerator and denominator.")


def rows(sheet: Sheet, chosen: Columns, ground: Ground) -> Iterator[Taken | Problem]:
    """Every row as what can be taken, or why not; raises Unreadable where the table breaks off."""
    reader = _Rows(sheet.header, chosen, ground)
    return (reader.read(number, cells) for number, cells in sheet.numbered())


def span_of(texts: Iterable[str]) -> SpanKind | None:
    """What the rows of a table seem to be of, by how they are dated; None where nothing is dated."""
    found = None
    for text in texts:
        if WEEK.fullmatch(text):
            return SpanKind.WEEK
        try:
            months.read(text)
            found = found or SpanKind.MONTH
        except BadPeriod:
            if days.ISO.match(text) or days.PLAIN.match(text) or days.NAMED.match(text):
                return SpanKind.DAY
    return found


class _Rows:
    """Reads row after row and remembers what it has seen."""

    def __init__(self, header: list[str], chosen: Columns, ground: Ground) -> None:
        self.columns = chosen
        self.places = {field: header.index(name) for field, name in chosen.items() if name}
        self.width = len(header)
        self.ground = ground
        self.measures = _by_words(ground.measures)
        self.periods: dict[str, Period] = {}
        self.seen: dict[Key | Day, int] = {}

    def read(self, number: int, cells: list[str]) -> Taken | Problem:
        try:
            return Taken(number, self._given(number, cells))
        except RowRefused as refusal:
            return Problem(number, self.columns.get(refusal.field, ""), refusal.sentence)

    def _given(self, number: int, cells: list[str]) -> Given | Daily:
        if len(cells) > self.width:
            sentence = f"{len(cells)} cells stand under {self.width} column names: does a decimal comma split one?"
            raise RowRefused("", sentence)
        said = {field: cells[place] for field, place in self.places.items()}
        measure, scope = self._measure(said["kpi"]), self._scope(said.get("scope", ""))
        given = self._of_month(said, measure, scope) if self._is_monthly else self._of_day(said, measure, scope)
        earlier = self.seen.setdefault(given.key, number)
        if earlier != number:
            when = given.period.name if isinstance(given, Given) else given.day.isoformat()
            raise RowRefused("period", f"Row {earlier} says {measure.code} for {when} already.")
        return given

    @property
    def _is_monthly(self) -> bool:
        return self.ground.span is SpanKind.MONTH

    def _of_month(self, said: Mapping[str, str], measure: Measure, scope: int) -> Given:
        period = self._period(said["period"])
        self._require_open(measure, Key(measure.kpi_id, period.first_day, scope), period)
        entry = figures.entry(said, measure, self._way_of(measure))
        return Given(measure, period, entry, _words_of(said, "source"), _words_of(said, "note"), scope)

    def _of_day(self, said: Mapping[str, str], measure: Measure, scope: int) -> Daily:
        day = self._day(said["period"])
        if day > self.ground.today:
            raise RowRefused("period", f"{day:%-d %B %Y} has not come yet.")
        period = periods.containing(day)
        self._require_open(measure, Key(measure.kpi_id, period.first_day, scope), period)
        entry = figures.entry(said, measure, self._way_of(measure))
        if entry.state is not MeasurementState.MEASURED:
            raise RowRefused("value", "A day is measured or not: leave its row out.")
        told = Figures(entry.value, entry.numerator, entry.denominator, entry.n)
        objection = readings.objection(measure, told)
        if objection:
            raise RowRefused("value", objection)
        return Daily(measure, day, told, scope)

    def _require_open(self, measure: Measure, key: Key, period: Period) -> None:
        ground = self.ground
        is_held = key in ground.held
        objection = measuring.objection(measure, period, today=ground.today, locked=is_held, side=ground.side)
        if objection:
            raise RowRefused("period" if period.first_day > self.ground.today else "kpi", objection)

    def _way_of(self, measure: Measure) -> Way:
        return self.ground.way if measure.kpi_id in self.ground.above_one else self.ground.way.as_written()

    def _measure(self, text: str) -> Measure:
        if not text:
            raise RowRefused("kpi", "The KPI is missing.")
        found = self.measures.get(_words(text), [])
        if len(found) != 1:
            many = f"{len(found)} KPIs are called “{text[:40]}”: use the code."
            raise RowRefused("kpi", many if found else f"There is no KPI “{text[:40]}” here.")
        return found[0]

    def _scope(self, text: str) -> int:
        if not text:
            return 0
        found = self.ground.scopes.get(_words(text))
        if found is None:
            raise RowRefused("scope", f"There is no service, site or segment “{text[:40]}” here.")
        return found

    def _period(self, text: str) -> Period:
        if text not in self.periods:
            try:
                self.periods[text] = months.read(text)
            except BadPeriod as refusal:
                raise RowRefused("period", refusal.sentence) from None
        return self.periods[text]

    def _day(self, text: str) -> date:
        """The day, of a week its Monday; days outside of the years that are kept are refused."""
        week = WEEK.fullmatch(text)
        try:
            day = date.fromisocalendar(int(week["year"]), int(week["week"]), 1) if week else self._read_day(text)
            periods.containing(day)
        except ValueError as refusal:
            sentence = getattr(refusal, "sentence", "") or str(refusal)
            raise RowRefused("period", f"There is no week “{text}”." if week else sentence) from None
        return spans.week(day).first_day if self.ground.span is SpanKind.WEEK else day

    def _read_day(self, text: str) -> date:
        return days.read(text, self.ground.day_order)


def _by_words(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """Code or name, whatever its capitals → the KPIs called so; a code says it alone."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        found.setdefault(_words(measure.name), []).append(measure)
    return found | {_words(measure.code): [measure] for measure in measures}


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _words_of(said: Mapping[str, str], field: str) -> str | None:
    text = said.get(field, "")
    if len(text) > LONGEST[field]:
        raise RowRefused(field, f"This is longer than {LONGEST[field]:,} characters.")
    return text or None


WEEK: Final = re.compile(r"(?P<year>[0-9]{4})-?W(?P<week>[0-9]{2})", re.IGNORECASE)
LONGEST: Final = {"source": 120, "note": 2000}
