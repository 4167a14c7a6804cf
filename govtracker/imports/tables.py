"""The table of an import under way, read with what was chosen for it."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.imports import columns, days, reader
from govtracker.imports.kinds import Kind, Row
from govtracker.imports.reader import Sheet, Unreadable
from govtracker.models import ImportBatch
from govtracker.queries.installation import batches

FIRST_ROWS: Final = 20
LONGEST: Final = 300  # letters of a cell that are shown


def sheet(kind: Kind, batch: ImportBatch) -> Sheet:
    """The sheet that was chosen, from its beginning; raises Unreadable."""
    return reader.read_text(
        batch.content, limit_rows=kind.at_most, said=batch.summary["file"], sheet=batch.mapping["sheet"]
    )


def mapping(kind: Kind, header: list[str], by: Viewer, *, sheet_name: str) -> dict[str, Any]:
    """What is chosen for a table until somebody chooses otherwise: what they chose for such a table before."""
    before = batches.mapping_before(by.person_id, kind.name, header)
    if before:
        return {**before, "sheet": sheet_name}
    return {"columns": columns.guessed(header, kind.names), "options": {}, "sheet": sheet_name}


def chunks(kind: Kind, batch: ImportBatch) -> Iterator[list[Row]]:
    """The rows, some at a time."""
    table, chosen = sheet(kind, batch), batch.mapping["columns"]
    places = {one.name: table.header.index(chosen[one.name]) for one in kind.fields if chosen.get(one.name)}
    nothing = {one.name: "" for one in kind.fields}
    rows = (
        Row(number, nothing | {name: cells[place] for name, place in places.items()}, len(cells) - len(table.header))
        for number, cells in table.numbered()
    )
    while chunk := list(islice(rows, kind.chunk)):
        yield chunk


def order(kind: Kind, batch: ImportBatch) -> str:
    """Which way round days are written: as chosen, or where the columns tell; "" where nobody can know."""
    chosen = batch.mapping["options"].get("order")
    if chosen:
        return str(chosen)
    said = {days.order(_column(kind, batch, one.name)) for one in kind.fields if one.is_day} - {""}
    return said.pop() if len(said) == 1 else ""


def read_as(kind: Kind, batch: ImportBatch, which: str) -> list[str]:
    """Which column is taken for what, in words: “due = column 4, dd.mm.yyyy”; days go round as `which` says."""
    said = []
    for one in kind.fields:
        chosen = batch.mapping["columns"].get(one.name)
        if chosen:
            how = days.pattern(_column(kind, batch, one.name), which) if one.is_day else ""
            place = batch.summary["header"].index(chosen) + 1
            said.append(f"{one.title.lower()} = column {place}" + (f", {how}" if how else ""))
    return said


def first_rows(kind: Kind, batch: ImportBatch, verdicts: Mapping[int, str]) -> list[tuple[int, list[str], str]]:
    """The first rows as they stand in the file, each with what is to become of it."""
    try:
        first = islice(sheet(kind, batch).numbered(), FIRST_ROWS)
        return [(number, [cell[:LONGEST] for cell in cells], verdicts.get(number, "")) for number, cells in first]
    except Unreadable:
        return []


def _column(kind: Kind, batch: ImportBatch, name: str) -> Iterator[str]:
    """The cells of the column that says a field; none where the table has no such column."""
    chosen = batch.mapping["columns"].get(name)
    if chosen:
        table = sheet(kind, batch)
        place = table.header.index(chosen)
        yield from (cells[place] for _, cells in table.numbered())
