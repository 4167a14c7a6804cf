"""An import of measurements from file to done: received, checked as often as one likes, carried out once."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from govtracker import database
from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import SpanKind
from govtracker.imports import days, reader
from govtracker.imports import measurements as table
from govtracker.imports.columns import BadColumns, Columns
from govtracker.imports.figures import Way
from govtracker.imports.measurement_chunks import COUNTS, Chunk, Summary, Writer, entered_by_hand
from govtracker.imports.measurements import Ground
from govtracker.imports.reader import Sheet, Unreadable
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find, viewers
from govtracker.queries.installation import batches
from govtracker.queries.performance import held, imported
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key
from govtracker.rules import wall_time, words
from govtracker.services import Refused

CHUNK: Final = 1000
LONG: Final = 5000  # rows from which on the worker does it
SAMPLE: Final = 2000
FIRST_ROWS: Final = 20
LONGEST: Final = 100  # of a cell that is shown
CLAIMED: Final = timedelta(minutes=15)  # longer than any file takes
PUT_OFF: Final = timedelta(minutes=5)
OPTIONS: Final = ("decimal_mark", "span", "day_order", "fractions")
PLAIN: Final[dict[str, Any]] = {"decimal_mark": "", "span": "month", "day_order": "", "fractions": ""}
OF_THE_FILE: Final = ("file", "sheets", "said", "header")
EVER: Final = (date(1, 1, 1), date(9999, 12, 1))


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
        mapping=_mapping(relationship, sheet, sheet_name=""),
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


def choose(batch: ImportBatch, columns: Columns, options: Mapping[str, str], *, by: Viewer, today: date) -> None:
    """Say which column says what and how it is written, and check anew.

    `options` are those of OPTIONS: `decimal_mark` ("." or ",", "" for cell by cell), `span` (what a row is of),
    `day_order` (imports.days) and `fractions` (imports.figures).
    """
    try:
        table.check_columns(columns, batch.summary["header"])
    except BadColumns as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    chosen = {name: options[name] for name in OPTIONS if name in options}
    batch.mapping = {**batch.mapping, "columns": dict(columns), **chosen}
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
    batch.mapping = _mapping(batch.relationship, sheet, sheet_name=sheet_name)
    batch.summary = {**batch.summary, "said": sheet.said, "header": sheet.header}
    check(batch, by=by, today=today)


def check(batch: ImportBatch, *, by: Viewer, today: date) -> None:
    """Try every row and write nothing but what would become of it."""
    kept = {name: batch.summary[name] for name in OF_THE_FILE if name in batch.summary}
    try:
        table.check_columns(batch.mapping["columns"], kept["header"])
        summary, touched = Summary(), set[Key]()
        for chunk in _chunks(batch, by=by, today=today):
            chunk.count(summary, touched)
        summary.by_hand = entered_by_hand(touched)
    except (BadColumns, Unreadable) as refusal:
        where = f"{table.COLUMNS[refusal.field]}: " if isinstance(refusal, BadColumns) else ""
        batch.summary = kept | {"fault": f"{where}{refusal.sentence}", "first": _first_rows(batch, {})}
        return
    verdicts = {row: sentence for row, _, sentence in summary.problems}
    batch.summary = kept | {"fault": "", "first": _first_rows(batch, verdicts)} | asdict(summary)


def carry_out(batch: ImportBatch, *, reason: str, all_or_nothing: bool, by: Viewer, at: datetime, today: date) -> None:
    """Import what was checked, in one go; done already, nothing happens. A long file is left to the worker.

    Values that change need a `reason`, which is kept with what they said before. Refuses beside "reason" and "mode".
    """
    if batch.imported_at or batch.queued_at:
        return
    _require_agreed(batch.summary, reason, all_or_nothing=all_or_nothing)
    batch.mapping = {**batch.mapping, "reason": reason.strip()}
    if sum(batch.summary.get(name, 0) for name in COUNTS) > LONG:
        batch.queued_at, batch.summary = at, {**batch.summary, "done": 0}
        return
    relationship = find.relationship(by, batch.relationship.key)
    summary, writer = Summary(), Writer(batch, by, at, today)
    try:
        for chunk in _chunks(batch, by=by, today=today):
            writer.write(relationship, chunk, summary)
    except (BadColumns, Unreadable) as refusal:
        raise Refused(refusal.sentence) from None
    _require_agreed(asdict(summary), reason, all_or_nothing=all_or_nothing)
    writer.finish(relationship, summary)


def carry_out_queued(batch_id: int, at: datetime) -> None:
    """Import a long file some rows at a time, a transaction each, so that people see how far it is.

    It is claimed for a while, and left at once where another worker has taken it over since. Tried again after a
    failure, what was written already counts as unchanged.
    """
    until = at + CLAIMED
    with database.transaction():
        batch = imported.claim(batch_id, at, until=until)
        by = viewers.viewer(batch.person_id, today=at.date()) if batch else None
        if batch is None or by is None or not allowed(by, Permission.ENTER_MEASUREMENT, batch.relationship):
            _give_up(batch)
            return
        today = wall_time.local(at, batch.relationship.client.zone).date()
        chunks = _chunks(batch, by=by, today=today)
    summary, writer, done = Summary(), Writer(batch, by, at, today), 0
    for chunk in chunks:
        with database.transaction():
            if imported.claimed(batch_id, until) is None:
                return
            done += len(chunk.rows)
            writer.write(find.relationship(by, batch.relationship.key), chunk, summary)
            batch.summary = {**batch.summary, "done": done}
    with database.transaction():
        if imported.claimed(batch_id, until) is None:
            return
        writer.finish(find.relationship(by, batch.relationship.key), summary)


def put_off(batch_id: int, at: datetime) -> None:
    """A long file that failed is tried again in a while."""
    batch = imported.queued(batch_id)
    if batch is not None:
        batch.queued_at = at + PUT_OFF


def _give_up(batch: ImportBatch | None) -> None:
    """Whoever sent it may not enter measurements here any more."""
    if batch is not None:
        batch.queued_at = None


def _require_agreed(found: Mapping[str, Any], reason: str, *, all_or_nothing: bool) -> None:
    refused, corrected = found.get("refused", 0), found.get("corrected", 0)
    if all_or_nothing and refused:
        raise Refused(f"{words.counted(refused, 'row')} would be refused, so nothing was imported.", "mode")
    if corrected and not reason.strip():
        raise Refused(f"{words.counted(corrected, 'value')} would change: say why. The old ones are kept.", "reason")


def _chunks(batch: ImportBatch, *, by: Viewer, today: date) -> Iterator[Chunk]:
    """The rows some at a time, so that memory does not grow with them."""
    relationship_id, mapping = batch.relationship.id, batch.mapping
    ground = Ground(
        measures=asked.measures(by, relationship_id),
        held=held.within(relationship_id, *EVER),
        today=today,
        scopes=imported.scopes(relationship_id),
        span=SpanKind(mapping.get("span", SpanKind.MONTH)),
        day_order=mapping.get("day_order", ""),
        above_one=imported.above_one(relationship_id),
        way=Way(mapping["decimal_mark"] or None, mapping.get("fractions", "")),
        side=by.side_in(batch.relationship.place()),
    )
    rows = table.rows(_sheet(batch), mapping["columns"], ground)
    return iter(lambda: Chunk(list(islice(rows, CHUNK))), Chunk([]))


def _mapping(relationship: Relationship, sheet: Sheet, *, sheet_name: str) -> dict[str, Any]:
    """What was chosen for such a table before, else what its columns seem to say."""
    before = imported.mapping_before(relationship.id, batches.MEASUREMENTS, sheet.header)
    if before:
        kept: dict[str, Any] = {name: before[name] for name in OPTIONS if name in before and name != "fractions"}
        return {**PLAIN, **kept, "columns": before["columns"], "sheet": sheet_name, "remembered": True}
    columns = table.guessed(sheet.header)
    dated = _column(sheet, columns["period"])
    span = table.span_of(dated) or SpanKind.MONTH
    return {**PLAIN, "columns": columns, "sheet": sheet_name, "span": span.value, "day_order": days.order(dated)}


def _column(sheet: Sheet, name: str) -> list[str]:
    """The first cells of a column, up to where the table breaks off; none where there is no such column."""
    found: list[str] = []
    try:
        if name:
            place = sheet.header.index(name)
            found.extend(cells[place] for _, cells in islice(sheet.numbered(), SAMPLE))
    except Unreadable:
        return found
    return found


def _first_rows(batch: ImportBatch, verdicts: dict[int, str]) -> list[Any]:
    """The first rows as they stand in the file, each with why it is refused ("" where it is not)."""
    try:
        first = islice(_sheet(batch).numbered(), FIRST_ROWS)
        return [(number, [cell[:LONGEST] for cell in cells], verdicts.get(number, "")) for number, cells in first]
    except Unreadable:
        return []


def _sheet(batch: ImportBatch) -> Sheet:
    return reader.read_text(
        batch.content,
        limit_rows=table.LIMIT,
        said=batch.summary.get("file", ""),
        sheet=batch.mapping.get("sheet", ""),
    )
