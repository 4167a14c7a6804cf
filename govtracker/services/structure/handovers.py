"""Handing over all that somebody holds, in one step: planned for a day, carried out on it, told to who takes it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Holding
from govtracker.mail import handover_messages
from govtracker.models import Handover, HandoverItem, Person
from govtracker.queries.structure import handovers, people
from govtracker.queries.structure.holdings import Held
from govtracker.services import Refused, events
from govtracker.services.structure import leaving, passing_on

DAY = timedelta(days=1)
AHEAD, BACK = timedelta(days=366), timedelta(days=31)


@dataclass(frozen=True)
class Choice:
    """One thing held and who takes it; nobody leaves a seat vacant and lets a role end."""

    held: Held
    successor_id: int | None

    @property
    def field(self) -> str:
        """The field of a form that says so."""
        return field_of(self.held.holding, self.held.id)


@dataclass(frozen=True)
class Plan:
    """What is handed over from a day on (included), and whether the person leaves."""

    effective_on: date
    choices: Sequence[Choice]
    leaves: bool = False
    reason: str = ""


def field_of(holding: Holding, record_id: int) -> str:
    """The name of the field in which a successor is chosen."""
    return f"{holding.value}_{record_id}"


def hand_over(person: Person, plan: Plan, *, by: Viewer, at: datetime, today: date) -> Handover:
    """Move what was chosen, all or nothing: at once, or on the day it is planned for.

    Refuses a day out of reach, a successor of another company or who may not hold it, and to leave with anything left.
    """
    _check_day(plan.effective_on, today)
    if not plan.choices:
        raise Refused("Choose who takes something over.", "successor_id")
    if plan.leaves:
        leaving.require_right(person, by=by, moved=[choice.held for choice in plan.choices], today=today)
    for choice in plan.choices:
        passing_on.check(choice.held, _successor(choice, person, by), plan.effective_on, _seats_given(plan))
    handover = _written(person, plan, by=by, at=at)
    if plan.effective_on <= today:
        _carry_out(handover, by=by, at=at, today=today, strict=True)
    else:
        events.record(person, "handover_planned", by=by, at=at, changes={"from": [None, plan.effective_on]})
    return handover


def carry_out(handover_id: int, at: datetime) -> None:
    """Do what was planned for the day (UTC) of `at`; what cannot be moved any more stays, and its planner is told."""
    handover = handovers.planned(handover_id)
    _carry_out(handover, by=None, at=at, today=at.astimezone(UTC).date(), strict=False)


def call_off(handover: Handover, *, by: Viewer, at: datetime) -> None:
    """Forget a handover that waits for its day."""
    if handover.done_at is not None:
        raise Refused("This handover has been carried out: what was moved is moved back by another one.")
    day = handover.effective_on
    for item in handover.items:
        db.session.delete(item)
    db.session.delete(handover)
    events.record(handover.person, "handover_called_off", by=by, at=at, changes={"from": [day, None]})


def _carry_out(handover: Handover, *, by: Viewer | None, at: datetime, today: date, strict: bool) -> None:
    for item in sorted(handover.items, key=lambda item: list(Holding).index(item.holding)):
        try:
            with db.session.begin_nested():
                passing_on.move(item, by=by, at=at, today=today)
        except Refused as refusal:
            if strict:
                raise Refused(refusal.text, field_of(item.holding, item.record_id)) from None
            item.held_back = refusal.text
    handover.done_at = at
    moved = sum(item.moved_at is not None for item in handover.items)
    events.record(
        handover.person, "handed_over", by=by, at=at, changes={"moved": [None, moved]}, reason=handover.reason
    )
    _tell(handover, by=by, at=at)
    if handover.leaves:
        _end_access(handover, by=by, at=at, today=today, strict=strict)


def _end_access(handover: Handover, *, by: Viewer | None, at: datetime, today: date, strict: bool) -> None:
    db.session.flush()
    try:
        leaving.end_after_handover(handover.person, by=by, at=at, today=today)
    except Refused as refusal:
        if strict:
            raise Refused(refusal.text, "leaves") from None


def _tell(handover: Handover, *, by: Viewer | None, at: datetime) -> None:
    """Each successor once a relationship; whoever planned it of what was held back."""
    taken: dict[tuple[int | None, int | None], list[HandoverItem]] = defaultdict(list)
    for item in handover.items:
        if item.relationship_id is not None and (item.moved_at is None or item.successor_id is not None):
            taken[item.relationship_id, item.successor_id if item.moved_at else None].append(item)
    for (_, successor_id), items in taken.items():
        if successor_id is not None:
            handover_messages.taken_over(items, by=by, at=at)
        elif any(item.held_back for item in items):
            handover_messages.held_back(items, at=at)


def _written(person: Person, plan: Plan, *, by: Viewer, at: datetime) -> Handover:
    handover = Handover(
        person=person,
        effective_on=plan.effective_on,
        reason=" ".join(plan.reason.split())[:200],
        leaves=plan.leaves,
        planned_by_id=by.person_id,
        planned_at=at,
    )
    handover.items = [
        HandoverItem(
            holding=choice.held.holding,
            record_id=choice.held.id,
            relationship_id=choice.held.relationship_id,
            label=choice.held.label[:240],
            successor_id=choice.successor_id,
        )
        for choice in plan.choices
    ]
    db.session.add(handover)
    db.session.flush()
    return handover


def _successor(choice: Choice, person: Person, by: Viewer) -> Person | None:
    if choice.successor_id is None:
        return None
    if choice.successor_id == by.person_id and choice.held.holding is Holding.SEAT:
        raise Refused("Nobody takes a seat by their own hand: choose somebody else.", choice.field)
    found = people.active_of(person.organisation_id, choice.successor_id)
    if found is None or found.id == person.id:
        raise Refused("Choose an active colleague of theirs.", choice.field)
    return found


def _seats_given(plan: Plan) -> set[tuple[int | None, int | None]]:
    """(relationship, person) of whoever takes a seat by this handover."""
    return {
        (choice.held.relationship_id, choice.successor_id)
        for choice in plan.choices
        if choice.held.holding is Holding.SEAT
    }


def _check_day(day: date, today: date) -> None:
    if not today - BACK <= day <= today + AHEAD:
        raise Refused("Choose a day between a month ago and a year from now.", "effective_on")
