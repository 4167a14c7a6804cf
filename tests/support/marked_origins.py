"""What a side keeps to itself although it comes from what both sides see: under every record, and born in a review."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from govtracker.database import db
from govtracker.enums import ActionType, RiskResponse, Severity
from govtracker.models import ImprovementPlan, Kpi, Topic
from govtracker.queries import find
from govtracker.services.issues import actions, decisions, issues, risks
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.issues import NewIssue
from govtracker.services.issues.origins import Origin
from govtracker.services.issues.risks import NewRisk

if TYPE_CHECKING:
    from tests.support.marked import Spot


def add(spot: Spot, at: datetime, due_on: date) -> None:
    """An own action under every shared record, late ones included, and own records of every kind from a topic."""
    topic = db.session.query(Topic).join(Topic.review).filter_by(relationship_id=spot.relationship.id).first()
    for called, origin in origins(spot, topic):
        new = NewAction(
            title=spot.say(f"title of an own action from {called}"),
            type=ActionType.CORRECTIVE,
            owner_id=spot.world.people[spot.lead],
            due_on=due_on,
            consequence=spot.say(f"consequence of an own action from {called}"),
            audience=spot.audience,
        )
        actions.add(spot.relationship, new, by=spot.by(), at=at, today=at.date(), origin=origin)
    if topic is not None:
        _from_topic(spot, topic, at, due_on)


def origins(spot: Spot, topic: Topic | None) -> list[tuple[str, Origin]]:
    """The first shared record of each kind that the relationship has."""
    by, key = spot.by(), spot.key
    own = {"relationship_id": spot.relationship.id}
    found = [
        ("an issue", Origin(issue=find.issue(by, key, "1"))),
        ("a problem", Origin(problem=find.problem(by, key, "1"))),
        ("a risk", Origin(risk=find.risk(by, key, "1"))),
        ("a decision", Origin(decision=find.decision(by, key, "1"))),
        ("a plan", Origin(plan=db.session.query(ImprovementPlan).filter_by(**own).first())),
        ("a KPI", Origin(kpi=db.session.query(Kpi).filter_by(**own).first())),
    ]
    return [*found, ("a topic", Origin(review=topic.review, topic=topic))] if topic else found


def _from_topic(spot: Spot, topic: Topic, at: datetime, due_on: date) -> None:
    origin = Origin(review=topic.review, topic=topic)
    issue = NewIssue(
        title=spot.say("title of an issue from a topic"),
        description=spot.say("description of an issue from a topic"),
        area_id=spot.area_id,
        severity=Severity.LOW,
        audience=spot.audience,
    )
    issues.raise_issue(spot.relationship, issue, by=spot.by(), at=at, topic=topic)
    decision = NewDecision(
        title=spot.say("title of a decision from a topic"),
        reason=spot.say("reason of a decision from a topic"),
        seat_id=spot.world.seats[spot.head],
        due_on=due_on,
        is_settled=False,
        audience=spot.audience,
        area_id=spot.area_id,
    )
    decisions.record(spot.relationship, decision, by=spot.by(), at=at, today=at.date(), origin=origin)
    risk = NewRisk(
        title=spot.say("title of a risk from a topic"),
        description=spot.say("description of a risk from a topic"),
        likelihood=2,
        impact=2,
        response=RiskResponse.REDUCE,
        plan=spot.say("plan against a risk from a topic"),
        owner_id=spot.world.people[spot.lead],
        look_on=due_on,
        audience=spot.audience,
        area_id=spot.area_id,
    )
    risks.record(spot.relationship, risk, by=spot.by(), at=at, today=at.date(), origin=origin)
