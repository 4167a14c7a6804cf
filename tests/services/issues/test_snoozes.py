"""Snoozing: out of one person's sight until a day, back by itself, or at once when something happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Severity
from govtracker.models import Action, AuditEvent, Comment, Snooze
from govtracker.queries import find
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.issues import actions as asked
from govtracker.queries.issues import snoozes as put_off
from govtracker.queries.issues import work
from govtracker.services import Refused
from govtracker.services.issues import actions, comments, snoozes
from govtracker.services.issues.actions import NewAction
from tests.services.issue_steps import acknowledged, raised, ticked
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
TODAY = AT.date()
LATER = AT + timedelta(hours=1)


def snooze(world: World, who: str, until: date, *, at: datetime = LATER, today: date = TODAY) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        snoozes.snooze(find.issue(viewer, "MER", "1"), until, by=viewer, at=at, today=today)


def awaiting(world: World, who: str, today: date) -> list[str]:
    return [row.number for row in ladders.awaiting(world.viewer(who), today=today)]


def waiting(world: World, who: str, today: date) -> list[int]:
    return [row.number for row in work.waiting(world.viewer(who), on_own_side=True, today=today)]


def test_it_is_out_of_sight_until_its_day_and_for_this_person_alone(in_app: Flask, world: World) -> None:
    raised(world, "client_spoc", AT)
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    for days in (0, 2):
        day = TODAY + timedelta(days=days)
        assert awaiting(world, "supplier_lead", day) == []
        assert waiting(world, "supplier_lead", day) == []
    assert waiting(world, "supplier_spoc", TODAY) == [1]
    back = TODAY + timedelta(days=3)
    assert awaiting(world, "supplier_lead", back) == ["1"]
    assert waiting(world, "supplier_lead", back) == [1]


def test_it_is_back_at_once_when_it_climbs(in_app: Flask, world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    assert issue.climb_at is not None
    ticked(issue.climb_at)
    assert waiting(world, "supplier_lead", TODAY) == [1]


def test_it_is_back_at_once_when_somebody_says_something(in_app: Flask, world: World) -> None:
    raised(world, "client_spoc", AT)
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    viewer = world.viewer("client_spoc")
    with database.transaction():
        comments.write(find.issue(viewer, "MER", "1"), "Any news?", Audience.SHARED, by=viewer, at=LATER + timedelta(1))
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1
    assert waiting(world, "supplier_lead", TODAY) == [1]


def test_snoozing_again_moves_the_day_and_waking_ends_it(in_app: Flask, world: World) -> None:
    raised(world, "client_spoc", AT)
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    snooze(world, "supplier_lead", TODAY + timedelta(days=1))
    assert db.session.scalars(select(Snooze.until_on)).all() == [TODAY + timedelta(days=1)]
    viewer = world.viewer("supplier_lead")
    assert [row.title for row in put_off.asleep(viewer, today=TODAY)] == ["Billing outage"]
    with database.transaction():
        snoozes.wake(find.issue(viewer, "MER", "1"), by=viewer)
    assert waiting(world, "supplier_lead", TODAY) == [1]
    assert put_off.asleep(viewer, today=TODAY) == []


@pytest.mark.parametrize(("days", "said"), [(0, "still to come"), (-1, "still to come"), (93, "three months")])
def test_a_day_that_is_over_or_far_away_is_refused(in_app: Flask, world: World, days: int, said: str) -> None:
    raised(world, "client_spoc", AT)
    with pytest.raises(Refused, match=said):
        snooze(world, "supplier_lead", TODAY + timedelta(days=days))


def test_nothing_of_the_record_changes_and_nothing_is_on_record(in_app: Flask, world: World) -> None:
    raised(world, "client_spoc", AT)
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    version = find.issue(world.viewer("client_spoc"), "MER", "1").version
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before
    assert find.issue(world.viewer("client_spoc"), "MER", "1").version == version


def test_what_was_acted_upon_is_not_listed_as_put_off(in_app: Flask, world: World) -> None:
    raised(world, "client_spoc", AT, severity=Severity.LOW)
    snooze(world, "supplier_lead", TODAY + timedelta(days=3))
    acknowledged(world, "supplier_lead", "1", LATER + timedelta(hours=1))
    assert put_off.asleep(world.viewer("supplier_lead"), today=TODAY) == []


def test_actions_can_be_put_off_too_their_verification_as_well(in_app: Flask, world: World) -> None:
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_lead")
    with database.transaction():
        new = NewAction("Check", ActionType.CORRECTION, world.people["supplier_lead"], date(2026, 11, 25), "late")
        actions.add(find.relationship(client, "MER"), new, by=client, at=AT, today=TODAY)
    with database.transaction():
        snoozes.snooze(find.action(supplier, "MER", "1"), date(2026, 11, 23), by=supplier, at=LATER, today=TODAY)
    assert asked.mine(supplier, today=TODAY) == []
    assert len(asked.mine(supplier, today=date(2026, 11, 23))) == 1
    with database.transaction():
        actions.finish(find.action(supplier, "MER", "1"), "See the log", by=supplier, at=LATER + timedelta(hours=1))
    assert len(asked.awaiting_verification(client, today=TODAY)) == 1
    with database.transaction():
        at = LATER + timedelta(hours=2)
        snoozes.snooze(find.action(client, "MER", "1"), date(2026, 11, 23), by=client, at=at, today=TODAY)
    assert asked.awaiting_verification(client, today=TODAY) == []
    assert [row.kind for row in put_off.asleep(client, today=TODAY)] == ["actions"]
    assert db.session.scalars(select(Action.version)).one() == 2


def test_counts_are_those_of_the_tabs(in_app: Flask, world: World) -> None:
    for _ in range(3):
        raised(world, "client_spoc", AT)
    raised(world, "supplier_spoc", AT)
    snooze(world, "supplier_spoc", TODAY + timedelta(days=3))
    assert work.counts(world.viewer("supplier_spoc"), today=TODAY) == work.Counts(own_side=2, other_side=1, snoozed=1)
    assert work.counts(world.viewer("supplier_spoc"), today=TODAY, most=1) == work.Counts(2, 1, 1)
    assert work.counts(world.viewer("nobody"), today=TODAY) == work.Counts(0, 0, 0)
