"""Statuses move as agreed."""

from datetime import date, timedelta
from itertools import product

import pytest

from govtracker.enums import ActionStatus, IssueStatus, Severity
from govtracker.rules.issues import workflow

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
    ("done", "open"),
    ("verified", "open"),
    ("cancelled", "open"),
}


@pytest.mark.parametrize(("before", "after"), list(product(IssueStatus, repeat=2)))
def test_issue_moves(before: IssueStatus, after: IssueStatus) -> None:
    assert (workflow.issue_move_gap(before, after) is None) == ((before.value, after.value) in ALLOWED_ISSUE_MOVES)


@pytest.mark.parametrize(("before", "after"), list(product(ActionStatus, repeat=2)))
def test_action_moves(before: ActionStatus, after: ActionStatus) -> None:
    assert (workflow.action_move_gap(before, after) is None) == ((before.value, after.value) in ALLOWED_ACTION_MOVES)


def test_refused_moves_say_so_in_a_sentence() -> None:
    sentence = "An issue that is in progress cannot become closed."
    assert workflow.issue_move_gap(IssueStatus.IN_PROGRESS, IssueStatus.CLOSED) == sentence
    sentence = "This issue is closed already: somebody was faster."
    assert workflow.issue_move_gap(IssueStatus.CLOSED, IssueStatus.CLOSED) == sentence
    sentence = "An action that is verified cannot become in progress."
    assert workflow.action_move_gap(ActionStatus.VERIFIED, ActionStatus.IN_PROGRESS) == sentence


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


@pytest.mark.parametrize(("days", "possible"), [(-1, False), (0, False), (1, True), (366, True), (367, False)])
def test_check_is_planned_for_a_later_day_within_a_year(days: int, possible: bool) -> None:
    closed_on = date(2028, 2, 29)
    assert (workflow.check_date_gap(closed_on, closed_on + timedelta(days=days)) is None) is possible
