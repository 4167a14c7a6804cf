"""Watch metrics: kept beside a programme, measured, and looked at for collateral damage."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Unit
from govtracker.models import Kpi, Programme, WatchMetric, WatchMonth
from govtracker.queries import find
from govtracker.queries.partnership import figures, programmes
from govtracker.queries.partnership import watch_metrics as asked
from govtracker.rules import periods, wall_time
from govtracker.rules.periods import Period
from govtracker.services import Refused, events
from govtracker.services.partnership import alerts, typed

EVERY = timedelta(hours=6)
LATER = timedelta(hours=1)
MONTHS = 3  # that are over: values come late


@dataclass(frozen=True)
class WatchFacts:
    """What a person fills in: a KPI, or a figure of its own with its unit."""

    kpi_id: int | None
    name: str
    why: str
    unit: Unit
    unit_label: str
    more_is_better: bool
    baseline: Decimal
    baseline_on: date
    tolerance: Decimal


def add(programme: Programme, facts: WatchFacts, *, by: Viewer, at: datetime) -> WatchMetric:
    """Watch something beside a programme; what the programme is about cannot be watched beside it."""
    if programme.ended_at is not None:
        raise Refused("This programme has ended: nothing is watched beside it.")
    kpi = find.kpi(by, programme.relationship.key, facts.kpi_id) if facts.kpi_id else None
    _require_outside(programme, kpi)
    if facts.tolerance < 0:
        raise Refused("What is tolerated is not below 0.", "tolerance")
    typed.day(facts.baseline_on, "baseline_on")
    if facts.baseline_on > wall_time.utc(at).date():
        raise Refused("A baseline is of a day gone by.", "baseline_on")
    unit = kpi.unit if kpi else facts.unit
    made = WatchMetric(
        relationship_id=programme.relationship_id,
        relationship=programme.relationship,
        programme_id=programme.id,
        kpi_id=kpi.id if kpi else None,
        name=kpi.name if kpi else typed.line(facts.name, "name", "Choose a KPI, or name the figure.", most=120),
        why=typed.long(facts.why, "why"),
        unit=unit,
        unit_label=kpi.unit_label if kpi else typed.long(facts.unit_label, "unit_label", most=16),
        more_is_better=facts.more_is_better,
        baseline=typed.figure(facts.baseline, unit, "", "baseline"),
        baseline_on=facts.baseline_on,
        tolerance=facts.tolerance,
        made_by_id=by.person_id,
        created_at=at,
    )
    db.session.add(made)
    events.record(made, "watch_metric_added", by=by, at=at, changes={"name": [None, made.name]})
    programme.next_at = at
    return made


def end(metric: WatchMetric, *, by: Viewer, at: datetime) -> None:
    """It is watched no more; its alerts stay."""
    if metric.ended_at is not None:
        raise Refused("It is watched no more.")
    events.change(metric, "watch_metric_ended", by=by, at=at, ended_at=at)


def enter(metric: WatchMetric, month: Period, value: Decimal, note: str, *, by: Viewer, at: datetime) -> None:
    """What a figure that is no KPI was in a month; another one for the same month says why."""
    if metric.kpi_id is not None:
        raise Refused("Its months are what is measured of its KPI.", "value")
    if metric.ended_at is not None:
        raise Refused("It is watched no more.", "value")
    if month.first_day > wall_time.local(at, metric.relationship.client.zone).date():
        raise Refused(f"{month.name} has not begun.", "period")
    figure, text = typed.figure(value, metric.unit, "", "value"), typed.long(note, "note")
    there = asked.month(metric.id, month.first_day)
    if there is not None:
        if there.value != figure and not text:
            raise Refused("Another figure stands there: say why it changes.", "note")
        said: dict[str, Any] = {"value": figure, "note": text or there.note}
        events.change(there, "watch_metric_corrected", by=by, at=at, reason=text, **said)
        there.entered_by_id, there.entered_at = by.person_id, at
    else:
        row = WatchMonth(watch_metric_id=metric.id, relationship_id=metric.relationship_id)
        row.metric, row.period_on, row.value, row.note = metric, month.first_day, figure, text
        row.entered_by_id, row.entered_at = by.person_id, at
        db.session.add(row)
        events.record(row, "watch_metric_measured", by=by, at=at, changes={"value": [None, figure]}, reason=text)
    metric.programme.next_at = at


def look(programme_id: int, at: datetime) -> None:
    """Look at the last months that are over: damage beside a programme that is green is told, once a month.

    Alerts that stand follow what is measured of their month, however long ago it was.
    """
    programme = programmes.locked(programme_id)
    programme.next_at = at + EVERY if programme.ended_at is None else None
    metrics = asked.followed(programme.id)
    there = asked.raised_of([metric.id for metric in metrics])
    over = _over(programme, at)
    days = sorted({month.first_day for month in over} | {on for _, on in there})
    if not metrics or not days:
        return
    kpi_ids = [kpi.id for kpi in programmes.kpis(programme.id)]
    own = programmes.lines(programme.relationship_id, kpi_ids, days[0], days[-1])
    colours = programmes.colours(programme.relationship, kpi_ids, own, [periods.containing(day) for day in days])
    watched = figures.together([], metrics, since=days[0], last=days[-1]).metrics
    begins = {month.first_day for month in over}
    for metric in metrics:
        for on, value in sorted(watched[metric.id].items()):
            alert = there.get((metric.id, on))
            if alert is not None or (on in begins and on > metric.baseline_on and metric.ended_at is None):
                alerts.follow(metric, alert, on, value, colours.get(on, []), at=at)


def put_off(programme_id: int, at: datetime) -> None:
    """Look later; something went wrong."""
    programmes.locked(programme_id).next_at = at + LATER


def _over(programme: Programme, at: datetime) -> list[Period]:
    """The last months that are over and that the programme has a part in, oldest first."""
    month = periods.containing(wall_time.local(at, programme.relationship.client.zone).date()).previous()
    found = []
    for _ in range(MONTHS):
        if month.last_day >= programme.from_on and month.first_day <= programme.to_on:
            found.append(month)
        month = month.previous()
    return found[::-1]


def _require_outside(programme: Programme, kpi: Kpi | None) -> None:
    if kpi is not None and kpi.id in {one.id for one in programmes.kpis(programme.id)}:
        raise Refused(
            f"{kpi.name} is a KPI of this programme. What is watched lies outside it: a KPI the programme works on "
            "is green when it succeeds, and shows no damage.",
            "kpi_id",
        )
