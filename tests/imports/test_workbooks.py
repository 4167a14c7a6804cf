"""Excel workbooks as programs really write them, and as nobody should."""

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import xlsxwriter

from govtracker.imports import cells, packed, reader, sheet_scan
from govtracker.imports.cells import Typed
from govtracker.imports.reader import Sheet, Unreadable

HEAD = ["KPI", "Month", "Value"]


def workbook(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook that `fill` has written."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, options)
    fill(book)
    book.close()
    return file.getvalue()


def simple(*rows: list[Any], name: str = "Data") -> bytes:
    def fill(book: Any) -> None:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return workbook(fill)


def read(data: bytes, *, sheet: str = "", limit: int = 1000) -> Sheet:
    kept = reader.keep(data)
    return reader.read_text(kept.text, limit_rows=limit, said=kept.said, sheet=sheet)


def refusal(data: bytes, limit: int = 1000) -> str:
    with pytest.raises(Unreadable) as refused:
        list(read(data, limit=limit).rows)
    return refused.value.sentence


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# --- what is read ----------------------------------------------------------------------------------------------------


def test_cells_keep_their_types_and_numbers_have_one_reading() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, [*"abcdefgh"])
        formats = {
            name: book.add_format({"num_format": name}) for name in ("0.0%", "dd.mm.yyyy", "mmm yy", "hh:mm", '0"%"')
        }
        page.write(1, 0, " 1,234 ")
        page.write(1, 1, 1234.5)
        page.write(1, 2, 0.764, formats["0.0%"])
        page.write_datetime(1, 3, date(2026, 10, 31), formats["dd.mm.yyyy"])
        page.write_datetime(1, 4, date(2026, 10, 1), formats["mmm yy"])
        page.write_datetime(1, 5, time(13, 5), formats["hh:mm"])
        page.write_boolean(1, 6, True)
        page.write(1, 7, 76, formats['0"%"'])
        page.write(2, 0, 0.1 + 0.2)
        page.write(2, 1, 1 / 3)
        page.write(2, 2, 99999)
        page.write_datetime(
            2,
            3,
            datetime(2026, 10, 31, 14, 5, 30, tzinfo=UTC).replace(tzinfo=None),
            book.add_format({"num_format": "d/m/yy hh:mm"}),
        )

    (first, second) = list(read(workbook(fill)).rows)
    assert first == ["1,234", "1234.5", "76.4%", "2026-10-31", "2026-10-01", "13:05:00", "yes", "76"]
    assert [isinstance(cell, Typed) for cell in first] == [False, *[True] * 7]
    assert second == ["0.3", "0.333333", "99999", "2026-10-31 14:05:30", *[""] * 4]


def test_it_says_how_it_was_read() -> None:
    sheet = read(simple(["Report"], [], HEAD, ["CSAT", "2026-10", 76.4]))
    assert sheet.said == ["Excel workbook", "sheet “Data”", "column names in row 3"]
    assert sheet.header == HEAD
    assert list(sheet.numbered()) == [(4, ["CSAT", "2026-10", "76.4"])]


def test_a_table_that_begins_further_in_keeps_its_row_numbers() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(4, 2, HEAD)
        page.write_row(6, 2, ["CSAT", "2026-10", 76])

    sheet = read(workbook(fill))
    assert sheet.header == ["column 1", "column 2", *HEAD]
    assert list(sheet.numbered()) == [(7, ["", "", "CSAT", "2026-10", "76"])]


def test_the_first_visible_sheet_with_anything_is_read_or_the_one_that_is_named() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Cover")
        hidden = book.add_worksheet("Lists")
        hidden.hide()
        hidden.write(0, 0, "secret")
        book.add_worksheet("October").write_row(0, 0, ["KPI", "Value"])
        book.add_worksheet("November").write_row(0, 0, ["KPI", "Wert"])

    kept = reader.keep(workbook(fill))
    assert reader.sheets(kept.text) == ["October", "November"]
    assert reader.read_text(kept.text, limit_rows=9).header == ["KPI", "Value"]
    november = reader.read_text(kept.text, limit_rows=9, sheet="November", said=kept.said)
    assert (november.header, november.said[1]) == (["KPI", "Wert"], "sheet “November” (2 of 2)")
    assert reader.read_text(kept.text, limit_rows=9, sheet="Lists").header == ["KPI", "Value"]
    assert "secret" not in kept.text


