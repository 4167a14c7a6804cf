"""How issues and actions move from status to status, and what stands in the way of closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from govtracker.enums import ActionStatus, ActionType, IssueStatus, Severity

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
    ActionStatus.DONE: (ActionStatus.VERIFIED, ActionStatus.IN_PROGRESS),
    ActionStatus.VERIFIED: (),
    ActionStatus.CANCELLED: (ActionStatus.OPEN,),
}

OPEN_ISSUES = frozenset({IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS})
OPEN_ACTIONS = frozenset({ActionStatus.OPEN, ActionStatus.IN_PROGRESS})
CARRIED_OUT = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})
GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})

EFFECTIVENESS_AFTER_DAYS: Mapping[Severity, int] = {
    Severity.CRITICAL: 30,
    Severity.HIGH: 30,
    Severity.MEDIUM: 60,
    Severity.LOW: 60,
}


@dataclass(frozen=True)
class ActionFacts:
    """What closing asks of an action of the issue."""

    key: str
    type: ActionType
    status: ActionStatus


@dataclass(frozen=True)
class ClosingFacts:
    """What closing asks of an issue; the three sentences are as people wrote them."""

    severity: Severity
    why_it_occurred: str
    what_was_done: str
    why_not_again: str
    has_root_cause: bool
    actions: Sequence[ActionFacts]
    imported: bool = False


def issue_move_gap(before: IssueStatus, after: IssueStatus) -> str | None:
    """Why an issue cannot move so, as a sentence; None where it can."""
    return None if after in ISSUE_MOVES[before] else f"An issue that is {_word(before)} cannot become {_word(after)}."


def action_move_gap(before: ActionStatus, after: ActionStatus) -> str | None:
    """Why an action cannot move so, as a sentence; None where it can."""
    return None if after in ACTION_MOVES[before] else f"An action that is {_word(before)} cannot become {_word(after)}."


def closing_gaps(issue: ClosingFacts) -> list[tuple[str, str]]:
    """What stands between an issue and closing, as pairs (field, sentence); imported history closes as it is.

    Every issue needs its three sentences and no open action; critical and high ones also a root cause and
    a corrective and a preventive action that were carried out.
    """
    if issue.imported:
        return []
    gaps = [(field, sentence) for field, sentence in SENTENCES.items() if not getattr(issue, field).strip()]
    open_keys = [action.key for action in issue.actions if action.status in OPEN_ACTIONS]
    if open_keys:
        gaps.append(("actions", f"Actions still open: {', '.join(open_keys)}. Do or cancel them first."))
    return gaps + _grave_gaps(issue) if issue.severity in GRAVE else gaps


def _grave_gaps(issue: ClosingFacts) -> list[tuple[str, str]]:
    gaps = []
    if not issue.has_root_cause:
        gaps.append(("root_cause_id", "Choose the category of its root cause."))
    carried_out = {action.type for action in issue.actions if action.status in CARRIED_OUT}
    if ActionType.CORRECTIVE not in carried_out:
        gaps.append(("actions", f"A {issue.severity.value} issue needs a corrective action that was done."))
    if ActionType.PREVENTIVE not in carried_out:
        gaps.append(("actions", f"A {issue.severity.value} issue needs a preventive action that was done."))
    return gaps


def effectiveness_due(closed_on: date, severity: Severity) -> date:
    """When the other side checks whether closing held: after 30 days for critical and high, 60 for others."""
    return closed_on + timedelta(days=EFFECTIVENESS_AFTER_DAYS[severity])


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


SENTENCES = {
    "why_it_occurred": "Say why it occurred.",
    "what_was_done": "Say what was done.",
    "why_not_again": "Say why it will not happen again.",
}
