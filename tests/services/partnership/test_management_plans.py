"""The relationship management plan is put together from what stands, and counts once both sides have agreed."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ProposalState, Stage
from govtracker.models import ManagementPlan, Notification
from govtracker.queries import find
from govtracker.queries.partnership import management_plans as asked
from govtracker.rules import canonical
from govtracker.rules.partnership import management_plan
from govtracker.rules.reviews.differences import Change
from govtracker.services import Refused
from govtracker.services.governance import proposals
from govtracker.services.partnership import management_plans
from govtracker.services.structure import relationships
from tests.support.world import World

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def proposed(world: World, who: str = "client_spoc", *, at: datetime = AT) -> ManagementPlan:
    by = world.viewer(who)
    with database.transaction():
        return management_plans.propose(find.relationship(by, "MER"), "The first one", by=by, at=at)


def agreed(world: World) -> ManagementPlan:
    plan = proposed(world)
    with database.transaction():
        management_plans.agree(plan, by=world.viewer("supplier_spoc"), at=LATER)
    return plan


def told(world: World, what: str) -> set[str]:
    rows = db.session.scalars(select(Notification).where(Notification.subject_type == "management_plan"))
    ids = {row.recipient_id for row in rows if row.facts["what"].startswith(what)}
    return {name for name, person_id in world.people.items() if person_id in ids}


def test_both_sides_find_the_same_plan_with_the_people_who_lead(in_app: Flask, world: World) -> None:
    plans = [
        management_plans.as_it_stands(find.relationship(world.viewer(who), "MER"), at=AT)
        for who in ("client_spoc", "supplier_member")
    ]
    assert plans[0] == plans[1]
    lines = {
        management_plan.told(entry, asked.names(plans[0].people)) for part in plans[0].parts for entry in part.entries
    }
    assert lines >= {
        "Stage (ISO 44001): working together",
        "SPOC: Eva Varga ⇄ Diego Alonso",
        "Functional lead for Customer care: Rafael Ortega ⇄ Priya Nair",
        "Functional lead for Quality: vacant ⇄ vacant",
    }


def test_it_counts_with_the_word_of_both_and_the_next_takes_its_place(in_app: Flask, world: World) -> None:
    first = agreed(world)
    assert first.state is ProposalState.IN_FORCE
    assert canonical.digest(first.content) == first.digest
    assert told(world, "proposed") == {"supplier_spoc"}
    assert told(world, "agreed") == {"client_spoc"}
    by = world.viewer("supplier_spoc")
    with pytest.raises(Refused, match="Nothing differs"):
        management_plans.propose(find.relationship(by, "MER"), "", by=by, at=LATER)
    with database.transaction():
        relationship = find.relationship(world.viewer("client_spoc"), "MER")
        relationships.edit(relationship, {"stage": Stage.VALUE_CREATION}, by=world.viewer("client_spoc"), at=LATER)
    second = proposed(world, "supplier_spoc", at=LATER)
    [difference] = management_plan.between(
        management_plan.read(first.content), management_plan.read(second.content), {}
    )
    assert [(line.change, line.text) for line in difference.lines if line.change is not Change.KEPT] == [
        (Change.REMOVED, "Stage (ISO 44001): working together"),
        (Change.ADDED, "Stage (ISO 44001): value creation"),
    ]
    with database.transaction():
        management_plans.agree(second, by=world.viewer("client_spoc"), at=LATER)
    assert (first.state, second.state) == (ProposalState.SUPERSEDED, ProposalState.IN_FORCE)
    assert asked.in_force(second.relationship_id) is second


def test_the_side_that_proposed_cannot_agree_for_both_and_a_refusal_needs_its_reason(
    in_app: Flask, world: World
) -> None:
    plan = proposed(world)
    with pytest.raises(Refused, match="other side's agreement is missing"):
        management_plans.agree(plan, by=world.viewer("client_deputy"), at=LATER)
    with pytest.raises(Refused, match="take it back"):
        proposals.send_back(plan, "No", by=world.viewer("client_spoc"), at=LATER)
    with pytest.raises(Refused, match="Say what should change"):
        proposals.send_back(plan, " ", by=world.viewer("supplier_spoc"), at=LATER)
    with database.transaction():
        proposals.send_back(plan, "Quality has nobody", by=world.viewer("supplier_spoc"), at=LATER)
    assert (plan.state, plan.laid_aside_because) == (ProposalState.LAID_ASIDE, "Quality has nobody")
    with pytest.raises(Refused, match="not proposed any more"):
        management_plans.agree(plan, by=world.viewer("supplier_spoc"), at=LATER)


def test_silence_is_a_reminder_then_the_sponsor_s_and_never_a_yes(in_app: Flask, world: World) -> None:
    proposed(world)
    for days in (10, 20, 30, 40):
        jobs.run(jobs.job_named("remind-of-plans"), at=AT + timedelta(days=days))
    assert told(world, "reminded") == {"supplier_spoc", "supplier_sponsor"}
    plan = db.session.scalars(select(ManagementPlan)).one()
    assert (plan.is_proposed, plan.reminders, plan.remind_at) == (True, 2, None)


def test_a_new_proposal_lays_the_waiting_one_aside(in_app: Flask, world: World) -> None:
    first = proposed(world)
    with pytest.raises(Refused, match="Just this is proposed"):
        proposed(world, "supplier_spoc", at=LATER)
    with database.transaction():
        relationship = find.relationship(world.viewer("client_spoc"), "MER")
        relationships.edit(relationship, {"purpose": "Fewer calls"}, by=world.viewer("client_spoc"), at=LATER)
    second = proposed(world, "supplier_spoc", at=LATER)
    assert (first.state, first.laid_aside_because) == (ProposalState.LAID_ASIDE, "Version 2 was proposed instead.")
    assert second.version == 2
