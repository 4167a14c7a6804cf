"""The sweep: what has become due on an issue's escalation is done, one issue a transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govtracker.enums import Audience, IssueStatus, Side
from govtracker.mail import issue_messages
from govtracker.models import EscalationLevel, Issue, Rung
from govtracker.queries.governance import clocks as kept
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.structure import spocs
from govtracker.rules import wall_time
from govtracker.rules.governance import course
from govtracker.rules.governance.course import Exhaust, GrowOld, Remind, Resume, Tell, Warn
from govtracker.services import events
from govtracker.services.governance import clocks, escalation, holding, recomputing, rungs, standings
from govtracker.services.governance.rungs import Cause

PUT_OFF = timedelta(minutes=15)


@dataclass
class Swept:
    """An issue under the sweep: the level it stands at, which moves while it climbs."""

    issue: Issue
    rung: Rung
    rows: list[EscalationLevel]
    at: datetime


def climb(issue_id: int, at: datetime) -> None:
    """Do what is due on one issue by `at`: resume, climb, expire, remind, warn, or find that nothing is due yet."""
    issue = ladders.locked(issue_id)
    if issue.next_at is None or issue.next_at > at:
        return
    rung = ladders.current(issue)
    assert rung is not None
    swept = Swept(issue, rung, escalation.path_of(issue), at)
    if issue.is_outdated:
        recomputing.count_anew(issue, rung, swept.rows, at=at)
    for step in course.steps(standings.of(issue, rung, swept.rows), at):
        STEPS[type(step)](swept, step)
    issue.climb_failures = 0
    standings.schedule(issue, swept.rung, swept.rows, at=at)


def put_off(issue_id: int, at: datetime) -> None:
    """Park an issue whose climbing failed: it is tried again later, and counted until it succeeds."""
    issue = ladders.locked(issue_id)
    issue.next_at = at + PUT_OFF
    issue.climb_failures += 1


def _resume(swept: Swept, step: Resume) -> None:
    holding.run_on(swept.issue, swept.rung, swept.rows, by=None, at=step.at)


def _tell(swept: Swept, step: Tell) -> None:
    at = step.at if step.collapsed else swept.at
    if step.begins_round:
        _reopen(swept.issue, at)
    swept.rung = rungs.tell(
        swept.issue,
        swept.rows,
        step.level.position,
        Cause(step.trigger, since=step.at, collapsed=step.collapsed),
        leaving=swept.rung,
        by=None,
        at=at,
        new_round=step.begins_round,
    )


def _reopen(issue: Issue, at: datetime) -> None:
    """Whoever had taken note of it has fallen silent: it waits to be acknowledged again."""
    if issue.status is not IssueStatus.OPEN:
        events.change(issue, "fell_silent", by=None, at=at, status=IssueStatus.OPEN, active_at=None, updated_at=at)


def _warn(swept: Swept, step: Warn) -> None:
    row = kept.of_round(swept.issue, swept.issue.round)[swept.issue.waiting_on]
    clocks.warned(row, step.deadline, at=swept.at)
    if step.collapsed:
        return
    rung = swept.rung
    person_id = rung.acknowledged_by_id or rungs.find(rung, at=swept.at).person_id
    events.record(swept.issue, "warned", by=None, at=swept.at, reason=WARNED[step.deadline])
    issue_messages.warned(
        rung, [person_id, rungs.owner_asked(swept.issue)], deadline=step.deadline, due_at=step.due_at, at=swept.at
    )


def _remind(swept: Swept, step: Remind) -> None:
    """The people of the last level as they are today; who could not be found before may be there now."""
    rung, found = swept.rung, rungs.find(swept.rung, at=swept.at)
    rung.reminders, rung.reminded_at = step.number, swept.at
    if rung.acknowledged_at is None:
        if rung.answering_person_id not in (None, found.person_id):
            rung.asked_before = [*rung.asked_before, rung.answering_person_id]
        rung.answering_seat_id, rung.answering_person_id, rung.gap = found.seat_id, found.person_id, found.gap
        rung.unreachable = found.person_id is None
    reason = rungs.REASONS[step.trigger]
    events.record(
        swept.issue, "reminded", by=None, at=swept.at, reason=reason, changes={"reminder": [None, step.number]}
    )
    told = [found.person_id, rung.acknowledged_by_id, found.counterpart_id]
    of = swept.rows[0].path.top_reminders
    issue_messages.reminded(rung, told, number=step.number, of=of, trigger=step.trigger, at=swept.at)


def _exhaust(swept: Swept, step: Exhaust) -> None:
    events.change(
        swept.issue,
        "exhausted",
        by=None,
        at=swept.at,
        reason=rungs.REASONS[step.trigger],
        is_exhausted=True,
        updated_at=swept.at,
    )


def _grow_old(swept: Swept, step: GrowOld) -> None:
    issue, today = swept.issue, wall_time.utc(swept.at).date()
    sides = list(Side) if issue.audience is Audience.SHARED else [issue.waiting_on]
    told = [spocs.of_side(issue.relationship_id, side, today=today) for side in sides]
    issue.age_due_at, issue.age_warned_at = None, swept.at
    events.record(issue, "grew_old", by=None, at=swept.at)
    issue_messages.grown_old(issue, told, days=swept.rows[0].path.age_days, at=swept.at)


WARNED = {
    course.Deadline.RESPONSE: "It has to be acknowledged soon.",
    course.Deadline.RESOLUTION: "It has to be resolved soon.",
}
STEPS: Mapping[type, Callable[[Swept, Any], None]] = {
    Resume: _resume,
    Tell: _tell,
    Warn: _warn,
    Remind: _remind,
    Exhaust: _exhaust,
    GrowOld: _grow_old,
}
