"""Rows of an import of measurements, some at a time: what would become of them, and how they are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.imports import figures
from govtracker.imports.kinds import Problem
from govtracker.imports.measurements import Taken as TakenRow
from govtracker.models import ImportBatch, Relationship
from govtracker.queries.performance import held, imported
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance import readings as days
from govtracker.queries.performance.measurements import Key
from govtracker.rules.performance.measuring import Measure
from govtracker.services import events
from govtracker.services.performance import measurements, readings
from govtracker.services.performance.measurements import Given, Taken
from govtracker.services.performance.readings import Daily, TakenDays

PROBLEMS_KEPT: Final = 200
COUNTS: Final = ("new", "corrected", "unchanged", "refused")
FIGURES: Final = ("value", "numerator", "denominator", "n")


@dataclass
class Summary:
    """What an import does, or did, to each row. `problems` are the first ones: row, column, sentence.

    `asked` rows are refused only because nobody has said what a fraction of 1 is; `months` were rolled up from days.
    """

    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: int = 0
    asked: int = 0
    months: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, taken: Taken | TakenDays) -> None:
        """Count what became of rows."""
        changed = taken.corrected if isinstance(taken, Taken) else taken.changed
        self.new += len(taken.new)
        self.corrected += len(changed)
        self.unchanged += taken.unchanged

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Count rows that are refused."""
        self.refused += len(problems)
        self.asked += sum(figures.is_asked(one.sentence) for one in problems)
        room = PROBLEMS_KEPT - len(self.problems)
        self.problems += [(one.row, one.column, one.sentence) for one in problems[:room]]


@dataclass(frozen=True)
class Chunk:
    """Some rows of a table."""

    rows: Sequence[TakenRow | Problem]

    @property
    def problems(self) -> list[Problem]:
        """The rows that are refused."""
        return [row for row in self.rows if isinstance(row, Problem)]

    @property
    def taken(self) -> list[TakenRow]:
        """The rows that are not."""
        return [row for row in self.rows if not isinstance(row, Problem)]

    def count(self, summary: Summary) -> None:
        """Add what would become of the rows."""
        given, daily = _parted(row.given for row in self.taken)
        if given:
            summary.add(measurements.compare(given, months.stored([one.key for one in given])))
        if daily:
            summary.add(readings.compare(daily, days.stored([one.key for one in daily])))
        summary.refuse(self.problems)


@dataclass
class Writer:
    """Writes the rows of one import and remembers what stood there before; days are rolled up in the end."""

    batch: ImportBatch
    by: Viewer
    at: datetime
    today: date
    touched: dict[Key, Measure] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Why values change: as the person said, else where they come from."""
        return self.batch.mapping.get("reason") or f"Imported from {self.batch.filename}"

    def write(self, relationship: Relationship, chunk: Chunk, summary: Summary) -> None:
        """Write rows; one whose month was shared since it was checked is refused."""
        rows, late = self._still_open(relationship, chunk)
        summary.refuse([*chunk.problems, *late])
        given, daily = _parted(row.given for row in rows)
        if given:
            summary.add(self._write_months(relationship, given))
        if daily:
            summary.add(self._write_days(daily))

    def finish(self, relationship: Relationship, summary: Summary) -> None:
        """Roll up what was written by days, and note that the import is done."""
        some = list(self.touched.items())
        for start in range(0, len(some), AT_ONCE):
            readings.roll_up(
                relationship,
                dict(some[start : start + AT_ONCE]),
                reason=self.reason,
                by=self.by,
                at=self.at,
                today=self.today,
            )
        summary.months = len(some)
        batch = self.batch
        batch.imported_at, batch.queued_at, batch.content = self.at, None, ""
        batch.summary = {**batch.summary, **vars(summary), "first": [], "done": 0}
        counts = {name: [None, getattr(summary, name)] for name in COUNTS}
        events.record(batch, "measurements_imported", by=self.by, at=self.at, changes=counts, reason=self.reason)

    def _still_open(self, relationship: Relationship, chunk: Chunk) -> tuple[list[TakenRow], list[Problem]]:
        rows = chunk.taken
        if not rows:
            return [], []
        when = [_month(row.given).month for row in rows]
        holding = held.within(relationship.id, min(when), max(when))
        late = [Problem(row.row, "", SHARED_SINCE) for row in rows if _month(row.given) in holding]
        return [row for row in rows if _month(row.given) not in holding], late

    def _write_months(self, relationship: Relationship, given: Sequence[Given]) -> Taken:
        before = months.stored([one.key for one in given])
        agreed = held.within(relationship.id, *measurements.span(given)).agreed()
        taken = measurements.take(
            relationship, given, before=before, reason=self.reason, by=self.by, at=self.at, agreed=agreed
        )
        kept = [_kept(one.key, one.entry, None) for one in taken.new]
        kept += [_kept(one.key, one.entry, old.entry) for one, old in taken.corrected]
        imported.keep([{"batch_id": self.batch.id, **row} for row in kept])
        return taken

    def _write_days(self, daily: Sequence[Daily]) -> TakenDays:
        taken = readings.take(daily, before=days.stored([one.key for one in daily]))
        kept = [_kept(one.key, one.figures, None) for one in taken.new]
        kept += [_kept(one.key, one.figures, old) for one, old in taken.changed]
        imported.keep([{"batch_id": self.batch.id, **row} for row in kept])
        self.touched |= taken.months
        return taken


def _parted(every: Iterable[Given | Daily]) -> tuple[list[Given], list[Daily]]:
    given: list[Given] = []
    daily: list[Daily] = []
    for one in every:
        if isinstance(one, Given):
            given.append(one)
        else:
            daily.append(one)
    return given, daily


def _month(one: Given | Daily) -> Key:
    return one.key if isinstance(one, Given) else one.month


def _kept(key: Any, now: Any, old: Any) -> Mapping[str, Any]:
    kpi_id, day, scope = key
    before = {f"old_{name}": getattr(old, name) if old else None for name in FIGURES}
    after = {name: getattr(now, name) for name in FIGURES}
    was = getattr(old, "state", None)
    return {"kpi_id": kpi_id, "day": day, "scope": scope, "had": old is not None, "was": was, **before, **after}


AT_ONCE: Final = 1000
SHARED_SINCE: Final = "The scorecard of its month was shared meanwhile and holds this value."
