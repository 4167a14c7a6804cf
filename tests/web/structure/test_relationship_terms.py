"""Editing a relationship: its terms, the larger one it is part of, what two people change at once."""

import re

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import Relationship
from tests.support.world import MADE_AT, World

TERMS = {
    "purpose": "Voice and chat",
    "stage": "value_creation",
    "category": "strategic",
    "parent_id": "0",
    "dormant_after_days": "21",
    "spoc_share_limit": "40",
    "answer_days": "15",
}


@pytest.fixture
def larger(app: Flask, world: World) -> World:
    """Northgate and Meridian have one more relationship, MEG."""
    with app.app_context(), database.transaction():
        row = Relationship(
            key="MEG",
            client_id=world.organisations["Northgate"],
            supplier_id=world.organisations["Meridian"],
            created_at=MADE_AT,
        )
        db.session.add(row)
        db.session.flush()
        world.relationships["MEG"] = row.id
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_terms_are_stored_and_recorded(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    assert browser.get("/r/MER/edit").status_code == 200
    assert browser.post("/r/MER", data=TERMS).status_code == 303
    page = browser.get("/r/MER/edit").text
    for value in ("Voice and chat", 'value="21"', 'value="40"', '<option selected value="value_creation">'):
        assert value in page
    assert "Relationship changed" in text(browser.get("/r/MER/history").text)


def test_part_and_whole_lead_to_each_other(larger: World) -> None:
    office = larger.client("governance_office")
    answer = office.post("/r/MER", data={**TERMS, "parent_id": str(larger.relationships["MEG"])})
    assert answer.status_code == 303
    assert "Part of MEG · Northgate ⇄ Meridian" in text(office.get("/r/MER").text)
    assert "Its parts: MER · Northgate ⇄ Meridian" in text(office.get("/r/MEG").text)
    seated = larger.client("client_spoc").get("/r/MER").text
    assert "MEG" not in seated
    # and whoever does not see the whole leaves it as it is
    assert larger.client("client_spoc").post("/r/MER", data=TERMS).status_code == 303
    assert "Part of MEG" in text(office.get("/r/MER").text)


def test_circle_is_not_offered_and_refused_when_posted(larger: World) -> None:
    office = larger.client("governance_office")
    office.post("/r/MER", data={**TERMS, "parent_id": str(larger.relationships["MEG"])})
    assert "MER ·" not in text(office.get("/r/MEG/edit").text)
    answer = office.post("/r/MEG", data={**TERMS, "parent_id": str(larger.relationships["MER"])})
    assert answer.status_code == 422
    assert "Not a valid choice" in text(answer.text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dormant_after_days": "3"}, "Choose 7 to 60 days."),
        ({"dormant_after_days": "often"}, "Not a valid integer value"),
        ({"spoc_share_limit": "100"}, "Choose 10 to 90 %."),
        ({"answer_days": "2"}, "Choose 3 to 60 working days."),
        ({"stage": "bliss"}, "Not a valid choice"),
        ({"parent_id": "999"}, "Not a valid choice"),
        ({"purpose": "x" * 2001}, "2000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    app: Flask, world: World, changes: dict[str, str], words: str
) -> None:
    answer = world.client("client_spoc").post("/r/MER", data={**TERMS, **changes})
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert changes.get("purpose", "Voice and chat") in answer.text
