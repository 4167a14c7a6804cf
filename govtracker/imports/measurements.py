"""Measurements from a table: which column says what, what is wrong with a row, and what an import would do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from govtracker.enums import MeasurementState, Unit
from govtracker.imports import columns, months
from govtracker.imports.cells import Typed
from govtracker.imports.columns import BadColumns, Columns
from govtracker.imports.kinds import Problem
from govtracker.imports.reader import Sheet
from govtracker.queries.performance.held import Held
from govtracker.queries.performance.measurements import Key
from govtracker.rules.performance import explanation, measuring, values
from govtracker.rules.performance.measuring import BadEntry, Entry, Measure
from govtracker.rules.performance.values import BadValue
from govtracker.rules.periods import BadPeriod, Period
from govtracker.services.performance.measurements import Given

LIMIT: Final = 100_000
COLUMNS: Final = {
    "kpi": "KPI (code or name)",
    "period": "Month",
    "value": "Value",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "n": "Number of cases",
    "source": "Source",
    "note": "Note",
}
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "kpi": ("kpi", "kpicode", "code", "kpiname", "metric", "measure", "indicator", "criterion", "name"),
    "period": ("period", "month", "date", "monat", "periode", "yearmonth"),
    "value": ("value", "actual", "result", "wert", "ist"),
    "numerator": ("numerator", "num", "zaehler", "zähler"),
    "denominator": ("denominator", "den", "denom", "nenner"),
    "n": ("n", "count", "cases", "samplesize", "volume"),
    "source": ("source", "system", "quelle"),
    "note": ("note", "notes", "comment", "remark"),
}


@dataclass(frozen=True)
class Taken:
    """A row that can be taken."""

    row: int
    given: Given


@dataclass(frozen=True)
class Ground:
    """What rows are checked against: the KPIs there are, what shared scorecards hold, and the day where months count.

    `decimal_mark` is "." or "," where the table is known to use one of them; None decides cell by cell.
    """

    measures: Sequence[Measure]
    held: Held
    today: date
    decimal_mark: str | None = None


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


class _Refused(Exception):
    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        self.sentence = sentence


class _Rows:
    """Reads row after row and remembers what it has seen."""

    def __init__(self, header: list[str], chosen: Columns, ground: Ground) -> None:
        self.columns = chosen
        self.places = {field: header.index(name) for field, name in chosen.items() if name}
        self.width = len(header)
        self.ground = ground
        self.measures = _by_words(ground.measures)
        self.periods: dict[str, Period] = {}
        self.seen: dict[Key, int] = {}

    def read(self, number: int, cells: list[str]) -> Taken | Problem:
        try:
            return Taken(number, self._given(number, cells))
        except _Refused as refusal:
            return Problem(number, self.columns.get(refusal.field, ""), refusal.sentence)

    def _given(self, number: int, cells: list[str]) -> Given:
        if len(cells) > self.width:
            sentence = f"{len(cells)} cells stand under {self.width} column names: does a decimal comma split one?"
            raise _Refused("", sentence)
        said = {field: cells[place] for field, place in self.places.items()}
        measure = self._measure(said["kpi"])
        period = self._period(said["period"])
        given = Given(measure, period, self._entry(said, measure), said.get("source") or None, said.get("note") or None)
        locked = given.key in self.ground.held
        objection = measuring.objection(measure, period, today=self.ground.today, locked=locked)
        if objection:
            raise _Refused("period" if period.first_day > self.ground.today else "kpi", objection)
        earlier = self.seen.setdefault(given.key, number)
        if earlier != number:
            raise _Refused("period", f"Row {earlier} says {measure.code} for {period.name} already.")
        return given

    def _measure(self, text: str) -> Measure:
        if not text:
            raise _Refused("kpi", "The KPI is missing.")
        found = self.measures.get(_words(text), [])
        if len(found) != 1:
            many = f"{len(found)} KPIs are called “{text[:40]}”: use the code."
            raise _Refused("kpi", many if found else f"There is no KPI “{text[:40]}” here.")
        return found[0]

    def _period(self, text: str) -> Period:
        if text not in self.periods:
            try:
                self.periods[text] = months.read(text)
            except BadPeriod as refusal:
                raise _Refused("period", refusal.sentence) from None
        return self.periods[text]

    def _entry(self, said: Mapping[str, str], measure: Measure) -> Entry:
        value, above, below = (said.get(field, "") for field in ("value", "numerator", "denominator"))
        if value.lower() in measuring.NOT_APPLICABLE and not above and not below:
            return Entry(MeasurementState.NOT_APPLICABLE)
        n = self._cases(said.get("n", ""))
        if above or below:
            parts = self._number("numerator", above), self._number("denominator", below)
            entry = Entry(MeasurementState.MEASURED, numerator=parts[0], denominator=parts[1], n=n)
        else:
            entry = Entry(MeasurementState.MEASURED, self._number("value", value, measure.unit), n=n)
        try:
            measuring.check(entry, measure)
        except BadEntry as refusal:
            raise _Refused(refusal.field, refusal.sentence) from None
        if value and entry.value is None:
            self._compare(value, entry, measure)
        return entry

    def _number(self, field: str, text: str, unit: Unit | None = None) -> Decimal:
        try:
            mark = "." if isinstance(text, Typed) else self.ground.decimal_mark
            return values.parse_number(text, unit=unit, decimal_mark=mark)
        except BadValue as refusal:
            raise _Refused(field, refusal.sentence) from None

    def _cases(self, text: str) -> int | None:
        if not text:
            return None
        number = self._number("n", text)
        if number != number.to_integral_value():
            raise _Refused("n", "The number of cases is a whole number.")
        return int(number)

    def _compare(self, text: str, entry: Entry, measure: Measure) -> None:
        """A value beside numerator and denominator has to say the same, to the decimals it has."""
        told, computed = self._number("value", text, measure.unit), measuring.value(entry, measure)
        last_place = Decimal(1).scaleb(min(int(told.as_tuple().exponent), 0))
        if computed is not None and abs(told - computed) * 2 > last_place:
            sentence = f"The value says {text}; numerator over denominator is {explanation.figure(computed)}."
            raise _Refused("value", sentence)


def _by_words(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """Code or name, whatever its capitals → the KPIs called so; a code says it alone."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        found.setdefault(_words(measure.name), []).append(measure)
    return found | {_words(measure.code): [measure] for measure in measures}


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
