"""An import from file to done: received, checked as often as one likes, carried out once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import RowOutcome
from govtracker.imports import columns as choosing
from govtracker.imports import reader, tables
from govtracker.imports.columns import BadColumns
from govtracker.imports.kinds import Ground, Importer, Kind, Place, Planned, Problem, Row, Written
from govtracker.imports.reader import Unreadable
from govtracker.models import ImportBatch, ImportRow, Relationship
from govtracker.queries import claims
from govtracker.queries.installation import batches
from govtracker.services import Refused, events

PROBLEMS_KEPT: Final = 200
COUNTS: Final = tuple(outcome.value for outcome in RowOutcome)
OF_THE_FILE: Final = ("file", "sheets", "said", "header")
WRITES: Final = (RowOutcome.NEW, RowOutcome.CHANGED)


@dataclass(frozen=True)
class Where:
    """Where and when an import is looked at: the day is that of the person."""

    place: Place
    by: Viewer
    at: datetime
    today: date


@dataclass
class Summary:
    """What an import does, or did, to the rows. `problems` are the first ones: row, column, sentence."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    verdicts: dict[int, str] = field(default_factory=dict)  # of the first rows

    def count(self, found: Planned | Problem) -> None:
        """Add a row."""
        outcome = RowOutcome.REFUSED if isinstance(found, Problem) else found.outcome
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)
        if len(self.verdicts) < tables.FIRST_ROWS:
            self.verdicts[found.row] = outcome.value
        if isinstance(found, Problem) and len(self.problems) < PROBLEMS_KEPT:
            self.problems.append((found.row, found.column, found.sentence))


def receive(kind: Kind, filename: str, data: bytes, where: Where) -> ImportBatch:
    """Keep a file and check it; refuses what is no table, beside the field "file"."""
    try:
        kept = reader.keep(data)
        sheet = reader.read_text(kept.text, limit_rows=kind.at_most, said=kept.said)
    except Unreadable as refusal:
        raise Refused(refusal.sentence, "file") from None
    batches.forget_unfinished(where.by.person_id, where.place, kind.name)
    relationship = where.place if isinstance(where.place, Relationship) else None
    batch = ImportBatch(
        relationship_id=relationship.id if relationship else None,
        within=relationship,
        organisation_id=None if relationship else where.place.id,
        person_id=where.by.person_id,
        kind=kind.name,
        filename=filename.replace("\\", "/").rpartition("/")[2][:200] or "file",
        content=kept.text,
        mapping=tables.mapping(kind, sheet.header, where.by, sheet_name=""),
        uploaded_at=where.at,
        summary={"file": kept.said, "sheets": reader.sheets(kept.text), "said": sheet.said, "header": sheet.header},
    )
    db.session.add(batch)
    check(kind, batch, where)
    db.session.flush()
    return batch


def turn_to(kind: Kind, batch: ImportBatch, sheet_name: str, where: Where) -> None:
    """Take another sheet of the workbook; refuses beside the field "sheet"."""
    if sheet_name not in batch.summary["sheets"]:
        raise Refused("The workbook has no such sheet.", "sheet")
    batch.mapping = {**batch.mapping, "sheet": sheet_name}
    try:
        sheet = tables.sheet(kind, batch)
    except Unreadable as refusal:
        raise Refused(refusal.sentence, "sheet") from None
    batch.mapping = tables.mapping(kind, sheet.header, where.by, sheet_name=sheet_name)
    batch.summary = {**batch.summary, "said": sheet.said, "header": sheet.header}
    check(kind, batch, where)


def choose(
    kind: Kind, batch: ImportBatch, columns: Mapping[str, str], options: Mapping[str, str], where: Where
) -> None:
    """Say which column says what and how it is written, and check anew; refuses beside the field it concerns."""
    try:
        choosing.check(columns, batch.summary["header"], needed=kind.needed)
    except BadColumns as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    batch.mapping = {**batch.mapping, "columns": dict(columns), "options": dict(options)}
    check(kind, batch, where)


