"""Recomputing: a changed path or calendar is applied to escalations that run, one issue a transaction by the sweep."""

from datetime import datetime, time

from govtracker.access import Viewer
from govtracker.models import EscalationLevel, EscalationPath, Issue, Rung
from govtracker.queries import claims, visible
from govtracker.queries.governance import calendars
from govtracker.queries.governance import clocks as kept
from govtracker.queries.governance import escalation as ladders
from govtracker.rules import wall_time
from govtracker.rules.governance import clocks as spending
from govtracker.rules.governance import escalation as rule
from govtracker.services import events
from govtracker.services.governance import clocks, escalation, standings


def running_under(path_id: int, viewer: Viewer) -> int:
    """How many open issues that the person sees follow this version of a path."""
    return ladders.running(ladders.under(path_id), visible.issues(viewer))


def running_in(organisation_id: int) -> int:
    """How many open issues have something due that is counted in this company's calendar.

    What a client keeps to itself is nothing a supplier hears of, and the other way round: not even their number.
    """
    return ladders.running(ladders.counted_in(organisation_id), ladders.known_to(organisation_id))


def apply_path(old_path_id: int, new_path: EscalationPath, *, by: Viewer, at: datetime) -> int:
    """Let every issue that follows the old version follow the new one; how many. The sweep counts them anew, at once.

    Levels already told stay told. An issue above the new top stays where it is, with nobody above.
    """
    moved = claims.outdate(ladders.under(old_path_id), at=at, escalation_path_id=new_path.id)
    events.record(new_path, "applied_to_running", by=by, at=at)  # no number: both sides read it
    return moved


def apply_calendar(organisation_id: int, *, by: Viewer, at: datetime) -> int:
    """Let what is due be counted in this company's calendar as it is now; on how many issues."""
    moved = claims.outdate(ladders.counted_in(organisation_id), at=at)
    events.record(calendars.stored(organisation_id), "applied_to_running", by=by, at=at)
    return moved


def count_anew(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime) -> None:
    """What is due on one issue, by the path and calendar of now; what its sides have spent stays spent."""
    before = (rung.response_due_at, rung.resolution_due_at)
    _follow(issue, rung, rows, at=at)
    if issue.held_until is not None:
        pause = kept.open_pause(issue, issue.waiting_on)
        assert pause is not None
        assert pause.until_on is not None
        issue.held_until = wall_time.on(pause.until_on, time(), clocks.calendar_of(issue).zone)
    standings.reckon(issue, rung, rows)
    if issue.age_warned_at is None and issue.aging_since is not None:
        escalation.grow_from(issue, rows[0].path, at=issue.aging_since)
    if issue.is_exhausted and rung.position < len(rows):
        issue.is_exhausted, rung.reminders, rung.reminded_at = False, 0, None
    issue.is_outdated = False
    after = (rung.response_due_at, rung.resolution_due_at)
    changes = {name: list(pair) for name, *pair in zip(DUE, before, after, strict=True) if pair[0] != pair[1]}
    events.record(issue, "counted_anew", by=None, at=at, changes=changes)


def _follow(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime) -> None:
    """The clocks of this round take the times of the path as it is now."""
    own, position = rung.level.resolution_minutes, min(rung.position, len(rows))
    for side, row in kept.of_round(issue, issue.round).items():
        if row.level == rung.position and row.budget_minutes == own:
            row.budget_minutes = rows[position - 1].resolution_minutes
        elif row.level == rung.position:
            spent = spending.spent_by(clocks.facts(row), at, clocks.calendar_of(issue, side))
            row.budget_minutes = rule.budget_minutes(ladders.ladder(rows), position, spent)
    if rung.position <= len(rows):
        rung.level = rows[rung.position - 1]


DUE = ("response due", "resolution due")
