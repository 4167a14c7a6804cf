"""The administrator's pages: organisations, catalogues and health, and no word of any relationship."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker.database import db
from govtracker.models import IssueCategory, Organisation
from govtracker.queries.installation import catalogues
from tests.support import doors
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World

PLACES = (
    "/administration",
    "/administration/organisations",
    "/administration/areas",
    "/administration/categories",
    "/administration/root-causes",
    "/administration/health",
)


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def ada(app: Flask, world: World) -> FlaskClient:
    return world.client("administrator")


@pytest.mark.parametrize("address", PLACES)
def test_page_costs_little_and_names_no_relationship_nor_person(ada: FlaskClient, address: str) -> None:
    ada.get(address)
    with counted() as made:
        page = ada.get(address)
    assert page.status_code == 200
    assert len(made) <= 12, "\n".join(made)
    for name in ("MER", "CAS-", "Eva Varga", "Diego Alonso"):
        assert name not in page.text


def test_index_leads_everywhere(ada: FlaskClient) -> None:
    page = ada.get("/administration").text
    for address in (*PLACES[1:], "/administration/mail"):
        assert f'href="{address}"' in page


def test_organisation_is_added_renamed_and_made_a_unit(app: Flask, world: World, ada: FlaskClient) -> None:
    posted = {"name": "Tessera", "zone": "Europe/Oslo", "parent_id": "0", "submission_id": "one"}
    addresses = {ada.post("/administration/organisations", data=posted).location for _ in range(2)}
    [address] = addresses
    typed = form(ada.get(address).text, address)
    changed = {**typed, "name": "Tessera Group", "parent_id": str(world.organisations["Cascade"])}
    assert ada.post(address, data=changed).status_code == 303
    assert "Tessera Group Cascade Europe/Oslo" in text(ada.get("/administration/organisations").text)
    with app.app_context():
        names = db.session.scalars(select(Organisation.name).where(Organisation.name.startswith("Tessera"))).all()
    assert names == ["Tessera Group"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "  "}, "Enter a name"),
        ({"name": "x" * 121}, "at most 120|longer than 120"),
        ({"name": "NORTHGATE"}, "Northgate is here already"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"parent_id": "999"}, "Not a valid choice"),
        ({"parent_id": "soon"}, "Not a valid choice|Invalid Choice"),
    ],
)
def test_impossible_organisation_is_refused_beside_the_field(
    app: Flask, world: World, ada: FlaskClient, changes: dict[str, str], words: str
) -> None:
    address = f"/administration/organisations/{world.organisations['Cascade']}"
    for target in ("/administration/organisations", address):
        typed = {"name": "Cascade X", "zone": "UTC", "parent_id": "0", **changes}
        answer = ada.post(target, data=typed)
        assert answer.status_code == 422
        assert re.search(words, text(answer.text)), text(answer.text)


def test_organisation_that_would_belong_to_itself_is_refused(app: Flask, world: World, ada: FlaskClient) -> None:
    ids = world.organisations
    address = f"/administration/organisations/{ids['Cascade']}"
    child = f"/administration/organisations/{ids['Meridian']}"
    assert ada.post(child, data=_under(ada, child, ids["Cascade"])).status_code == 303
    for parent in ("Meridian", "Cascade"):
        answer = ada.post(address, data=_under(ada, address, ids[parent]))
        assert answer.status_code == 422
        assert "It would belong to itself" in answer.text


def _under(ada: FlaskClient, address: str, parent_id: int) -> dict[str, str]:
    return {**form(ada.get(address).text, address), "parent_id": str(parent_id)}


def test_first_person_of_an_organisation_brings_the_others_in(app: Flask, world: World, ada: FlaskClient) -> None:
    created = {"name": "Tessera", "zone": "Europe/Oslo", "parent_id": "0"}
    address = ada.post("/administration/organisations", data=created).location
    person = {"first-name": "Tuva Lie", "first-email": "tuva@tessera.example"}
    wrong = ada.post(f"{address}/first-person", data={**person, "first-email": "nowhere"})
    assert (wrong.status_code, "not an e-mail address" in wrong.text) == (422, True)
    shown = ada.post(f"{address}/first-person", data=person).text
    tuva = app.test_client()
    assert doors.join(tuva, doors.shown_link(shown), name="Tuva Lie").status_code == 303
    assert tuva.get("/organisation/people/new").status_code == 200
    assert ada.post(f"{address}/first-person", data=person).status_code == 422
    assert "Its first person" not in ada.get(address).text


def test_catalogue_is_filled_ordered_and_thinned_out(app: Flask, world: World, ada: FlaskClient) -> None:
    page = "/administration/categories"
    for name in ("Billing", "Waiting"):
        assert ada.post(page, data={"name": name, "submission_id": name}).status_code == 303
    with app.app_context():
        billing, waiting = (one.id for one in catalogues.entries(IssueCategory))
    assert ada.post(f"{page}/{waiting}/place", data={"to": "up"}).status_code == 303
    assert ada.post(f"{page}/{billing}/retirement").status_code == 303
    assert re.search(r"Waiting offered Down Billing retired Up", text(ada.get(page).text))
    typed = form(ada.get(f"{page}/{billing}").text, f"{page}/{billing}")
    assert ada.post(f"{page}/{billing}", data={**typed, "name": "Bills"}).status_code == 303
    assert ada.post(f"{page}/{waiting}/removal").status_code == 303
    assert "Waiting" not in text(ada.get(page).text).split("Waiting is deleted.")[-1]


@pytest.mark.parametrize("kind", ["areas", "categories", "root-causes"])
def test_impossible_entry_is_refused_and_stays_typed(ada: FlaskClient, kind: str) -> None:
    page = f"/administration/{kind}"
    assert ada.post(page, data={"name": "Same"}).status_code == 303
    for name in ("", " ", "same", "x" * 81):
        answer = ada.post(page, data={"name": name})
        assert answer.status_code == 422
        assert 'id="name-error"' in answer.text
    assert ada.get(f"{page}/999").status_code == 404
    assert ada.get("/administration/people").status_code == 404


def test_used_area_cannot_be_deleted(app: Flask, world: World, ada: FlaskClient) -> None:
    address = f"/administration/areas/{world.areas['Customer care']}"
    assert "It is in use" in ada.get(address).text
    assert ada.post(f"{address}/removal").status_code == 422
    assert ada.get(address).status_code == 200


def test_clash_of_two_administrators_is_told(app: Flask, world: World, ada: FlaskClient) -> None:
    address = f"/administration/areas/{world.areas['Finance']}"
    seen = form(ada.get(address).text, address)
    assert ada.post(address, data={**seen, "name": "Money"}).status_code == 303
    clash = ada.post(address, data={**seen, "name": "Treasury"})
    assert clash.status_code == 422
    assert "Changed meanwhile to “Money”" in text(clash.text)


def test_health_names_database_schema_and_python(app: Flask, ada: FlaskClient) -> None:
    page = text(ada.get("/administration/health").text)
    with app.app_context():
        kind = "SQLite" if db.engine.dialect.name == "sqlite" else "PostgreSQL"
    assert re.search(rf"Database version {kind} \d+\.\d+", page)
    assert re.search(r"Schema version \d{4}_", page)
    assert re.search(r"Python version 3\.\d+", page)
