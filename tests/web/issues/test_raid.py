"""The RAID log, decisions, risks and what both sides owe each other, as people see them."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import Decision, Issue, Risk, Seat
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def friday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def decided(world: World, **changes: Any) -> dict[str, Any]:
    """A decision as a person types it."""
    return {
        "audience": "shared",
        "title": "Extend the night shift",
        "reason": "Calls wait at night.",
        "seat_id": world.seats["supplier_lead"],
        "amount": "20.000,00",
        "currency": "eur",
        "state": "settled",
        "due_on": "2026-12-04",
        **changes,
    }


def feared(world: World, **changes: Any) -> dict[str, Any]:
    """A risk as a person types it."""
    return {
        "audience": "shared",
        "title": "The billing system is not ready",
        "likelihood": "4",
        "impact": "5",
        "response": "reduce",
        "plan": "Test in time.",
        "owner_id": world.people["supplier_lead"],
        "look_on": "2026-12-18",
        "area_id": world.areas["Customer care"],
        **changes,
    }


def limit(world: World, amount: int = 10_000_00) -> None:
    with world.context(), database.transaction():
        seat = db.session.get_one(Seat, world.seats["supplier_lead"])
        seat.money_limit, seat.currency = amount, "EUR"


def test_a_decision_above_the_limit_waits_and_is_approved_with_words(world: World) -> None:
    limit(world)
    answer = world.client("supplier_lead").post("/r/MER/decisions", data=decided(world))
    assert answer.location == "/r/MER/decisions/1"
    spoc = world.client("supplier_spoc")
    shown = spoc.get(answer.location).text
    assert "20,000.00 EUR" in shown
    assert "It is above the limit of Functional lead for Customer care, supplier, 10,000.00 EUR." in shown
    assert "Waits for" in shown
    done = spoc.post("/r/MER/decisions/1/approval", data={"reason": "Worth it."})
    assert done.status_code == 303
    assert "Worth it." in spoc.get(answer.location).text
    assert "Extend the night shift" in world.client("client_observer").get("/r/MER/decisions?status=decided").text


def test_a_rejection_without_a_reason_keeps_the_page_and_says_so(world: World) -> None:
    limit(world)
    world.client("supplier_lead").post("/r/MER/decisions", data=decided(world))
    refused = world.client("supplier_spoc").post("/r/MER/decisions/1/rejection", data={"reason": ""})
    assert refused.status_code == 422
    assert "Say why it is rejected." in refused.text


def test_bad_money_is_said_beside_its_field_and_nothing_typed_is_lost(world: World) -> None:
    bad = decided(world, amount="a lot", currency="EUR")
    answer = world.client("supplier_lead").post("/r/MER/decisions", data=bad)
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text
    assert "Extend the night shift" in answer.text
    with world.context():
        assert not db.session.scalars(select(Decision)).all()


def test_one_form_sent_twice_is_one_decision(world: World) -> None:
    client = world.client("supplier_lead")
    data = decided(world, submission_id="one", amount="")
    answers = [client.post("/r/MER/decisions", data=data).location for _ in range(2)]
    assert answers == ["/r/MER/decisions/1"] * 2


def test_a_proposal_is_edited_and_what_was_changed_meanwhile_is_shown(world: World) -> None:
    client = world.client("supplier_lead")
    client.post("/r/MER/decisions", data=decided(world, state="proposed"))
    page = client.get("/r/MER/decisions/1/edit").text
    seen = page.split('name="seen"', 1)[1].split('value="', 1)[1].split('"', 1)[0].replace("&#34;", '"')
    with world.context(), database.transaction():
        db.session.scalars(select(Decision)).one().title = "Shorten the night shift"
    mine = decided(world, title="Extend it by an hour", amount="20000", seen=seen)
    answer = client.post("/r/MER/decisions/1", data=mine)
    assert answer.status_code == 422
    assert "Changed meanwhile to “Shorten the night shift”" in answer.text


def test_a_risk_that_happens_leads_to_its_issue(world: World) -> None:
    client = world.client("client_spoc")
    assert client.post("/r/MER/risks", data=feared(world)).location == "/r/MER/risks/1"
    shown = client.get("/r/MER/risks/1").text
    assert "Critical 20" in shown
    assert "almost" not in shown
    assert "The billing system is not ready" in client.get("/r/MER/risks/1/issue/new").text
    happened = {
        "audience": "shared",
        "title": "The billing system is down",
        "area_id": world.areas["Customer care"],
        "severity": "high",
    }
    assert client.post("/r/MER/risks/1/issue", data=happened).location == "/r/MER/issues/1"
    assert "MER-1 The billing system is down" in client.get("/r/MER/risks/1").text


def test_a_risk_without_a_plan_is_not_saved(world: World) -> None:
    answer = world.client("client_spoc").post("/r/MER/risks", data=feared(world, plan=" "))
    assert answer.status_code == 422
    assert "Say in one line what is done about it, or why it is accepted." in answer.text
    with world.context():
        assert not db.session.scalars(select(Risk)).all()


def test_the_log_holds_all_four_kinds_and_says_what_it_ignored(world: World) -> None:
    _all_kinds(world)
    client = world.client("client_spoc")
    with counted() as made:
        shown = client.get("/r/MER/raid?sort=-due&colour=red")
    assert len(made) <= MOST_STATEMENTS, "\n".join(made)
    for key in ("MER-R1", "MER-A1", "MER-1", "MER-D1"):
        assert key in shown.text
    assert "This list does not know what to do with: colour." in shown.text
    only = client.get("/r/MER/raid?kind=risk").text
    assert "MER-R1" in only
    assert "MER-D1" not in only


def test_the_log_is_taken_away_as_a_file(world: World) -> None:
    _all_kinds(world)
    answer = world.client("supplier_spoc").get("/r/MER/raid?format=csv", buffered=True)
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["Kind"], row["Key"]) for row in rows] == [
        ("Issue", "MER-1"),
        ("Action", "MER-A1"),
        ("Decision", "MER-D1"),
        ("Risk", "MER-R1"),
    ]
    for name, keys in (("risks", ["MER-R1"]), ("decisions", ["MER-D1"])):
        own = world.client("supplier_spoc").get(f"/r/MER/{name}?format=csv", buffered=True)
        read = csv.DictReader(io.StringIO(own.data.decode("utf-8-sig")))
        assert [row[name[:-1].capitalize()] for row in read] == keys


def test_what_we_owe_each_other_is_the_same_page_for_both(world: World) -> None:
    _all_kinds(world)
    own = feared(world, audience="client", owner_id=world.people["client_lead"], title="CANARY")
    world.client("client_spoc").post("/r/MER/risks", data=own)
    with counted() as made:
        client = world.client("client_spoc").get("/r/MER/owed").text
    assert len(made) <= MOST_STATEMENTS, "\n".join(made)
    supplier = world.client("supplier_spoc").get("/r/MER/owed").text
    for text in (client, supplier):
        assert text.index("Northgate owes") < text.index("Meridian owes") < text.index("Nobody can pay at night")
        assert "if late: Accounts stay open." in text
        assert "CANARY" not in text


def test_internal_decisions_and_risks_do_not_exist_for_the_other_side(world: World) -> None:
    client = world.client("client_spoc")
    own = {"audience": "client", "title": "CANARY"}
    risk = feared(world, owner_id=world.people["client_lead"], **own)
    assert client.post("/r/MER/risks", data=risk).location == "/r/MER/risks/C1"
    decision = decided(world, seat_id=world.seats["client_spoc"], amount="", **own)
    assert client.post("/r/MER/decisions", data=decision).location == "/r/MER/decisions/C1"
    other = world.client("supplier_spoc")
    for path in ("raid", "risks", "decisions", "owed", "raid?status=finished", "raid?format=csv"):
        assert "CANARY" not in other.get(f"/r/MER/{path}", buffered=True).text
    assert other.get("/r/MER/risks/C1").status_code == 404
    assert other.get("/r/MER/decisions/C1").status_code == 404


def test_a_key_leads_to_its_record(world: World) -> None:
    _all_kinds(world)
    client = world.client("client_spoc")
    assert client.get("/search?q=mer-d1").location == "/r/MER/decisions/1"
    assert client.get("/search?q=MER-R1").location == "/r/MER/risks/1"
    assert client.get("/search?q=MER-R9").status_code == 200


def _all_kinds(world: World) -> None:
    """A risk, an action, an issue and a waiting decision of MER, all shared."""
    client = world.client("client_spoc")
    client.post("/r/MER/risks", data=feared(world))
    action = {
        "audience": "shared",
        "title": "Check leavers",
        "type": "preventive",
        "owner_id": world.people["supplier_lead"],
        "due_on": "2026-11-30",
        "consequence": "Accounts stay open.",
    }
    assert client.post("/r/MER/actions", data=action).status_code == 303
    issue = {
        "audience": "shared",
        "title": "Nobody can pay at night",
        "description": "Since Monday.",
        "severity": "high",
        "area_id": world.areas["Customer care"],
        "due_on": "2026-11-27",
    }
    assert client.post("/r/MER/issues", data=issue).status_code == 303
    proposed = decided(world, state="proposed", seat_id=world.seats["client_sponsor"], amount="")
    assert client.post("/r/MER/decisions", data=proposed).status_code == 303
    with world.context():
        assert len(db.session.scalars(select(Issue)).all()) == 1