def check(kind: Kind, batch: ImportBatch, where: Where) -> None:
    """Look at every row, and write nothing but what would become of it."""
    kept = {name: batch.summary[name] for name in OF_THE_FILE}
    try:
        choosing.check(batch.mapping["columns"], kept["header"], needed=kind.needed)
        summary, stands_on = Summary(), ground(kind, batch, where)
        for found in _looked(kind, batch, kind.importer(stands_on)):
            for one in found:
                summary.count(one)
        read_as = tables.read_as(kind, batch, stands_on.order)
    except (BadColumns, Unreadable) as refusal:
        batch.summary = kept | {"fault": refusal.sentence, "first": tables.first_rows(kind, batch, {})}
        return
    facts = asdict(summary)
    first = tables.first_rows(kind, batch, facts.pop("verdicts"))
    batch.summary = kept | {"fault": "", "first": first, "read_as": read_as} | facts


def problems(kind: Kind, batch: ImportBatch, where: Where) -> Iterator[Problem]:
    """Every row that would be refused, with the name of the column it concerns."""
    for found in _looked(kind, batch, kind.importer(ground(kind, batch, where))):
        yield from (one for one in found if isinstance(one, Problem))


def carry_out(kind: Kind, batch: ImportBatch, where: Where, *, all_or_nothing: bool, tell: bool = False) -> None:
    """Import what was checked, in one go; done already, nothing happens. Refuses beside "mode".

    With `all_or_nothing` a single refused row stops it. With `tell` people get the mail that the kind may send.
    """
    if batch.imported_at:
        return
    summary, importer = Summary(), kind.importer(ground(kind, batch, where, tell=tell))
    try:
        for found in _looked(kind, batch, importer):
            for one in found:
                summary.count(one)
            _write(importer, batch, found)
    except Unreadable as refusal:
        raise Refused(refusal.sentence) from None
    if all_or_nothing and summary.refused:
        rows = "1 row" if summary.refused == 1 else f"{summary.refused:,} rows"
        raise Refused(f"{rows} would be refused, so nothing was imported.", "mode")
    batch.imported_at, batch.content = where.at, ""
    batch.summary = {**batch.summary, **asdict(summary), "first": [], "verdicts": {}}
    changes = {name: [None, getattr(summary, name)] for name in COUNTS}
    events.record(batch, f"{kind.name}_imported", by=where.by, at=where.at, changes=changes)


def ground(kind: Kind, batch: ImportBatch, where: Where, *, tell: bool = False) -> Ground:
    """What the importer of a kind stands on."""
    return Ground(
        where.place,
        where.by,
        where.at,
        where.today,
        source=batch.filename[:60],
        order=tables.order(kind, batch) if batch.content else "",
        options=batch.mapping["options"],
        tell=tell,
    )


def _looked(kind: Kind, batch: ImportBatch, importer: Importer) -> Iterator[list[Planned | Problem]]:
    """What is to become of each row, some at a time; a problem names the column it concerns as the file does."""
    chosen = batch.mapping["columns"]
    for chunk in tables.chunks(kind, batch):
        found = {row.number: _too_wide(row, batch) for row in chunk if row.beyond > 0}
        sound = [row for row in chunk if row.number not in found]
        for one in importer.look(sound):
            found[one.row] = (
                Problem(one.row, chosen.get(one.column) or "", one.sentence) if isinstance(one, Problem) else one
            )
        yield [found[row.number] for row in chunk]


def _too_wide(row: Row, batch: ImportBatch) -> Planned | Problem:
    width = len(batch.summary["header"])
    said = f"{width + row.beyond} cells stand under {width} column names: does a separator stand inside of one?"
    return Problem(row.number, "", said)


def _write(importer: Importer, batch: ImportBatch, found: Sequence[Planned | Problem]) -> None:
    """Do what some rows say, and keep what became of each."""
    deeds = [one for one in found if isinstance(one, Planned) and one.outcome in WRITES]
    written = {one.row: one for one in importer.write(deeds)}
    claims.insert_rows(ImportRow, [_kept(batch, one, written.get(one.row)) for one in found])


def _kept(batch: ImportBatch, found: Planned | Problem, written: Written | None) -> dict[str, Any]:
    said: dict[str, Any] = (
        {"outcome": RowOutcome.REFUSED, "label": "", "concerns": found.column[:80], "sentence": found.sentence}
        if isinstance(found, Problem)
        else {"outcome": found.outcome, "label": found.label[:200], "concerns": "", "sentence": ""}
    )
    return {
        "batch_id": batch.id,
        "line": found.row,
        **said,
        "subject_type": written.subject_type if written else None,
        "subject_id": written.subject_id if written else None,
        "before": written.before if written else {},
        "after": written.after if written else {},
        "taken_back": False,
    }
