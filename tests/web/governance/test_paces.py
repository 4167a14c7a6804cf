"""How often forums meet beside what the supplier category proposes: shown again, never applied by itself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Pace, SupplierCategory, Tier
from govtracker.models import Forum, Relationship
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def spoc(app: Flask, world: World) -> FlaskClient:
    """The SPOC of TES, a tactical supplier begun from the support template."""
    posted = {"supplier": "Tessera", "category": "tactical", "spoc_id": world.people["client_spoc"]}
    assert world.client("governance_office").post("/relationships", data=posted).location == "/r/TES"
    return world.client("client_spoc")


def rules(app: Flask) -> dict[str, str]:
    with app.app_context():
        rows = db.session.execute(
            select(Forum.tier, Forum.rrule)
            .join(Relationship, Relationship.id == Forum.relationship_id)
            .where(Relationship.key == "TES")
        )
        return {row.tier.value: row.rrule for row in rows}


AS_TACTICAL = {
    "strategic": "FREQ=MONTHLY;INTERVAL=6;BYDAY=3TH",
    "tactical": "FREQ=MONTHLY;BYDAY=2WE",
    "operational": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
}


def test_new_relationship_meets_as_its_category_proposes(app: Flask, spoc: FlaskClient) -> None:
    assert rules(app) == AS_TACTICAL
    shown = text(spoc.get("/r/TES/paces").text)
    assert shown.count("the same") == 3
    assert "Change those ticked" not in shown


def test_new_category_changes_nothing_until_a_forum_is_ticked(app: Flask, spoc: FlaskClient) -> None:
    typed = form(spoc.get("/r/TES/edit").text, "/r/TES")
    answer = spoc.post("/r/TES", data={**typed, "category": "strategic"})
    assert answer.location == "/r/TES/paces"
    assert rules(app) == AS_TACTICAL
    page = spoc.get("/r/TES/paces").text
    assert "every week on Tuesday" in text(page)
    boxes = dict(re.findall(r'name="forum" value="(\d+)" id="[^"]+"><label[^>]*>([^<]+)</label>', page))
    weekly = next(forum_id for forum_id, words in boxes.items() if words == "every week on Tuesday")
    assert spoc.post("/r/TES/paces", data={}).status_code == 303
    assert rules(app) == AS_TACTICAL
    assert spoc.post("/r/TES/paces", data={"forum": [weekly]}).status_code == 303
    assert rules(app) == {**AS_TACTICAL, "operational": "FREQ=WEEKLY;BYDAY=TU"}


def test_tier_a_category_does_not_ask_for_is_left_alone(app: Flask, spoc: FlaskClient) -> None:
    typed = form(spoc.get("/r/TES/edit").text, "/r/TES")
    spoc.post("/r/TES", data={**typed, "category": "commodity"})
    page = spoc.get("/r/TES/paces").text
    assert text(page).count("no forum at this tier") == 2
    with app.app_context():
        ids = [str(id_) for id_ in db.session.scalars(select(Forum.id))]
    spoc.post("/r/TES/paces", data={"forum": ids})
    assert rules(app) == {**AS_TACTICAL, "tactical": "FREQ=MONTHLY;INTERVAL=6;BYDAY=2WE"}


@pytest.mark.parametrize("forum", ["999999", "soon"])
def test_forum_of_nobody_is_not_found_and_no_number_is_nothing(app: Flask, spoc: FlaskClient, forum: str) -> None:
    answer = spoc.post("/r/TES/paces", data={"forum": [forum]})
    assert answer.status_code == (404 if forum.isdigit() else 303)
    assert rules(app) == AS_TACTICAL


def test_form_shows_what_each_category_proposes_and_takes_another_choice(app: Flask, world: World) -> None:
    office = world.client("governance_office")
    shown = text(office.get("/relationships/new").text)
    assert "Tactical half-yearly monthly fortnightly" in shown
    assert "Commodity not at all half-yearly not at all" in shown
    posted = {
        "supplier": "Tessera",
        "template": "customer-support",
        "category": SupplierCategory.STRATEGIC.value,
        f"pace_{Tier.STRATEGIC}": "never",
        f"pace_{Tier.TACTICAL}": Pace.QUARTERLY.value,
        "spoc_id": "0",
    }
    assert office.post("/relationships", data=posted).status_code == 303
    assert rules(app) == {"tactical": "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE", "operational": "FREQ=WEEKLY;BYDAY=TU"}


@pytest.mark.parametrize("changes", [{"template": "nothing"}, {"category": "dear"}, {"pace_tactical": "hourly"}])
def test_choice_that_is_none_is_refused_beside_its_field(app: Flask, world: World, changes: dict[str, str]) -> None:
    posted = {"supplier": "Tessera", "category": "tactical", "spoc_id": "0", **changes}
    answer = world.client("governance_office").post("/relationships", data=posted)
    assert answer.status_code == 422
    assert f'id="{next(iter(changes))}-error"' in answer.text
    assert rules(app) == {}


def test_page_asks_a_fixed_number_of_questions(spoc: FlaskClient) -> None:
    spoc.get("/r/TES/paces")
    with counted() as made:
        spoc.get("/r/TES/paces")
    assert len(made) <= 8
