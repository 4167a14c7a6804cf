"""What pages show of watch metrics and of the damage they found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from govtracker import clock
from govtracker.models import CollateralAlert, Programme, WatchMetric
from govtracker.queries.partnership import figures
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
    now = figures.together([], [metric], since=on, last=on).metrics[metric.id].get(on)
    return "" if now is None or now == alert.value else Written(metric.unit, metric.unit_label).said(now)


def since(programme: Programme) -> date:
    """The first day of the first month that is shown beside a programme: some before it began."""
    begun = benefits.later(periods.containing(programme.from_on), -BEFORE)
    return begun.first_day if begun else programme.from_on.replace(day=1)


def one(metric: WatchMetric) -> Watched:
    """A watch metric with the months since its programme began."""
    last = periods.containing(clock.today(metric.relationship.client.zone)).first_day
    found = figures.together([], [metric], since=since(metric.programme), last=last)
    return watched(metric, found.metrics[metric.id])


def watched(metric: WatchMetric, said: Mapping[date, Decimal]) -> Watched:
    """A watch metric with these months (first day → figure), the newest first."""
    written = Written(metric.unit, metric.unit_label)
    months = []
    for on, value in sorted(said.items(), reverse=True):
        worse = collateral.worse_by(value, metric.baseline, more_is_better=metric.more_is_better)
        told = written.moved(worse) if worse else ""
        months.append(Month(periods.containing(on), written.said(value), told, worse > metric.tolerance))
    return Watched(metric, written.said(metric.baseline), written.moved(metric.tolerance), months)


BEFORE = 3  # months before a programme began that are shown beside it
