"""How issues and actions move from status to status."""

from collections.abc import Mapping
from datetime import date, timedelta

from govtracker.enums import ActionStatus, IssueStatus, Severity

ISSUE_MOVES: Mapping[IssueStatus, tuple[IssueStatus, ...]] = {
    IssueStatus.OPEN: (IssueStatus.ACKNOWLEDGED,),
    IssueStatus.ACKNOWLEDGED: (IssueStatus.IN_PROGRESS, IssueStatus.RESOLVED),
    IssueStatus.IN_PROGRESS: (IssueStatus.RESOLVED,),
    IssueStatus.RESOLVED: (IssueStatus.CLOSED, IssueStatus.OPEN),
    IssueStatus.CLOSED: (IssueStatus.OPEN,),
}

ACTION_MOVES: Mapping[ActionStatus, tuple[ActionStatus, ...]] = {
    ActionStatus.OPEN: (ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.CANCELLED),
    ActionStatus.IN_PROGRESS: (ActionStatus.DONE, ActionStatus.CANCELLED),
    ActionStatus.DONE: (ActionStatus.VERIFIED, ActionStatus.IN_PROGRESS, ActionStatus.OPEN),
    ActionStatus.VERIFIED: (ActionStatus.OPEN,),
    ActionStatus.CANCELLED: (ActionStatus.OPEN,),
}

OPEN_ISSUES = frozenset({IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS})
OPEN_ACTIONS = frozenset({ActionStatus.OPEN, ActionStatus.IN_PROGRESS})
CARRIED_OUT = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})

EFFECTIVENESS_AFTER_DAYS: Mapping[Severity, int] = {
    Severity.CRITICAL: 30,
    Severity.HIGH: 30,
    Severity.MEDIUM: 60,
    Severity.LOW: 60,
}


LONGEST_UNTIL_CHECK = timedelta(days=366)


def issue_move_gap(before: IssueStatus, after: IssueStatus) -> str | None:
    """Why an issue cannot move so, as a sentence; None where it can."""
    if before is after:
        return f"This issue is {_word(before)} already: somebody was faster."
    return None if after in ISSUE_MOVES[before] else f"An issue that is {_word(before)} cannot become {_word(after)}."


def action_move_gap(before: ActionStatus, after: ActionStatus) -> str | None:
    """Why an action cannot move so, as a sentence; None where it can."""
    return None if after in ACTION_MOVES[before] else f"An action that is {_word(before)} cannot become {_word(after)}."


def effectiveness_due(closed_on: date, severity: Severity) -> date:
    """When the other side checks whether closing held: after 30 days for critical and high, 60 for others."""
    return closed_on + timedelta(days=EFFECTIVENESS_AFTER_DAYS[severity])


def check_date_gap(closed_on: date, check_on: date) -> str | None:
    """Why a check cannot be planned for that day, as a sentence; None where it can."""
    if closed_on < check_on <= closed_on + LONGEST_UNTIL_CHECK:
        return None
    return "Choose a day after today, within a year: nobody can tell at once whether it held."


def is_slip(before: date, after: date) -> bool:
    """Whether moving a due date puts the promise off; an earlier date is no slip."""
    return after > before


def due_date_gap(before: date, after: date, reason: str) -> str | None:
    """Why a due date cannot be moved so, as a sentence; None where it can."""
    if is_slip(before, after) and not reason.strip():
        return "Say why the date is put off: both sides see it."
    return None


def _word(status: IssueStatus | ActionStatus) -> str:
    return status.value.replace("_", " ")
