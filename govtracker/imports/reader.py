"""Tables people send, as CSV or as Excel workbooks: kept as text, with their header found and their rows one by one."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from govtracker.imports import cells, workbooks
from govtracker.imports.decoding import Unreadable, decoded

__all__ = ["Kept", "Sheet", "Unreadable", "keep", "read", "read_text", "sheets"]


@dataclass(frozen=True)
class Kept:
    """A file as text that can be stored and read again with `read_text`, and what it was: “UTF-8 with BOM”."""

    text: str
    said: str


@dataclass(frozen=True)
class Sheet:
    """A table. Cells are stripped text, formulas of CSV too, or cells.Typed; a row is as long as the header, or longer
    if it came so.

    `rows` can be walked once and raises Unreadable where the file breaks off. An empty row comes as [], so that
    row numbers stay those of a spreadsheet: the first of `rows` is row `first_row`.
    """

    header: list[str]
    rows: Iterator[list[str]]
    said: list[str]
    first_row: int

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and cells of every row that is not empty."""
        return ((number, cells) for number, cells in enumerate(self.rows, self.first_row) if cells)


def keep(data: bytes) -> Kept:
    """A file as text; raises Unreadable for what is neither a workbook nor text."""
    if data.startswith(workbooks.BEGINNING):
        return Kept(_workbook_text(data), "Excel workbook")
    found = decoded(data)
    return Kept(found.text, found.said)


def sheets(text: str) -> list[str]:
    """The names of the sheets of a kept workbook; none for CSV."""
    return list(_places(text)) if text.startswith(WORKBOOK) else []


def read(data: bytes, *, limit_rows: int) -> Sheet:
    """The first table in `data`, at most `limit_rows` rows beside the header; raises Unreadable."""
    kept = keep(data)
    return read_text(kept.text, limit_rows=limit_rows, said=kept.said)


def read_text(text: str, *, limit_rows: int, said: str = "", sheet: str = "") -> Sheet:
    """The table in kept text (`said` is what the file was): of a workbook that `sheet`, else its first."""
    if text.startswith(WORKBOOK):
        return _of_workbook(text, sheet, limit_rows, said)
    lines, skipped = text, 0
    named = SEPARATOR_LINE.match(text)
    if named:
        lines, skipped = text[named.end() :], 1
    separator = named[1] if named else _separator(lines)
    at = _header_at(_beginning(lines, separator))
    rows = _rows(lines, separator, before=skipped)
    return _table(rows, at, skipped, limit_rows, lambda header: [said, _separator_in_words(separator, header)])


def _of_workbook(text: str, sheet: str, limit_rows: int, said: str) -> Sheet:
    places = _places(text)
    name = sheet if sheet in places else next(iter(places))
    start, end = places[name]
    at = _header_at([cells.read(line) for line in islice(cells.lines(text, start, end), SAMPLE_ROWS)])
    rows = (cells.read(line) for line in cells.lines(text, start, end))
    number = list(places).index(name) + 1
    which = f"sheet “{name}”" + (f" ({number} of {len(places)})" if len(places) > 1 else "")
    return _table(rows, at, 0, limit_rows, lambda header: [said, which])


def _table(
    rows: Iterator[list[str]], at: int, skipped: int, limit_rows: int, about: Callable[[list[str]], list[str]]
) -> Sheet:
    """The table whose header is the row `at`, after `skipped` rows that `rows` do not hold."""
    for _ in range(at):
        next(rows)
    header = _named(next(rows))
    first = skipped + at + 2
    said = [*(part for part in about(header) if part), f"column names in row {first - 1}"]
    return Sheet(header, _evened(rows, len(header), first_row=first, limit_rows=limit_rows), said, first)


