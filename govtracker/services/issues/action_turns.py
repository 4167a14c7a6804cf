"""When the next turn of a series is made: kept with the series, as a cache of its rule."""

from datetime import datetime

from govtracker.models import Action, ActionSeries
from govtracker.queries.issues import action_series
from govtracker.rules import wall_time
from govtracker.rules.issues import repetition
from govtracker.rules.issues.repetition import Turn


def note(action: Action, *, at: datetime) -> None:
    """An action has ended or was taken up again: where its series waits for it, the next turn follows from that."""
    series = action.series
    if series is None or series.ended_at or not series.rule.waits or not action_series.is_last_turn(action):
        return
    plan(series, None if action.is_open else after(series, action, at=at))


def after(series: ActionSeries, ended: Action, *, at: datetime) -> Turn | None:
    """The turn of a waiting series that follows one which ended at that instant."""
    ended_on = wall_time.local(at, series.zone).date()
    return repetition.after_ending(series.rule, ended.first_due_on, ended_on=ended_on)


def plan(series: ActionSeries, turn: Turn | None) -> None:
    """Remember the next turn, or that none is known."""
    series.next_on, series.next_at = (turn.due_on, turn.made_at) if turn else (None, None)
