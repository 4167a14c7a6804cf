"""Answers to collateral damage: accepted with a reason, or an issue or an action opened from it."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ActionType, AlertAnswer, Audience, Severity
from govtracker.models import Action, CollateralAlert, Issue
from govtracker.rules import periods
from govtracker.rules.partnership.benefit_words import Written
from govtracker.services import Refused, events
from govtracker.services.issues import actions, issues
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.issues import NewIssue
from govtracker.services.partnership import typed


def accept(alert: CollateralAlert, reason: str, *, by: Viewer, at: datetime) -> None:
    """It is accepted, because…"""
    _require_open(alert)
    text = typed.because(reason, "reason", "Say why it is accepted: both sides see it.")
    _answer(alert, AlertAnswer.ACCEPTED, {"reason": text}, by=by, at=at)


def open_issue(alert: CollateralAlert, area_id: int, *, by: Viewer, at: datetime) -> Issue:
    """Log a shared issue from it."""
    _require_open(alert)
    new = NewIssue(
        title=f"{alert.metric.name} worsens while “{alert.metric.programme.title}” is green"[:200],
        description=words(alert),
        area_id=area_id,
        severity=Severity.MEDIUM,
        audience=Audience.SHARED,
    )
    issue = issues.raise_issue(alert.relationship, new, by=by, at=at)
    _answer(alert, AlertAnswer.ISSUE, {"issue_id": issue.id, "reason": issue.key}, by=by, at=at)
    return issue


def open_action(
    alert: CollateralAlert, title: str, owner_id: int, due_on: date, *, by: Viewer, at: datetime, today: date
) -> Action:
    """Add a shared action from it."""
    _require_open(alert)
    text = typed.line(title, "title", "Say what is done.", most=200)
    late = f"{alert.metric.name} goes on worsening."[:200]
    new = NewAction(text, ActionType.CORRECTIVE, owner_id, due_on, late)
    action = actions.add(alert.relationship, new, by=by, at=at, today=today)
    _answer(alert, AlertAnswer.ACTION, {"action_id": action.id, "reason": action.key}, by=by, at=at)
    return action


def words(alert: CollateralAlert) -> str:
    """What was found, in one sentence."""
    metric, month = alert.metric, periods.containing(alert.period_on).name
    written = Written(metric.unit, metric.unit_label)
    worse = written.moved(alert.value - metric.baseline)
    return (
        f"In {month} all KPIs of “{metric.programme.title}” met their targets, and {metric.name} was "
        f"{written.said(alert.value)}: {worse} worse than its baseline of {written.said(metric.baseline)}, "
        f"of which {written.moved(metric.tolerance)} is tolerated."
    )


def _answer(alert: CollateralAlert, answer: AlertAnswer, said: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    alert.reason = said["reason"]  # the reason of its event, too
    answered = {"answer": answer, "answered_at": at, "answered_by_id": by.person_id, **said}
    events.change(alert, "collateral_damage_answered", by=by, at=at, **answered)


def _require_open(alert: CollateralAlert) -> None:
    if alert.answered_at is not None:
        raise Refused("This alert is answered already.")
