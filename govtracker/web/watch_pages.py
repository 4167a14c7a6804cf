"""What pages show of watch metrics and of the damage they found."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from govtracker import clock
from govtracker.models import CollateralAlert, Programme, WatchMetric
from govtracker.queries.partnership import watch_metrics as asked
from govtracker.rules import periods
from govtracker.rules.partnership import benefits, collateral
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Alert:
    """An alert in words: its month, what was measured and against what."""

    row: Any
    month: Period
    value: str
    baseline: str
    worse: str


@dataclass(frozen=True)
class Month:
    """A month of a watch metric, and by how much it was worse."""

    month: Period
    value: str
    worse: str
    is_beyond: bool


@dataclass(frozen=True)
class Watched:
    """A watch metric with its months, the newest first."""

    metric: WatchMetric
    baseline: str
    tolerance: str
    months: Sequence[Month]


def named(row: Any) -> Alert:
    """A row of queries.partnership.value.alerts, or an alert's metric with its figures, in words."""
    written = Written(row.unit, row.unit_label)
    month = periods.containing(row.period_on)
    said, worse = written.said(row.value), written.moved(row.value - row.baseline)
    return Alert(row, month, said, written.said(row.baseline), worse)


def corrected(alert: CollateralAlert) -> str:
    """What stands in the month of an alert now, where that is not what it says; else ""."""
    metric, on = alert.metric, alert.period_on
    now = asked.figures([metric], first=on, last=on)[metric.id].get(on)
    return "" if now is None or now == alert.value else Written(metric.unit, metric.unit_label).said(now)


def watched(metrics: Sequence[WatchMetric], programme: Programme) -> list[Watched]:
    """These metrics of a programme, with the months since it began; in four statements."""
    last = periods.containing(clock.today(programme.relationship.client.zone))
    begun = benefits.later(periods.containing(programme.from_on), -BEFORE)
    first = begun.first_day if begun else programme.from_on.replace(day=1)
    figures = asked.figures(metrics, first=first, last=last.first_day)
    return [_watched(metric, figures[metric.id]) for metric in metrics]


def _watched(metric: WatchMetric, figures: dict[Any, Decimal]) -> Watched:
    written = Written(metric.unit, metric.unit_label)
    months = []
    for on, value in sorted(figures.items(), reverse=True):
        worse = collateral.worse_by(value, metric.baseline, more_is_better=metric.more_is_better)
        told = written.moved(worse) if worse else ""
        months.append(Month(periods.containing(on), written.said(value), told, worse > metric.tolerance))
    return Watched(metric, written.said(metric.baseline), written.moved(metric.tolerance), months)


BEFORE = 3  # months before a programme began that are shown beside it
