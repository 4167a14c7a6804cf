"""Exit plans: written, looked at once a year, and what is handed back at the end."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import HandBackKind, HandBackState
from govtracker.mail import value_messages
from govtracker.models import ExitPlan, ExitReview, HandBack, Relationship
from govtracker.queries.partnership import exits as asked
from govtracker.rules import wall_time
from govtracker.rules.partnership import exits as rules
from govtracker.services import Refused, events
from govtracker.services.partnership import typed

EMPTY = "Say how the relationship would end: who takes over, in which order, how long it takes."
LONGEST = 20_000


@dataclass(frozen=True)
class HandBackFacts:
    """What is handed back, who answers for it, and whether it could be today."""

    kind: HandBackKind
    title: str
    owner_seat_id: int
    state: HandBackState = HandBackState.OPEN
    note: str = ""


def write(relationship: Relationship, text: str, *, by: Viewer, at: datetime) -> ExitPlan:
    """Write the first plan of a relationship: it is looked at a year later."""
    if asked.plan(by, relationship.id) is not None:
        raise Refused("There is an exit plan already.")
    made = ExitPlan(
        relationship_id=relationship.id,
        relationship=relationship,
        text=_text(text),
        review_due_on=rules.next_review(wall_time.utc(at).date()),
        made_by_id=by.person_id,
        created_at=at,
    )
    db.session.add(made)
    events.record(made, "exit_plan_written", by=by, at=at)
    return made


def edit(plan: ExitPlan, text: str, *, by: Viewer, at: datetime) -> None:
    """Change what the plan says; that is no review."""
    events.change(plan, "exit_plan_edited", by=by, at=at, text=_text(text))


def review(plan: ExitPlan, reviewed_on: date, outcome: str, *, by: Viewer, at: datetime) -> ExitReview:
    """It was looked at on a day: the next look is due a year later."""
    typed.day(reviewed_on, "reviewed_on")
    if reviewed_on > wall_time.local(at, plan.relationship.client.zone).date():
        raise Refused("It cannot have been reviewed on a day to come.", "reviewed_on")
    made = ExitReview(
        relationship_id=plan.relationship_id,
        relationship=plan.relationship,
        reviewed_on=reviewed_on,
        outcome=typed.because(outcome, "outcome", "Say what the review showed: both sides see it."),
        reviewed_by_id=by.person_id,
        reviewed_at=at,
    )
    db.session.add(made)
    events.record(made, "exit_plan_reviewed", by=by, at=at, changes={"reviewed_on": [None, reviewed_on]})
    due_on = max(plan.review_due_on, rules.next_review(reviewed_on))
    events.change(plan, "exit_review_planned", by=by, at=at, review_due_on=due_on)
    return made


def add(relationship: Relationship, new: HandBackFacts, *, by: Viewer, at: datetime) -> HandBack:
    """Something more that is handed back."""
    made = HandBack(relationship_id=relationship.id, relationship=relationship, **_hand_back(relationship, new, at=at))
    db.session.add(made)
    events.record(made, "hand_back_added", by=by, at=at, changes={"title": [None, made.title]})
    return made


def change(hand_back: HandBack, facts: HandBackFacts, *, by: Viewer, at: datetime) -> None:
    """Whether it could be handed back today, and what there is to say of it."""
    values = _hand_back(hand_back.relationship, facts, at=at)
    events.change(hand_back, "hand_back_changed", by=by, at=at, **values)


def remind(plan_id: int, at: datetime) -> None:
    """Tell both SPOCs once that the review is overdue."""
    plan = asked.locked(plan_id)
    if plan.reminded_for_on != plan.review_due_on:
        plan.reminded_for_on = plan.review_due_on
        value_messages.exit_review_overdue(plan, at=at)


def _text(text: str) -> str:
    found = typed.long(text, "text", most=LONGEST)
    if not found:
        raise Refused(EMPTY, "text")
    return found


def _hand_back(relationship: Relationship, facts: HandBackFacts, *, at: datetime) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "title": typed.line(facts.title, "title", "Say what is handed back.", most=200),
        "owner_seat_id": typed.seat(relationship, facts.owner_seat_id, today=wall_time.utc(at).date()),
        "state": facts.state,
        "note": typed.long(facts.note, "note"),
    }
