"""The effectiveness check: on its day, the other side says whether closing has held."""

from collections.abc import Sequence
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.enums import Effectiveness, IssueStatus
from govtracker.models import Action, Issue
from govtracker.queries.issues import recurrences
from govtracker.rules import wall_time
from govtracker.services import Refused, events
from govtracker.services.issues import failed_actions, issues


def check(
    issue: Issue,
    outcome: Effectiveness,
    remark: str,
    *,
    by: Viewer,
    at: datetime,
    failed: Sequence[Action] = (),
    due_on: date | None = None,
) -> None:
    """The other side's judgement on or after its day, kept with how often it has come again since closing.

    What was not effective is reopened with the remark as reason, and with it the actions that `failed`, due anew on
    `due_on`.
    """
    today = wall_time.local(at, by.zone).date()
    if issue.status is not IssueStatus.CLOSED or issue.effectiveness_due_on is None or issue.effectiveness:
        raise Refused("There is no check to be held on this issue now.")
    if today < issue.effectiveness_due_on:
        raise Refused(f"The check is planned for {issue.effectiveness_due_on:%d %B %Y}; it is too early to tell.")
    if outcome is Effectiveness.NOT_EFFECTIVE and not remark.strip():
        raise Refused("Say what came back: it is the reason for reopening.", "remark")
    again = recurrences.since_closing(by, issue).count
    changes = {"effectiveness": [None, outcome], "recurrences_since_closing": [None, again]}
    issue.effectiveness, issue.updated_at = outcome, at
    events.record(issue, "effectiveness_checked", by=by, at=at, reason=remark.strip(), changes=changes)
    if outcome is Effectiveness.NOT_EFFECTIVE:
        issues.reopen(issue, remark, by=by, at=at)
        failed_actions.reopen_all(failed, remark, due_on, by=by, at=at, today=today)
