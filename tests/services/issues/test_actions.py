"""Actions on both databases: owners, dates, evidence, verification by the other side."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, MailKind, Side
from govtracker.models import Action, AuditEvent, DueDateMove, Notification, Relationship
from govtracker.queries.issues import actions as asked
from govtracker.services import Refused
from govtracker.services.issues import actions
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DUE = date(2026, 11, 27)


def relationship(world: World, key: str = "MER") -> Relationship:
    return db.session.scalars(select(Relationship).where(Relationship.key == key)).one()


def add(world: World, owner: str = "supplier_lead", by: str = "client_spoc", **changes: Any) -> Action:
    """A stored action, committed."""
    facts = {
        "title": "Billing regression suite",
        "type": ActionType.CORRECTIVE,
        "due_on": DUE,
        "consequence": "It comes back.",
        **changes,
    }
    with database.transaction():
        new = actions.NewAction(owner_id=world.people[owner], **facts)
        return actions.add(relationship(world), new, by=world.viewer(by), at=AT, today=TODAY)


def test_owner_is_told_and_stands_on_their_own_side(in_app: Flask, world: World) -> None:
    action = add(world)
    assert (action.key, action.owner_side, action.status) == ("MER-A1", Side.SUPPLIER, ActionStatus.OPEN)
    told = db.session.scalars(select(Notification)).all()
    assert [(row.kind, row.recipient_id, row.subject_id) for row in told] == [
        (MailKind.ASSIGNMENT, world.people["supplier_lead"], action.id)
    ]


def test_whoever_takes_an_action_themselves_is_not_told(in_app: Flask, world: World) -> None:
    add(world, owner="client_spoc", by="client_spoc")
    assert not db.session.scalars(select(Notification)).all()


@pytest.mark.parametrize(
    ("changes", "owner", "field"),
    [
        ({}, "nobody", "owner_id"),
        ({}, "other_supplier_spoc", "owner_id"),
        ({}, "client_observer", "owner_id"),
        ({"audience": Audience.CLIENT}, "supplier_lead", "owner_id"),
        ({"due_on": date(2026, 11, 19)}, "supplier_lead", "due_on"),
        ({"consequence": "  "}, "supplier_lead", "consequence"),
    ],
)
def test_an_action_that_cannot_be_is_refused_beside_its_field(
    in_app: Flask, world: World, changes: dict[str, Any], owner: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(world, owner=owner, **changes)
    assert refused.value.field == field
    assert not db.session.scalars(select(Action)).all()


def test_internal_actions_have_their_own_numbers(in_app: Flask, world: World) -> None:
    keys = [
        add(world).key,
        add(world, owner="client_lead", audience=Audience.CLIENT).key,
        add(world).key,
    ]
    assert keys == ["MER-A1", "MER-AC1", "MER-A2"]


def act(world: World, who: str, deed: Callable[..., None], action: Action, *values: Any, **more: Any) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        deed(db.session.merge(action, load=True), *values, by=viewer, at=AT, **more)


def test_done_needs_evidence_and_the_other_side_verifies(in_app: Flask, world: World) -> None:
    action = add(world)
    with pytest.raises(Refused, match="shows"):
        act(world, "supplier_lead", actions.finish, action, "  ")
    act(world, "supplier_lead", actions.finish, action, "suite runs in release 42")
    with pytest.raises(Refused, match="other side"):
        act(world, "supplier_spoc", actions.verify, action)
    act(world, "client_spoc", actions.verify, action)
    assert (action.status, action.is_open, action.verified_by_id) == (
        ActionStatus.VERIFIED,
        False,
        world.people["client_spoc"],
    )


def test_handing_back_reopens_it_and_tells_the_owner_what_is_missing(in_app: Flask, world: World) -> None:
    action = add(world)
    act(world, "supplier_lead", actions.finish, action, "done")
    act(world, "client_spoc", actions.hand_back, action, "night shift is not covered")
    assert (action.status, action.is_open, action.done_at) == (ActionStatus.IN_PROGRESS, True, None)
    given = select(Notification).where(Notification.kind == MailKind.ASSIGNMENT).order_by(Notification.id)
    words = [row.facts["words"] for row in db.session.scalars(given)]
    assert words[-1] == "Not done yet: night shift is not covered"


def test_a_later_date_is_a_slip_with_its_reason_and_an_earlier_one_is_none(in_app: Flask, world: World) -> None:
    action = add(world)
    with pytest.raises(Refused, match="why"):
        act(world, "supplier_lead", actions.move_due_date, action, date(2026, 12, 4), "", today=TODAY)
    act(world, "supplier_lead", actions.move_due_date, action, date(2026, 12, 4), "release moved", today=TODAY)
    act(world, "supplier_lead", actions.move_due_date, action, date(2026, 12, 1), "", today=TODAY)
    assert (action.slips, action.due_on, action.first_due_on) == (1, date(2026, 12, 1), DUE)
    moves = db.session.scalars(select(DueDateMove).order_by(DueDateMove.id)).all()
    assert [(move.from_on, move.to_on, move.reason) for move in moves] == [
        (DUE, date(2026, 12, 4), "release moved"),
        (date(2026, 12, 4), date(2026, 12, 1), ""),
    ]


def test_every_deed_leaves_its_event_with_what_was_before_and_after(in_app: Flask, world: World) -> None:
    action = add(world)
    act(world, "supplier_lead", actions.start, action)
    act(world, "supplier_lead", actions.finish, action, "done")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
    assert [event.action for event in events] == ["action_added", "action_started", "action_done"]
    assert events[1].changes["status"] == ["open", "in_progress"]
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]


def test_a_new_owner_of_the_other_side_changes_the_side_and_is_told(in_app: Flask, world: World) -> None:
    action = add(world)
    act(world, "client_spoc", actions.edit, action, {"owner_id": world.people["client_lead"]}, today=TODAY)
    assert action.owner_side is Side.CLIENT
    told = db.session.scalars(select(Notification.recipient_id).order_by(Notification.id)).all()
    assert told == [world.people["supplier_lead"], world.people["client_lead"]]


def test_lists_hold_what_each_side_may_see(in_app: Flask, world: World) -> None:
    add(world)
    add(world, owner="client_lead", audience=Audience.CLIENT, title="internal")
    seen = {
        who: [row.title for row in asked.listed(world.viewer(who), asked.Filter()).rows]
        for who in ("client_spoc", "supplier_spoc", "other_supplier_spoc", "nobody", "executive")
    }
    assert seen == {
        "client_spoc": ["Billing regression suite", "internal"],
        "supplier_spoc": ["Billing regression suite"],
        "other_supplier_spoc": [],
        "nobody": [],
        "executive": ["Billing regression suite", "internal"],
    }


def test_what_was_done_waits_for_the_spoc_across(in_app: Flask, world: World) -> None:
    action = add(world)
    act(world, "supplier_lead", actions.finish, action, "done")
    waiting = {
        who: len(asked.awaiting_verification(world.viewer(who), today=AT.date()))
        for who in ("client_spoc", "supplier_spoc", "client_lead")
    }
    assert waiting == {"client_spoc": 1, "supplier_spoc": 0, "client_lead": 0}
