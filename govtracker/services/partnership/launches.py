"""Launches: planned with a checklist, made ready item by item, decided by a SPOC; owners are reminded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import LaunchDecision, ReadinessKind, ReadinessState
from govtracker.mail import value_messages
from govtracker.models import Launch, LaunchItem, Relationship
from govtracker.queries.partnership import capabilities as checks
from govtracker.queries.partnership import launches as asked
from govtracker.rules import wall_time
from govtracker.rules.partnership import readiness
from govtracker.services import Refused, events
from govtracker.services.partnership import commitments, typed

MOST_ITEMS = 40
UNDECIDED: dict[str, Any] = {"decision": None, "decision_reason": "", "decided_at": None, "decided_by_id": None}


@dataclass(frozen=True)
class LaunchFacts:
    """What goes to market, when, who answers for it, and the capability check it rests on."""

    title: str
    description: str
    launch_on: date
    owner_seat_id: int
    check_id: int | None


@dataclass(frozen=True)
class ItemFacts:
    """What has to be ready, by whom and when, where it stands and what shows it."""

    title: str
    owner_seat_id: int
    due_on: date
    state: ReadinessState = ReadinessState.OPEN
    evidence: str = ""


def plan(relationship: Relationship, new: LaunchFacts, *, by: Viewer, at: datetime) -> Launch:
    """Plan a launch to come; its checklist begins with what every launch needs, given to whoever answers for it."""
    today = wall_time.local(at, relationship.client.zone).date()
    typed.day(new.launch_on, "launch_on")
    if new.launch_on < today:
        raise Refused("That day has passed: readiness is for what is still to come.", "launch_on")
    made = Launch(
        relationship_id=relationship.id,
        relationship=relationship,
        decision_reason="",
        made_by_id=by.person_id,
        created_at=at,
        **_checked(relationship, new, by=by, at=at),
    )
    made.items = [
        LaunchItem(
            relationship_id=relationship.id,
            kind=kind,
            title=offered.title,
            owner_seat_id=made.owner_seat_id,
            due_on=readiness.due_on(kind, new.launch_on, today),
            state=ReadinessState.OPEN,
            evidence="",
        )
        for kind, offered in readiness.OFFERED.items()
    ]
    db.session.add(made)
    events.record(made, "launch_planned", by=by, at=at, changes={"launch_on": [None, made.launch_on]})
    return made


def edit(launch: Launch, facts: LaunchFacts, *, by: Viewer, at: datetime) -> None:
    """Change what goes to market or when; another day or check lays aside what was decided, its items' days stay."""
    values = _checked(launch.relationship, facts, by=by, at=at)
    if (values["launch_on"], values["check_id"]) != (launch.launch_on, launch.check_id):
        values |= UNDECIDED
    events.change(launch, "launch_edited", by=by, at=at, **values)


def add(launch: Launch, new: ItemFacts, *, by: Viewer, at: datetime) -> LaunchItem:
    """One thing more that has to be ready."""
    if len(launch.items) >= MOST_ITEMS:
        raise Refused(f"A checklist has at most {MOST_ITEMS} items.", "title")
    made = LaunchItem(
        launch=launch,
        relationship_id=launch.relationship_id,
        relationship=launch.relationship,
        kind=ReadinessKind.OWN,
        **_item(launch.relationship, new, at=at),
    )
    db.session.add(made)
    events.record(made, "launch_item_added", by=by, at=at, changes={"title": [None, made.title]})
    return made


def change(item: LaunchItem, facts: ItemFacts, *, by: Viewer, at: datetime) -> None:
    """Where an item stands: what is done shows it, what is not needed says why."""
    if facts.state is not ReadinessState.OPEN and not facts.evidence.strip():
        done = facts.state is ReadinessState.DONE
        raise Refused("Say what shows it." if done else "Say why it is not needed.", "evidence")
    events.change(item, "launch_item_changed", by=by, at=at, **_item(item.relationship, facts, at=at))


def decide(launch: Launch, seen: int, decision: LaunchDecision, reason: str, *, by: Viewer, at: datetime) -> None:
    """Go or no-go, because…; what does not work yet stands in the way of a go.

    `seen` is the version of the launch the person read.
    """
    if launch.version != seen:
        raise Refused("The launch has changed since you opened the page. Read it again before you decide.")
    text = typed.because(reason, "reason", "Say why: both sides see it.")
    if decision is LaunchDecision.GO:
        commitments.require(launch.check, text, "reason")
    decided: dict[str, Any] = {"decided_at": at, "decided_by_id": by.person_id}
    events.change(
        launch, "launch_decided", by=by, at=at, reason=text, decision=decision, decision_reason=text, **decided
    )
    value_messages.decided(launch, by=by, at=at)


def remind(item_id: int, at: datetime) -> None:
    """Tell who owns an item that its day comes, once for a day."""
    item = asked.locked_item(item_id)
    if item.state is ReadinessState.OPEN and item.reminded_for_on != item.due_on:
        item.reminded_for_on = item.due_on
        value_messages.item_due(item, at=at)


def _checked(relationship: Relationship, facts: LaunchFacts, *, by: Viewer, at: datetime) -> dict[str, Any]:
    check = checks.one(by, relationship.key, facts.check_id) if facts.check_id else None
    typed.day(facts.launch_on, "launch_on")
    return {
        "title": typed.line(facts.title, "title", "Say what goes to market."),
        "description": typed.long(facts.description, "description"),
        "launch_on": facts.launch_on,
        "owner_seat_id": typed.seat(relationship, facts.owner_seat_id, today=wall_time.utc(at).date()),
        "check_id": check.id if check else None,
    }


def _item(relationship: Relationship, facts: ItemFacts, *, at: datetime) -> dict[str, Any]:
    typed.day(facts.due_on, "due_on")
    return {
        "title": typed.line(facts.title, "title", "Say what has to be ready.", most=200),
        "owner_seat_id": typed.seat(relationship, facts.owner_seat_id, today=wall_time.utc(at).date()),
        "due_on": facts.due_on,
        "state": facts.state,
        "evidence": typed.long(facts.evidence, "evidence"),
    }
