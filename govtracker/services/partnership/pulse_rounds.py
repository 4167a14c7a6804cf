"""Rounds of the pulse: opened by a SPOC or by the clock, those who have not answered reminded once."""

import secrets
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PulseSetStatus, Side
from govtracker.mail import pulse_messages
from govtracker.models import PulseAsked, PulsePlan, PulseRound, PulseSet, Relationship
from govtracker.queries import claims
from govtracker.queries.partnership import pulse_rounds as rounds
from govtracker.queries.partnership import pulse_sets
from govtracker.rules import wall_time
from govtracker.rules.partnership import pulse_window, rotation
from govtracker.rules.partnership.rotation import Member
from govtracker.services import Refused, events
from govtracker.services.partnership import pulse_plans
from govtracker.services.partnership.pulse_sets import HOLD


def open_round(relationship: Relationship, *, by: Viewer | None, at: datetime) -> PulseRound:
    """Ask those whose turn it is now; who that is does not change any more.

    The next round follows from this day, or from the planned one where it opens by itself.
    """
    claims.hold(relationship.id, HOLD)
    plan, statements = pulse_sets.plan_of(relationship), _statements(relationship)
    number, zone = rounds.next_number(relationship.id), relationship.client.zone
    found = rounds.members(relationship.id, pulse_plans.tiers(plan), on=wall_time.utc(at).date())
    turn = rotation.whose_turn(rotation.seated_once(found), number=number, every=plan.asked_every)
    if not turn:
        raise Refused("Nobody holds a seat in the tiers that are asked.")
    opened = PulseRound(
        relationship_id=relationship.id,
        relationship=relationship,
        number=number,
        set_id=statements.id,
        pulse_set=statements,
        opened_at=at,
        opened_by_id=by.person_id if by else None,
        closes_at=pulse_window.closes_at(at, plan.window_days, zone),
        remind_at=pulse_window.remind_at(at, plan.window_days, zone),
        seed=secrets.token_hex(32),
        client_answered=0,
        supplier_answered=0,
        **{f"{side.value}_asked": sum(one.side is side for one in turn) for side in Side},
    )
    db.session.add(opened)
    db.session.flush()
    claims.insert_rows(PulseAsked, [_asked(opened, one) for one in turn])
    counted = {f"{side.value}_asked": [None, getattr(opened, f"{side.value}_asked")] for side in Side}
    events.record(opened, "pulse_opened", by=by, at=at, changes=counted | {"closes_at": [None, opened.closes_at]})
    _plan_next(plan, relationship, by=by, at=at)
    pulse_messages.invited(opened, [one.person_id for one in turn], by=by, at=at)
    return opened


def open_due(plan_id: int, at: datetime) -> None:
    """Open the round that is due by the plan; where nobody can be asked, it is tried again when the next one is due."""
    plan = pulse_sets.plan_for_worker(plan_id)
    if plan.next_on is None or not pulse_window.is_due(plan.next_on, at, plan.relationship.client.zone):
        return
    try:
        open_round(plan.relationship, by=None, at=at)
    except Refused:
        _plan_next(plan, plan.relationship, by=None, at=at)


def remind(round_id: int, at: datetime) -> None:
    """Remind those who have not answered, once."""
    opened = rounds.for_worker(round_id)
    if not opened.is_open or opened.remind_at is None:
        return
    opened.remind_at = None
    if at < opened.closes_at:
        pulse_messages.reminded(opened, rounds.asked_people(round_id, waiting=True), at=at)


def _statements(relationship: Relationship) -> PulseSet:
    if rounds.open_one(relationship.id) is not None:
        raise Refused("A round is open: it closes before another one opens.")
    found = pulse_sets.on_table(relationship.id).get(PulseSetStatus.AGREED)
    if found is None:
        raise Refused("Both sides first agree on the statements: without them there is nothing to ask.")
    return found


def _asked(opened: PulseRound, one: Member) -> dict[str, object]:
    return {
        "round_id": opened.id,
        "person_id": one.person_id,
        "side": one.side,
        "tier": one.tier,
        "area_id": one.area_id,
        "has_answered": False,
    }


def _plan_next(plan: PulsePlan, relationship: Relationship, *, by: Viewer | None, at: datetime) -> None:
    """Where rounds open by themselves, the next one follows in so many months."""
    if plan.next_on is not None:
        today = wall_time.local(at, relationship.client.zone).date()
        since = today if by is not None else plan.next_on
        following = pulse_window.next_on(since, plan.every_months, after=today)
        events.change(plan, "pulse_planned", by=by, at=at, next_on=following)
