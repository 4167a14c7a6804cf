"""Importing people on the pages: send, look, change what is what, import, take back; bad files beside their field."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import xlsxwriter
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
PATH = "/organisation/people/import"
NONE = {"job_title": "", "zone": ""}  # what a form sends of a column that is not in the file
FILE = b"Name;Mail;Day\nIda Holm;ida@northgate.example;x\nEva Varga;eva.varga@northgate.example;y\nNobody;;z\n"


@pytest.fixture
def browser(world: World, clock_at: Callable[[datetime], None]) -> FlaskClient:
    clock_at(AT)
    return world.client("organisation_administrator")


def send(browser: FlaskClient, data: bytes, name: str = "people.csv") -> Any:
    return browser.post(PATH, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def taken(browser: FlaskClient, address: str) -> Any:
    """A file, read to its end."""
    answer = browser.get(address)
    answer.get_data()
    answer.close()
    return answer


def text(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_from_file_to_done_and_back(browser: FlaskClient) -> None:
    assert 'href="/organisation/people/import"' in browser.get("/organisation/people").get_data(as_text=True)
    at = send(browser, FILE).location
    page = text(browser.get(at))
    assert "read as: UTF-8, columns separated by semicolons, column names in row 1" in page
    assert "name = column 1; e-mail = column 2" in page
    assert "Import 1 person" in page
    assert "Row 4 Mail This is not an e-mail address" in page
    assert browser.post(f"{at}/confirmation", data={"mode": "all"}).status_code == 422
    assert "ida@northgate.example" not in text(browser.get("/organisation/people"))
    assert browser.post(f"{at}/confirmation", data={"mode": "valid"}).location == at
    done = text(browser.get(at))
    assert "The file is imported." in done
    assert "Row 2 · Ida Holm new –" in done
    assert "ida@northgate.example" in text(browser.get("/organisation/people"))
    assert browser.post(f"{at}/taking-back").location == at
    assert "1 taken back, 0 touched since" in text(browser.get(at))
    assert "ida@northgate.example" not in text(browser.get("/organisation/people"))
    assert browser.post(f"{at}/taking-back").status_code == 422


def test_columns_can_be_changed_and_what_was_chosen_stays_in_the_form(browser: FlaskClient) -> None:
    at = send(browser, b"Wer,Wo\nIda Holm,ida@northgate.example\n").location
    assert "Choose the column that says it." in text(browser.get(at))
    wrong = browser.post(f"{at}/columns", data={**NONE, "name": "Wer", "email": "Wer"})
    assert wrong.status_code == 422
    assert "“Wer” is chosen twice." in text(wrong)
    assert wrong.get_data(as_text=True).count('<option selected value="Wer">') == 2
    assert browser.post(f"{at}/columns", data={**NONE, "name": "Wer", "email": "Wo"}).location == at
    assert "Import 1 person" in text(browser.get(at))


def test_a_workbook_offers_its_sheets(browser: FlaskClient) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("Cover").write(0, 0, "People of Northgate")
    page = book.add_worksheet("People")
    page.write_row(0, 0, ["Name", "E-mail"])
    page.write_row(1, 0, ["Ida Holm", "ida@northgate.example"])
    book.close()
    at = send(browser, file.getvalue(), "people.xlsx").location
    assert "sheet “Cover” (1 of 2)" in text(browser.get(at))
    assert browser.post(f"{at}/sheet", data={"sheet": "Nowhere"}).status_code == 422
    assert browser.post(f"{at}/sheet", data={"sheet": "People"}).location == at
    assert "Import 1 person" in text(browser.get(at))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "people.csv", "The file is empty."),
        (b"<html><table>", "people.xlsx", "This is a web page or XML, not a table."),
        (b"PK\x03\x04rubbish", "people.xlsx", "damaged or protected"),
        (b"Name,E-mail\nI\x00da,x\n", "people.csv", "zero bytes"),
        (b"\xff\xd8\xff\xe0", "people.csv", "a picture"),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(
    browser: FlaskClient, data: bytes, name: str, says: str
) -> None:
    answer = send(browser, data, name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert 'aria-describedby="file-help file-error"' in answer.get_data(as_text=True)


def test_no_file_at_all_says_so(browser: FlaskClient) -> None:
    answer = browser.post(PATH, data={})
    assert (answer.status_code, "Choose a file." in text(answer)) == (422, True)


def test_a_file_called_like_a_path_is_known_by_its_last_part(browser: FlaskClient) -> None:
    at = send(browser, FILE, "../../x/people.csv").location
    assert "Import people: people.csv · GovTracker" in text(browser.get(at))


def test_the_template_is_a_file_that_can_be_imported(browser: FlaskClient) -> None:
    found = taken(browser, f"{PATH}/template?format=csv")
    rows = list(csv.reader(io.StringIO(found.get_data().decode("utf-8-sig"))))
    assert rows[0] == ["Name", "E-mail", "What they do", "Time zone"]
    assert found.headers["Content-Disposition"] == "attachment; filename=people-template.csv"
    at = send(browser, found.get_data()).location
    assert "Import 2 people" in text(browser.get(at))
    book = taken(browser, f"{PATH}/template?format=xlsx").get_data()
    assert CalamineWorkbook.from_object(io.BytesIO(book)).sheet_names == ["Import people", "About this list"]
    at = send(browser, book, "people.xlsx").location
    assert "Import 2 people" in text(browser.get(at))


def test_refused_rows_and_results_are_files_too(browser: FlaskClient) -> None:
    at = send(browser, FILE).location
    refused = list(csv.DictReader(io.StringIO(taken(browser, f"{at}?format=csv").get_data().decode("utf-8-sig"))))
    assert [(row["Row"], row["Column"]) for row in refused] == [("4", "Mail")]
    browser.post(f"{at}/confirmation", data={"mode": "valid"})
    results = list(csv.DictReader(io.StringIO(taken(browser, f"{at}?format=csv").get_data().decode("utf-8-sig"))))
    assert [row["What became of it"] for row in results] == ["New", "Unchanged", "Refused"]


def test_what_a_cell_says_is_shown_as_text(browser: FlaskClient) -> None:
    at = send(browser, b"Name,E-mail\n<script>alert(1)</script>,x@northgate.example\n=1+1,<b>\n", "<img>.csv").location
    page = browser.get(at).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img>" not in page
    assert "&lt;script&gt;alert(1)" in page
