"""Pages of customer segments: valued, asked about, answered, served, and found over-served."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.models import CustomerSegment
from tests.support.statements import counted
from tests.support.world import World

KEY = {"name": "Key accounts", "description": "More than 500 lines", "basis": ["size", "needs"], "revenue_share": "38"}
NEEDS = {
    "outcome": "done_by_themselves",
    "first_priority": "low_effort",
    "second_priority": "",
    "channel": "self_service",
    "hours": "around_the_clock",
    "urgency": "3",
    "personal_help": "2",
    "expertise": "3",
    "continuity": "2",
}
PLAN = {
    "touch": "high_touch",
    "channels": ["phone", "named_contact"],
    "hours": "office_hours",
    "response": "4 h",
    "staffing": "dedicated_team",
}


def add(world: World, **said: Any) -> str:
    answer = world.client("governance_office").post("/sourcing/segments", data={**KEY, **said})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def value(world: World, one: str, kind: str, **said: Any) -> Any:
    whole = {
        "owner": "finance",
        "level": "5",
        "note": "Annual report",
        "given_by_id": world.people["client_sponsor"],
        "given_on": "2024-01-01",
    }
    return world.client("governance_office").post(f"{one}/value/{kind}", data={**whole, **said})


def test_a_segment_of_value_that_helps_itself_is_found_over_served_and_its_plan_is_suggested(world: World) -> None:
    one, office = add(world), world.client("governance_office")
    for kind in ("profitability", "lifetime_value", "recommender_influence"):
        assert value(world, one, kind).status_code == 303
    assert office.post(f"{one}/asked", data={"people": world.people["client_lead"]}).status_code == 303
    lead = world.client("client_lead")
    assert "What do “Key accounts” need?" in lead.get("/").text
    assert lead.post("/sourcing/needs/1", data=NEEDS).status_code == 303
    assert "What do “Key accounts” need?" not in lead.get("/").text
    assert office.post(f"{one}/plan", data=PLAN).status_code == 303
    shown = world.client("executive").get(one).text
    for said in (
        "Over-served",
        "It prefers self-service, and its plan gives high touch.",
        "Serve it as it needs: low touch by self-service and chat",
        "1 of 1 answered",
        "This is the word of one person alone",
        "the needs come to low touch (2.3 of 5), the plan gives high touch",
    ):
        assert said in shown
    assert "Take this plan over" not in shown
    form = office.get(f"{one}/plan?from=needs").text
    assert re.search(r'value="low_touch"[^>]* checked', form)
    assert "Over-served" in office.get("/sourcing/segments").text
    assert "Key accounts is over-served" in office.get("/sourcing/segments").text  # the map in words


def test_a_segment_without_needs_is_said_to_be_that_and_missing_inputs_are_named(world: World) -> None:
    one = add(world, basis=["region"])
    assert value(world, one, "profitability").status_code == 303
    shown = world.client("executive").get(one).text
    assert "missing: sales has not given it" in shown
    assert "Nobody has said what it needs" in shown
    assert "Customers belong to it by region alone" in shown
    index = world.client("executive").get("/sourcing/segments").text
    assert "incomplete: lifetime value, recommender influence missing" in index


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("", {**KEY, "name": "key ACCOUNTS"}, "is in the catalogue already"),
        ("", {**KEY, "name": "Other", "revenue_share": "140"}, "between 0 and 100"),
        ("/1/value/profitability", {"owner": "sales", "level": "5", "note": "", "given_by_id": "1"}, "Name the source"),
        ("/1/asked", {"people": ""}, "Choose a colleague."),
        ("/1/plan", {**PLAN, "channels": []}, "Choose at least one channel."),
        ("/1/plan", {**PLAN, "response": "soon"}, "Write a length of business time"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    path: str, data: dict[str, Any], said: str, world: World
) -> None:
    add(world)
    answer = world.client("governance_office").post(f"/sourcing/segments{path}", data=data)
    assert answer.status_code == 422
    assert said in answer.text
    if "name" in data:
        assert f'value="{data["name"]}"' in answer.text


def test_the_questionnaire_asks_for_every_rating_and_keeps_what_was_chosen(world: World) -> None:
    add(world)
    world.client("governance_office").post("/sourcing/segments/1/asked", data={"people": world.people["client_lead"]})
    lead = world.client("client_lead")
    answer = lead.post("/sourcing/needs/1", data={**NEEDS, "urgency": "", "second_priority": "low_effort"})
    assert answer.status_code == 422
    assert "Choose from 1 to 5." in answer.text
    answer = lead.post("/sourcing/needs/1", data={**NEEDS, "second_priority": "low_effort"})
    assert "Choose another one than the first, or none." in answer.text
    assert re.search(r'value="self_service"[^>]* checked', answer.text)


def test_a_segment_is_renamed_and_retired_and_the_list_is_a_file(app: Flask, world: World) -> None:
    one, office = add(world), world.client("governance_office")
    assert office.post(f"{one}/edit", data={**KEY, "name": "=Large accounts"}).status_code == 303
    assert office.post(f"{one}/retirement").status_code == 303
    with world.context():
        assert db.session.scalars(select(CustomerSegment)).one().retired_at is not None
    file = office.get("/sourcing/segments?format=csv", buffered=True).get_data(as_text=True)
    assert "'=Large accounts" in file
    assert "retired" in file


def test_what_the_pages_ask_does_not_grow_with_segments(world: World) -> None:
    add(world)
    office = world.client("governance_office")
    office.get("/sourcing/segments")
    with counted() as few:
        office.get("/sourcing/segments")
    for name in ("Households", "Public bodies", "Farms"):
        add(world, name=name)
    with counted() as more:
        office.get("/sourcing/segments")
    with counted() as one:
        office.get("/sourcing/segments/1")
    assert len(few) == len(more) <= 12
    assert len(one) <= 12
