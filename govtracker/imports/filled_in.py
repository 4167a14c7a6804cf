"""Sheets that were filled in and came back: each row known by its signed mark, with what its open columns say now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from govtracker.documents import fill_in_marks
from govtracker.documents.fill_in_sheets import MARK
from govtracker.imports import reader
from govtracker.imports.reader import Unreadable
from govtracker.services import Refused

MOST_ROWS: Final = 1_000
LONGEST: Final = 20_000  # characters of a cell
NO_RESULT: Final = frozenset(
    ("#NO RESULT", "#ERROR", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)


@dataclass(frozen=True)
class Filled:
    """A row that came back: its number in the file, what its mark says, and what its open columns say, by title.

    `problem` says why none of it can be taken.
    """

    number: int
    mark: dict[str, Any]
    said: dict[str, str]
    problem: str = ""


def read(data: bytes, titles: Sequence[str], purpose: str) -> list[Filled]:
    """The rows of a sheet made for `purpose`; refuses beside "file" what is none of ours."""
    try:
        sheet = reader.read(data, limit_rows=MOST_ROWS)
        missing = [title for title in (*titles, MARK) if title not in sheet.header]
        if missing:
            raise Refused(f"The column “{missing[0]}” is not there. Take the file from here and fill that in.", "file")
        places = {title: sheet.header.index(title) for title in (*titles, MARK)}
        seen: dict[str, int] = {}
        return [
            _row(number, {title: cells[at] for title, at in places.items()}, purpose, seen)
            for number, cells in sheet.numbered()
        ]
    except Unreadable as refusal:
        raise Refused(refusal.sentence, "file") from None


def _row(number: int, cells: dict[str, str], purpose: str, seen: dict[str, int]) -> Filled:
    signed = cells[MARK]
    said = {title: text for title, text in cells.items() if title != MARK}
    facts = fill_in_marks.read(purpose, signed)
    if facts is None:
        return Filled(number, {}, said, "The hidden mark of this row is missing or was changed: take the file anew.")
    if seen.setdefault(signed, number) != number:
        return Filled(number, facts, said, f"Row {seen[signed]} speaks of the same already.")
    faulty = next((title for title, text in said.items() if text in NO_RESULT), "")
    if faulty:
        return Filled(number, facts, said, f"“{faulty}” holds a formula without a result.")
    long = next((title for title, text in said.items() if len(text) > LONGEST), "")
    return Filled(number, facts, said, f"“{long}” is longer than {LONGEST:,} characters." if long else "")
