"""The effectiveness check counts what has come again; what failed is reopened with its measures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, Effectiveness
from govtracker.models import Action, AuditEvent, DueDateMove, Issue, Notification
from govtracker.queries import find
from govtracker.queries.issues import recurrences
from govtracker.services import Refused
from govtracker.services.issues import effectiveness, failed_actions, issues
from tests.services.issue_steps import CONTEXT, acknowledged, done_actions, raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
CHECK = datetime(2026, 12, 21, 8, tzinfo=UTC)
ANEW = date(2027, 1, 15)

pytestmark = pytest.mark.usefixtures("in_app")


def closed(world: World, category: str = "Billing") -> Issue:
    """MER-1, closed, with a corrective and a preventive action done."""
    issue = raised(world, "client_spoc", AT, category=category)
    acknowledged(world, "supplier_lead", "1", AT)
    viewer = world.viewer("client_spoc")
    with database.transaction():
        issues.resolve(find.issue(viewer, "MER", "1"), CONTEXT, by=viewer, at=AT)
    done_actions(world, issue, AT)
    with database.transaction():
        issues.close(find.issue(viewer, "MER", "1"), CONTEXT, by=viewer, at=AT)
    return issue


def check(world: World, outcome: Effectiveness, *numbers: str, due_on: date | None = ANEW) -> None:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        issue = find.issue(viewer, "MER", "1")
        failed = [find.action(viewer, "MER", number) for number in numbers]
        effectiveness.check(issue, outcome, "It is back.", failed=failed, due_on=due_on, by=viewer, at=CHECK)


def test_only_issues_of_its_kind_that_people_raised_since_are_counted(world: World) -> None:
    closed(world)
    since = [AT + timedelta(days=day) for day in (1, 2, 3, 4)]
    raised(world, "client_spoc", since[0], category="Billing")
    raised(world, "client_spoc", since[1], category="Phones")
    raised(world, "client_spoc", since[2], category="Billing", audience=Audience.CLIENT)
    raised(world, "client_spoc", since[3], category="Billing")
    with database.transaction():
        system = db.session.scalars(select(Issue).where(Issue.opened_at == since[3])).one()
        system.raised_by_id = None
    viewer = world.viewer("client_spoc")
    again = recurrences.since_closing(viewer, find.issue(viewer, "MER", "1"))
    assert (again.count, [row.number for row in again.newest]) == (1, [2])
    check(world, Effectiveness.EFFECTIVE)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "effectiveness_checked")).one()
    assert event.changes["recurrences_since_closing"] == [None, 1]


def test_without_a_category_nothing_is_counted(world: World) -> None:
    closed(world, category="")
    raised(world, "client_spoc", AT + timedelta(days=1), category="")
    viewer = world.viewer("client_spoc")
    assert recurrences.since_closing(viewer, find.issue(viewer, "MER", "1")).count == 0


def test_what_came_back_is_open_again_with_the_measures_that_failed(world: World) -> None:
    issue = closed(world)
    check(world, Effectiveness.NOT_EFFECTIVE, "1")
    db.session.expire_all()
    first, second = db.session.scalars(select(Action).order_by(Action.number))
    assert (first.status, first.is_open, first.failures, first.failed_at) == (ActionStatus.OPEN, True, 1, CHECK)
    assert (first.due_on, first.done_at, first.slips) == (ANEW, None, 0)
    assert (second.status, second.failures) == (ActionStatus.DONE, 0)
    move = db.session.scalars(select(DueDateMove)).one()
    assert (move.from_on, move.to_on, move.reason) == (AT.date(), ANEW, "It is back.")
    owner = world.people["supplier_lead"]
    told = [
        notice.facts["words"]
        for notice in db.session.scalars(select(Notification).where(Notification.recipient_id == owner))
        if notice.subject_type == "action"
    ]
    assert told == ["It did not help and is open again: It is back."]
    reopened = db.session.scalars(select(Issue).where(Issue.id == issue.id)).one()
    assert (reopened.is_open, reopened.reopenings, reopened.reopened_after_days) == (True, 1, 32)


def test_an_effective_check_leaves_the_measures_as_they_are(world: World) -> None:
    closed(world)
    check(world, Effectiveness.EFFECTIVE, "1")
    assert {action.status for action in db.session.scalars(select(Action))} == {ActionStatus.DONE}


def test_a_failed_measure_needs_a_day_that_is_not_over(world: World) -> None:
    closed(world)
    for day, said in ((None, "by when"), (date(2026, 12, 20), "not over yet")):
        with pytest.raises(Refused, match=said) as refusal:
            check(world, Effectiveness.NOT_EFFECTIVE, "1", due_on=day)
        assert refusal.value.field == "due_on"
    assert db.session.scalars(select(Issue)).one().effectiveness is None


def test_only_what_was_carried_out_can_fail(world: World) -> None:
    closed(world)
    viewer = world.viewer("client_spoc")

    def fail(reason: str) -> None:
        with database.transaction():
            action = find.action(viewer, "MER", "1")
            failed_actions.reopen(action, reason, ANEW, by=viewer, at=CHECK, today=CHECK.date())

    with pytest.raises(Refused) as refusal:
        fail(" ")
    assert refusal.value.field == "reason"
    fail("It is back.")
    with pytest.raises(Refused, match="has not been carried out"):
        fail("It is back.")
