"""The escalation path at work: who is told, who has answered, and how people move it by hand."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, IssueStatus, Side, Trigger
from govtracker.models import EscalationLevel, EscalationPath, Issue, Rung
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.governance import business_time
from govtracker.rules.issues import workflow
from govtracker.services import Refused, events
from govtracker.services.governance import clocks, rungs, standings
from govtracker.services.governance.rungs import Cause

NO_PATH = "No escalation path covers this area yet, so nobody would be told. Add one under Structure first."
NO_CLOCK = "No clock runs on this issue yet. A SPOC can put it on the escalation path first."


def start(issue: Issue, cause: Cause, *, by: Viewer | None, at: datetime) -> Rung:
    """Put an issue on the most specific path in force and tell its first level; refuses where there is no path."""
    path = ladders.path_in_force(issue.relationship_id, issue.area_id, issue.severity)
    if path is None:
        raise Refused(NO_PATH)
    issue.escalation_path_id = path.id
    grow_from(issue, path, at=at)
    return rungs.tell(issue, ladders.levels(path.id), 1, cause, leaving=None, by=by, at=at)


def acknowledge(rung: Rung, *, by: Viewer, at: datetime) -> None:
    """The side that is waited on has taken note: this level's response clock stops, the issue is acknowledged."""
    if rung.acknowledged_at is not None:
        raise Refused("This level has been acknowledged already.")
    issue = rung.issue
    require_open(issue)
    rung.acknowledged_at, rung.acknowledged_by_id = at, by.person_id
    rung.reminders, rung.reminded_at = 0, None
    status = IssueStatus.ACKNOWLEDGED if issue.status is IssueStatus.OPEN else issue.status
    changes: dict[str, list[object]] = {"acknowledged level": [None, rung.position]}
    if status is not issue.status:
        changes["status"] = [issue.status, status]
    issue.status, issue.acknowledged_at = status, issue.acknowledged_at or at
    issue.active_at = issue.updated_at = at
    issue.is_exhausted = False
    events.record(issue, "acknowledged", by=by, at=at, changes=changes)
    standings.schedule(issue, rung, path_of(issue), at=at)


def escalate(issue: Issue, reason: str, *, by: Viewer, at: datetime) -> Rung:
    """Tell the next level now, by hand; an issue that stands on no path yet begins at the first level."""
    if not reason.strip():
        raise Refused("Say why: both sides of the next level read it.", "reason")
    require_open(issue)
    cause = Cause(Trigger.BY_HAND, reason.strip())
    rung = ladders.current(issue)
    if rung is None or issue.escalation_path_id is None:
        return start(issue, cause, by=by, at=at)
    rows = path_of(issue)
    if issue.level >= len(rows):
        raise Refused("It stands at the last level already: there is nobody above.")
    clocks.end_hold(issue, by=by, at=at)
    return rungs.tell(issue, rows, issue.level + 1, cause, leaving=rung, by=by, at=at)


def step_down(issue: Issue, position: int, reason: str, *, by: Viewer, at: datetime) -> Rung:
    """A new round at a lower level, by hand; the resolution time already spent counts."""
    if not reason.strip():
        raise Refused("Say why: both sides of that level read it.", "reason")
    rung = require_running(issue)
    rows = path_of(issue)
    if not 1 <= position < issue.level:
        raise Refused(f"Choose a level below {issue.level}, where it stands now.", "level")
    clocks.end_hold(issue, by=by, at=at)
    cause = Cause(Trigger.STEPPED_DOWN, reason.strip())
    return rungs.tell(issue, rows, position, cause, leaving=rung, by=by, at=at, new_round=True)


def begin_round(issue: Issue, cause: Cause, *, by: Viewer | None, at: datetime) -> Rung | None:
    """A new round at the level in force; the resolution time already spent counts, except on reopening.

    The path becomes the one in force for area and severity of now; a version it follows already stays what it is,
    except on reopening. None for an issue that never entered escalation.
    """
    if issue.escalation_path_id is None:
        return None
    rows = path_of(issue)
    path = ladders.path_in_force(issue.relationship_id, issue.area_id, issue.severity)
    reopened = cause.trigger is Trigger.REOPENED
    if path and (reopened or not _same_slot(path, rows[0].path)):
        issue.escalation_path_id = path.id
        rows = ladders.levels(path.id)
    if reopened:
        issue.age_warned_at = None
        grow_from(issue, rows[0].path, at=at)
    clocks.end_hold(issue, by=by, at=at)
    position, rung = min(issue.level, len(rows)), ladders.current(issue)
    return rungs.tell(issue, rows, position, cause, leaving=rung, by=by, at=at, new_round=True)


def stop(issue: Issue, *, at: datetime) -> None:
    """No clock runs any more, nobody is waited on; the caller records why."""
    rung = ladders.current(issue)
    clocks.stop(issue, rung, at=at)
    clocks.end_pauses(issue, by=None, at=at)
    rungs.leave(rung)
    issue.climb_at = issue.next_at = issue.age_due_at = None
    issue.climb_failures = 0


def grow_from(issue: Issue, path: EscalationPath, *, at: datetime) -> None:
    """Its age counts from `at`, in working days of the client, or of the side it is internal to; it never pauses."""
    issue.aging_since = at
    issue.age_due_at = business_time.add_days(at, path.age_days, clocks.calendar_of(issue, aged_by(issue)))


def aged_by(issue: Issue) -> Side:
    """The side whose working days its age is counted in."""
    return Side.CLIENT if issue.audience is Audience.SHARED else Side(issue.audience.value)


def path_of(issue: Issue) -> list[EscalationLevel]:
    """The levels of the version it follows."""
    assert issue.escalation_path_id is not None
    return ladders.levels(issue.escalation_path_id)


def require_open(issue: Issue) -> None:
    """Refuses for an issue that waits for nobody any more."""
    if issue.status not in workflow.OPEN_ISSUES:
        raise Refused(f"This issue is {issue.status.value}: no clock runs. Reopen it first.")


def require_running(issue: Issue) -> Rung:
    """The level an open issue stands at; refuses where it never entered escalation."""
    require_open(issue)
    rung = ladders.current(issue)
    if rung is None:
        raise Refused(NO_CLOCK)
    return rung


def _same_slot(path: EscalationPath, followed: EscalationPath) -> bool:
    """Whether both are versions of one path."""
    return (path.area_id, path.severity) == (followed.area_id, followed.severity)
