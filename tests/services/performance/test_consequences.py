"""What follows from an agreed standing, once, on both databases: a plan, a raised review, the sponsors told."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ConsequenceKind, PeriodKind, PlanStatus, Standing, Tier
from govtracker.models import AuditEvent, ImprovementPlan, Notification, Review, Scorecard, ScorecardConsequence
from govtracker.queries import find
from govtracker.queries.reviews import invitations
from govtracker.services import Refused
from govtracker.services.performance import consequences, freezing, improvement_plans
from tests.support import forums, measured
from tests.support.measured import OCTOBER
from tests.support.world import World

AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
BAD: Mapping[str, str] = {"FCR": "55", "CSAT": "70", "SL": "55", "PRICE": "5.80", "INV": "97", "SELL": "110"}


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def planned(world: World) -> None:
    """A tactical forum of MER with a review to come."""
    with world.context(), database.transaction():
        forums.review(forums.forum(world, tier=Tier.TACTICAL), datetime(2026, 12, 1, 9, tzinfo=UTC))


def agreed(world: World, month: str, figures: Mapping[str, str]) -> Scorecard:
    measured.enter(world, month, figures)
    measured.sign(world, measured.share(world, month), month)
    db.session.expire_all()
    return db.session.query(Scorecard).order_by(Scorecard.id.desc()).limit(1).one()


def followed() -> list[tuple[ConsequenceKind, str]]:
    rows = db.session.query(ScorecardConsequence).order_by(ScorecardConsequence.id)
    return [(row.kind, row.said) for row in rows]


def test_a_good_standing_brings_nothing_about(mer: World) -> None:
    card = agreed(mer, "2026-10", OCTOBER)
    assert card.standing is Standing.WATCH
    assert followed() == []


def test_the_worst_standing_opens_a_plan_raises_the_next_review_and_tells_the_sponsors(mer: World) -> None:
    planned(mer)
    card = agreed(mer, "2026-10", BAD)
    assert card.standing is Standing.UNDER_REVIEW
    assert [kind for kind, _ in followed()] == list(ConsequenceKind)
    plan = db.session.query(ImprovementPlan).one()
    assert (plan.scorecard_id, plan.status, plan.opened_by_id) == (card.id, PlanStatus.OPEN, None)
    assert "under review" in plan.why
    assert "First contact resolution is red" in plan.why
    assert plan.objective == "Satisfactory again: an overall score of at least 70."
    raised = db.session.query(Review).filter(Review.raised_tier.is_not(None)).one()
    assert raised.raised_tier is not raised.forum.tier
    assert "under review" in raised.raised_because
    told = db.session.query(Notification).filter(Notification.subject_type == "scorecard")
    sponsors = {row.recipient_id for row in told if row.facts["what"] == "standing"}
    assert sponsors == {mer.people["client_sponsor"], mer.people["supplier_sponsor"]}
    assert db.session.query(AuditEvent).filter_by(action="consequence_followed").count() == 3


def test_what_followed_once_does_not_follow_again(mer: World) -> None:
    card = agreed(mer, "2026-10", BAD)
    with database.transaction():
        consequences.follow(db.session.merge(card), at=AT)
    assert len(followed()) == 3


def test_another_bad_month_goes_on_with_the_open_plan(mer: World) -> None:
    agreed(mer, "2026-09", BAD)
    agreed(mer, "2026-10", BAD)
    plan = db.session.query(ImprovementPlan).one()
    assert plan.why.endswith("Scorecard of October 2026: under review.")
    assert followed()[3] == (ConsequenceKind.OPEN_PLAN, "Improvement plan 1 is open already and goes on.")


def test_nothing_follows_for_now_from_an_old_month(mer: World) -> None:
    agreed(mer, "2026-10", {**OCTOBER, "FCR": "80", "PRICE": "4"})
    agreed(mer, "2026-03", BAD)
    assert followed() == []


def test_two_months_agreed_at_the_same_moment_open_one_plan(mer: World, in_app: Flask) -> None:
    digests = {}
    for month in ("2026-09", "2026-10"):
        measured.enter(mer, month, BAD)
        digests[month] = measured.share(mer, month)
    db.session.remove()
    start = Barrier(2)

    def sign(month: str) -> None:
        with in_app.app_context():
            start.wait()
            measured.sign(mer, digests[month], month)

    with ThreadPoolExecutor(2) as people:
        list(people.map(sign, digests))
    assert db.session.query(ImprovementPlan).count() == 1


def test_an_amended_scope_or_quarter_raises_nothing_for_the_month(mer: World) -> None:
    card = agreed(mer, "2026-10", BAD)
    with database.transaction():
        card = db.session.merge(card)
        for kind, due in ((PeriodKind.QUARTER, None), (PeriodKind.MONTH, AT)):
            card.period_kind = kind
            freezing.look_at_reds(card, at=AT)
            assert card.reds_due_at == due


def test_nothing_follows_from_what_nobody_has_agreed_to(mer: World) -> None:
    measured.enter(mer, "2026-10", BAD)
    measured.share(mer)
    assert followed() == []


def test_a_raised_review_asks_the_sponsors_too(mer: World) -> None:
    planned(mer)
    agreed(mer, "2026-10", BAD)
    raised = db.session.query(Review).filter(Review.raised_tier.is_not(None)).one()
    people = invitations.wanted([raised.id], on=AT.date())[raised.id]
    who = "sponsor" if raised.raised_tier is Tier.STRATEGIC else "spoc"
    assert {mer.people[f"client_{who}"], mer.people[f"supplier_{who}"]} <= people


def test_the_other_side_is_told_what_becomes_of_a_plan_and_may_let_it_go_on(mer: World) -> None:
    agreed(mer, "2026-10", BAD)
    supplier, client = mer.viewer("supplier_spoc"), mer.viewer("client_spoc")
    with database.transaction():
        plan = db.session.query(ImprovementPlan).one()
        improvement_plans.edit(plan, {"objective": "Nothing"}, by=supplier, at=AT)
        improvement_plans.edit(plan, {"objective": "Nothing"}, by=supplier, at=AT)
        improvement_plans.end(plan, PlanStatus.ACHIEVED, "We think so.", by=supplier, at=AT)
        with pytest.raises(Refused, match="why it has to go on"):
            improvement_plans.reopen(plan, " ", by=client, at=AT)
        improvement_plans.reopen(plan, "Two of three are red", by=client, at=AT)
        with pytest.raises(Refused, match="is open"):
            improvement_plans.reopen(plan, "Again", by=client, at=AT)
        assert (plan.status, plan.outcome, plan.closed_by_id) == (PlanStatus.OPEN, "", None)
    rows = db.session.query(Notification).filter_by(subject_type="improvement_plan").order_by(Notification.id)
    assert [(row.recipient_id, row.facts["what"]) for row in rows] == [
        (mer.people["client_spoc"], "edited"),
        (mer.people["client_spoc"], "ended"),
        (mer.people["supplier_spoc"], "reopened"),
    ]
    assert "ended as achieved: We think so." in rows[1].facts["words"]


def test_a_plan_ends_once_and_says_what_shows_it(mer: World) -> None:
    agreed(mer, "2026-10", BAD)
    viewer = mer.viewer("client_spoc")
    with database.transaction():
        plan = db.session.query(ImprovementPlan).one()
        for status, outcome, part in (
            (PlanStatus.OPEN, "x", "whether the objective"),
            (PlanStatus.ACHIEVED, " ", "what shows it"),
        ):
            with pytest.raises(Refused, match=part):
                improvement_plans.end(plan, status, outcome, by=viewer, at=AT)
        improvement_plans.end(plan, PlanStatus.ACHIEVED, "Three months above 70", by=viewer, at=AT)
        with pytest.raises(Refused, match="has ended"):
            improvement_plans.edit(plan, {"title": "Another"}, by=viewer, at=AT)
    assert plan.closed_by_id == mer.people["client_spoc"]
    assert find.relationship(viewer, "MER").id == plan.relationship_id
