"""Handing over on both databases: all or nothing, on its day, told and recorded; nothing stays with whoever leaves."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from govtracker import database, jobs
from govtracker.database import Base, db
from govtracker.enums import DecisionStatus, Holding, PortfolioRole, RiskResponse, Side
from govtracker.models import (
    AuditEvent,
    CustomerAccount,
    Decision,
    Handover,
    Issue,
    Notification,
    Person,
    Risk,
    RoleHeld,
    SavedView,
    Seat,
    Tenure,
)
from govtracker.queries import viewers
from govtracker.queries.structure import holdings
from govtracker.queries.structure.holdings import Held
from govtracker.services import Refused
from govtracker.services.structure import handovers, leaving, seats
from govtracker.services.structure.handovers import Choice, Plan
from tests.support import contacts
from tests.support.world import World

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OWNED = [holding for holding in Holding if holding in holdings.OWNED]
PERSONAL = {SavedView}  # owned, but nobody waits for it


def person(world: World, who: str) -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.id == world.people[who])).one()


def held(world: World, who: str, by: str = "client_spoc") -> list[Held]:
    return holdings.of_person(person(world, who), holdings.in_charge(world.viewer(by)), today=TODAY)


def hand_over(
    world: World,
    who: str,
    to: str | None = "client_member",
    *,
    by: str = "client_spoc",
    on: date = TODAY,
    only: Iterable[Holding] = Holding,
    leaves: bool = False,
) -> None:
    with database.transaction():
        successor = world.people[to] if to else None
        choices = [Choice(one, successor) for one in held(world, who, by) if one.holding in only]
        plan = Plan(on, choices, leaves=leaves, reason="Moves on")
        handovers.hand_over(person(world, who), plan, by=world.viewer(by), at=AT, today=TODAY)


def deactivate(world: World, who: str, by: str) -> None:
    with database.transaction():
        leaving.deactivate(person(world, who), by=world.viewer(by), at=AT, today=TODAY)


def holder(world: World, seat: str, on: date = TODAY) -> int | None:
    return db.session.scalar(
        select(Tenure.person_id).where(
            Tenure.seat_id == world.seats[seat], Tenure.from_on <= on, Tenure.to_on.is_(None) | (Tenure.to_on >= on)
        )
    )


def owns(world: World, who: str) -> dict[str, int]:
    """How many open things of each kind a person owns."""
    found = {}
    for holding, (model, is_open) in holdings.OWNED.items():
        found[holding.value] = len(
            db.session.scalars(select(model.id).where(model.owner_id == world.people[who], is_open)).all()
        )
    return {name: number for name, number in found.items() if number}


@pytest.fixture
def laden(in_app: Flask, world: World) -> World:
    """The client's lead of Customer care owns an issue, an internal one, an action, a risk and a decision."""
    lead = world.people["client_lead"]
    shared: dict[str, Any] = {
        "relationship_id": world.relationships["MER"],
        "owner_id": lead,
        "owner_side": Side.CLIENT,
        "audience": "shared",
        "created_at": AT,
        "updated_at": AT,
        "recorded_by_id": lead,
    }
    with database.transaction():
        contacts.issue(world, "client_spoc", AT, owner_id=lead)
        contacts.issue(world, "client_spoc", AT, owner_id=lead, audience="client", title="Kept to ourselves")
        contacts.issue(world, "client_spoc", AT, owner_id=lead, is_open=False)
        contacts.action(world, "client_lead", AT)
        risk = Risk(
            number=1,
            title="Flood",
            likelihood=2,
            impact=2,
            score=4,
            response=RiskResponse.REDUCE,
            look_on=TODAY,
            **shared,
        )
        decision = Decision(
            number=1,
            title="New hours",
            reason="Demand",
            seat_id=world.seats["client_lead"],
            due_on=TODAY,
            status=DecisionStatus.PROPOSED,
            is_open=True,
            waits_at_id=world.seats["client_lead"],
            **shared,
        )
        db.session.add_all([risk, decision])
    return world


