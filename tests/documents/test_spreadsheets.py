"""Spreadsheets: typed cells, nothing that runs, and the same rows in both kinds of file."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from govtracker.documents.spreadsheets import LONGEST_CELL, Head, Kind, Sheet, Value, harmless, write_csv, write_xlsx

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HEADS = (Head("What"), Head("Due", Kind.DAY), Head("Opened", Kind.INSTANT), Head("Points", Kind.NUMBER))


def sheet(*rows: tuple[Value, ...], title: str = "Issues") -> Sheet:
    return Sheet(title, HEADS, rows, BERLIN)


def as_csv(*rows: tuple[Value, ...]) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(sheet(*rows), file)
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def as_xlsx(*rows: tuple[Value, ...], **options: str) -> list[list[Any]]:
    file = io.BytesIO()
    write_xlsx(sheet(*rows, **options), file, at=AT)
    file.seek(0)
    found: list[list[Any]] = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    return found


def test_times_are_of_the_zone_that_the_head_names() -> None:
    titles, row = as_csv(("Outage", date(2026, 12, 1), datetime(2026, 11, 20, 23, 30, tzinfo=UTC), Decimal("1.50")))
    assert titles == ["What", "Due", "Opened (Europe/Berlin)", "Points"]
    assert row == ["Outage", "2026-12-01", "2026-11-21 00:30", "1.50"]


def test_days_times_and_numbers_are_such_in_a_workbook() -> None:
    [_, row] = as_xlsx(("Outage", date(2026, 12, 1), datetime(2026, 11, 20, 23, 30, tzinfo=UTC), Decimal("-1.5")))
    assert row == ["Outage", date(2026, 12, 1), datetime(2026, 11, 21, 0, 30), -1.5]  # noqa: DTZ001  # as Excel has it


def test_what_is_not_there_is_an_empty_cell() -> None:
    assert as_csv((None, None, None, None))[1] == ["", "", "", ""]
    assert as_xlsx((None, None, None, None), ("x", None, None, 0))[-1] == ["x", "", "", 0]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30 1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u200b=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\tx",
        "\ufeff@x",
    ],
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    assert as_csv((text, None, None, None))[1][0] == f"'{text}"
    assert as_xlsx((text, None, None, None))[1][0] == text


@pytest.mark.parametrize("text", ["a=1", "1-2", "Meridian – late", "", "−1 °C", "(=1)"])
def test_other_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_a_negative_number_stays_a_number() -> None:
    assert as_csv((None, None, None, -3))[1][3] == "-3"


def test_what_excel_cannot_hold_does_not_break_the_workbook() -> None:
    rows = as_xlsx(("x" * (LONGEST_CELL + 1), date(1870, 1, 1), None, None), title="MER: [issues] of a 'long' name")
    assert rows[1][:2] == ["x" * LONGEST_CELL, "1870-01-01"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40), max_size=5))
def test_text_comes_back_as_it_was_but_for_the_guard(texts: list[str]) -> None:
    written = as_csv(*((text, None, None, None) for text in texts))[1:]
    assert [row[0] for row in written] == [harmless(text) for text in texts]
