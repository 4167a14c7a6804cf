"""Risks: recorded, weighed anew, looked at again, closed; and become an issue when they happen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, RiskResponse, RiskStatus
from govtracker.mail import risk_messages
from govtracker.models import Issue, Relationship, Risk
from govtracker.queries import claims
from govtracker.rules.issues import risks
from govtracker.services import Refused, events, required
from govtracker.services.issues import issues, raid_fields, watching
from govtracker.services.issues.issues import NewIssue
from govtracker.services.issues.origins import ALONE, Origin
from govtracker.services.reviews import amending


@dataclass(frozen=True, kw_only=True)
class NewRisk:
    """What a person fills in: likelihood and impact 1-5, what is done about it, and the day it is looked at again."""

    title: str
    description: str
    likelihood: int
    impact: int
    response: RiskResponse
    plan: str
    owner_id: int
    look_on: date
    audience: Audience = Audience.SHARED
    area_id: int | None = None


def record(
    relationship: Relationship,
    new: NewRisk,
    *,
    by: Viewer,
    at: datetime,
    today: date,
    origin: Origin = ALONE,
) -> Risk:
    """A new risk; refuses an owner from outside, a day gone by, a response without words, a wider audience."""
    raid_fields.within(new.audience, origin)
    raid_fields.to_come(new.look_on, "look_on", today=today)
    if origin.topic:
        amending.born(origin.topic.review, new.audience, by=by, at=at)
    risk = Risk(
        relationship_id=relationship.id,
        relationship=relationship,
        audience=new.audience,
        title=required.said(new.title, NAMELESS, "title"),
        description=new.description.strip(),
        area_id=origin.area_id or new.area_id,
        likelihood=new.likelihood,
        impact=new.impact,
        score=_score(new.likelihood, new.impact),
        response=new.response,
        plan=required.said(new.plan, UNANSWERED, "plan"),
        owner_id=new.owner_id,
        owner_side=raid_fields.owner_side(relationship, new.owner_id, new.audience, today=today),
        look_on=new.look_on,
        review_id=origin.topic.review_id if origin.topic else None,
        **origin.ids("issue", "topic"),
        recorded_by_id=by.person_id,
        created_at=at,
        updated_at=at,
    )
    risk.number = claims.next_number(relationship.id, f"risk:{new.audience.value}")
    db.session.add(risk)
    told = {name: [None, getattr(new, name)] for name in ("title", "likelihood", "impact", "response", "look_on")}
    events.record(risk, "risk_recorded", by=by, at=at, changes=told)
    watching.follow(risk, [by.person_id, risk.owner_id], at=at)
    risk_messages.assigned(risk, by=by, at=at)
    return risk


def edit(risk: Risk, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Change what is known of it; a new owner is told."""
    if "owner_id" in values and values["owner_id"] != risk.owner_id:
        side = raid_fields.owner_side(risk.relationship, int(values["owner_id"]), risk.audience, today=today)
        values = {**values, "owner_side": side}
    if "look_on" in values:
        raid_fields.to_come(values["look_on"], "look_on", today=today)
    required.said(values.get("title", risk.title), NAMELESS, "title")
    required.said(values.get("plan", risk.plan), UNANSWERED, "plan")
    levels = (values.get("likelihood", risk.likelihood), values.get("impact", risk.impact))
    changed = events.change(risk, "risk_edited", by=by, at=at, **{**values, "score": _score(*levels)})
    if changed:
        risk.updated_at = at
    if "owner_id" in changed:
        db.session.flush()
        risk_messages.assigned(risk, by=by, at=at)


def look(risk: Risk, note: str, next_on: date, *, by: Viewer, at: datetime, today: date) -> None:
    """Somebody has looked at it again, says what they saw, and when it is looked at next."""
    _require_open(risk)
    seen = required.said(note, "Say in one line what you saw.", "note")
    raid_fields.to_come(next_on, "look_on", today=today)
    changes = {"look_on": [risk.look_on, next_on]}
    events.record(risk, "risk_looked_at", by=by, at=at, reason=seen, changes=changes)
    risk.look_on, risk.updated_at = next_on, at


def happen(risk: Risk, new: NewIssue, *, by: Viewer, at: datetime) -> Issue:
    """It has happened: an issue is opened, and the risk leads to it."""
    _require_open(risk)
    raid_fields.within(new.audience, Origin(risk=risk))
    issue = issues.raise_issue(risk.relationship, new, by=by, at=at)
    db.session.flush()
    _move(risk, RiskStatus.HAPPENED, "risk_happened", by=by, at=at, reason=issue.key, became_id=issue.id)
    return issue


def close(risk: Risk, reason: str, *, by: Viewer, at: datetime) -> None:
    """It cannot happen any more, or nobody need look at it again, and this is why."""
    why = required.said(reason, "Say why it is closed.")
    _move(risk, RiskStatus.CLOSED, "risk_closed", by=by, at=at, reason=why, closed_at=at)


def reopen(risk: Risk, next_on: date, *, by: Viewer, at: datetime, today: date) -> None:
    """It may happen (again): back to open, with a day to look at it."""
    raid_fields.to_come(next_on, "look_on", today=today)
    _move(risk, RiskStatus.OPEN, "risk_reopened", by=by, at=at, look_on=next_on, closed_at=None)


def _move(risk: Risk, to: RiskStatus, verb: str, *, by: Viewer, at: datetime, reason: str = "", **values: Any) -> None:
    gap = risks.move_gap(risk.status, to)
    if gap:
        raise Refused(gap)
    is_open = to is RiskStatus.OPEN
    events.change(risk, verb, by=by, at=at, reason=reason, status=to, is_open=is_open, updated_at=at, **values)


def _score(likelihood: int, impact: int) -> int:
    try:
        return risks.score(likelihood, impact)
    except ValueError as fault:
        raise Refused(str(fault), "likelihood") from None


def _require_open(risk: Risk) -> None:
    if not risk.is_open:
        raise Refused(f"This risk is {risk.status.value}.")


NAMELESS = "Say what may happen."
UNANSWERED = "Say in one line what is done about it, or why it is accepted."