def test_a_formula_is_its_result_and_one_without_a_result_says_so() -> None:
    data = simple(HEAD, ["CSAT", "2026-10", 76])
    formulas = (
        b'<row r="3"><c r="A3"><f>1+1</f></c><c r="B3" t="str"><f>A1</f><v>KPI</v></c>'
        b'<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    rows = list(read(changed(data, SHEET, lambda xml: xml.replace(b"</sheetData>", formulas))).rows)
    assert rows[1] == ["#NO RESULT", "KPI", "#DIV/0!"]
    assert not any(isinstance(cell, Typed) for cell in rows[1])


def test_text_that_looks_like_a_formula_or_a_number_stays_text() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        for column, words in enumerate(("=1+1", "007", "two\nlines")):
            page.write_string(1, column, words)

    assert list(read(workbook(fill)).rows) == [["=1+1", "007", "two\nlines"]]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Day", "What"])
        page.write_datetime(1, 0, date(2026, 10, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write(1, 1, "x")

    data = workbook(fill, date_1904=True)
    assert list(read(data).rows) == [["2026-10-31", "x"]]


def test_what_is_kept_is_read_again_the_same() -> None:
    row = ["text", Typed("76.4"), "", Typed("2026-10-31"), 'quote " and \\', "línea\nnueva"]
    again = cells.read(cells.written(row))
    assert again == row
    assert [type(cell) for cell in again] == [type(cell) for cell in row]


def test_columns_with_the_same_name_and_long_rows_are_as_in_csv() -> None:
    sheet = read(simple(["a", "a", ""], ["1", "2", "3", "4"], ["x"]))
    assert sheet.header == ["a", "a (2)"]
    assert list(sheet.rows) == [["1", "2", "3", "4"], ["x", ""]]


# --- what is refused -------------------------------------------------------------------------------------------------


def test_one_cell_in_the_last_corner_is_refused_at_once() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write(1_048_575, 16_383, "far")

    data = workbook(fill)
    tracemalloc.start()
    words = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "Cell XFD1048576 lies too far out" in words
    assert peak < 20_000_000


def test_a_note_far_below_the_table_is_named() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write(1_048_575, 0, "end")

    assert "Cell A1048576 lies too far out" in refusal(workbook(fill))


def test_empty_cells_with_a_format_far_out_do_no_harm() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["CSAT", "2026-10", 1])
        page.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert list(read(workbook(fill)).rows) == [["CSAT", "2026-10", "1"]]


def bomb(size: int) -> bytes:
    """A workbook whose sheet is `size` bytes of blanks when it is unpacked."""
    return changed(simple(HEAD, ["CSAT", "2026-10", 1]), SHEET, lambda xml: xml + b" " * size)


def test_a_bomb_is_refused_by_its_directory() -> None:
    data = bomb(200_000_000)
    assert len(data) < 300_000
    tracemalloc.start()
    words = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "Unpacked this file would be" in words
    assert peak < 5_000_000


def test_much_out_of_little_is_refused_even_where_it_would_fit() -> None:
    assert "than its size speaks for" in refusal(bomb(30_000_000))
    assert list(read(bomb(2_000_000)).rows) == [["CSAT", "2026-10", "1"]]


def test_a_bomb_whose_directory_lies_never_unfolds() -> None:
    data = bytearray(bomb(200_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entry = opened.getinfo(SHEET)
    lie = struct.pack("<L", 1000)
    data[entry.header_offset + 22 : entry.header_offset + 26] = lie
    at = data.rindex(SHEET.encode())
    data[at - 46 + 24 : at - 46 + 28] = lie
    tracemalloc.start()
    words = refusal(bytes(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "damaged or protected" in words
    assert peak < 5_000_000


def test_entities_are_not_expanded() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = changed(simple(HEAD, ["1"]), SHEET, lambda xml: laughs + xml[xml.index(b"<worksheet") :])
    assert "defines XML entities" in refusal(data)


def test_more_rows_than_the_limit_are_refused() -> None:
    data = simple(["KPI", "Value"], *(["CSAT", number] for number in range(11)))
    assert "more than 10 rows" in refusal(data, limit=10)
    assert len(list(read(data, limit=11).rows)) == 11


def packed_files(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name in names:
            new.writestr(name, "<x/>")
    return file.getvalue()


def protected() -> bytes:
    data = bytearray(simple(HEAD, ["x"]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def twice() -> bytes:
    file = io.BytesIO(simple(HEAD, ["x"]))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as more:
        more.writestr(SHEET, "<worksheet/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed_files("word/document.xml"), "no Excel workbook"),
        (packed_files(*(f"{number}.xml" for number in range(2001))), "2,001 parts"),
        (packed_files("xl/workbook.xml"), "damaged or protected"),
        (protected(), "damaged or protected"),
        (twice(), "holds a part twice"),
        (simple(HEAD, ["x"])[:-40], "damaged or protected"),
        (workbook(lambda book: book.add_worksheet()), "no visible sheet with anything on it"),
        (b"<html><table><tr><td>KPI</table>", "a web page or XML, not a table"),
        (b"PK\x03\x04", "damaged or protected"),
        (changed(simple(HEAD, ["x"]), SHEET, lambda xml: xml.replace(b'r="A1"', b'r="A-1"')), "names a cell “A-1”"),
        (changed(simple(HEAD, ["x"]), SHEET, lambda xml: xml[:-20]), "damaged"),
        (changed(simple(HEAD, ["x"]), SHEET, lambda xml: xml.replace(b't="s"', b's="x"')), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_control_characters_are_named_by_their_cell() -> None:
    strings = b"<is><t>a_x0007_b</t></is></c>"
    data = changed(
        simple(HEAD, ["CSAT", "2026-10", 1]),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="3"><c r="B3" t="inlineStr">' + strings + b"</row></sheetData>"
        ),
    )
    assert "Cell B3 holds a control character" in refusal(data)


def test_whatever_is_broken_in_it_a_workbook_is_read_or_refused() -> None:
    whole = simple(HEAD, *(["CSAT", f"2026-{month:02}", month / 7] for month in range(1, 13)))
    dice = random.Random(5)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 8))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        with suppress(Unreadable):
            list(read(bytes(data)).rows)


def test_every_part_broken_before_it_is_packed_is_read_or_refused() -> None:
    whole = simple(HEAD, *(["CSAT", f"2026-{month:02}", month / 7] for month in range(1, 13)))
    dice = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        names = [name for name in opened.namelist() if name.endswith((".xml", ".rels"))]

    def scratch(xml: bytes) -> bytes:
        scratched = bytearray(xml)
        for _ in range(dice.choice((1, 2, 4))):
            scratched[dice.randrange(len(scratched))] = dice.choice(b' <>/"=0a9\x00\xff')
        return bytes(scratched)

    for _ in range(300):
        with suppress(Unreadable):
            list(read(changed(whole, dice.choice(names), scratch)).rows)


def test_a_large_workbook_is_read_in_bounded_memory() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        for row in range(1, 20_001):
            page.write_row(row, 0, ["CSAT", "2026-10", row])

    data = workbook(fill, constant_memory=True)
    tracemalloc.start()
    kept = reader.keep(data)
    count = sum(1 for _ in reader.read_text(kept.text, limit_rows=50_000).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 25_000_000


@pytest.mark.parametrize(("place", "name"), [((1, 1), "A1"), ((7, 26), "Z7"), ((1_048_576, 16_384), "XFD1048576")])
def test_cells_are_named_as_spreadsheets_name_them(place: tuple[int, int], name: str) -> None:
    assert sheet_scan.name(place) == name


def test_the_limits_leave_room_for_what_is_promised() -> None:
    assert sheet_scan.MOST_CELLS >= 50_000 * 20
    assert packed.MOST_BYTES >= 50_000 * 20 * 50
