"""The first minutes of an empty installation, and relationships begun later."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Person, Relationship
from tests.support import doors
from tests.support.world import World

PASSWORD = "correct horse battery"
GIVEN = {
    "company": "Northgate",
    "zone": "Europe/Berlin",
    "country": "DE",
    "name": "Eva Varga",
    "email": "eva@northgate.example",
    "password": PASSWORD,
    "again": PASSWORD,
    "supplier": "Meridian Support",
}


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_empty_installation_leads_to_its_set_up_and_ends_on_the_relationship(app: Flask) -> None:
    browser = app.test_client()
    assert browser.get("/", follow_redirects=True).request.path == "/set-up"
    answer = browser.post("/set-up", data=GIVEN)
    assert (answer.status_code, answer.location) == (303, "/r/MER")
    page = text(browser.get("/r/MER").text)
    for words in ("Northgate ⇄ Meridian Support", "Eva Varga", "Nobody leads Quality", "Business review"):
        assert words in page
    assert "Name: Customer satisfaction" in text(browser.get("/r/MER/history").text)
    assert "Level 1" in text(browser.get("/r/MER/structure").text)
    assert "Eva Varga" in browser.get("/settings").text
    assert app.test_client().get("/set-up").status_code == 404
    assert app.test_client().get("/sign-in").status_code == 200
    again = {**GIVEN, "email": "other@northgate.example"}
    assert app.test_client().post("/set-up", data=again).status_code == 404


def test_invited_spoc_of_the_supplier_signs_in_and_fills_seats(app: Flask) -> None:
    invited = {"supplier_spoc_name": "Diego Alonso", "supplier_spoc_email": "diego@meridian.example"}
    answer = app.test_client().post("/set-up", data={**GIVEN, **invited})
    assert answer.status_code == 200
    door = app.test_client()
    assert doors.join(door, doors.shown_link(answer.text), name="Diego Alonso").status_code == 303
    assert "Diego Alonso" in door.get("/r/MER").text
    assert door.get("/organisation/people/new").status_code == 200


def test_supplier_is_invited_later_and_only_while_nobody_of_it_is_here(app: Flask) -> None:
    browser = app.test_client()
    browser.post("/set-up", data=GIVEN)
    assert "Invite their SPOC" in browser.get("/r/MER/structure").text
    invited = {"supplier_spoc_name": "Diego Alonso", "supplier_spoc_email": "diego@meridian.example"}
    answer = browser.post("/r/MER/invitation", data=invited)
    assert answer.status_code == 200
    assert doors.shown_link(answer.text)
    assert "Invite their SPOC" not in browser.get("/r/MER/structure").text
    again = browser.post("/r/MER/invitation", data={**invited, "supplier_spoc_email": "uwe@meridian.example"})
    assert again.status_code == 422
    assert "has people here already" in text(again.text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"company": ""}, "Enter a name"),
        ({"company": "x" * 121}, "120 characters"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"country": "XX"}, "Not a valid choice"),
        ({"email": "eva"}, "not an e-mail address"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"again": "something else"}, "differ"),
        ({"supplier": "northgate"}, "joins two companies"),
        ({"key": "4711"}, "a letter first"),
        ({"supplier_spoc_name": "Diego"}, "not an e-mail address"),
        ({"supplier_spoc_name": "D", "supplier_spoc_email": "eva@northgate.example"}, "here already"),
    ],
)
def test_mistake_is_told_beside_its_field_and_makes_nothing(app: Flask, changes: dict[str, str], words: str) -> None:
    answer = app.test_client().post("/set-up", data={**GIVEN, **changes})
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert 'value="Eva Varga"' in answer.text
    with app.app_context():
        assert not db.session.scalars(select(Person)).all()
        assert not db.session.scalars(select(Relationship)).all()


def test_governance_office_begins_another_relationship_once(app: Flask, world: World) -> None:
    browser = world.client("governance_office")
    posted = {
        "supplier": "Tessera",
        "category": "strategic",
        "spoc_id": world.people["client_spoc"],
        "submission_id": "one",
    }
    assert [browser.post("/relationships", data=posted).location for _ in range(2)] == ["/r/TES", "/r/TES"]
    assert world.client("client_spoc").get("/r/TES").status_code == 200
    assert world.client("other_client_spoc").get("/r/TES").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "MER"}, "MER is taken"),
        ({"supplier": "Meridian", "key": "MEX", "supplier_spoc_email": "a@b.example"}, "has people here already"),
        ({"spoc_id": "supplier_spoc"}, "Not a valid choice"),
        ({"spoc_id": "governance_office"}, "Not a valid choice"),
        ({"supplier": "Meridian", "key": "MEX", "insourced": "y"}, "no unit of Northgate"),
    ],
)
def test_impossible_relationship_says_why_and_leaves_nothing(
    app: Flask, world: World, changes: dict[str, str], words: str
) -> None:
    posted = {"supplier": "Tessera", "category": "tactical", "spoc_id": "0", **changes}
    posted["spoc_id"] = str(world.people.get(posted["spoc_id"], 0))
    answer = world.client("governance_office").post("/relationships", data=posted)
    assert answer.status_code == 422
    assert words in text(answer.text)
    with app.app_context():
        assert sorted(db.session.scalars(select(Relationship.key))) == ["CAS", "MER"]
