"""Tables as CSV and XLSX, written row by row: what they hold is never in memory at once, and never a formula."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any
from zoneinfo import ZoneInfo

Value = str | int | Decimal | date | datetime | None

LONGEST_CELL = 32_767  # characters Excel keeps in a cell
LONGEST_SHEET_NAME = 31
FIRST_YEAR = 1900  # Excel counts its days from there
INVISIBLE = " \t\r\n\f\v\xa0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u2060\u3000\ufeff"


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    NUMBER = "number"


@dataclass(frozen=True)
class Head:
    """A column: its title, what it holds, and its width in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A table; instants are written in `zone`. `about` says (name, words) of it once all rows are written."""

    title: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Value]]
    zone: ZoneInfo
    about: Callable[[], Sequence[tuple[str, str]]] = tuple


def write_csv(sheet: Sheet, to: IO[bytes]) -> None:
    """UTF-8 with a byte order mark, so that Excel reads it as such; times in the sheet's zone, named in the heads."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(_titles(sheet))
    writer.writerows([_written(value, sheet.zone) for value in row] for row in sheet.rows)
    text.flush()
    text.detach()


def write_xlsx(sheet: Sheet, to: IO[bytes], *, at: datetime) -> None:
    """Typed cells: days and times as such, numbers as numbers, everything else as text that is never run."""
    import xlsxwriter  # 15 MB that only a process that writes workbooks needs

    book = xlsxwriter.Workbook(
        to,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    )
    book.set_properties({"title": sheet.title, "created": at.astimezone(sheet.zone).replace(tzinfo=None)})
    formats = {
        Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        Kind.INSTANT: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "head": book.add_format({"bold": True, "bottom": 1}),
    }
    page = book.add_worksheet(_sheet_name(sheet.title))
    page.freeze_panes(1, 1)
    for place, head in enumerate(sheet.heads):
        page.set_column(place, place, head.width, formats.get(head.kind))
    for place, title in enumerate(_titles(sheet)):
        page.write_string(0, place, title, formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            _write_cell(page, (last, place), value, sheet.zone, formats)
    page.autofilter(0, 0, max(last, 1), max(len(sheet.heads) - 1, 0))
    about = sheet.about()
    if about:
        _write_about(book, about, formats["head"])
    book.close()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    Blanks and invisible characters before it and its full-width forms do not hide it; numbers are not text.
    """
    first = text.lstrip(INVISIBLE)[:1]
    if unicodedata.normalize("NFKC", first)[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r"}:
        return f"'{text}"
    return text


def _write_cell(page: Any, cell: tuple[int, int], value: Value, zone: ZoneInfo, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            return
        case datetime() if value.year >= FIRST_YEAR:
            page.write_datetime(*cell, value.astimezone(zone), formats[Kind.INSTANT])
        case date() if not isinstance(value, datetime) and value.year >= FIRST_YEAR:
            page.write_datetime(*cell, value, formats[Kind.DAY])
        case int() | Decimal():
            page.write_number(*cell, value)
        case str():
            page.write_string(*cell, value[:LONGEST_CELL])
        case _:
            page.write_string(*cell, str(value))


def _write_about(book: Any, about: Sequence[tuple[str, str]], bold: Any) -> None:
    page = book.add_worksheet("About this list")
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 80)
    for row, (name, words) in enumerate(about):
        page.write_string(row, 0, name, bold)
        page.write_string(row, 1, words[:LONGEST_CELL])


def _titles(sheet: Sheet) -> list[str]:
    return [f"{head.title} ({sheet.zone.key})" if head.kind is Kind.INSTANT else head.title for head in sheet.heads]


def _written(value: Value, zone: ZoneInfo) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case _:
            return harmless(value)


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:LONGEST_SHEET_NAME] or "List"
