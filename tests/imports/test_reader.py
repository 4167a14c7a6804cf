"""CSV files as people really send them."""

import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govtracker.imports import reader
from govtracker.imports.reader import Unreadable

PLAIN = "KPI,Period,Value\nCSAT,2026-10,84.5\nFCR,2026-10,71\n"
ROWS = [["CSAT", "2026-10", "84.5"], ["FCR", "2026-10", "71"]]


def rows_of(data: bytes, limit: int = 1000) -> list[list[str]]:
    return list(reader.read(data, limit_rows=limit).rows)


def refusal(data: bytes, limit: int = 1000) -> str:
    with pytest.raises(Unreadable) as refused:
        rows_of(data, limit)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN.encode(), ["UTF-8", "columns separated by commas", "column names in row 1"]),
        (
            PLAIN.replace(",", ";").encode("utf-8-sig"),
            ["UTF-8 with BOM", "columns separated by semicolons", "column names in row 1"],
        ),
        (
            PLAIN.replace(",", "\t").encode("utf-16"),
            ["UTF-16 with BOM", "columns separated by tabs", "column names in row 1"],
        ),
        (PLAIN.encode("utf-16-le"), ["UTF-16", "columns separated by commas", "column names in row 1"]),
        (PLAIN.encode("utf-16-be"), ["UTF-16", "columns separated by commas", "column names in row 1"]),
        (PLAIN.replace("\n", "\r\n").encode(), ["UTF-8", "columns separated by commas", "column names in row 1"]),
        (PLAIN.replace("\n", "\r").encode(), ["UTF-8", "columns separated by commas", "column names in row 1"]),
    ],
)
def test_the_same_table_is_read_whatever_program_wrote_it(data, said):
    sheet = reader.read(data, limit_rows=10)
    assert sheet.header == ["KPI", "Period", "Value"]
    assert list(sheet.rows) == ROWS
    assert sheet.said == said


def test_a_file_that_is_not_utf_8_is_read_as_windows_1252_and_says_so():
    sheet = reader.read("KPI;Wert\nLösungsquote;71 €\n".encode("cp1252"), limit_rows=10)
    assert list(sheet.rows) == [["Lösungsquote", "71 €"]]
    assert sheet.said[0] == "Windows-1252"


def test_decimal_commas_do_not_pass_for_separators():
    assert rows_of(b"KPI;Period;Value\nCSAT;2026-10;84,5\nFCR;2026-10;71,2\n")[0] == ["CSAT", "2026-10", "84,5"]


def test_semicolons_inside_quotes_do_not_pass_for_separators():
    assert rows_of(b'Code,Note\nCSAT,"a; b; c"\nFCR,"d; e"\n') == [["CSAT", "a; b; c"], ["FCR", "d; e"]]


def test_excels_separator_line_is_obeyed_and_counted_as_a_row():
    sheet = reader.read(b"sep=;\r\nKPI;Note\r\nCSAT;a,b\r\n", limit_rows=10)
    assert sheet.header == ["KPI", "Note"]
    assert list(sheet.numbered()) == [(3, ["CSAT", "a,b"])]


def test_a_title_above_the_table_is_passed_over():
    sheet = reader.read(b"Report October;;\n;;\nKPI;Period;Value\nCSAT;2026-10;84\n", limit_rows=10)
    assert sheet.header == ["KPI", "Period", "Value"]
    assert sheet.said[-1] == "column names in row 3"
    assert list(sheet.numbered()) == [(4, ["CSAT", "2026-10", "84"])]


def test_empty_rows_keep_their_number_and_are_left_out():
    sheet = reader.read(b"KPI,Value\n\nCSAT,1\n,\nFCR,2\n", limit_rows=10)
    assert list(sheet.numbered()) == [(3, ["CSAT", "1"]), (5, ["FCR", "2"])]


def test_short_rows_are_filled_up_and_long_ones_show_what_is_too_much():
    assert rows_of(b"a,b,c\n1\n1,2,3,,\n1,2,3,4\n") == [["1", "", ""], ["1", "2", "3"], ["1", "2", "3", "4"]]


def test_columns_without_a_name_or_with_the_same_name_get_their_own():
    sheet = reader.read(b"KPI,,Value,Value,,\nCSAT,x,1,2\n", limit_rows=10)
    assert sheet.header == ["KPI", "column 2", "Value", "Value (2)"]


def test_a_formula_stays_the_text_it_is():
    assert rows_of(b'KPI,Value\nCSAT,=1+1\nFCR,"=HYPERLINK(""http://x"")"\n') == [
        ["CSAT", "=1+1"],
        ["FCR", '=HYPERLINK("http://x")'],
    ]


def test_a_cell_may_hold_line_breaks_and_rows_are_counted_as_a_spreadsheet_counts_them():
    sheet = reader.read(b'KPI,Note\nCSAT,"two\nlines"\nFCR,one\n', limit_rows=10)
    assert [number for number, _ in sheet.numbered()] == [2, 3]


def test_a_single_column_is_a_table_too():
    sheet = reader.read(b"KPI\nCSAT\nFCR\n", limit_rows=10)
    assert (sheet.header, list(sheet.rows)) == (["KPI"], [["CSAT"], ["FCR"]])
    assert sheet.said[1] == "a single column"


def test_a_header_without_rows_is_a_table_of_none():
    assert rows_of(b"KPI,Value") == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b";;\n;;\n", "no rows"),
        (b"PK\x03\x04\x14\x00", "damaged or protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an older Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b"KPI,Value\nCS\x00AT,1\n", "zero bytes"),
        (b"KPI,Value\nCS\x07AT,1\n", "Line 2 holds a control character"),
        ("KPI,Wert\nGröße,ä ö ü\n".encode() + b"x,\xfc\n", "a character in line 3 is broken"),
        (b"KPI,Value\nx,\x81\n", "neither UTF-8 nor Windows-1252"),
        (b"\xff\xfeK\x00P", "says it is UTF-16"),
        (b'KPI,Value\nCSAT,1\n"FCR,2\nAHT,3\n', "In row 3 a quotation mark"),
        (b'KPI,Value\n"CSAT"x,1\n', "In row 2 a quotation mark"),
        (b"1,2026-10\n2,3\n", None),
        (b"1,84.5\n2,3\n", "Put a row with the names of the columns above it"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data, words):
    if words is None:
        assert rows_of(data) == [["2", "3"]]
    else:
        assert words in refusal(data)


def test_more_rows_than_the_limit_are_refused_and_the_limit_itself_is_not():
    assert len(rows_of(b"KPI\n" + b"CSAT\n" * 100, limit=100)) == 100
    assert "more than 100 rows" in refusal(b"KPI\n" + b"CSAT\n" * 101, limit=100)


def test_rows_are_read_one_by_one():
    data = b"KPI,Period,Value\n" + b"CSAT,2026-10,84.5\n" * 100_000
    tracemalloc.start()
    count = sum(1 for _ in reader.read(data, limit_rows=100_000).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100_000
    assert peak < 8 * len(data)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)


@settings(deadline=None)  # a busy machine is no failure
@example([["", ",", ","]], ";")  # what is quoted looks like commas' columns
@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), min_size=0, max_size=8), st.sampled_from(",;\t"))
def test_what_was_written_is_read_again(table, separator):
    quoted = [["KPI", "Period", "Value"], *table]
    text = "".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in quoted)
    assert rows_of(text.encode("utf-8-sig")) == table