def test_all_that_is_held_is_listed_with_what_goes_along(laden: World) -> None:
    found = held(laden, "client_lead")
    assert [one.holding.value for one in found] == ["seat", "issue", "issue", "action", "risk", "decision"]
    assert found[0].label == "MER Functional lead for Customer care"
    assert dict(found[0].follows) == {"levels": 1, "rulings": 1}
    assert "Kept to ourselves" in found[2].label
    assert held(laden, "client_lead", by="supplier_spoc") == []
    assert held(laden, "client_lead", by="organisation_administrator") == []
    assert held(laden, "client_lead", by="governance_office") == found


def test_everything_moves_at_once_is_recorded_and_told_in_one_word(laden: World) -> None:
    hand_over(laden, "client_lead")
    assert owns(laden, "client_lead") == {}
    assert owns(laden, "client_member") == {"issue": 2, "action": 1, "risk": 1, "decision": 1}
    assert holder(laden, "client_lead") == laden.people["client_member"]
    assert holder(laden, "client_lead", TODAY - DAY) == laden.people["client_lead"]
    actions = [event.action for event in db.session.scalars(select(AuditEvent))]
    assert sorted(actions) == ["handed_over", *["passed_on"] * 5, "seat_filled"]
    words = [(row.recipient_id, row.facts["words"]) for row in db.session.scalars(select(Notification))]
    assert [who for who, _ in words] == [laden.people["client_member"]]
    assert words[0][1].startswith("You took over from Rafael Ortega: MER Functional lead for Customer care, MER-")
    handover = db.session.scalars(select(Handover)).one()
    assert handover.done_at == AT
    assert all(item.moved_at == AT for item in handover.items)


def test_nothing_moves_when_one_thing_cannot(laden: World) -> None:
    with pytest.raises(Refused, match="has no seat in MER from that day on") as refusal:
        hand_over(laden, "client_lead", "nobody", only=[Holding.ISSUE, Holding.ACTION])
    assert refusal.value.field.startswith("issue_")
    assert owns(laden, "client_lead")["issue"] == 2
    assert db.session.scalars(select(Handover)).all() == []


def test_whoever_takes_the_seat_takes_what_was_owned_too(laden: World) -> None:
    hand_over(laden, "client_lead", "nobody")
    assert owns(laden, "nobody") == {"issue": 2, "action": 1, "risk": 1, "decision": 1}


def test_handover_waits_for_its_day(laden: World) -> None:
    hand_over(laden, "client_lead", "nobody", on=TODAY + 10 * DAY)
    assert owns(laden, "client_lead")["issue"] == 2
    assert holder(laden, "client_lead", TODAY + 10 * DAY) == laden.people["client_lead"]
    job = jobs.job_named("hand-over")
    assert jobs.run(job, at=AT + 9 * DAY).done == 0
    assert jobs.run(job, at=AT + 10 * DAY).done == 1
    assert jobs.run(job, at=AT + 10 * DAY).done == 0
    assert owns(laden, "nobody")["issue"] == 2
    assert holder(laden, "client_lead", TODAY + 9 * DAY) == laden.people["client_lead"]
    assert holder(laden, "client_lead", TODAY + 10 * DAY) == laden.people["nobody"]


def test_what_cannot_move_on_its_day_stays_and_its_planner_is_told(laden: World) -> None:
    hand_over(laden, "client_lead", on=TODAY + 10 * DAY, leaves=True, by="governance_office")
    with database.transaction():
        person(laden, "client_member").is_active = False
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == laden.seats["client_member"])).one()
        tenure.to_on = TODAY + DAY
        moved = db.session.scalars(select(Issue).where(Issue.title == "Kept to ourselves")).one()
        moved.owner_id = laden.people["client_spoc"]
    assert jobs.run(jobs.job_named("hand-over"), at=AT + 10 * DAY).failed == 0
    handover = db.session.scalars(select(Handover)).one()
    told = {item.label.split(" ", 1)[1]: (item.moved_at is not None, item.held_back) for item in handover.items}
    assert told["Kept to ourselves"] == (False, "")  # not theirs any more
    assert told["Functional lead for Customer care"][1].startswith("Choose somebody of Northgate")
    assert told["Mend it"][1] == "Mia Sommer has left meanwhile."
    assert person(laden, "client_lead").is_active  # for something is still theirs
    notice = db.session.scalars(select(Notification)).one()
    assert notice.recipient_id == laden.people["governance_office"]
    assert "Still with Rafael Ortega" in notice.facts["words"]


