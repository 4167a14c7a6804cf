"""What changed since the last review, on both databases: once a record, of that time, nothing of the other side."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from govtracker import database
from govtracker.enums import ActionType, Audience, ReviewStatus, RiskResponse
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.reviews import changes, minutes_history
from govtracker.rules.reviews.changes import Change
from govtracker.services.issues import actions, decisions, risks
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.risks import NewRisk
from govtracker.services.reviews import holding
from govtracker.services.reviews.attendance import Attendance
from tests.services import issue_steps
from tests.support import forums
from tests.support.world import World

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = START + timedelta(days=60)
DAY = timedelta(days=1)


@pytest.fixture
def mer(in_app: Flask, world: World) -> Relationship:
    return find.relationship(world.viewer("client_spoc"), "MER")


def act(world: World, who: str, deed: Callable[..., Any], *given: Any, **more: Any) -> Any:
    viewer = world.viewer(who)
    with database.transaction():
        return deed(find.relationship(viewer, "MER"), *given, by=viewer, **more)


def action(world: World, at: datetime, title: str = "Regression suite", **changes: Any) -> Any:
    facts = {"audience": Audience.SHARED, **changes}
    owner = world.people["supplier_lead" if facts["audience"] is Audience.SHARED else "client_lead"]
    new = actions.NewAction(title, ActionType.CORRECTIVE, owner, at.date() + DAY, "It comes back.", **facts)
    return act(world, "client_spoc", actions.add, new, at=at, today=at.date())


def told(world: World, who: str, mer: Relationship, since: datetime, **more: Any) -> dict[str, list[str]]:
    found = changes.since(world.viewer(who), mer, since, until=LATER, **more)
    return {change.value: [one.label for one in rows] for change, rows in found.items() if rows}


def test_what_happened_is_told_by_kind_and_what_was_before_is_not(world: World, mer: Relationship) -> None:
    action(world, START, "Old")
    since = START + DAY
    issue_steps.raised(world, "client_spoc", since + DAY)
    new = action(world, since + DAY)
    lead = world.viewer("supplier_lead")
    with database.transaction():
        stored = find.action(lead, "MER", "2")
        today = (since + 2 * DAY).date()
        later, earlier = new.due_on + 5 * DAY, new.due_on + 3 * DAY
        actions.move_due_date(stored, later, "ill", by=lead, at=since + 2 * DAY, today=today)
        actions.move_due_date(stored, earlier, "", by=lead, at=since + 3 * DAY, today=today)
        actions.finish(stored, "suite runs", by=lead, at=since + 4 * DAY)
    decision = NewDecision(
        title="Pay", reason="so", seat_id=world.seats["client_spoc"], due_on=date(2027, 1, 1), is_settled=True
    )
    act(world, "client_spoc", decisions.record, decision, at=since + DAY, today=since.date())
    risk = NewRisk(
        title="It fails",
        description="",
        likelihood=1,
        impact=1,
        response=RiskResponse.ACCEPT,
        plan="Small.",
        owner_id=world.people["client_lead"],
        look_on=date(2027, 1, 1),
    )
    act(world, "client_spoc", risks.record, risk, at=since + 2 * DAY, today=since.date())
    assert told(world, "supplier_spoc", mer, since) == {
        "new": ["MER-R1", "MER-A2", "MER-1"],
        "closed": ["MER-A2"],
        "slipped": ["MER-A2"],
        "decided": ["MER-D1"],
    }


def test_what_happened_names_who_did_it(world: World, mer: Relationship) -> None:
    action(world, START + DAY)
    [added] = changes.since(world.viewer("supplier_spoc"), mer, START, until=LATER)[Change.NEW]
    assert added.who == "Eva Varga"


def test_the_history_of_minutes_names_who_wrote_them(world: World, mer: Relationship) -> None:
    with database.transaction():
        review = forums.review(forums.forum(world), START, ReviewStatus.IN_PREPARATION)
        by = world.viewer("supplier_spoc")
        holding.hold(review, START.date(), Attendance(guests="Ida Holt"), by=by, at=START + DAY)
        review_id = review.id
    viewer = world.viewer("client_spoc")
    rows = minutes_history.of_review(viewer, find.review(viewer, "MER", review_id))
    assert {(row.action, row.actor_name) for row in rows} == {
        ("review_held", "Diego Alonso"),
        ("attendance_written", "Diego Alonso"),
    }


def test_what_climbed_twice_is_told_once_with_the_last_time(in_app: Flask, world: World) -> None:
    issue_steps.raised(world, "client_spoc", START)
    for days in (1, 2, 3, 4):
        issue_steps.ticked(START + days * DAY)
    viewer = world.viewer("client_spoc")
    mer = find.relationship(viewer, "MER")
    found = changes.since(viewer, mer, START, until=LATER)[Change.ESCALATED]
    assert [one.label for one in found] == ["MER-1"]
    assert found[0].at > START + DAY


def test_the_other_side_hears_nothing_of_what_is_internal_and_a_review_leaves_it_out(
    world: World, mer: Relationship
) -> None:
    action(world, START + DAY, "CANARY", audience=Audience.CLIENT)
    assert told(world, "client_lead", mer, START) == {"new": ["MER-AC1"]}
    assert told(world, "client_lead", mer, START, only_shared=True) == {}
    assert told(world, "supplier_spoc", mer, START) == {}
    assert told(world, "other_supplier_spoc", mer, START) == {}


def test_the_review_before_is_the_last_one_held(world: World, mer: Relationship) -> None:
    with database.transaction():
        monthly, weekly = forums.forum(world), forums.forum(world, name="Weekly")
        for days, forum, status in (
            (0, monthly, ReviewStatus.MINUTES_AGREED),
            (7, weekly, ReviewStatus.HELD),
            (14, monthly, ReviewStatus.CANCELLED),
            (21, weekly, ReviewStatus.SCHEDULED),
        ):
            at = START + timedelta(days=days)
            made = forums.review(forum, at, status, period_key=str(days))
            made.held_at = at if status in (ReviewStatus.MINUTES_AGREED, ReviewStatus.HELD) else None
        monthly_id = monthly.id
    viewer = world.viewer("supplier_spoc")
    last = changes.review_before(viewer, mer.id, LATER)
    own = changes.review_before(viewer, mer.id, LATER, forum_id=monthly_id)
    assert last is not None
    assert own is not None
    assert (last.held_at, last.forum, own.held_at) == (START + 7 * DAY, "Weekly", START)
    assert changes.review_before(viewer, mer.id, START) is None
