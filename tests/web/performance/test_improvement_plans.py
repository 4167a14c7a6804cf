"""Improvement plans: begun, worked on, ended; and what a bad standing leaves on the pages it touches."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import Tier
from govtracker.models import Action, Review
from tests.services.performance.test_consequences import BAD
from tests.support import forums, measured
from tests.support.statements import counted
from tests.support.world import World

PLANS = "/r/MER/improvement-plans"


@pytest.fixture
def under_review(app: Flask, world: World) -> World:
    """MER after a month that both sides agreed to be under review."""
    with app.app_context():
        measured.agree(world)
        with database.transaction():
            forums.review(forums.forum(world, tier=Tier.TACTICAL), datetime(2026, 12, 1, 9, tzinfo=UTC))
        measured.enter(world, "2026-10", BAD)
        measured.sign(world, measured.share(world))
    return world


def test_a_standing_shows_what_followed_and_leads_there(under_review: World) -> None:
    spoc = under_review.client("client_spoc")
    spoc.get("/r/MER/scorecards/2026-10")
    with counted() as made:
        card = spoc.get("/r/MER/scorecards/2026-10").text
    assert len(made) <= 12
    for said in ("Improvement plan 1 was opened.", "was raised to the strategic tier.", "The sponsors of both sides"):
        assert said in card
    plan = spoc.get(f"{PLANS}/1").text
    assert "First contact resolution is red" in plan
    assert "Satisfactory again: an overall score of at least 70." in plan
    with under_review.app.app_context():
        review_id = db.session.query(Review.id).scalar()
    review = under_review.client("supplier_lead").get(f"/r/MER/reviews/{review_id}").text
    assert "raised to the strategic tier" in review


def test_a_plan_is_begun_given_an_action_and_ended(world: World) -> None:
    spoc = world.client("supplier_spoc")
    assert "No improvement plan yet" in spoc.get(PLANS).text
    refused = spoc.post(PLANS, data={"title": "", "why": "Two red months"})
    assert refused.status_code == 422
    assert "Two red months" in refused.text
    made = spoc.post(PLANS, data={"title": "Answer faster", "why": "Two red months", "objective": "80 % again"})
    assert made.location.endswith(f"{PLANS}/1")
    sent = {
        "title": "Second line answers too",
        "type": "improvement",
        "owner_id": str(world.people["supplier_lead"]),
        "due_on": "2099-01-31",
        "consequence": "Queues stay long",
        "audience": "shared",
        "area_id": str(world.areas["Customer care"]),
    }
    assert spoc.post(f"{PLANS}/1/actions", data=sent).status_code == 303
    page = world.client("client_lead").get(f"{PLANS}/1").text
    assert "Second line answers too" in page
    assert "End it" not in page, "only a SPOC ends a plan"
    with world.app.app_context():
        number = db.session.query(Action.number).scalar()
    assert "Improvement plan 1: Answer faster" in spoc.get(f"/r/MER/actions/{number}").text
    assert spoc.post(f"{PLANS}/1/end", data={"status": "achieved", "outcome": ""}).status_code == 422
    assert spoc.post(f"{PLANS}/1/end", data={"status": "achieved", "outcome": "80 % twice"}).status_code == 303
    assert "Achieved" in spoc.get(PLANS).text
