"""Statuses move as agreed, and nothing closes without its full context."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from govtracker.enums import ActionStatus, ActionType, IssueStatus, Severity
from govtracker.rules.issues import workflow
from govtracker.rules.issues.workflow import ActionFacts, ClosingFacts

ALLOWED_ISSUE_MOVES = {
    ("open", "acknowledged"),
    ("acknowledged", "in_progress"),
    ("acknowledged", "resolved"),
    ("in_progress", "resolved"),
    ("resolved", "closed"),
    ("resolved", "open"),
    ("closed", "open"),
}
ALLOWED_ACTION_MOVES = {
    ("open", "in_progress"),
    ("open", "done"),
    ("open", "cancelled"),
    ("in_progress", "done"),
    ("in_progress", "cancelled"),
    ("done", "verified"),
    ("done", "in_progress"),
    ("cancelled", "open"),
}
CORRECTIVE = ActionFacts("MER-A1", ActionType.CORRECTIVE, ActionStatus.DONE)
PREVENTIVE = ActionFacts("MER-A2", ActionType.PREVENTIVE, ActionStatus.VERIFIED)
COMPLETE = ClosingFacts(
    severity=Severity.CRITICAL,
    why_it_occurred="The route was changed without telling the floor.",
    what_was_done="The route was set back.",
    why_not_again="Changes now need both leads.",
    has_root_cause=True,
    actions=(CORRECTIVE, PREVENTIVE),
)


@pytest.mark.parametrize(("before", "after"), list(product(IssueStatus, repeat=2)))
def test_issue_moves(before: IssueStatus, after: IssueStatus) -> None:
    assert (workflow.issue_move_gap(before, after) is None) == ((before.value, after.value) in ALLOWED_ISSUE_MOVES)


@pytest.mark.parametrize(("before", "after"), list(product(ActionStatus, repeat=2)))
def test_action_moves(before: ActionStatus, after: ActionStatus) -> None:
    assert (workflow.action_move_gap(before, after) is None) == ((before.value, after.value) in ALLOWED_ACTION_MOVES)


def test_refused_moves_say_so_in_a_sentence() -> None:
    sentence = "An issue that is in progress cannot become closed."
    assert workflow.issue_move_gap(IssueStatus.IN_PROGRESS, IssueStatus.CLOSED) == sentence
    sentence = "An action that is verified cannot become in progress."
    assert workflow.action_move_gap(ActionStatus.VERIFIED, ActionStatus.IN_PROGRESS) == sentence


@pytest.mark.parametrize("severity", Severity)
def test_issue_with_its_full_context_closes(severity: Severity) -> None:
    assert workflow.closing_gaps(replace(COMPLETE, severity=severity)) == []


@pytest.mark.parametrize("severity", [Severity.MEDIUM, Severity.LOW])
def test_three_sentences_are_enough_below_high(severity: Severity) -> None:
    assert workflow.closing_gaps(replace(COMPLETE, severity=severity, has_root_cause=False, actions=())) == []


@pytest.mark.parametrize("field", ["why_it_occurred", "what_was_done", "why_not_again"])
@pytest.mark.parametrize("severity", Severity)
def test_each_sentence_is_needed_and_blanks_are_none(field: str, severity: Severity) -> None:
    blank = ClosingFacts(**{**vars(COMPLETE), "severity": severity, field: " \n\t"})
    assert [gap[0] for gap in workflow.closing_gaps(blank)] == [field]


@pytest.mark.parametrize("severity", [Severity.CRITICAL, Severity.HIGH])
@pytest.mark.parametrize(
    ("has_root_cause", "actions", "fields"),
    [
        (False, (CORRECTIVE, PREVENTIVE), ["root_cause_id"]),
        (True, (CORRECTIVE,), ["actions"]),
        (True, (PREVENTIVE,), ["actions"]),
        (True, (CORRECTIVE, replace(PREVENTIVE, status=ActionStatus.CANCELLED)), ["actions"]),
        (False, (), ["root_cause_id", "actions", "actions"]),
    ],
)
def test_grave_issues_need_a_root_cause_and_both_kinds_of_action(
    severity: Severity, has_root_cause: bool, actions: Sequence[ActionFacts], fields: list[str]
) -> None:
    found = workflow.closing_gaps(replace(COMPLETE, severity=severity, has_root_cause=has_root_cause, actions=actions))
    assert [field for field, _ in found] == fields


@pytest.mark.parametrize("status", [ActionStatus.OPEN, ActionStatus.IN_PROGRESS])
def test_open_actions_are_named(status: ActionStatus) -> None:
    waiting = ActionFacts("MER-A31", ActionType.CORRECTION, status)
    gaps = workflow.closing_gaps(replace(COMPLETE, actions=(CORRECTIVE, PREVENTIVE, waiting)))
    assert gaps == [("actions", "Actions still open: MER-A31. Do or cancel them first.")]


def test_imported_history_closes_as_it_is() -> None:
    past = replace(COMPLETE, why_it_occurred="", what_was_done="", has_root_cause=False, actions=(), imported=True)
    assert workflow.closing_gaps(past) == []


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (Severity.CRITICAL, date(2028, 3, 1)),
        (Severity.HIGH, date(2028, 3, 1)),
        (Severity.MEDIUM, date(2028, 3, 31)),
        (Severity.LOW, date(2028, 3, 31)),
    ],
)
def test_effectiveness_is_checked_after_the_agreed_days(severity: Severity, due: date) -> None:
    assert workflow.effectiveness_due(date(2028, 1, 31), severity) == due


def test_putting_a_date_off_is_a_slip_and_needs_a_reason() -> None:
    before, later, earlier = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 22)
    assert workflow.is_slip(before, later)
    assert workflow.due_date_gap(before, later, " ") == "Say why the date is put off: both sides see it."
    assert workflow.due_date_gap(before, later, "The spare part is late") is None
    assert not workflow.is_slip(before, before)
    assert not workflow.is_slip(before, earlier)
    assert workflow.due_date_gap(before, earlier, "") is None
