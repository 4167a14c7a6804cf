"""Decisions and risks born in a review's minutes, decisions due on its agenda, what changed since the one before."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from govtracker import database
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import Topic
from tests.services.issue_steps import raised
from tests.support import forums
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHEDULED = datetime(2026, 11, 24, 8, tzinfo=UTC)
A_MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def planned(world: World, status: ReviewStatus = ReviewStatus.HELD) -> None:
    """A review of today with one topic, and the one a month before."""
    with world.context(), database.transaction():
        forum = forums.forum(world)
        made = forums.review(forum, SCHEDULED, status)
        db.session.add(Topic(review_id=made.id, position=1, title="Night shift"))
        if status is ReviewStatus.HELD:
            made.held_at = SCHEDULED
        before = forums.review(forum, SCHEDULED - A_MONTH, ReviewStatus.MINUTES_AGREED, period_key="2026-10")
        before.held_at = SCHEDULED - A_MONTH


def decided(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "audience": "shared",
        "title": "Extend the night shift",
        "reason": "Calls wait at night.",
        "seat_id": world.seats["supplier_sponsor"],
        "state": "settled",
        "due_on": "2026-12-04",
        **changes,
    }


def test_a_decision_is_born_in_the_minutes_and_counts_once_both_chairs_agree(world: World) -> None:
    planned(world)
    chairs = [world.client("client_spoc"), world.client("supplier_spoc")]
    answer = chairs[0].post("/r/MER/reviews/1/topics/1/decisions", data=decided(world))
    assert answer.location == "/r/MER/reviews/1#topic-1"
    page = chairs[0].get("/r/MER/reviews/1").text
    assert "MER-D1</span> Extend the night shift" in page
    assert "counts once both chairs agree the minutes" in page
    for chair in chairs:
        url = chair.get("/r/MER/reviews/1/agreement").text.split("/r/MER/reviews/1/agreement/")[1].split('"')[0]
        assert chair.post(f"/r/MER/reviews/1/agreement/{url}").status_code == 303
    shown = chairs[0].get("/r/MER/decisions/1").text
    assert "Kavita Iyer" in shown
    assert "Decided by" in shown


def test_what_was_agreed_before_a_decision_was_added_is_not_agreed_any_more(world: World) -> None:
    planned(world)
    client = world.client("client_spoc")
    old = client.get("/r/MER/reviews/1/agreement").text.split("/r/MER/reviews/1/agreement/")[1].split('"')[0]
    world.client("supplier_spoc").post("/r/MER/reviews/1/topics/1/decisions", data=decided(world))
    refused = client.post(f"/r/MER/reviews/1/agreement/{old}")
    assert refused.status_code == 422
    assert "read them again" in refused.text


def test_a_risk_is_born_of_a_topic(world: World) -> None:
    planned(world)
    client = world.client("supplier_spoc")
    feared = {
        "audience": "shared",
        "title": "Nobody can be hired in spring",
        "likelihood": "3",
        "impact": "3",
        "response": "accept",
        "plan": "Overtime is agreed.",
        "owner_id": world.people["supplier_lead"],
        "look_on": "2027-01-15",
    }
    assert client.post("/r/MER/reviews/1/topics/1/risks", data=feared).location == "/r/MER/reviews/1#topic-1"
    assert "Nobody can be hired in spring" in client.get("/r/MER/reviews/1").text
    refused = client.post("/r/MER/reviews/1/topics/1/risks", data={**feared, "title": ""})
    assert refused.status_code == 422
    assert "Say what may happen." in refused.text


def test_the_agenda_names_decisions_due_of_both_sides(world: World) -> None:
    planned(world, ReviewStatus.IN_PREPARATION)
    client = world.client("client_spoc")
    client.post("/r/MER/decisions", data=decided(world, state="proposed", amount="80000", currency="EUR"))
    own = decided(world, state="proposed", seat_id=world.seats["client_sponsor"], audience="client", title="CANARY")
    client.post("/r/MER/decisions", data=own)
    for who in ("client_lead", "supplier_lead"):
        shown = world.client(who).get("/r/MER/reviews/1/agenda").text
        assert "Decisions due" in shown
        assert "80,000.00 EUR" in shown
        assert "CANARY" not in shown


def test_what_changed_since_the_review_before_or_any_day(world: World) -> None:
    planned(world)
    with world.context():
        raised(world, "client_spoc", SCHEDULED - A_MONTH - timedelta(days=2), title="Before it")
        raised(world, "client_spoc", SCHEDULED - timedelta(days=2), title="Since then")
    client = world.client("supplier_lead")
    since = client.get("/r/MER/reviews/1/changes").text
    assert "Since then" in since
    assert "Before it" not in since
    earlier = client.get("/r/MER/reviews/1/changes?since=2026-10-01").text
    assert "Before it" in earlier
    assert "since the review before, " in client.get("/r/MER/changes").text
    assert client.get("/r/MER/changes?since=soon").status_code == 200
    for page in ("/r/MER", "/r/MER/reviews/1"):
        assert "What changed since the last review" in client.get(page).text
