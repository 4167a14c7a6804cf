"""Taking an import of measurements back within a day, value by value where nothing was touched since."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.imports import undoing
from govtracker.imports.measurement_chunks import AT_ONCE, FIGURES
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find
from govtracker.queries.performance import held, imported
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance import readings as days
from govtracker.queries.performance.measurements import Key
from govtracker.queries.performance.readings import Day, Figures
from govtracker.rules import periods
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.services import Refused, events
from govtracker.services.performance import measurements, readings
from govtracker.services.performance.measurements import MISSING, Given
from govtracker.services.performance.readings import Daily


def is_possible(batch: ImportBatch, at: datetime) -> bool:
    """Whether an import was carried out within the last day, wrote something and was not taken back yet."""
    if batch.imported_at is None or batch.undone_at is not None or at >= batch.imported_at + undoing.WITHIN:
        return False
    return bool(
        imported.written(batch.id, after=None, size=1)
    )  # a second attempt found the rows of the first unchanged


def take_back(batch: ImportBatch, *, by: Viewer, at: datetime, today: date) -> None:
    """Give every value back what stood there before; what was touched since, or is shared by now, stays as it is."""
    if not is_possible(batch, at):
        raise Refused("An import can be taken back once, within 24 hours.")
    relationship = find.relationship(by, batch.relationship.key)
    known = {one.kpi_id: one for one in months.measures(by, relationship.id)}
    why = f"The import of {batch.filename} was taken back."
    back, kept, place, touched = 0, 0, None, dict[Key, Measure]()
    while rows := imported.written(batch.id, after=place, size=AT_ONCE):
        place = (rows[-1].kpi_id, rows[-1].day, rows[-1].scope)
        free = _free(relationship, rows)
        if batch.mapping.get("span", "month") == "month":
            done = _months_back(relationship, free, known, why, by=by, at=at)
        else:
            done = _days_back(free, known, touched)
        back, kept = back + done, kept + len(rows) - done
    readings.roll_up(relationship, touched, reason=why, by=by, at=at, today=today)
    batch.undone_at = at
    batch.summary = {**batch.summary, "taken_back": back, "kept": kept}
    changes = {"taken_back": [None, back], "kept": [None, kept]}
    events.record(batch, "measurements_import_taken_back", by=by, at=at, changes=changes)


def _free(relationship: Relationship, rows: Sequence[Any]) -> list[Any]:
    """Rows whose month no shared scorecard holds by now."""
    holding = held.within(relationship.id, min(row.day for row in rows), max(row.day for row in rows))
    return [row for row in rows if Key(row.kpi_id, row.day.replace(day=1), row.scope) not in holding]


def _months_back(
    relationship: Relationship, rows: Sequence[Any], known: dict[int, Measure], why: str, *, by: Viewer, at: datetime
) -> int:
    keys = [Key(row.kpi_id, row.day, row.scope) for row in rows]
    before = months.stored(keys)
    given = []
    for key, row in zip(keys, rows, strict=True):
        stands = before.get(key)
        if stands and _says(stands.entry, row):
            old = Entry(row.was, *(getattr(row, f"old_{name}") for name in FIGURES)) if row.had else MISSING
            given.append(Given(known[row.kpi_id], periods.containing(row.day), old, scope=row.scope))
    if given:
        agreed = held.within(relationship.id, *measurements.span(given)).agreed()
        measurements.take(relationship, given, before=before, reason=why, by=by, at=at, agreed=agreed)
    return len(given)


def _days_back(rows: Sequence[Any], known: dict[int, Measure], touched: dict[Key, Measure]) -> int:
    keys = [Day(row.kpi_id, row.day, row.scope) for row in rows]
    before = days.stored(keys)
    untouched = [(key, row) for key, row in zip(keys, rows, strict=True) if key in before and _says(before[key], row)]
    old = [
        Daily(known[key.kpi_id], key.day, Figures(*(getattr(row, f"old_{name}") for name in FIGURES)), key.scope)
        for key, row in untouched
        if row.had
    ]
    readings.take(old, before=before)
    days.forget([key for key, row in untouched if not row.had])
    touched.update({Key(key.kpi_id, key.day.replace(day=1), key.scope): known[key.kpi_id] for key, _ in untouched})
    return len(untouched)


def _says(stands: Entry | Figures, row: Any) -> bool:
    return all(getattr(stands, name) == getattr(row, name) for name in FIGURES)
