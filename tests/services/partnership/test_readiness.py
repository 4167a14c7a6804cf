"""Launches that are made ready, decided and reminded of; exit plans that are looked at once a year."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import CapabilityState, ConcernKind, LaunchDecision, ReadinessState
from govtracker.models import ExitPlan, Launch, LaunchItem, Notification
from govtracker.queries.issues import work
from govtracker.queries.partnership import concerns
from govtracker.queries.partnership import exits as exits_asked
from govtracker.services import Refused
from govtracker.services.partnership import exits, launches
from govtracker.services.partnership.launches import ItemFacts, LaunchFacts
from tests.support import valued
from tests.support.valued import AT
from tests.support.world import World


def notices(kind: str) -> list[int]:
    """Who was told of records of a kind, in order."""
    rows = db.session.query(Notification).filter_by(subject_type=kind).order_by(Notification.id)
    return [row.recipient_id for row in rows]


def test_owners_are_reminded_of_their_items_once_a_week_before(in_app: Flask, world: World) -> None:
    """The launch is on 7 December: self-service is due on 16 November, so that 9 November reminds of it."""
    valued.planned(world)
    for day in (8, 9, 10):
        jobs.run(jobs.job_named("remind-of-readiness"), at=datetime(2026, 11, day, 9, tzinfo=UTC))
    assert notices("launch_item") == [world.people["supplier_lead"]]
    waiting = work.to_agree(world.viewer("supplier_lead"), today=date(2026, 11, 9))
    assert [(row.name, row.period_on) for row in waiting] == [
        ("Customers can help themselves: pages, answers, app", date(2026, 11, 16)),
        ("Knowledge articles are written and tried", date(2026, 11, 23)),
        ("Support is trained on it, by both companies", date(2026, 11, 23)),
        ("The escalation path covers it", date(2026, 11, 23)),
    ]


def test_what_is_done_shows_it(in_app: Flask, world: World) -> None:
    valued.planned(world)
    lead = world.viewer("supplier_lead")
    item = db.session.get_one(LaunchItem, 1)
    done = ItemFacts(item.title, item.owner_seat_id, item.due_on, ReadinessState.DONE, " ")
    with database.transaction(), pytest.raises(Refused, match="Say what shows it"):
        launches.change(item, done, by=lead, at=AT)


def test_no_launch_goes_ahead_on_what_does_not_work(in_app: Flask, world: World) -> None:
    valued.checked(world, CapabilityState.WORKS, CapabilityState.NOT_YET)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        launch = valued.launch(world, check_id=1)
    with database.transaction(), pytest.raises(Refused, match="does not work yet: Capability 2"):
        launches.decide(launch, 1, LaunchDecision.GO, "All are keen", by=spoc, at=AT)
    with database.transaction():
        launches.decide(db.session.get_one(Launch, 1), 1, LaunchDecision.NO_GO, "Chat is down", by=spoc, at=AT)
    assert db.session.get_one(Launch, 1).decision is LaunchDecision.NO_GO
    jobs.run(jobs.job_named("remind-of-readiness"), at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert notices("launch_item") == []  # it is called off


def test_what_was_decided_of_another_day_or_check_is_laid_aside(in_app: Flask, world: World) -> None:
    valued.planned(world)
    spoc = world.viewer("client_spoc")
    same = LaunchFacts("Fibre", "", date(2026, 12, 7), valued.seat_id(world, "supplier_lead"), None)
    for facts, left in ((same, LaunchDecision.GO), (replace(same, launch_on=date(2026, 11, 6)), None)):
        with database.transaction():
            launches.decide(
                valued.the_launch(world), valued.the_launch(world).version, LaunchDecision.GO, "Yes", by=spoc, at=AT
            )
        read = valued.the_launch(world).version
        with database.transaction():
            launches.edit(valued.the_launch(world), facts, by=spoc, at=AT)
        assert valued.the_launch(world).decision is left
        with database.transaction(), pytest.raises(Refused, match="Read it again"):
            launches.decide(valued.the_launch(world), read, LaunchDecision.GO, "Yes", by=spoc, at=AT)
    assert valued.the_launch(world).decided_by_id is None


def test_an_overdue_review_is_told_once_and_recorded_when_it_was_held(in_app: Flask, world: World) -> None:
    """Written on 5 November 2026, due on 5 November 2027."""
    valued.leaving(world)
    spoc, mer = world.viewer("client_spoc"), world.relationships["MER"]
    for day in (5, 6, 7):
        jobs.run(jobs.job_named("remind-of-exits"), at=datetime(2027, 11, day, 9, tzinfo=UTC))
    assert sorted(notices("exit_plan")) == sorted(world.people[name] for name in ("client_spoc", "supplier_spoc"))
    told = concerns.of_relationships(spoc, [mer], today=date(2027, 11, 6))[mer]
    assert [one.kind for one in told] == [ConcernKind.EXIT]
    then = datetime(2027, 11, 20, 9, tzinfo=UTC)
    with database.transaction():
        exits.review(exits_asked.one(spoc, "MER"), date(2027, 11, 18), "It still holds", by=spoc, at=then)
    assert db.session.query(ExitPlan.review_due_on).one() == (date(2028, 11, 18),)
    assert concerns.of_relationships(spoc, [mer], today=date(2027, 11, 20)) == {}
