"""Opportunities: somebody who can answer is always asked, and whoever supervises no more reads none."""

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import OpportunityStatus
from govtracker.models import CustomerAccount, CustomerSegment, Notification, Person, Supervision
from govtracker.queries import NotFound
from govtracker.queries.issues import work
from govtracker.queries.partnership import opportunities as asked
from govtracker.services import events
from govtracker.services.partnership import opportunities, supervisors
from tests.support import supervised
from tests.support.supervised import AT, OWNER, SUPERVISOR
from tests.support.world import World


@pytest.mark.parametrize("is_gone", [True, False])
def test_where_nobody_active_owns_the_account_the_governance_office_is_asked(
    in_app: Flask, world: World, is_gone: bool
) -> None:
    known = supervised.known(world)
    office = world.viewer("governance_office")
    with database.transaction():
        if is_gone:
            person = db.session.get_one(Person, world.people[OWNER])
            events.change(person, "person_deactivated", by=office, at=AT, is_active=False)
        else:
            account = db.session.get_one(CustomerAccount, known.harbour)
            events.change(account, "account_edited", by=office, at=AT, owner_id=None)
    supervised.opportunity(world, known)
    told = db.session.query(Notification).filter_by(subject_type="opportunity").all()
    assert [row.recipient_id for row in told] == [world.people["governance_office"]]
    waiting = work.to_answer(world.viewer("governance_office"), limit=9)
    assert [(row.kind, row.name) for row in waiting] == [("opportunity", "Support at night")]


def test_an_owners_opportunity_does_not_wait_for_the_governance_office(in_app: Flask, world: World) -> None:
    supervised.opportunity(world, supervised.known(world))
    told = db.session.query(Notification).filter_by(subject_type="opportunity").all()
    assert [row.recipient_id for row in told] == [world.people[OWNER]]
    assert not work.to_answer(world.viewer("governance_office"), limit=9)


def test_whoever_supervises_no_more_reads_no_opportunity_they_raised(in_app: Flask, world: World) -> None:
    known = supervised.known(world)
    raised = supervised.opportunity(world, known)
    assert asked.one(world.viewer(SUPERVISOR), raised).id == raised
    with database.transaction():
        role = db.session.get_one(Supervision, known.role)
        supervisors.end(role, by=world.viewer("governance_office"), at=AT)
    with pytest.raises(NotFound):
        asked.one(world.viewer(SUPERVISOR), raised)


def test_what_became_of_it_is_told_to_a_raiser_who_still_supervises_that_customer(in_app: Flask, world: World) -> None:
    """Another customer of theirs is no reason to hear of this one."""
    known = supervised.known(world)
    raised = supervised.opportunity(world, known)
    office = world.viewer("governance_office")
    with database.transaction():
        person, silver = db.session.get_one(Person, world.people[SUPERVISOR]), known.silver
        supervisors.give(person, db.session.get_one(CustomerSegment, silver), from_on=AT.date(), by=office, at=AT)
    answer(world, raised, OpportunityStatus.TAKEN_UP)
    assert told(world, SUPERVISOR) == ["“Support at night” for Harbour Bank is taken up. An offer goes out."]
    with database.transaction():
        supervisors.end(db.session.get_one(Supervision, known.role), by=office, at=AT)
    with pytest.raises(NotFound):
        asked.one(world.viewer(SUPERVISOR), raised)
    answer(world, raised, OpportunityStatus.NOT_PURSUED)
    assert len(told(world, SUPERVISOR)) == 1


def answer(world: World, opportunity_id: int, status: OpportunityStatus) -> None:
    owner = world.viewer(OWNER)
    with database.transaction():
        opportunities.answer(asked.one(owner, opportunity_id), status, outcome="An offer goes out.", by=owner, at=AT)


def told(world: World, who: str) -> list[str]:
    rows = db.session.query(Notification).filter_by(subject_type="opportunity", recipient_id=world.people[who])
    return [row.facts["words"] for row in rows]
