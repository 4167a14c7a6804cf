"""Pausing: the side that waits grants time until a day, with its reason; the clock goes on by itself, or by hand."""

from datetime import date, datetime, time, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PauseReason
from govtracker.models import ClockPause, EscalationLevel, Issue, Rung
from govtracker.queries.governance import clocks as kept
from govtracker.rules import wall_time
from govtracker.services import Refused, events
from govtracker.services.governance import clocks, escalation, standings

LONGEST_DAYS = 90  # ours: further away, an issue is not paused but forgotten


def pause(issue: Issue, reason: str, until_on: date, *, by: Viewer, at: datetime) -> ClockPause:
    """The clock of the side that is waited on stands still until the morning of `until_on`, where that side is.

    The total age goes on. Refuses without a reason, for a day that is over or too far away, and while it is paused.
    """
    rung = escalation.require_running(issue)
    if issue.held_until is not None:
        raise Refused("It is paused already. Resume it first, then pause it anew.")
    if not reason.strip():
        raise Refused("Say why it is paused: both sides read it.", "reason")
    zone = clocks.calendar_of(issue).zone
    today = wall_time.local(at, zone).date()
    if not today < until_on <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(f"Choose a day after today, at most {LONGEST_DAYS} days ahead.", "until_on")
    clocks.stop(issue, rung, at=at)
    held = ClockPause(
        issue_id=issue.id,
        side=issue.waiting_on,
        round=issue.round,
        position=rung.position,
        reason=PauseReason.HELD,
        from_at=at,
        until_on=until_on,
        said=reason.strip(),
        by_id=by.person_id,
    )
    db.session.add(held)
    until = wall_time.on(until_on, time(), zone)
    events.change(issue, "paused", by=by, at=at, reason=reason.strip(), held_until=until, updated_at=at)
    _reckon(issue, rung, escalation.path_of(issue), at=at)
    return held


def resume(issue: Issue, *, by: Viewer, at: datetime) -> None:
    """The clock runs again from now on; refuses where it is not paused."""
    rung = escalation.require_running(issue)
    if issue.held_until is None:
        raise Refused("It is not paused.")
    run_on(issue, rung, escalation.path_of(issue), by=by, at=at)
    _reckon(issue, rung, escalation.path_of(issue), at=at)


def run_on(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, by: Viewer | None, at: datetime) -> None:
    """A pause is over at `at`: what was spent stays spent, the rest runs."""
    paused = kept.open_pause(issue, issue.waiting_on)
    if paused:
        clocks.end_pause(paused, by=by, at=at)
    events.change(issue, "resumed", by=by, at=at, held_until=None, updated_at=at)
    clock = clocks.ask(issue, rows, rung.position, at=at)
    standings.reckon(issue, rung, rows, clock=clock)


def _reckon(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime) -> None:
    standings.reckon(issue, rung, rows)
    standings.schedule(issue, rung, rows, at=at)
