"""Importing a file: preview, columns, confirmation; each mistake said, nothing lost, nothing twice."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker.database import db
from govtracker.models import ImportBatch, Measurement
from tests.support import measured, typed
from tests.support.statements import counted
from tests.support.world import World

URL = "/r/MER/measurements/import"
FILE = "KPI;Month;Value\nCSAT;2026-09;84,5\nFCR;2026-10;71\nNOPE;2026-10;1\n"


@pytest.fixture
def mer(world: World, clock_at) -> World:
    clock_at(datetime(2026, 11, 22, 9, tzinfo=UTC))
    measured.agree(world)
    return world


def send(client: FlaskClient, content: str | bytes = FILE, name: str = "file.csv", **more: str) -> TestResponse:
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(URL, data={"file": (BytesIO(data), name), **more}, content_type="multipart/form-data")


def page_of(client: FlaskClient, url: str | None) -> str:
    assert url
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def stored(world: World) -> int:
    with world.context():
        return db.session.query(Measurement).count()


def test_from_file_to_measurements(mer: World) -> None:
    client = mer.client("client_lead")
    url = send(client).location
    preview = page_of(client, url)
    for words in ("read as: UTF-8, columns separated by semicolons", "Row 4", "There is no KPI “NOPE” here.", "84,5"):
        assert words in preview
    assert stored(mer) == 0
    confirmation = f"{url}/confirmation"
    answer = client.post(confirmation, data=typed.form(preview, confirmation))
    assert answer.location == url
    assert "2 taken, 0 unchanged, 1 refused." in page_of(client, url)
    assert stored(mer) == 2


def test_the_same_file_again_changes_nothing(mer: World) -> None:
    client = mer.client("client_spoc")
    for words in ("2 taken, 0 unchanged, 1 refused.", "0 taken, 2 unchanged, 1 refused."):
        url = send(client).location
        client.post(f"{url}/confirmation", data={"mode": "valid"})
        assert words in page_of(client, url)


def test_the_same_upload_posted_twice_is_one_import_and_so_is_its_confirmation(mer: World) -> None:
    client = mer.client("client_spoc")
    first, second = (send(client, submission_id="once").location for _ in range(2))
    assert first == second
    for _ in range(2):
        assert client.post(f"{first}/confirmation", data={"mode": "valid"}).status_code == 303
    with mer.context():
        assert db.session.query(ImportBatch).count() == 1
    assert stored(mer) == 2


def test_all_or_nothing_says_why_nothing_was_imported(mer: World) -> None:
    client = mer.client("client_spoc")
    answer = client.post(f"{send(client).location}/confirmation", data={"mode": "all"})
    assert (answer.status_code, stored(mer)) == (422, 0)
    assert "1 row would be refused, so nothing was imported." in answer.get_data(as_text=True)


def test_columns_can_be_changed_and_a_wrong_choice_is_said_beside_its_field(mer: World) -> None:
    client = mer.client("client_spoc")
    url = send(client, "A;B;C\nCSAT;2026-10;76\n").location
    preview = page_of(client, url)
    assert "Choose the column that says it." in preview
    columns = f"{url}/columns"
    form = typed.form(preview, columns)
    wrong = client.post(columns, data={**form, "kpi": "A", "period": "A", "value": "C"})
    assert (wrong.status_code, "“A” is chosen twice." in wrong.get_data(as_text=True)) == (422, True)
    assert client.post(columns, data={**form, "kpi": "A", "period": "B", "value": "C"}).status_code == 303
    assert "Import 1 value" in page_of(client, url)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04", "damaged or protected"),
        (b"KPI,Value\n\x81,1\n", "neither UTF-8 nor Windows-1252"),
        (b"KPI,Month\nCS\x00AT,1\n", "zero bytes"),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_the_field(mer: World, content: bytes, words: str) -> None:
    answer = send(mer.client("client_spoc"), content)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_without_a_file_one_is_asked_for(mer: World) -> None:
    answer = mer.client("client_spoc").post(URL, data={})
    assert (answer.status_code, "Choose a file." in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read_and_named(mer: World, encoding: str) -> None:
    client = mer.client("client_spoc")
    url = send(client, "KPI;Monat;Wert;Quelle\nCSAT;10/2026;84,5;Größe\n".encode(encoding)).location
    preview = page_of(client, url)
    assert "Größe" in preview
    assert {"utf-8-sig": "UTF-8 with BOM", "utf-16": "UTF-16 with BOM", "cp1252": "Windows-1252"}[encoding] in preview
    assert "Import 1 value" in preview


def test_what_a_file_says_is_shown_and_never_run(mer: World) -> None:
    client = mer.client("client_spoc")
    page = page_of(client, send(client, "KPI,Month,Value\n<script>alert(1)</script>,2026-10,1\n").location)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nobody_else_sees_or_confirms_a_file(mer: World) -> None:
    url = send(mer.client("client_spoc")).location
    for who in ("client_lead", "supplier_spoc", "other_client_spoc"):
        assert mer.client(who).get(url or "").status_code == 404
        assert mer.client(who).post(f"{url}/confirmation", data={"mode": "valid"}).status_code == 404
    assert stored(mer) == 0


def test_a_preview_costs_the_same_however_long_the_file(mer: World) -> None:
    client = mer.client("client_spoc")
    url = send(client, "KPI,Month,Value\n" + "NOPE,2026-10,1\n" * 3000).location
    with counted() as made:
        page = page_of(client, url)
    assert len(made) <= 6
    assert "the first 200 of 3,000" in page
    assert len(page) < 60_000


def test_the_preview_says_which_months_of_days_stay_as_they_were_entered(mer: World) -> None:
    measured.enter(mer, "2026-10", {"FCR": "71"})
    client = mer.client("client_spoc")
    url = send(client, "KPI,Date,Numerator,Denominator\nFCR,2026-10-02,5,10\n").location
    assert "1 month of a KPI was entered by hand and stays as it is" in page_of(client, url)
    client.post(f"{url}/confirmation", data={"mode": "valid"})
    assert "was entered by hand and stays as it is" in page_of(client, url)
    assert "71.0 %" in page_of(client, "/r/MER/measurements/FCR/2026-10")
