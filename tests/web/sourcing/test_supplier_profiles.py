"""Pages of supplier profiles: the rule that decided, an overruling with its reason, and one below the floor."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govtracker import database
from tests.support.statements import counted
from tests.support.world import World
from tests.web.access_table import supplier_profiles

ROOT = "/sourcing/profiles"
ONE = f"{ROOT}/1/1"
CHOICE = {"geography": "self_service", "skill": "basic", "culture": "basic", "language": "basic", "reason": "A trial"}


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    with world.context(), database.transaction():
        supplier_profiles.served(world)
    return world.client("governance_office")


def test_the_rule_that_decided_and_what_it_decided_from_are_shown(world: World, office: FlaskClient) -> None:
    text = " ".join(world.client("auditor").get(ONE).text.split())
    assert "6: low complexity and low impact" in text
    assert "not known: nobody has answered" in text
    assert "an experience score of 60" in text
    assert "Choose this" not in text
    assert "Billing<span" in world.client("executive").get(ROOT).text


def test_an_overruling_below_the_floor_is_refused_with_what_was_typed_and_one_above_stands(
    world: World, office: FlaskClient
) -> None:
    refused = office.post(f"{ONE}/overruling", data={**CHOICE, "expected": "59.5"})
    assert refused.status_code == 422
    assert "an experience score of 59.5 is expected, at least an experience score of 60 is acceptable" in refused.text
    assert 'value="59.5"' in refused.text
    assert "A trial" in refused.text
    assert office.post(f"{ONE}/overruling", data={**CHOICE, "expected": "60"}).status_code == 303
    shown = world.client("executive").get(ONE).text
    assert "Chosen instead" in shown
    assert "A trial" in shown
    assert "6: low complexity and low impact" in shown
    assert "1 overruled" in world.client("executive").get("/sourcing").text
    assert office.post(f"{ONE}/floor", data={"floor_measure": "experience_score", "floor": "70"}).status_code == 303
    assert "below the floor of today" in office.get(ONE).text
    assert office.post(f"{ONE}/overruling/end").status_code == 303
    assert "Chosen instead" not in office.get(ONE).text


def test_what_the_pages_ask_does_not_grow_with_profiles(world: World, office: FlaskClient) -> None:
    def cost() -> list[int]:
        found = []
        for address in (ROOT, ONE):
            office.get(address)
            with counted() as statements:
                office.get(address)
            found.append(len(statements))
        return found

    few = cost()
    for name in ("Faults", "Moves"):
        office.post("/sourcing/support-types", data={"name": name})
    assert office.post(ROOT, data={"type_id": "2", "segment_id": "1"}).status_code == 303
    more = cost()
    assert few == more
    assert max(more) <= 12
