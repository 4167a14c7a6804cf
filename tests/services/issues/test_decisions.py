"""Decisions on both databases: taken where the limit allows it, sent up where not, approved, rejected, replaced."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, DecisionStatus, MailKind, ReviewStatus, Side
from govtracker.models import AuditEvent, Decision, Notification, Seat, Tenure, Topic
from govtracker.queries import find
from govtracker.queries.issues import decisions as asked
from govtracker.queries.reviews import minutes as minutes_asked
from govtracker.queries.reviews import reviews as reviews_asked
from govtracker.rules.reviews import minutes
from govtracker.services import Refused
from govtracker.services.issues import decisions
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.origins import Origin
from govtracker.services.reviews import agreement
from tests.services import issue_steps
from tests.support import forums
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = AT.date()
DUE = date(2026, 12, 4)
LIMITS = {"lead": 10_000_00, "spoc": 50_000_00, "sponsor": 250_000_00}


@pytest.fixture(autouse=True)
def limits(in_app: Flask, world: World) -> None:
    """Lead 10,000, SPOC 50,000, sponsor 250,000 EUR on either side."""
    with database.transaction():
        for side in Side:
            for name, limit in LIMITS.items():
                seat = db.session.get_one(Seat, world.seats[f"{side.value}_{name}"])
                seat.money_limit, seat.currency = limit, "EUR"


def record(world: World, who: str = "supplier_lead", seat: str = "", **given: Any) -> Decision:
    """A decision by the authority of the person's own seat, settled, unless `given` says otherwise."""
    origin = given.pop("origin", Origin())
    facts: dict[str, Any] = {"title": "Extend the night shift", "reason": "Calls wait.", "due_on": DUE, **given}
    facts = {"is_settled": True, "seat_id": world.seats[seat or who], **facts}
    viewer = world.viewer(who)
    with database.transaction():
        relationship = find.relationship(viewer, "MER")
        new = NewDecision(**facts)
        return decisions.record(relationship, new, by=viewer, at=AT, today=TODAY, origin=origin)


def approve(world: World, who: str, words: str = "", number: str = "1") -> Decision:
    viewer = world.viewer(who)
    with database.transaction():
        decision = find.decision(viewer, "MER", number)
        decisions.approve(decision, words, by=viewer, at=AT, today=TODAY)
        return decision


def told() -> list[tuple[str, str]]:
    """(name, words) of everyone who was told, in order."""
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return [(row.recipient.name, row.facts["words"]) for row in rows if row.kind is MailKind.ASSIGNMENT]


def history() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.seq)))


def seat_name(decision: Decision) -> str | None:
    return decision.waits_at.title if decision.waits_at else None


def test_what_a_seat_may_decide_alone_is_decided_at_once(world: World) -> None:
    made = record(world, amount=Decimal(10000), currency="eur")
    assert (made.key, made.status, made.is_open) == ("MER-D1", DecisionStatus.DECIDED, False)
    assert (made.amount, made.currency, made.due_on) == (10_000_00, "EUR", TODAY)
    assert (made.decided_by_id, made.owner_id) == (world.people["supplier_lead"],) * 2
    assert history() == ["decision_recorded", "decision_made"]
    assert told() == []


def test_above_the_limit_it_goes_to_the_seat_above_and_waits_there(world: World) -> None:
    made = record(world, amount=Decimal("10000.01"), currency="EUR")
    because = "It is above the limit of Functional lead for Customer care, supplier, 10,000.00 EUR."
    assert (made.status, seat_name(made)) == (DecisionStatus.WAITING, "SPOC, supplier")
    assert (made.goes_up_because, made.owner_id) == (because, world.people["supplier_spoc"])
    assert told() == [("Diego Alonso", f"You have to approve this. {because}")]
    assert [row.number for row in asked.waiting_for(world.viewer("supplier_spoc"))] == [1]
    assert not asked.waiting_for(world.viewer("supplier_lead"))
    assert not asked.waiting_for(world.viewer("client_spoc"))


def test_far_above_it_waits_for_the_sponsor_and_the_approval_is_told(world: World) -> None:
    made = record(world, amount=Decimal(80000), currency="EUR")
    assert seat_name(made) == "Sponsor, supplier"
    ruled = approve(world, "supplier_sponsor", "Worth it.")
    assert (ruled.status, ruled.ruling, ruled.waits_at_id) == (DecisionStatus.DECIDED, "Worth it.", None)
    assert ruled.decided_by_id == world.people["supplier_sponsor"]
    assert told()[-1] == ("Priya Nair", "Approved.")
    assert history() == ["decision_recorded", "decision_went_up", "decision_made"]


def test_another_currency_than_the_limits_goes_to_the_top_with_that_reason(world: World) -> None:
    made = record(world, "supplier_spoc", amount=Decimal(5), currency="USD")
    assert seat_name(made) == "Sponsor, supplier"
    assert "The limit of SPOC, supplier is in EUR, this is in USD." in made.goes_up_because
    assert approve(world, "supplier_sponsor").status is DecisionStatus.DECIDED


