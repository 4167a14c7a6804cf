"""Cells of a table: text as somebody wrote it, or a value whose type the workbook knows."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

SIXTH_PLACE: Final = Decimal("0.000001")  # what the database keeps
SIGNIFICANT: Final = ".15g"  # digits a spreadsheet holds; what stands behind them is noise


class Typed(str):
    """A number or a date that a workbook holds as such, in the one way that has one reading.

    Numbers have a decimal point and no thousands ("1234.5", "76.4%"), days are ISO ("2026-10-31"), times too.
    """

    __slots__ = ()


def of(value: Any) -> str:
    """The cell for a value as a workbook's reader gives it; stripped."""
    match value:
        case bool():
            return Typed("yes" if value else "no")
        case int() | float():
            return Typed(number(Decimal(format(value, SIGNIFICANT))))
        case datetime():
            return Typed(value.isoformat(" ", "seconds"))
        case date():
            return Typed(value.isoformat())
        case time():
            return Typed(value.isoformat("seconds"))
        case timedelta():
            return Typed(str(value))
        case _:
            return str(value).replace("\r\n", "\n").strip()


def number(value: Decimal) -> str:
    """A number without exponent, to at most six decimals."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        value = value.quantize(SIXTH_PLACE, ROUND_HALF_EVEN)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(row: Iterable[str]) -> str:
    """A row as one line of text; `read` reads it again, types and all."""
    return json.dumps([[cell] if isinstance(cell, Typed) else cell for cell in row], ensure_ascii=False)


def read(line: str) -> list[str]:
    """The row of such a line."""
    found: list[Any] = json.loads(line)
    return [Typed(cell[0]) if isinstance(cell, list) else cell for cell in found]


def lines(text: str, start: int, stop: int) -> Iterator[str]:
    """The lines of a part of `text`, one by one: splitting all of it would hold it twice."""
    while start < stop:
        end = text.index("\n", start)
        yield text[start:end]
        start = end + 1
