"""The escalation path at work: who is told, who has answered, and what climbs when nobody does."""

from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.enums import IssueStatus, Trigger
from govtracker.models import EscalationLevel, Issue, Rung
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.governance import escalation
from govtracker.rules.governance.escalation import Climb, Exhausted, Wait
from govtracker.rules.issues import workflow
from govtracker.services import Refused, events
from govtracker.services.governance import rungs
from govtracker.services.governance.rungs import Cause

PUT_OFF = timedelta(minutes=15)
NO_PATH = "No escalation path covers this area yet, so nobody would be told. Add one under Structure first."


def start(issue: Issue, cause: Cause, *, by: Viewer | None, at: datetime) -> Rung:
    """Put an issue on the most specific path in force and tell its first level; refuses where there is no path."""
    path = ladders.path_in_force(issue.relationship_id, issue.area_id, issue.severity)
    if path is None:
        raise Refused(NO_PATH)
    issue.escalation_path_id, issue.round_started_at = path.id, at
    return rungs.tell(issue, ladders.levels(path.id)[0], cause, by=by, at=at)


def acknowledge(rung: Rung, *, by: Viewer, at: datetime) -> None:
    """The side that is waited on has taken note: this level's response clock stops, the issue is acknowledged."""
    if rung.acknowledged_at is not None:
        raise Refused("This level has been acknowledged already.")
    issue = rung.issue
    _require_open(issue)
    rung.acknowledged_at, rung.acknowledged_by_id = at, by.person_id
    status = IssueStatus.ACKNOWLEDGED if issue.status is IssueStatus.OPEN else issue.status
    events.change(
        issue,
        "acknowledged",
        by=by,
        at=at,
        status=status,
        acknowledged_at=issue.acknowledged_at or at,
        climb_at=escalation.climb_at(rungs.facts_of(rung)),
        updated_at=at,
    )


def escalate(issue: Issue, reason: str, *, by: Viewer, at: datetime) -> Rung:
    """Tell the next level now, by hand; an issue that stands on no path yet begins at the first level."""
    if not reason.strip():
        raise Refused("Say why: both sides of the next level read it.", "reason")
    _require_open(issue)
    cause = Cause(Trigger.BY_HAND, reason.strip())
    rung = ladders.current(issue)
    if rung is None or issue.escalation_path_id is None:
        return start(issue, cause, by=by, at=at)
    rows = ladders.levels(issue.escalation_path_id)
    if issue.level >= len(rows):
        raise Refused("It stands at the last level already: there is nobody above.")
    return rungs.tell(issue, rows[issue.level], cause, by=by, at=at)


def begin_round(issue: Issue, cause: Cause, *, by: Viewer | None, at: datetime) -> Rung | None:
    """A new round at the level in force; the resolution time already spent counts, except on reopening.

    The path is the one in force for the severity of now. None for an issue that never entered escalation.
    """
    if issue.escalation_path_id is None:
        return None
    path = ladders.path_in_force(issue.relationship_id, issue.area_id, issue.severity)
    issue.escalation_path_id = path.id if path else issue.escalation_path_id
    rows = ladders.levels(issue.escalation_path_id)
    if cause.trigger is Trigger.REOPENED:
        issue.round_started_at = at
    return rungs.tell(issue, rows[min(issue.level, len(rows)) - 1], cause, by=by, at=at, round_number=issue.round + 1)


def stop(issue: Issue) -> None:
    """No clock runs any more, nobody is waited on; the caller records why."""
    rungs.leave(issue)
    issue.climb_at = None


def climb(issue_id: int, at: datetime) -> None:
    """Do what is due on one issue by `at`: tell the highest level reached, or find the path exhausted."""
    issue = ladders.locked(issue_id)
    if issue.climb_at is None or issue.climb_at > at:
        return
    rung = ladders.current(issue)
    assert rung is not None
    assert issue.escalation_path_id is not None
    rows = ladders.levels(issue.escalation_path_id)
    match escalation.next_step(ladders.ladder(rows), rungs.facts_of(rung), at):
        case Wait(until):
            issue.climb_at = until
        case Exhausted():
            events.change(issue, "exhausted", by=None, at=at, is_exhausted=True, climb_at=None, updated_at=at)
        case Climb():
            _climb(issue, rung, rows, at=at)


def put_off(issue_id: int, at: datetime) -> None:
    """Set an issue aside whose climbing failed, so that it is tried again later."""
    ladders.locked(issue_id).climb_at = at + PUT_OFF


def _climb(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime) -> None:
    calendar = rungs.calendar_of(issue)
    assert issue.round_started_at is not None
    reached = escalation.catch_up(
        ladders.ladder(rows),
        rungs.facts_of(rung),
        round_started_at=issue.round_started_at,
        at=at,
        calendar_of=lambda level: calendar,
    )
    below = rungs.facts_of(rung)
    for step in reached:
        cause = Cause(step.trigger, since=escalation.climb_at(below), late=rung)
        level, below = rows[step.level.position - 1], step.rung
        if step.collapsed:
            rungs.pass_by(issue, level, step)
        else:
            rungs.tell(issue, level, cause, by=None, at=at)


def _require_open(issue: Issue) -> None:
    if issue.status not in workflow.OPEN_ISSUES:
        raise Refused(f"This issue is {issue.status.value}: no clock runs. Reopen it first.")