def test_above_the_limit_of_the_highest_seat_nothing_is_recorded(world: World) -> None:
    with pytest.raises(Refused, match="no seat of that side stands above") as refused:
        record(world, "supplier_sponsor", amount=Decimal(250_001), currency="EUR", origin=topic(world))
    assert refused.value.field == "amount"
    assert not db.session.scalars(select(Decision)).all()


def test_a_proposal_waits_for_the_seat_and_may_go_on_from_there(world: World) -> None:
    proposed = record(world, "supplier_lead", "supplier_spoc", is_settled=False)
    assert (proposed.status, seat_name(proposed)) == (DecisionStatus.PROPOSED, "SPOC, supplier")
    assert told() == [("Diego Alonso", "You have to decide this.")]
    with database.transaction():
        db.session.get_one(Decision, proposed.id).amount = 60_000_00
        db.session.get_one(Decision, proposed.id).currency = "EUR"
    went_up = approve(world, "supplier_spoc")
    assert (went_up.status, seat_name(went_up)) == (DecisionStatus.WAITING, "Sponsor, supplier")


def test_nobody_settles_by_the_authority_of_a_seat_they_do_not_hold(world: World) -> None:
    with pytest.raises(Refused, match="You do not hold this seat") as refused:
        record(world, "supplier_lead", "supplier_spoc")
    assert refused.value.field == "seat_id"


def test_the_deputy_settles_for_a_spoc_whose_seat_is_vacant(world: World) -> None:
    with database.transaction():
        spoc = db.session.scalars(select(Tenure).where(Tenure.person_id == world.people["supplier_spoc"])).one()
        spoc.to_on = date(2026, 11, 1)
    made = record(world, "supplier_deputy", "supplier_spoc", amount=Decimal(40_000), currency="EUR")
    assert (made.status, made.decided_by_id) == (DecisionStatus.DECIDED, world.people["supplier_deputy"])
    waiting = record(world, amount=Decimal(20_000), currency="EUR")
    assert waiting.owner_id == world.people["supplier_deputy"]
    assert [row.number for row in asked.waiting_for(world.viewer("supplier_deputy"))] == [2]


def topic(world: World) -> Origin:
    with database.transaction():
        review = forums.review(forums.forum(world), AT, ReviewStatus.HELD)
        made = Topic(review_id=review.id, position=1, title="Night shift")
        db.session.add(made)
        db.session.flush()
    return Origin(review=made.review, topic=made)


def test_in_minutes_any_seat_may_have_decided_within_its_limit(world: World) -> None:
    origin = topic(world)
    made = record(world, "client_spoc", "supplier_sponsor", origin=origin, amount=Decimal(100_000), currency="EUR")
    assert (made.status, made.is_minuted, made.owner_id) == (
        DecisionStatus.PROPOSED,
        True,
        world.people["supplier_sponsor"],
    )
    assert not asked.waiting_for(world.viewer("supplier_sponsor"))
    above = record(world, "client_spoc", "client_lead", origin=origin, amount=Decimal(20_000), currency="EUR")
    assert (above.status, seat_name(above)) == (DecisionStatus.WAITING, "SPOC, client")
    assert origin.review is not None
    born = asked.of_review(world.viewer("supplier_lead"), origin.review.id)
    assert [(row.number, row.owner_side) for row in born] == [(1, Side.SUPPLIER), (2, Side.CLIENT)]
    agree_minutes(world, origin.review.id)
    db.session.expire_all()
    stored = db.session.scalars(select(Decision).order_by(Decision.id)).all()
    assert [decision.status for decision in stored] == [DecisionStatus.DECIDED, DecisionStatus.WAITING]
    assert stored[0].decided_by_id == world.people["supplier_sponsor"]


def agree_minutes(world: World, review_id: int) -> None:
    """Both chairs agree the minutes as they stand."""
    for who in ("client_spoc", "supplier_spoc"):
        with database.transaction():
            review = reviews_asked.to_be_stepped(review_id)
            seen = minutes.mark(minutes_asked.content(review))
            agreement.agree(review, seen, by=world.viewer(who), at=AT)


def test_a_decision_added_to_minutes_takes_an_agreement_back_and_none_is_added_later(world: World) -> None:
    origin = topic(world)
    assert origin.review is not None
    with database.transaction():
        review = reviews_asked.to_be_stepped(origin.review.id)
        seen = minutes.mark(minutes_asked.content(review))
        agreement.agree(review, seen, by=world.viewer("supplier_spoc"), at=AT)
    record(world, "client_spoc", origin=topic_again(origin))
    db.session.expire_all()
    assert reviews_asked.to_be_stepped(origin.review.id).supplier_agreed_at is None
    agree_minutes(world, origin.review.id)
    with pytest.raises(Refused, match="they stand"):
        record(world, "client_spoc", origin=topic_again(origin))


