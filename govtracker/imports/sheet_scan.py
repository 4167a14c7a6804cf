"""A first walk over the XML of a sheet: how far its cells reach, and what its reader would not tell of them."""

import re
from dataclasses import dataclass, field
from typing import IO, Final

from govtracker.imports import markup
from govtracker.imports.decoding import Unreadable

Cell = tuple[int, int]  # row and column, from 1


@dataclass
class Scanned:
    """What a sheet holds. `percents` are shown as percentages; `odd` hold an error, or a formula without its result."""

    first: Cell = (0, 0)
    last: Cell = (0, 0)
    percents: set[Cell] = field(default_factory=set)
    odd: dict[Cell, str] = field(default_factory=dict)


def scan(source: IO[bytes], copy: IO[bytes], percents: frozenset[int]) -> Scanned:
    """Read a sheet's XML piece by piece, and write what was read to `copy`; `percents` are styles of the workbook.

    Raises Unreadable where cells lie further apart than a reader could make room for.
    """
    walk = _Walk(percents)
    while piece := source.read(PIECE):
        walk.parser.Parse(piece)
        copy.write(piece)
    walk.parser.Parse(b"", True)
    walk.finish()
    return walk.found


class _Walk:
    """Takes elements as they begin; a cell is looked at when the next one begins."""

    def __init__(self, percents: frozenset[int]) -> None:
        self.parser = markup.parser(self.begun)
        self.percents = percents
        self.found = Scanned()
        self.row = self.column = 0
        self.cell: dict[str, str] | None = None
        self.has_value = self.has_formula = False
        self.error: list[str] = []

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        match markup.local(name):
            case "c":
                self.finish()
                self.cell = attributes
                self.has_value = self.has_formula = False
                self._move(attributes.get("r"))
            case "v" | "is":
                self.has_value = True
                if self.cell and self.cell.get("t") == "e":
                    self.parser.CharacterDataHandler = self.error.append
            case "f":
                self.has_formula = True
            case "row":
                self.finish()
                self.row, self.column = int(attributes.get("r") or self.row + 1), 0

    def finish(self) -> None:
        """Note what the last cell was."""
        cell, self.cell = self.cell, None
        self.parser.CharacterDataHandler = None
        if cell is None or not (self.has_value or self.has_formula):
            return
        place = self.row, self.column
        self._reach(place)
        if cell.get("t") == "e":
            self.found.odd[place] = "".join(self.error) or "#ERROR"
            self.error.clear()
        elif not self.has_value:
            self.found.odd[place] = NO_RESULT
        elif cell.get("t", "n") == "n" and int(cell.get("s", "0")) in self.percents:
            self.found.percents.add(place)

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        read = REFERENCE.fullmatch(reference)
        if read is None:
            raise Unreadable(f"This workbook names a cell “{reference[:20]}”, which there is not.")
        self.row, self.column = int(read[2]), _column(read[1])

    def _reach(self, place: Cell) -> None:
        found = self.found
        found.first = (min(found.first[0] or place[0], place[0]), min(found.first[1] or place[1], place[1]))
        found.last = (max(found.last[0], place[0]), max(found.last[1], place[1]))
        spanned = (found.last[0] - found.first[0] + 1) * (found.last[1] - found.first[1] + 1)
        if place[1] > MOST_COLUMNS or place[0] > LAST_ROW or spanned > MOST_CELLS:
            raise Unreadable(
                f"Cell {name(place)} lies too far out: at most {MOST_COLUMNS} columns are read, and a table that spans "
                f"at most {MOST_CELLS:,} cells. Delete what stands outside of the table, or send the table alone."
            )


def name(place: Cell) -> str:
    """A cell as spreadsheets name it: B7."""
    row, column = place
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


PIECE: Final = 256 * 1024
LAST_ROW: Final = 1_048_576
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 1_500_000  # a reader makes room for the whole rectangle
REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NO_RESULT: Final = "#NO RESULT"