def test_handover_that_waits_is_called_off(laden: World) -> None:
    hand_over(laden, "client_lead", on=TODAY + DAY)
    with database.transaction():
        handovers.call_off(db.session.scalars(select(Handover)).one(), by=laden.viewer("client_spoc"), at=AT)
    assert jobs.run(jobs.job_named("hand-over"), at=AT + DAY).done == 0
    hand_over(laden, "client_lead")
    with database.transaction(), pytest.raises(Refused, match="carried out"):
        handovers.call_off(db.session.scalars(select(Handover)).one(), by=laden.viewer("client_spoc"), at=AT)


@pytest.mark.parametrize("days", [-32, 367])
def test_days_out_of_reach_are_refused(laden: World, days: int) -> None:
    with pytest.raises(Refused, match="between a month ago and a year from now"):
        hand_over(laden, "client_lead", on=TODAY + days * DAY)


@pytest.mark.parametrize(
    ("to", "by", "words"),
    [
        ("client_spoc", "client_spoc", "by their own hand"),
        ("supplier_member", "client_spoc", "active colleague"),
        ("other_supplier_spoc", "client_spoc", "active colleague"),
        ("client_lead", "client_spoc", "active colleague"),
    ],
)
def test_seat_goes_to_a_colleague_and_never_to_oneself(laden: World, to: str, by: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        hand_over(laden, "client_lead", to, by=by, only=[Holding.SEAT])
    assert refusal.value.field == f"seat_{laden.seats['client_lead']}"


def test_issues_may_go_to_oneself(laden: World) -> None:
    hand_over(laden, "client_lead", "client_spoc", only=[Holding.ISSUE])
    assert owns(laden, "client_spoc") == {"issue": 2}


def test_seat_is_left_vacant_but_nothing_owned_is(laden: World) -> None:
    hand_over(laden, "client_lead", None, only=[Holding.SEAT], on=TODAY + DAY)
    jobs.run(jobs.job_named("hand-over"), at=AT + DAY)
    assert holder(laden, "client_lead", TODAY) == laden.people["client_lead"]
    assert holder(laden, "client_lead", TODAY + DAY) is None
    with pytest.raises(Refused, match="Choose who does this from now on"):
        hand_over(laden, "client_lead", None, only=[Holding.ACTION])


def test_last_who_speaks_for_a_side_goes_only_with_a_successor(in_app: Flask, world: World) -> None:
    hand_over(world, "client_deputy", None, by="governance_office")  # the SPOC still speaks
    with pytest.raises(Refused, match="Nobody would speak for Northgate"):
        hand_over(world, "client_spoc", None, by="governance_office")
    seat = db.session.scalars(select(Seat).where(Seat.id == world.seats["client_spoc"])).one()
    with database.transaction(), pytest.raises(Refused, match="Nobody would speak for Northgate"):
        seats.vacate(seat, last_on=TODAY, by=world.viewer("governance_office"), at=AT, today=TODAY)
    hand_over(world, "client_spoc", "client_member", by="governance_office")
    assert holder(world, "client_spoc") == world.people["client_member"]


def test_deputy_speaks_while_the_seat_of_the_spoc_is_vacant_and_then_may_not_go(in_app: Flask, world: World) -> None:
    hand_over(world, "client_spoc", None, by="governance_office")
    assert viewers.seats_held(world.people["client_deputy"], today=TODAY)[0].acts_as_spoc
    with pytest.raises(Refused, match="Nobody would speak for Northgate"):
        hand_over(world, "client_deputy", None, by="governance_office")


def test_planned_last_day_comes_sooner_and_a_seat_not_yet_taken_goes_on(in_app: Flask, world: World) -> None:
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats["client_lead"])).one()
        tenure.to_on = TODAY + 30 * DAY
        db.session.add(
            Tenure(seat_id=world.seats["vacant_client"], person_id=world.people["client_lead"], from_on=TODAY + 5 * DAY)
        )
    hand_over(world, "client_lead", "nobody")
    assert holder(world, "client_lead") == world.people["nobody"]
    assert holder(world, "vacant_client", TODAY + 4 * DAY) is None
    assert holder(world, "vacant_client", TODAY + 5 * DAY) == world.people["nobody"]


