"""Actions that come again: a series is begun, makes its turns, is changed, and ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Repetition
from govtracker.models import Action, ActionSeries
from govtracker.queries import owners
from govtracker.queries.issues import action_series as asked
from govtracker.queries.structure import spocs
from govtracker.rules import wall_time
from govtracker.rules.issues import repetition
from govtracker.rules.issues.repetition import Series, Turn
from govtracker.services import Refused, events, required
from govtracker.services.issues import action_turns, actions
from govtracker.services.issues.origins import Origin

PUT_OFF = timedelta(hours=1)
MOST_TURNS = 50  # made at once after an outage; the rest comes with the next tick


@dataclass(frozen=True)
class Again:
    """How an action comes again: the RRULE counts from the day it is due."""

    rrule: str
    repetition: Repetition = Repetition.FIXED
    lead_days: int = 7
    skips_if_open: bool = True


def begin(action: Action, again: Again, *, by: Viewer, at: datetime, today: date) -> ActionSeries:
    """Let an action come again; it is the first turn itself. Refuses a rule that cannot be kept."""
    zone = action.relationship.company(action.owner_side).zone
    rule = Series(again.repetition, again.rrule, action.due_on, zone, again.lead_days, again.skips_if_open)
    _require_rule(rule, today=today)
    series = ActionSeries(
        relationship_id=action.relationship_id,
        relationship=action.relationship,
        audience=action.audience,
        title=action.title,
        type=action.type,
        area_id=action.area_id,
        owner_id=action.owner_id,
        owner_side=action.owner_side,
        consequence=action.consequence,
        repetition=rule.repetition,
        skips_if_open=rule.skips_if_open,
        rrule=rule.rrule,
        zone=zone,
        starts_on=action.due_on,
        lead_days=rule.lead_days,
        risk_id=action.risk_id,
        kpi_id=action.kpi_id,
        made_by_id=by.person_id,
        created_at=at,
    )
    db.session.add(series)
    db.session.flush()
    action.series, action.period_key = series, repetition.key_of(action.due_on)
    action_turns.plan(series, None if rule.waits else repetition.following(rule, action.due_on))
    events.record(series, "series_begun", by=by, at=at, changes={"rule": [None, repetition.in_words(rule)]})
    return series


def repeat(series_id: int, at: datetime) -> None:
    """Make the turns that are due at `at`; a turn that was made, or may be left out, is passed by."""
    series = asked.to_repeat(series_id)
    for _ in range(MOST_TURNS):
        if series.next_at is None or series.next_on is None or series.next_at > at:
            return
        due_on = series.next_on
        _take_turn(series, due_on, at=at)
        action_turns.plan(series, None if series.rule.waits else repetition.following(series.rule, due_on))
        db.session.flush()


def put_off(series_id: int, at: datetime) -> None:
    """Set a series aside whose turn could not be made: it is tried again later, and others do not wait."""
    asked.to_repeat(series_id).next_at = at + PUT_OFF


def edit(series: ActionSeries, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Change what later turns are; those that were made stay as they are."""
    if series.ended_at:
        raise Refused("This series has ended; begin another one.")
    if "owner_id" in values:
        side = owners.side_of(series.relationship, int(values["owner_id"]), on=today)
        if side is not series.owner_side:
            raise Refused("Choose somebody of the same side; for the other side begin another series.", "owner_id")
    required.said(values.get("consequence", series.consequence), actions.LATE, "consequence")
    changed = events.change(series, "series_edited", by=by, at=at, **values)
    if changed:
        _require_rule(series.rule, today=today)
        action_turns.plan(series, _next(series, at=at, today=today))


def end(series: ActionSeries, *, by: Viewer, at: datetime) -> None:
    """No further turn; the open one stays."""
    if series.ended_at:
        raise Refused("This series has ended already.")
    events.change(series, "series_ended", by=by, at=at, ended_at=at)
    action_turns.plan(series, None)


def _take_turn(series: ActionSeries, due_on: date, *, at: datetime) -> None:
    key = repetition.key_of(due_on)
    if asked.is_made(series.id, key):
        return
    if not series.rule.waits and series.skips_if_open and asked.has_open(series.id):
        events.record(series, "turn_left_out", by=None, at=at, changes={"due_on": [None, due_on]}, reason=LEFT_OUT)
        return
    action = actions.enter(
        series.relationship,
        actions.NewAction(
            title=series.title,
            type=series.type,
            owner_id=_owner(series, at=at),
            due_on=due_on,
            consequence=series.consequence,
            audience=series.audience,
            area_id=series.area_id,
        ),
        series.owner_side,
        by=None,
        at=at,
        origin=Origin(risk=series.risk, kpi=series.kpi),
    )
    action.series, action.period_key = series, key


def _owner(series: ActionSeries, *, at: datetime) -> int:
    """Who does it: its owner while they have a seat there, else who speaks for their side."""
    today = wall_time.utc(at).date()
    if owners.side_of(series.relationship, series.owner_id, on=today) is series.owner_side:
        return series.owner_id
    spoc_id = spocs.of_side(series.relationship_id, series.owner_side, today=today)
    if spoc_id is None:
        raise Refused("Nobody of that side could take it.")
    return spoc_id


def _next(series: ActionSeries, *, at: datetime, today: date) -> Turn | None:
    """The next turn by the rule as it is now; days gone by are not made up for."""
    last = asked.last_turn(series.id)
    if not series.rule.waits:
        past = max(today - timedelta(days=1), last.first_due_on if last else date.min)
        return repetition.following(series.rule, past)
    if last is None or last.is_open:
        return None
    return action_turns.after(series, last, at=last.done_at or last.updated_at)


def _require_rule(rule: Series, *, today: date) -> None:
    try:
        repetition.validate(rule, today=today)
    except ValueError as fault:
        raise Refused(str(fault), "rrule") from None


LEFT_OUT = "The turn before it is still open."
