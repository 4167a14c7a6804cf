"""Workbooks to fill in and send back: some columns are open, the rest is protected, the mark of each row is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Final

from govtracker.documents.spreadsheets import LONGEST_CELL

MARK: Final = "Do not change this column"
WIDTH: Final = 18
TALL: Final = 15  # points of a line


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in characters, whether people fill it in, and what they choose from, if so."""

    title: str
    width: int = WIDTH
    is_open: bool = False
    choices: Sequence[str] = ()
    says: str = ""  # shown when a cell of it is chosen


@dataclass(frozen=True)
class FillIn:
    """A table; each row is its cells, then the mark it is known by when it comes back."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | date]]


def write(sheet: FillIn, to: IO[bytes], *, at: datetime) -> None:
    """An .xlsx file. Texts stay texts whatever they begin with, in cells people open too, and nothing is a formula."""
    import xlsxwriter  # 15 MB that only a process that writes workbooks needs

    book = xlsxwriter.Workbook(
        to, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": sheet.title, "created": at.replace(tzinfo=None)})
    wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
    shut = book.add_format({**wrapped, "font_color": "#555555"})
    day = book.add_format({**wrapped, "font_color": "#555555", "num_format": "yyyy-mm-dd", "align": "left"})
    free = book.add_format({**wrapped, "locked": False, "bg_color": "#FFF9E5", "border": 1, "num_format": "@"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    page = book.add_worksheet("To fill in")
    page.freeze_panes(1, 1)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, head)
        if column.is_open and sheet.rows:
            _let_choose(page, place, column, len(sheet.rows))
    hidden = len(sheet.columns)
    page.write_string(0, hidden, MARK, head)
    page.set_column(hidden, hidden, WIDTH, None, {"hidden": True})
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=False)):
            _write(page, (number, place), value, free if column.is_open else day if isinstance(value, date) else shut)
        page.write_string(number, hidden, str(row[hidden]), shut)
    page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    page.set_landscape()
    page.fit_to_pages(1, 0)
    book.close()


def _write(page: Any, cell: tuple[int, int], value: str | date, form: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(*cell, value, form)
    elif value:
        page.write_string(*cell, value[:LONGEST_CELL], form)
    else:
        page.write_blank(*cell, None, form)


def _let_choose(page: Any, place: int, column: Column, rows: int) -> None:
    told: dict[str, Any] = {"validate": "any"}
    if column.choices:
        told = {"validate": "list", "source": list(column.choices)}
    if column.says:
        told["input_message"] = column.says[:255]
    page.data_validation(1, place, rows, place, told)
