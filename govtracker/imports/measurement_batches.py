"""An import of measurements from file to done: received, checked as often as one likes, carried out once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.imports import measurements as table
from govtracker.imports import reader
from govtracker.imports.columns import BadColumns, Columns
from govtracker.imports.kinds import Problem
from govtracker.imports.measurements import Ground
from govtracker.imports.reader import Sheet, Unreadable
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find
from govtracker.queries.installation import batches
from govtracker.queries.performance import held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key, Stored
from govtracker.services import Refused, events
from govtracker.services.performance import measurements
from govtracker.services.performance.measurements import Given, Taken

CHUNK: Final = 1000
FIRST_ROWS: Final = 20
PROBLEMS_KEPT: Final = 200
OF_THE_FILE: Final = ("file", "sheets", "said", "header")
EVER: Final = (date(1, 1, 1), date(9999, 12, 1))
Deed = Callable[[Sequence[Given], dict[Key, Stored]], Taken]


@dataclass
class Summary:
    """What an import does, or did, to each row. `problems` are the first ones: row, column, sentence."""

    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Rows that change something."""
        return self.new + self.corrected


def receive(
    relationship: Relationship, filename: str, data: bytes, *, by: Viewer, at: datetime, today: date
) -> ImportBatch:
    """Keep a file and check it with the columns it seems to have; refuses beside the field "file"."""
    try:
        kept = reader.keep(data)
        sheet = reader.read_text(kept.text, limit_rows=table.LIMIT, said=kept.said)
    except Unreadable as refusal:
        raise Refused(refusal.sentence, "file") from None
    batches.forget_unfinished(by.person_id, relationship, batches.MEASUREMENTS)
    batch = ImportBatch(
        relationship_id=relationship.id,
        person_id=by.person_id,
        kind=batches.MEASUREMENTS,
        filename=filename.replace("\\", "/").rpartition("/")[2][:200] or "file.csv",
        content=kept.text,
        mapping={"columns": table.guessed(sheet.header), "decimal_mark": "", "sheet": ""},
        uploaded_at=at,
        summary={
            "file": kept.said,
            "sheets": reader.sheets(kept.text),
            "said": sheet.said,
            "header": sheet.header,
        },
    )
    batch.within = relationship
    db.session.add(batch)
    check(batch, by=by, today=today)
    db.session.flush()
    return batch


def choose(batch: ImportBatch, columns: Columns, decimal_mark: str, *, by: Viewer, today: date) -> None:
    """Say which column says what and how decimals are marked ("." or ",", "" for cell by cell), and check anew."""
    try:
        table.check_columns(columns, batch.summary["header"])
    except BadColumns as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    batch.mapping = {**batch.mapping, "columns": dict(columns), "decimal_mark": decimal_mark}
    check(batch, by=by, today=today)


def turn_to(batch: ImportBatch, sheet_name: str, *, by: Viewer, today: date) -> None:
    """Take another sheet of the workbook, with the columns it seems to have; refuses beside the field "sheet"."""
    if sheet_name not in batch.summary.get("sheets", ()):
        raise Refused("The workbook has no such sheet.", "sheet")
    batch.mapping = {**batch.mapping, "sheet": sheet_name}
    try:
        sheet = _sheet(batch)
    except Unreadable as refusal:
        raise Refused(refusal.sentence, "sheet") from None
    batch.mapping = {**batch.mapping, "columns": table.guessed(sheet.header)}
    batch.summary = {**batch.summary, "said": sheet.said, "header": sheet.header}
    check(batch, by=by, today=today)


def check(batch: ImportBatch, *, by: Viewer, today: date) -> None:
    """Try every row and write nothing but what would become of it."""
    kept = {name: batch.summary[name] for name in OF_THE_FILE if name in batch.summary}
    try:
        table.check_columns(batch.mapping["columns"], kept["header"])
        summary = _each_chunk(batch, measurements.compare, by=by, today=today)
    except (BadColumns, Unreadable) as refusal:
        batch.summary = kept | {"fault": refusal.sentence, "first": _first_rows(batch, {})}
        return
    verdicts = {row: sentence for row, _, sentence in summary.problems}
    batch.summary = kept | {"fault": "", "first": _first_rows(batch, verdicts)} | asdict(summary)


def carry_out(batch: ImportBatch, *, reason: str, all_or_nothing: bool, by: Viewer, at: datetime, today: date) -> None:
    """Import what was checked, in one go; done already, nothing happens.

    Values that change need a `reason`, which is kept with what they said before. Refuses beside "reason" and "mode".
    """
    if batch.imported_at:
        return
    relationship = find.relationship(by, batch.relationship.key)

    def write(given: Sequence[Given], before: dict[Key, Stored]) -> Taken:
        return measurements.take(relationship, given, before=before, reason=reason.strip(), by=by, at=at)

    try:
        summary = _each_chunk(batch, write, by=by, today=today)
    except (BadColumns, Unreadable) as refusal:
        raise Refused(refusal.sentence) from None
    _require_agreed(summary, reason, all_or_nothing=all_or_nothing)
    batch.imported_at = at
    batch.content = ""
    batch.summary = {**batch.summary, "first": [], **asdict(summary)}
    counts = {name: [None, getattr(summary, name)] for name in ("new", "corrected", "unchanged", "refused")}
    events.record(batch, "measurements_imported", by=by, at=at, changes=counts, reason=reason.strip())


def _require_agreed(summary: Summary, reason: str, *, all_or_nothing: bool) -> None:
    if all_or_nothing and summary.refused:
        raise Refused(f"{_count(summary.refused, 'row')} would be refused, so nothing was imported.", "mode")
    if summary.corrected and not reason.strip():
        raise Refused(f"{_count(summary.corrected, 'value')} would change: say why. The old ones are kept.", "reason")


def _each_chunk(batch: ImportBatch, deed: Deed, *, by: Viewer, today: date) -> Summary:
    """Walk over the table chunk by chunk, so that memory does not grow with it."""
    summary = Summary()
    for chunk in _chunks(_rows(batch, by=by, today=today)):
        given = [row.given for row in chunk if not isinstance(row, Problem)]
        taken = deed(given, asked.stored([one.key for one in given]))
        summary.new += len(taken.new)
        summary.corrected += len(taken.corrected)
        summary.unchanged += taken.unchanged
        problems = [row for row in chunk if isinstance(row, Problem)]
        summary.refused += len(problems)
        room = PROBLEMS_KEPT - len(summary.problems)
        summary.problems += [(one.row, one.column, one.sentence) for one in problems[:room]]
    return summary


def _rows(batch: ImportBatch, *, by: Viewer, today: date) -> Iterator[table.Taken | Problem]:
    ground = Ground(
        measures=asked.measures(by, batch.relationship.id),
        held=held.within(batch.relationship.id, *EVER),
        today=today,
        decimal_mark=batch.mapping["decimal_mark"] or None,
    )
    return table.rows(_sheet(batch), batch.mapping["columns"], ground)


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _first_rows(batch: ImportBatch, verdicts: dict[int, str]) -> list[Any]:
    """The first rows as they stand in the file, each with why it is refused ("" where it is not)."""
    try:
        first = islice(_sheet(batch).numbered(), FIRST_ROWS)
        return [(number, cells, verdicts.get(number, "")) for number, cells in first]
    except Unreadable:
        return []


def _sheet(batch: ImportBatch) -> Sheet:
    return reader.read_text(
        batch.content,
        limit_rows=table.LIMIT,
        said=batch.summary.get("file", ""),
        sheet=batch.mapping.get("sheet", ""),
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
