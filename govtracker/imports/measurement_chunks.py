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

    `asked` rows are refused only because nobody has said what a fraction of 1 is; `months` were rolled up from days,
    all but those entered `by_hand`.
    """

    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: int = 0
    asked: int = 0
    months: int = 0
    by_hand: int = 0
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

    def count(self, summary: Summary, touched: set[Key]) -> None:
        """Add what would become of the rows, and the months their days are of to `touched`."""
        rows, rolled_up = _typed(self.taken)
        given, daily = _parted(row.given for row in rows)
        touched.update(one.month for one in daily)
        if given:
            summary.add(measurements.compare(given, months.stored([one.key for one in given])))
        if daily:
            summary.add(readings.compare(daily, days.stored([one.key for one in daily])))
        summary.refuse([*self.problems, *rolled_up])


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
        free, late = self._still_open(relationship, chunk)
        rows, rolled_up = _typed(free)
        summary.refuse([*chunk.problems, *late, *rolled_up])
        given, daily = _parted(row.given for row in rows)
        if given:
            summary.add(self._write_months(relationship, given))
        if daily:
            summary.add(self._write_days(daily))

    def finish(self, relationship: Relationship, summary: Summary) -> None:
        """Roll up what was written by days, and note that the import is done."""
        some = list(self.touched.items())
        summary.by_hand = entered_by_hand(self.touched)
        for start in range(0, len(some), AT_ONCE):
            readings.roll_up(
                relationship,
                dict(some[start : start + AT_ONCE]),
                reason=self.reason,
                by=self.by,
                at=self.at,
                today=self.today,
            )
        summary.months = len(some) - summary.by_hand
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
        self.touched |= {one.month: one.measure for one in daily}
        return taken


def entered_by_hand(touched: Iterable[Key]) -> int:
    """How many months someone entered by hand, so that no days are rolled up over them."""
    keys = list(touched)
    slices = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(len(readings.by_hand(months.stored(some))) for some in slices)


def _typed(rows: Sequence[TakenRow]) -> tuple[list[TakenRow], list[Problem]]:
    """The rows that may be taken, and those of a month that is made of its days."""
    before = months.stored([row.given.key for row in rows if isinstance(row.given, Given)])
    rolled_up = {key for key, one in before.items() if one.is_rolled_up}
    free: list[TakenRow] = []
    refused: list[Problem] = []
    for row in rows:
        if isinstance(row.given, Given) and row.given.key in rolled_up:
            refused.append(Problem(row.row, "", measurements.rolled_up(row.given.period)))
        else:
            free.append(row)
    return free, refused


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