# --- leaving ---------------------------------------------------------------------------------------------------------


def test_nobody_goes_while_anything_would_be_orphaned(laden: World) -> None:
    with pytest.raises(Refused) as refusal:
        deactivate(laden, "client_lead", "governance_office")
    assert "1 seat, 2 issues, 1 action, 1 risk, 1 decision in MER" in refusal.value.text
    hand_over(laden, "client_lead", by="governance_office")
    deactivate(laden, "client_lead", "governance_office")
    gone = person(laden, "client_lead")
    assert not gone.is_active
    assert viewers.viewer(gone.id, today=TODAY) is None


def test_leaving_and_handing_over_are_one_step(laden: World) -> None:
    hand_over(laden, "client_lead", by="governance_office", leaves=True)
    assert not person(laden, "client_lead").is_active
    events = [event.action for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert {"handed_over", "person_deactivated"} <= set(events)


def test_leaving_with_anything_left_is_refused_beside_the_box(laden: World) -> None:
    with pytest.raises(Refused, match="would still hold 1 seat in MER") as refusal:
        hand_over(laden, "client_lead", by="governance_office", leaves=True, only=OWNED)
    assert refusal.value.field == "leaves"
    assert owns(laden, "client_lead")["issue"] == 2


def test_spoc_hands_over_but_ends_nobodys_access(laden: World) -> None:
    with pytest.raises(Refused, match="governance office or administrator"):
        hand_over(laden, "client_lead", by="client_spoc", leaves=True)


@pytest.mark.parametrize("by", ["organisation_administrator", "other_client_spoc"])
def test_what_lies_out_of_sight_is_neither_told_nor_orphaned(laden: World, by: str) -> None:
    places = holdings.in_charge(laden.viewer(by))
    assert holdings.elsewhere(person(laden, "client_lead"), places, today=TODAY)
    assert held(laden, "client_lead", by) == []
    if by == "organisation_administrator":
        with pytest.raises(Refused) as refusal:
            deactivate(laden, "client_lead", by)
        assert refusal.value.text == leaving.ELSEWHERE
        assert not any(letter.isdigit() for letter in refusal.value.text)
        assert "MER" not in refusal.value.text


def test_last_of_an_office_does_not_go(in_app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="last one who is organisation administrator"):
        deactivate(world, "organisation_administrator", "governance_office")
    with database.transaction():
        db.session.add(
            RoleHeld(person_id=world.people["nobody"], role=PortfolioRole.ORGANISATION_ADMINISTRATOR, since_on=TODAY)
        )
    deactivate(world, "organisation_administrator", "governance_office")
    left = db.session.scalars(select(RoleHeld.person_id)).all()
    assert world.people["organisation_administrator"] not in left


@pytest.mark.parametrize(
    ("who", "by", "words"),
    [
        ("governance_office", "governance_office", "their own access"),
        ("executive", "executive", "their own access"),
    ],
)
def test_nobody_ends_their_own_access(in_app: Flask, world: World, who: str, by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        deactivate(world, who, by)


def test_whoever_left_may_be_let_in_again(in_app: Flask, world: World) -> None:
    deactivate(world, "nobody", "governance_office")
    with pytest.raises(Refused, match="cannot sign in any more already"):
        deactivate(world, "nobody", "governance_office")
    with database.transaction():
        leaving.let_in_again(person(world, "nobody"), by=world.viewer("governance_office"), at=AT)
    assert viewers.viewer(world.people["nobody"], today=TODAY) is not None


def test_every_table_with_an_owner_can_be_handed_over() -> None:
    owned = {model for model, _ in holdings.OWNED.values()} | PERSONAL | {CustomerAccount}  # see accounts_of
    for mapper in Base.registry.mappers:
        if "owner_id" in inspect(mapper).columns:
            assert mapper.class_ in owned, f"{mapper.class_.__name__}: add it to OWNED of queries/structure/holdings.py"
