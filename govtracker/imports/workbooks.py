"""Excel workbooks as rows of cells: numbers, dates and percentages keep what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from govtracker.imports import cells, packed
from govtracker.imports.cells import Typed
from govtracker.imports.decoding import CONTROLS, SAVE_AGAIN, Unreadable
from govtracker.imports.sheet_scan import Scanned, name

BEGINNING: Final = b"PK\x03\x04"
MOST_SHEETS: Final = 30


@dataclass(frozen=True)
class Tab:
    """A visible sheet that holds something; its rows begin with row 1, empty ones are []. They can be walked once."""

    name: str
    rows: Iterator[list[str]]


def tabs(data: bytes) -> Iterator[Tab]:
    """The sheets of a workbook, one by one; raises Unreadable for a file that is none, or holds more than is read."""
    checked = packed.check(data)
    try:
        with CalamineWorkbook.from_filelike(checked.file) as workbook:
            shown = [
                one.name
                for one in workbook.sheets_metadata
                if one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
            ]
            for sheet_name in shown[:MOST_SHEETS]:
                scanned = checked.sheets.get(sheet_name)
                if scanned and scanned.last[0]:
                    yield Tab(sheet_name, _rows(workbook.get_sheet_by_name(sheet_name), scanned))
    except CalamineError as error:
        raise Unreadable(f"This workbook is damaged ({error}). {SAVE_AGAIN}") from None


def _rows(sheet: CalamineSheet, scanned: Scanned) -> Iterator[list[str]]:
    """Every row from the first of the sheet on; their reader leaves out what is empty to the left of the table."""
    _, first_column = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), 1):
        found = [""] * first_column
        for column, value in enumerate(values, first_column + 1):
            found.append(_cell(value, (row, column), scanned))
        yield found if any(found) else []


def _cell(value: Any, place: tuple[int, int], scanned: Scanned) -> str:
    if place in scanned.odd:
        return scanned.odd[place]
    if place in scanned.percents and isinstance(value, int | float):
        return Typed(f"{cells.number(100 * Decimal(format(value, cells.SIGNIFICANT)))}%")
    found = cells.of(value)
    damaged = CONTROLS.search(found)
    if damaged:
        raise Unreadable(f"Cell {name(place)} holds a control character that no text has ({damaged[0]!r}).")
    return found