def _workbook_text(data: bytes) -> str:
    """Every sheet of a workbook, its name and then its rows a line each; where each begins stands on top."""
    whole, places = io.StringIO(), {}
    for tab in workbooks.tabs(data):
        start = whole.tell()
        for row in tab.rows:
            whole.write(f"{cells.written(row)}\n")
        places[tab.name] = (start, whole.tell())
    if not places:
        raise Unreadable("The workbook has no visible sheet with anything on it.")
    return f"{WORKBOOK}{json.dumps(places)}\n{whole.getvalue()}"


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Name of each sheet of a kept workbook → where its lines begin and end."""
    head, end = text[len(WORKBOOK) : text.index("\n")], text.index("\n") + 1
    return {name: (end + start, end + stop) for name, (start, stop) in json.loads(head).items()}


def _separator(text: str) -> str:
    """The separator under which the most rows are as wide as the header; a comma where there is but one column."""
    return max(SEPARATORS, key=lambda separator: _likeness(text, separator))


def _likeness(text: str, separator: str) -> tuple[bool, tuple[float, int]]:
    """How much it looks like the separator: first whether quotation marks stand at the edges of its cells."""
    fit = _fit(_beginning(text, separator))
    return fit[1] > 1 and _is_quoted_well(text, separator), fit


def _is_quoted_well(text: str, separator: str) -> bool:
    strict = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=separator, strict=True)
    try:
        return bool(list(islice(strict, SAMPLE_ROWS)))
    except csv.Error:
        return False


def _fit(beginning: list[list[str]]) -> tuple[float, int]:
    """Share of rows as wide as the header, and that width."""
    at = _header_at(beginning)
    width = len(beginning[at])
    if width < 2:
        return 0.0, 1
    below = [row for row in beginning[at + 1 :] if row]
    return (sum(len(row) == width for row in below) + 1) / (len(below) + 1), width


def _beginning(text: str, separator: str) -> list[list[str]]:
    """The first rows, whatever is wrong in them; raises Unreadable where all are empty."""
    lenient = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=separator)
    rows = [_stripped(row) for row in islice(lenient, SAMPLE_ROWS)]
    if not any(rows):
        raise Unreadable("The file has no rows.")
    return rows


def _header_at(rows: list[list[str]]) -> int:
    """Where the column names stand: the first row with two filled cells, for a title stands alone in its row."""
    wide = [number for number, row in enumerate(rows) if sum(1 for cell in row if cell) > 1]
    return wide[0] if wide else next(number for number, row in enumerate(rows) if row)


def _rows(text: str, separator: str, *, before: int) -> Iterator[list[str]]:
    """Every row, stripped; raises Unreadable with the number of a row whose quotation marks do not match."""
    number = before + 1
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            yield _stripped(row)
            number += 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable(f"A cell in row {number} holds more than {csv.field_size_limit():,} characters.") from None
        raise Unreadable(
            f"In row {number} a quotation mark opens a cell and is not closed where the cell ends. "
            "Double it inside the cell, or take it out."
        ) from None


def _stripped(row: list[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    return cells if any(cells) else []


def _named(header: list[str]) -> list[str]:
    """Column names, each its own: an empty one is called after its place, a repeated one is numbered."""
    filled = [cell for cell in header if cell]
    if all(NUMBER.fullmatch(cell) for cell in filled):
        raise Unreadable("The first row holds figures. Put a row with the names of the columns above it.")
    while not header[-1]:
        header = header[:-1]
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = cell[:LONGEST_NAME] or f"column {place}"
        again = sum(1 for earlier in header[: place - 1] if earlier == cell) if cell else 0
        names.append(f"{name} ({again + 1})" if again else name)
    return names


def _evened(rows: Iterator[list[str]], width: int, *, first_row: int, limit_rows: int) -> Iterator[list[str]]:
    """Short rows filled up with empty cells, empty cells past the header left out; raises Unreadable past the limit."""
    taken = 0
    for row in rows:
        taken += bool(row)
        if taken > limit_rows:
            raise Unreadable(f"The file has more than {limit_rows:,} rows. Send it in parts.")
        while len(row) > width and not row[-1]:
            row.pop()
        yield row + [""] * (width - len(row)) if row else row


def _separator_in_words(separator: str, header: list[str]) -> str:
    return f"columns separated by {SEPARATORS[separator]}" if len(header) > 1 else "a single column"


WORKBOOK: Final = "\x1dworkbook "  # how kept text of a workbook begins: no text that is decoded holds such a character
SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
SEPARATOR_LINE: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
NUMBER: Final = re.compile(r"[-+]?[0-9][0-9.,]*%?")
LONGEST_NAME: Final = 80
SAMPLE: Final = 65_536  # less than the longest cell the csv module takes
SAMPLE_ROWS: Final = 40
