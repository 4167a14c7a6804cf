"""Actions: added, started, done with evidence, verified by the other side, moved with a reason, cancelled."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.mail import action_messages
from govtracker.models import Action, DueDateMove, Relationship
from govtracker.queries import claims
from govtracker.rules.issues import workflow
from govtracker.services import Refused, events, required
from govtracker.services.governance import activity
from govtracker.services.issues import action_turns, raid_fields, watching
from govtracker.services.issues.origins import ALONE, Origin
from govtracker.services.reviews import amending


@dataclass(frozen=True)
class NewAction:
    """What a person fills in: the owner is a person of the relationship, the due date a local day."""

    title: str
    type: ActionType
    owner_id: int
    due_on: date
    consequence: str
    audience: Audience = Audience.SHARED
    area_id: int | None = None


def add(
    relationship: Relationship,
    new: NewAction,
    *,
    by: Viewer,
    at: datetime,
    today: date,
    origin: Origin = ALONE,
) -> Action:
    """A new action; refuses an owner from outside, a day gone by, and an audience wider than what it comes from."""
    side = raid_fields.owner_side(relationship, new.owner_id, new.audience, today=today)
    raid_fields.to_come(new.due_on, "due_on", today=today)
    raid_fields.within(new.audience, origin)
    required.said(new.consequence, LATE, "consequence")
    if origin.review:
        amending.born(origin.review, new.audience, by=by, at=at)
    return enter(relationship, new, side, by=by, at=at, origin=origin)


def enter(
    relationship: Relationship,
    new: NewAction,
    side: Side,
    *,
    by: Viewer | None,
    at: datetime,
    origin: Origin = ALONE,
) -> Action:
    """Store an action whose owner stands on `side`, and tell them; what it says has been checked."""
    action = Action(
        relationship_id=relationship.id,
        relationship=relationship,
        number=claims.next_number(relationship.id, f"action:{new.audience.value}"),
        audience=new.audience,
        title=new.title.strip(),
        type=new.type,
        area_id=origin.area_id or new.area_id,
        owner_id=new.owner_id,
        owner_side=side,
        due_on=new.due_on,
        first_due_on=new.due_on,
        consequence=new.consequence.strip(),
        added_by_id=by.person_id if by else None,
        created_at=at,
        updated_at=at,
        **origin.ids(*ORIGINS),
    )
    db.session.add(action)
    events.record(action, "action_added", by=by, at=at, changes={"title": [None, action.title]})
    activity.note(action, by=by, at=at)
    action_messages.assigned(action, by=by, at=at)
    watching.follow(action, [by.person_id if by else None, action.owner_id], at=at)
    return action


def edit(action: Action, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Change title, type, consequence or owner; a new owner is told and stands on a side of their own."""
    if "owner_id" in values and values["owner_id"] != action.owner_id:
        owner_id = int(str(values["owner_id"]))
        side = raid_fields.owner_side(action.relationship, owner_id, action.audience, today=today)
        values = {**values, "owner_side": side}
    if "consequence" in values:
        required.said(values["consequence"], LATE, "consequence")
    changed = events.change(action, "action_edited", by=by, at=at, **values)
    if changed:
        action.updated_at = at
        activity.note(action, by=by, at=at)
    if "owner_id" in changed:
        db.session.flush()
        action_messages.assigned(action, by=by, at=at)


def start(action: Action, *, by: Viewer, at: datetime) -> None:
    """Work has begun."""
    _move(action, ActionStatus.IN_PROGRESS, "action_started", by=by, at=at)


def finish(action: Action, evidence: str, *, by: Viewer | None, at: datetime) -> None:
    """It is done, and this shows it; refuses to go without evidence. The system finds so itself without `by`."""
    shown = required.said(evidence, "Say what shows that it is done.", "evidence")
    _move(action, ActionStatus.DONE, "action_done", by=by, at=at, evidence=shown, done_at=at)


def verify(action: Action, *, by: Viewer, at: datetime) -> None:
    """The other side has looked and agrees that it is done."""
    if not allowed(by, Permission.VERIFY_ACTION, action) and action.audience is Audience.SHARED:
        raise Refused("The other side verifies what this side has done.")
    values: dict[str, Any] = {"verified_at": at, "verified_by_id": by.person_id}
    _move(action, ActionStatus.VERIFIED, "action_verified", by=by, at=at, **values)


def hand_back(action: Action, reason: str, *, by: Viewer, at: datetime) -> None:
    """Not done yet after all: back to the owner, with what is missing."""
    missing = required.said(reason, "Say what is missing.")
    _move(action, ActionStatus.IN_PROGRESS, "action_handed_back", by=by, at=at, reason=missing, done_at=None)
    action_messages.handed_back(action, missing, by=by, at=at)


def cancel(action: Action, reason: str, *, by: Viewer, at: datetime) -> None:
    """It will not be done, and this is why."""
    why = required.said(reason, "Say why it is cancelled.")
    _move(action, ActionStatus.CANCELLED, "action_cancelled", by=by, at=at, reason=why)


def move_due_date(action: Action, to: date, reason: str, *, by: Viewer, at: datetime, today: date) -> None:
    """A new due date; a later one counts as a slip and needs its reason."""
    if to == action.due_on:
        raise Refused("This is the date it has.", "due_on")
    raid_fields.to_come(to, "due_on", today=today)
    gap = workflow.due_date_gap(action.due_on, to, reason)
    if gap:
        raise Refused(gap, "reason")
    if not action.is_open:
        raise Refused("Only an open action has a date to move.")
    before, slipped = action.due_on, workflow.is_slip(action.due_on, to)
    events.change(action, "due_date_moved", by=by, at=at, reason=reason, due_on=to, slips=action.slips + slipped)
    action.updated_at = at
    activity.note(action, by=by, at=at)
    db.session.add(
        DueDateMove(
            action_id=action.id, from_on=before, to_on=to, reason=reason.strip(), moved_by_id=by.person_id, moved_at=at
        )
    )


def _move(
    action: Action, to: ActionStatus, verb: str, *, by: Viewer | None, at: datetime, reason: str = "", **values: Any
) -> None:
    gap = workflow.action_move_gap(action.status, to)
    if gap:
        raise Refused(gap)
    was_open, is_open = action.is_open, to in workflow.OPEN_ACTIONS
    events.change(action, verb, by=by, at=at, reason=reason, status=to, is_open=is_open, updated_at=at, **values)
    if is_open is not was_open:
        action_turns.note(action, at=at)
    activity.note(action, by=by, at=at)


LATE = "Say in one line what happens if it is late."
ORIGINS = ("issue", "problem", "review", "topic", "risk", "decision", "kpi", "plan", "pulse_statement")
