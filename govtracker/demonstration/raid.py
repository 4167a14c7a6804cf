"""Decisions, risks and actions that come again in the demonstration: each waits at a point worth looking at."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from govtracker.access import Viewer
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import CURRENCY
from govtracker.demonstration.texts import raid
from govtracker.demonstration.texts.raid import Fear, Habit, Resolve
from govtracker.enums import SeatRole
from govtracker.models import Action, ActionSeries, Decision, FunctionalArea, Risk
from govtracker.queries.issues import action_series as asked
from govtracker.rules import wall_time
from govtracker.rules.issues.repetition import MORNING
from govtracker.services.issues import action_series, actions, decisions, risks
from govtracker.services.issues.action_series import Again
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.risks import NewRisk

A_DAY = timedelta(days=1)
MINUTES = 90  # of a working day
EVIDENCE = "Done together; the list is kept with the weekly pack."


def write(stage: Stage) -> None:
    """Put them on the timeline."""
    for resolve in raid.DECISIONS:
        _at(stage, resolve.key, resolve.by, resolve.days_ago, partial(_decide, stage, resolve))
    for fear in raid.RISKS:
        _at(stage, fear.key, fear.owner, fear.days_ago, partial(_fear, stage, fear))
    for habit in raid.HABITS:
        _at(stage, habit.key, habit.owner, habit.days_ago, partial(_begin, stage, habit))


def _at(stage: Stage, key: str, name: str, days_ago: int, deed: Callable[[datetime], None]) -> None:
    place = stage.places[key]
    when = stage.before(stage.story.at - days_ago * A_DAY, MINUTES, place, stage.side_of(name, place))
    stage.timeline.at(when, deed)


def _decide(stage: Stage, resolve: Resolve, at: datetime) -> None:
    place, by = stage.places[resolve.key], stage.cast.viewer(resolve.by)
    side = stage.side_of(resolve.by, place)
    role = SeatRole.FUNCTIONAL_LEAD if resolve.area else SeatRole.SPOC
    new = NewDecision(
        title=resolve.title,
        reason=resolve.reason,
        seat_id=place.seat(side, role, resolve.area).id,
        due_on=stage.story.today + resolve.due_in * A_DAY,
        is_settled=resolve.is_settled,
        amount=Decimal(resolve.amount) if resolve.amount else None,
        currency=CURRENCY if resolve.amount else "",
        audience=resolve.audience,
        area_id=_area_id(stage, resolve.key, resolve.area),
    )
    decision = decisions.record(place.row, new, by=by, at=at, today=_today(stage, resolve.key, resolve.by, at))
    if resolve.answer:
        when = stage.after(at + 2 * A_DAY, MINUTES, place, side)
        stage.timeline.at(when, partial(_approve, stage, resolve, decision))


def _approve(stage: Stage, resolve: Resolve, decision: Decision, at: datetime) -> None:
    place = stage.places[resolve.key]
    by = stage.spoc(place, stage.side_of(resolve.by, place))
    decisions.approve(decision, resolve.answer, by=by, at=at, today=_today(stage, resolve.key, resolve.by, at))


def _fear(stage: Stage, fear: Fear, at: datetime) -> None:
    place, by = stage.places[fear.key], stage.cast.viewer(fear.owner)
    today = _today(stage, fear.key, fear.owner, at)
    new = NewRisk(
        title=fear.title,
        description=fear.description,
        likelihood=fear.likelihood,
        impact=fear.impact,
        response=fear.response,
        plan=fear.plan,
        owner_id=by.person_id,
        look_on=max(today, stage.story.today + fear.look_in * A_DAY),
        audience=fear.audience,
        area_id=_area_id(stage, fear.key, fear.area),
    )
    risk = risks.record(place.row, new, by=by, at=at, today=today)
    if fear.closed:
        when = stage.after(at + 90 * A_DAY, MINUTES, place, stage.side_of(fear.owner, place))
        stage.timeline.at(when, partial(_close, stage, fear, risk))


def _close(stage: Stage, fear: Fear, risk: Risk, at: datetime) -> None:
    risks.close(risk, fear.closed, by=stage.cast.viewer(fear.owner), at=at)


def _begin(stage: Stage, habit: Habit, at: datetime) -> None:
    place, by = stage.places[habit.key], stage.cast.viewer(habit.owner)
    today = _today(stage, habit.key, habit.owner, at)
    new = actions.NewAction(
        title=habit.title,
        type=habit.type,
        owner_id=by.person_id,
        due_on=today + habit.due_in * A_DAY,
        consequence=habit.consequence,
        area_id=_area_id(stage, habit.key, habit.area),
    )
    action = actions.add(place.row, new, by=by, at=at, today=today)
    series = action_series.begin(action, Again(habit.rrule, habit.repetition), by=by, at=at, today=today)
    _plan_turn(stage, habit, series, action, at)


def _plan_turn(stage: Stage, habit: Habit, series: ActionSeries, action: Action, at: datetime) -> None:
    """A turn is done on the morning it is due; the last one stays open, for it is due later than the story."""
    stage.actions[habit.key].append(action)
    side = stage.side_of(habit.owner, stage.places[habit.key])
    morning = wall_time.on(action.due_on, MORNING, series.zone)
    when = stage.after(max(at, morning), MINUTES, stage.places[habit.key], side)
    stage.timeline.at(when, partial(_finish, stage, habit, series, action))


def _finish(stage: Stage, habit: Habit, series: ActionSeries, action: Action, at: datetime) -> None:
    actions.finish(action, EVIDENCE, by=stage.cast.viewer(habit.owner), at=at)
    place, side = stage.places[habit.key], stage.side_of(habit.owner, stage.places[habit.key])
    across = stage.spoc(place, side.other)
    stage.timeline.at(stage.after(at + A_DAY, MINUTES, place, side.other), partial(_verify, action, across))
    if series.next_at is not None:
        stage.timeline.at(max(at, series.next_at), partial(_turn, stage, habit, series))


def _verify(action: Action, by: Viewer, at: datetime) -> None:
    actions.verify(action, by=by, at=at)


def _turn(stage: Stage, habit: Habit, series: ActionSeries, at: datetime) -> None:
    action_series.repeat(series.id, at)
    last = asked.last_turn(series.id)
    if last is not None and last.is_open:
        _plan_turn(stage, habit, series, last, at)


def _area_id(stage: Stage, key: str, area: str) -> int | None:
    found: FunctionalArea | None = stage.places[key].areas[area] if area else None
    return found.id if found else None


def _today(stage: Stage, key: str, name: str, at: datetime) -> date:
    place = stage.places[key]
    return wall_time.local(at, stage.hours(place, stage.side_of(name, place)).zone).date()
