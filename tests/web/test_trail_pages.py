"""The trail as pages and files: each side reads its own, whoever runs the installation the envelopes alone."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.exports import trail
from govtracker.models import Relationship
from govtracker.services import events, refusals
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def story(app: Flask, world: World) -> World:
    """In MER: one for both sides, one for each side alone, and a refused attempt of the client's observer."""
    with app.app_context():
        with database.transaction():
            mer = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()
            changes = {"charter": ["old words", "new words"]}
            events.record(mer, "changed", by=world.viewer("client_lead"), at=AT, changes=changes, reason="for both")
            own = Audience.CLIENT
            events.record(mer, "noted", by=world.viewer("client_spoc"), at=AT, reason="canary C", audience=own)
            own, later = Audience.SUPPLIER, AT + timedelta(days=2)
            events.record(mer, "noted", by=world.viewer("supplier_spoc"), at=later, reason="canary S", audience=own)
            events.record(None, "set_up", by=world.viewer("administrator"), at=AT, reason="canary I")
        observer = world.viewer("client_observer")
        place = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one().place()
        refusals.note("refused", what="issues.create", by=observer, place=place, at=AT)
        refusals.note("refused", what="issues.close", by=observer, at=AT)
    return world


def exported(world: World, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in taken(world, name, "jsonl").decode().splitlines()]


def taken(world: World, name: str, kind: str) -> bytes:
    """The file of that kind as that person gets it."""
    with world.client(name).get(f"/r/MER/history/export?format={kind}") as answer:
        assert answer.status_code == 200
        return bytes(answer.data)


def test_history_says_before_and_after_why_and_narrows(story: World) -> None:
    spoc = story.client("client_spoc")
    page = spoc.get("/r/MER/history").text
    for words in ("Rafael Ortega", "old words", "new words", "for both", "canary C", "Jonas Wolf"):
        assert words in page
    assert "canary S" not in page
    assert "for both" not in spoc.get("/r/MER/history?who=eva").text
    assert "canary C" in spoc.get("/r/MER/history?who=eva").text
    assert "canary C" not in spoc.get("/r/MER/history?action=changed").text
    narrow = spoc.get("/r/MER/history?refused=1").text
    assert "Jonas Wolf" in narrow
    assert "Rafael Ortega" not in narrow
    assert "Nothing like that" in spoc.get("/r/MER/history?from=2026-03-04").text
    assert (
        "were left out" in spoc.get("/r/MER/history?from=soon").text
        or "left out: from" in spoc.get("/r/MER/history?from=soon").text
    )


def test_refused_attempts_are_for_those_who_answer_for_their_side(story: World) -> None:
    assert "issues.create" in story.client("auditor").get("/r/MER/history").text
    for name in ("client_member", "client_observer", "supplier_spoc"):
        assert "issues.create" not in story.client(name).get("/r/MER/history").text


def test_file_verifies_for_each_side_and_withholds_the_other_sides_words(story: World) -> None:
    for name, own, other in (("client_spoc", "canary C", "canary S"), ("supplier_spoc", "canary S", "canary C")):
        lines = exported(story, name)
        assert list(trail.faults(lines)) == []
        told = json.dumps(lines)
        assert own in told
        assert other not in told
        withheld = [line for line in lines if line["withheld"]]
        assert withheld
        assert all(line["text"] is None and line["personal"] == {} for line in withheld)


def test_file_that_was_touched_is_found(story: World) -> None:
    lines = exported(story, "client_spoc")
    changed = [{**line, "text": (line["text"] or "").replace("both", "us")} for line in lines]
    assert [fault.seq for fault in trail.faults(changed)] == [1]
    assert [fault.seq for fault in trail.faults(lines[:1] + lines[2:])] == [3]


def test_csv_holds_the_same_links(story: World) -> None:
    rows = list(csv.DictReader(io.StringIO(taken(story, "client_spoc", "csv").decode("utf-8-sig"))))
    lines = exported(story, "client_spoc")
    assert [(row["seq"], row["hash"], row["text"]) for row in rows] == [
        (str(line["seq"]), line["hash"], line["text"] or "") for line in lines
    ]
    assert story.client("client_spoc").get("/r/MER/history/export?format=pdf").status_code == 404


def test_administrator_and_auditor_read_envelopes_of_the_installation(story: World) -> None:
    everything = story.client("administrator").get("/audit").text
    assert "Ada Root" in everything
    assert "issues.close" in everything
    own = story.client("auditor").get("/audit").text
    assert "Jonas Wolf" in own
    assert "Ada Root" not in own
    for page in (everything, own):
        assert "canary" not in page
        assert "for both" not in page
    assert story.client("client_spoc").get("/audit").status_code == 403


def test_page_of_the_trail_costs_its_statements(story: World) -> None:
    client = story.client("auditor")
    for address in ("/audit", "/r/MER/history", "/r/MER/history?who=eva&refused=1"):
        client.get(address)
        with counted() as seen:
            client.get(address)
        assert len(seen) <= 12


def test_the_network_somebody_came_from_is_for_their_own_company(world: World) -> None:
    data = {
        "title": "Billing wrong",
        "description": "Since Monday",
        "area_id": str(world.areas["Customer care"]),
        "severity": "high",
        "audience": "shared",
        "waiting_on": "supplier",
        "submission_id": "f" * 32,
    }
    sent = world.client("client_spoc").post(
        "/r/MER/issues", data=data, environ_overrides={"REMOTE_ADDR": "198.51.100.7"}
    )
    assert sent.status_code == 303
    assert "198.51.100.0/24" in world.client("client_lead").get("/r/MER/history").text
    assert b"198.51.100.0/24" in taken(world, "client_spoc", "jsonl")
    assert "MER-1" in world.client("supplier_spoc").get("/r/MER/history").text
    assert "198.51.100" not in world.client("supplier_spoc").get("/r/MER/history").text
    assert b"198.51.100" not in taken(world, "supplier_spoc", "jsonl")
    assert not list(trail.faults(exported(world, "supplier_spoc")))