def topic_again(origin: Origin) -> Origin:
    """The topic as it is stored now."""
    assert origin.topic is not None
    stored = db.session.scalars(select(Topic).where(Topic.id == origin.topic.id)).one()
    return Origin(review=stored.review, topic=stored)


def test_a_rejection_needs_its_reason_and_reaches_who_brought_it(world: World) -> None:
    record(world, amount=Decimal(20_000), currency="EUR")
    viewer = world.viewer("supplier_spoc")
    with pytest.raises(Refused, match="Say why"), database.transaction():
        decisions.reject(find.decision(viewer, "MER", "1"), " ", by=viewer, at=AT, today=TODAY)
    with database.transaction():
        decision = find.decision(viewer, "MER", "1")
        decisions.reject(decision, "Not this year.", by=viewer, at=AT, today=TODAY)
    assert (decision.status, decision.is_open) == (DecisionStatus.REJECTED, False)
    assert told()[-1] == ("Priya Nair", "Rejected: Not this year.")
    with pytest.raises(Refused, match="rejected"), database.transaction():
        decisions.approve(find.decision(viewer, "MER", "1"), "", by=viewer, at=AT, today=TODAY)


def test_a_new_decision_replaces_the_old_one_once_it_is_decided(world: World) -> None:
    old = record(world)
    waiting = record(world, origin=Origin(decision=old), amount=Decimal(20_000), currency="EUR")
    assert db.session.get_one(Decision, old.id).status is DecisionStatus.DECIDED
    approve(world, "supplier_spoc", number="2")
    db.session.expire_all()
    assert db.session.get_one(Decision, old.id).status is DecisionStatus.SUPERSEDED
    assert [row.number for row in asked.replacing(world.viewer("client_spoc"), old.id)] == [waiting.number]


def test_a_lower_amount_brings_it_back_to_the_seat_it_was_made_in(world: World) -> None:
    record(world, amount=Decimal(20_000), currency="EUR")
    viewer = world.viewer("supplier_lead")
    with database.transaction():
        decision = find.decision(viewer, "MER", "1")
        decisions.edit(decision, {"amount": Decimal(9_000), "title": "Less"}, by=viewer, at=AT, today=TODAY)
    assert (decision.status, seat_name(decision)) == (
        DecisionStatus.PROPOSED,
        "Functional lead for Customer care, supplier",
    )
    assert (decision.title, decision.goes_up_because) == ("Less", "")


@pytest.mark.parametrize(
    ("who", "given", "field"),
    [
        ("supplier_lead", {"title": " "}, "title"),
        ("supplier_lead", {"reason": " "}, "reason"),
        ("supplier_lead", {"amount": Decimal(-1), "currency": "EUR"}, "amount"),
        ("supplier_lead", {"amount": Decimal("1.005"), "currency": "EUR"}, "amount"),
        ("supplier_lead", {"amount": Decimal(10**14), "currency": "EUR"}, "amount"),
        ("supplier_lead", {"amount": Decimal(1), "currency": "E1"}, "currency"),
        ("supplier_lead", {"amount": Decimal(20_000), "currency": "EUR", "due_on": date(2026, 11, 19)}, "due_on"),
        ("supplier_lead", {"seat": "other_supplier_spoc"}, "seat_id"),
        ("client_spoc", {"seat": "client_observer"}, "seat_id"),
        ("client_spoc", {"seat": "supplier_spoc", "audience": Audience.CLIENT}, "seat_id"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_beside_its_field(
    world: World, who: str, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(world, who, **given)
    assert refused.value.field == field
    assert not db.session.scalars(select(Decision)).all()


def test_what_is_decided_is_not_edited_any_more(world: World) -> None:
    record(world)
    viewer = world.viewer("supplier_lead")
    with pytest.raises(Refused, match="decided"), database.transaction():
        decisions.edit(find.decision(viewer, "MER", "1"), {"title": "Other"}, by=viewer, at=AT, today=TODAY)


def test_a_decision_about_an_internal_issue_stays_internal(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    with pytest.raises(Refused) as refused:
        record(world, "client_spoc", origin=Origin(issue=issue))
    assert refused.value.field == "audience"
    made = record(world, "client_spoc", origin=Origin(issue=issue), audience=Audience.CLIENT)
    assert (made.key, made.area_id) == ("MER-DC1", world.areas["Customer care"])
    seen = {
        who: len(asked.listed(world.viewer(who), asked.Filter(world.relationships["MER"])).rows)
        for who in ("client_lead", "executive", "supplier_spoc", "other_client_spoc", "nobody")
    }
    assert seen == {"client_lead": 1, "executive": 1, "supplier_spoc": 0, "other_client_spoc": 0, "nobody": 0}
