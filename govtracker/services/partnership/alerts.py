"""Collateral damage: raised, following what is measured, and answered with a reason, an issue or an action."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ActionType, AlertAnswer, Audience, Rag, Severity
from govtracker.mail import value_messages
from govtracker.models import Action, CollateralAlert, Issue, WatchMetric
from govtracker.queries import claims
from govtracker.queries.partnership import watch_metrics as asked
from govtracker.rules import periods
from govtracker.rules.partnership import collateral
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.collateral import Following, Looked, Raised
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


def follow(
    metric: WatchMetric,
    alert: CollateralAlert | None,
    on: date,
    value: Decimal,
    colours: Collection[Rag],
    *,
    at: datetime,
) -> None:
    """Let the alert of the month that begins `on`, or there being none so far, follow what is measured of it now."""
    looked = Looked(colours, _worse(metric, value), metric.tolerance)
    there = Raised(_worse(metric, alert.value), alert.answer) if alert else None
    becomes = collateral.follow(there, looked)
    if becomes is Following.RAISE:
        _raise(metric, on, value, at)
    elif alert is not None and becomes is not Following.NOTHING:
        _FOLLOWED[becomes](alert, value, at)


def _raise(metric: WatchMetric, on: date, value: Decimal, at: datetime) -> None:
    row = {
        "watch_metric_id": metric.id,
        "relationship_id": metric.relationship_id,
        "period_on": on,
        "value": value,
        "raised_at": at,
        "reason": "",
    }
    made = claims.insert_missing(CollateralAlert, [row], unique=["watch_metric_id", "period_on"])
    if made:
        alert = asked.raised(made[0])
        told = {"value": [None, value], "baseline": [None, metric.baseline]}
        events.record(alert, "collateral_damage_found", by=None, at=at, changes=told)
        value_messages.damaged(alert, at=at)


def _correct(alert: CollateralAlert, value: Decimal, at: datetime) -> None:
    events.change(alert, "collateral_damage_corrected", by=None, at=at, value=value)


def _resolve(alert: CollateralAlert, value: Decimal, at: datetime) -> None:
    metric, month = alert.metric, periods.containing(alert.period_on).name
    written = Written(metric.unit, metric.unit_label)
    because = f"Not all KPIs of “{metric.programme.title}” met their targets in {month}, by what stands now."
    if _worse(metric, value) <= metric.tolerance:
        because = (
            f"{month} was corrected from {written.said(alert.value)} to {written.said(value)}, which is no damage."
        )
    alert.reason = because
    answered: dict[str, Any] = {"answer": AlertAnswer.CORRECTED, "answered_at": at}
    events.change(alert, "collateral_damage_resolved", by=None, at=at, reason=because, **answered)


def _raise_anew(alert: CollateralAlert, value: Decimal, at: datetime) -> None:
    alert.reason = ""
    blank = dict.fromkeys(("answer", "answered_at", "answered_by_id", "issue_id", "action_id"))
    told: dict[str, Any] = {"value": value, "raised_at": at, **blank}
    events.change(alert, "collateral_damage_raised_anew", by=None, at=at, **told)
    value_messages.damaged(alert, at=at)


def _worse(metric: WatchMetric, value: Decimal) -> Decimal:
    return collateral.worse_by(value, metric.baseline, more_is_better=metric.more_is_better)


def _answer(alert: CollateralAlert, answer: AlertAnswer, said: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    alert.reason = said["reason"]  # the reason of its event, too
    answered = {"answer": answer, "answered_at": at, "answered_by_id": by.person_id, **said}
    events.change(alert, "collateral_damage_answered", by=by, at=at, **answered)


def _require_open(alert: CollateralAlert) -> None:
    if alert.answered_at is not None:
        raise Refused("This alert is answered already.")


_FOLLOWED = {Following.CORRECT: _correct, Following.RESOLVE: _resolve, Following.RAISE_ANEW: _raise_anew}
