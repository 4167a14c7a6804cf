"""Risks on both databases: weighed, looked at, closed, opened again, and become an issue."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, RiskResponse, RiskStatus, Severity
from govtracker.models import AuditEvent, Issue, Notification, Risk
from govtracker.queries import find
from govtracker.queries.issues import risks as asked
from govtracker.services import Refused
from govtracker.services.issues import risks
from govtracker.services.issues.issues import NewIssue
from govtracker.services.issues.origins import Origin
from govtracker.services.issues.risks import NewRisk
from tests.services import issue_steps
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = AT.date()
LOOK = date(2026, 12, 18)


def record(world: World, who: str = "client_spoc", owner: str = "supplier_lead", **given: Any) -> Risk:
    origin = given.pop("origin", Origin())
    facts: dict[str, Any] = {
        "title": "The billing system is not ready",
        "description": "",
        "likelihood": 3,
        "impact": 4,
        "response": RiskResponse.REDUCE,
        "plan": "Test in time.",
        "look_on": LOOK,
        **given,
    }
    viewer = world.viewer(who)
    with database.transaction():
        new = NewRisk(owner_id=world.people[owner], **facts)
        relationship = find.relationship(viewer, "MER")
        return risks.record(relationship, new, by=viewer, at=AT, today=TODAY, origin=origin)


def act(world: World, verb: str, *values: Any, who: str = "supplier_lead", **more: Any) -> Risk:
    viewer = world.viewer(who)
    with database.transaction():
        risk = find.risk(viewer, "MER", "1")
        getattr(risks, verb)(risk, *values, by=viewer, at=AT, **more)
        return risk


def test_a_risk_is_weighed_and_its_owner_is_told(in_app: Flask, world: World) -> None:
    made = record(world)
    assert (made.key, made.score, made.status, made.owner_side.value) == ("MER-R1", 12, RiskStatus.OPEN, "supplier")
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [world.people["supplier_lead"]]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"plan": " "}, "plan"),
        ({"likelihood": 6}, "likelihood"),
        ({"impact": 0}, "likelihood"),
        ({"look_on": date(2026, 11, 19)}, "look_on"),
        ({"owner": "nobody"}, "owner_id"),
        ({"audience": Audience.CLIENT}, "owner_id"),
    ],
)
def test_a_risk_that_cannot_be_is_refused_beside_its_field(
    in_app: Flask, world: World, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(world, **given)
    assert refused.value.field == field
    assert not db.session.scalars(select(Risk)).all()


def test_a_new_weight_and_a_new_owner_are_kept_and_told(in_app: Flask, world: World) -> None:
    record(world)
    values = {"likelihood": 5, "impact": 5, "owner_id": world.people["client_lead"]}
    changed = act(world, "edit", values, today=TODAY)
    assert (changed.score, changed.owner_side.value) == (25, "client")
    told = db.session.scalars(select(Notification.recipient_id).order_by(Notification.id)).all()
    assert told == [world.people["supplier_lead"], world.people["client_lead"]]


def test_looking_again_keeps_what_was_seen_and_sets_the_next_day(in_app: Flask, world: World) -> None:
    record(world)
    with pytest.raises(Refused) as refused:
        act(world, "look", "", date(2027, 1, 15), today=TODAY)
    assert refused.value.field == "note"
    looked = act(world, "look", "Two of five tests pass.", date(2027, 1, 15), today=TODAY)
    assert looked.look_on == date(2027, 1, 15)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "risk_looked_at")).one()
    assert (event.reason, event.changes) == ("Two of five tests pass.", {"look_on": ["2026-12-18", "2027-01-15"]})


def test_what_happened_becomes_an_issue_that_climbs_like_any_other(in_app: Flask, world: World) -> None:
    record(world, area_id=world.areas["Customer care"])
    new = NewIssue(
        title="The billing system is down",
        description="",
        area_id=world.areas["Customer care"],
        severity=Severity.HIGH,
        audience=Audience.SHARED,
    )
    risk = act(world, "happen", new, who="client_spoc")
    assert (risk.status, risk.is_open) == (RiskStatus.HAPPENED, False)
    issue = db.session.scalars(select(Issue)).one()
    assert (risk.became_id, issue.climb_at is not None) == (issue.id, True)
    assert [row.number for row in asked.of_issue(world.viewer("supplier_lead"), issue.id)] == [1]
    with pytest.raises(Refused, match="happened"):
        act(world, "happen", new, who="client_spoc")


def test_closed_with_a_reason_and_opened_again_with_a_day(in_app: Flask, world: World) -> None:
    record(world)
    with pytest.raises(Refused):
        act(world, "close", "  ")
    assert act(world, "close", "The old system is gone.").status is RiskStatus.CLOSED
    again = act(world, "reopen", date(2027, 3, 1), today=TODAY)
    assert (again.status, again.closed_at, again.look_on) == (RiskStatus.OPEN, None, date(2027, 3, 1))


def test_a_risk_of_an_internal_issue_stays_internal(in_app: Flask, world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    with pytest.raises(Refused) as refused:
        record(world, owner="client_lead", origin=Origin(issue=issue))
    assert refused.value.field == "audience"
    made = record(world, owner="client_lead", origin=Origin(issue=issue), audience=Audience.CLIENT)
    assert (made.key, made.area_id) == ("MER-RC1", world.areas["Customer care"])
    wanted = asked.Filter(world.relationships["MER"])
    assert not asked.listed(world.viewer("supplier_spoc"), wanted).rows
    assert asked.matrix(world.viewer("supplier_spoc"), world.relationships["MER"]) == {}
    assert asked.matrix(world.viewer("client_spoc"), world.relationships["MER"]) == {(3, 4): 1}


def test_the_gravest_comes_first_and_pages_lead_on(in_app: Flask, world: World) -> None:
    for level in (2, 5, 1, 4, 3):
        record(world, likelihood=level, impact=level)
    viewer, wanted = world.viewer("client_spoc"), asked.Filter(world.relationships["MER"])
    first = asked.listed(viewer, wanted, size=2)
    second = asked.listed(viewer, wanted, size=2, after=first.after)
    assert [row.score for row in (*first.rows, *second.rows)] == [25, 16, 9, 4]
