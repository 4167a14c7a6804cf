"""Trends: the values of KPIs over time with what changed meanwhile, and the signals that were found in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select, true, update

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Aggregation, Frequency, MeasurementState, PeriodKind, Unit
from govtracker.models import (
    CriteriaSet,
    Criterion,
    Kpi,
    Person,
    ScorecardScope,
    Tenure,
    TrendBaseline,
    TrendSignal,
)
from govtracker.models import Relationship as Relation
from govtracker.queries import find, visible
from govtracker.queries.performance import criteria, recorded
from govtracker.queries.performance.recorded import Value
from govtracker.queries.structure.seats import held_on
from govtracker.rules import periods
from govtracker.rules.performance import card_periods, explanation, intervals, scoring, trend_reading
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scoring import Measured
from govtracker.rules.performance.trend import Break, Marks, Point, Trend
from govtracker.rules.periods import BadPeriod, Period

Place = tuple[int, int | None]  # a KPI, and a scope or the whole relationship (None)
AT_ONCE = 200
LONGEST = 36  # months that a trend looks back


@dataclass
class Terms:
    """What the agreed versions said of a KPI: its anchors now, who owns its data, how often, and where it changed."""

    anchors: Anchors | None = None
    frequency: Frequency = Frequency.MONTHLY
    owner_seat_id: int | None = None
    breaks: list[Break] = field(default_factory=list)


def trends(
    viewer: Viewer | None, relation: Relation, kpi_ids: Collection[int], *, last: Period, scope: int | None = None
) -> dict[int, Trend]:
    """KPI id → how its values went up to a month, of the whole relationship or of one scope, in three statements.

    The whole has its own values, and where it has none what its scopes come to together.
    """
    first = _so_long_before(last)
    rows = recorded.line(viewer, relation.id, kpi_ids, first, last.first_day, scope_id=scope)
    read = _read(viewer, relation, kpi_ids, {(kpi_id, scope): found for kpi_id, found in rows.items()})
    return {kpi_id: read[kpi_id, scope] for kpi_id in kpi_ids}


def everywhere(relation: Relation, kpi_ids: Collection[int], *, last: Period) -> dict[Place, Trend]:
    """How these KPIs went up to a month for the worker: of the whole relationship, and of each scope in use."""
    first = _so_long_before(last)
    whole = recorded.line(None, relation.id, kpi_ids, first, last.first_day)
    rows: dict[Place, list[Value]] = {(kpi_id, None): found for kpi_id, found in whole.items()}
    return _read(None, relation, kpi_ids, {**rows, **recorded.lines_of_scopes(kpi_ids, first, last.first_day)})


def scope_names(relationship_id: int) -> dict[int | None, str]:
    """What the scopes of a relationship are called; the whole (None) is called nothing."""
    query = select(ScorecardScope.id, ScorecardScope.name).where(ScorecardScope.relationship_id == relationship_id)
    return {None: "", **{row.id: row.name for row in db.session.execute(query)}}


def _read(
    viewer: Viewer | None, relation: Relation, kpi_ids: Collection[int], rows: Mapping[Place, Sequence[Value]]
) -> dict[Place, Trend]:
    """The trends of these lines, and an empty one of each KPI as a whole that has none."""
    agreed = terms(relation, kpi_ids)
    anew: dict[int, list[Break]] = {kpi_id: [] for kpi_id in kpi_ids}
    for row in _baselines(viewer, kpi_ids):
        anew[row.kpi_id].append(Break(row.period_on, f"new baseline: {row.reason}", anew=True))
    marks = {
        kpi_id: Marks(one.anchors, sorted([*one.breaks, *anew[kpi_id]], key=lambda one: (one.on, one.anew)))
        for kpi_id, one in agreed.items()
    }
    return {
        place: trend_reading.read(
            _points(found, agreed[place[0]].frequency, relation.fiscal_year_start), marks[place[0]]
        )
        for place, found in rows.items()
    }


def terms(relation: Relation, kpi_ids: Collection[int]) -> dict[int, Terms]:
    """KPI id → what was agreed of it, version after version; a version that leaves its anchors alone is no break."""
    found = {kpi_id: Terms() for kpi_id in kpi_ids}
    zone = ZoneInfo(relation.client.zone)
    for row in db.session.execute(_agreed(relation.id, kpi_ids)):
        one, anchors = found[row.kpi_id], criteria.anchors(row)
        if one.anchors is not None and one.anchors != anchors:
            on = row.in_force_from.astimezone(zone).date().replace(day=1)
            one.breaks.append(Break(on, _changed(row, one.anchors, anchors)))
        one.anchors, one.owner_seat_id, one.frequency = anchors, row.owner_seat_id, row.frequency
    return found


def baselines(viewer: Viewer, kpi_id: int) -> Sequence[Row[Any]]:
    """Where a KPI begins anew, the newest first: period_on, reason, set_at and `set_by` (name)."""
    return list(reversed(_baselines(viewer, [kpi_id])))


def baseline(viewer: Viewer, key: str, code: str, period: str) -> TrendBaseline:
    """The baseline of a KPI that begins in a month (2026-10); raises NotFound."""
    return find.one(
        select(TrendBaseline)
        .join(Kpi, Kpi.id == TrendBaseline.kpi_id)
        .join(Relation, Relation.id == TrendBaseline.relationship_id)
        .where(Relation.key == key.upper(), Kpi.code == code.upper(), TrendBaseline.period_on == _first_day(period))
        .where(visible.of_relationship(viewer, TrendBaseline.relationship_id))
    )


def data_owner(relation: Relation, kpi_id: int, *, on: date) -> int | None:
    """Who held on a day the seat that owns a KPI's data; None where no seat does, or nobody holds it."""
    seat_id = terms(relation, [kpi_id])[kpi_id].owner_seat_id
    query = select(Tenure.person_id).where(Tenure.seat_id == seat_id, held_on(on)).limit(1)
    return db.session.scalar(query) if seat_id else None


def due(at: datetime) -> Sequence[int]:
    """The relationships of which a KPI was measured anew since its trend was looked at."""
    waiting = Kpi.trend_due_at.is_not(None), Kpi.trend_due_at <= at
    oldest = select(Kpi.relationship_id, Kpi.trend_due_at).where(*waiting).order_by(Kpi.trend_due_at, Kpi.id)
    rows = db.session.execute(oldest.limit(AT_ONCE))
    return list(dict.fromkeys(row.relationship_id for row in rows))


def relationship(relationship_id: int) -> Relation:
    """A relationship for the worker, locked until the commit."""
    return find.one(select(Relation).where(Relation.id == relationship_id))


def look_again(kpi_ids: Iterable[int], at: datetime) -> None:
    """Let the trends of these KPIs be looked at once more."""
    ids = sorted(set(kpi_ids))
    if ids:
        db.session.execute(update(Kpi).where(Kpi.id.in_(ids), Kpi.trend_due_at.is_(None)).values(trend_due_at=at))


def wait_with(kpi_ids: Collection[int], *, until: datetime | None) -> None:
    """Let nobody look at these trends before `until`; None: they were looked at."""
    db.session.execute(update(Kpi).where(Kpi.id.in_(kpi_ids)).values(trend_due_at=until))


def signals(kpi_ids: Collection[int]) -> Sequence[Row[Any]]:
    """The signals that were found so far, oldest first."""
    query: Select[Any] = select(*TrendSignal.__table__.columns).where(TrendSignal.kpi_id.in_(kpi_ids))
    return db.session.execute(query.order_by(TrendSignal.first_on, TrendSignal.id)).all()


def _points(rows: Sequence[Any], frequency: Frequency, year_begins: int) -> list[Point]:
    """A point for every period from the first that has a value to the last, whatever is missing between.

    A quarter's is the last one entered in it; what is due more often than a month stands in months.
    """
    kind = PeriodKind.QUARTER if frequency is Frequency.QUARTERLY else PeriodKind.MONTH
    said = {card_periods.containing(kind, row.period_on, year_begins=year_begins): row for row in rows}
    if not said:
        return []
    period, last = min(said), max(said)
    found = [_point(period, said[period])]
    while period < last:
        period = period.next()
        found.append(_point(period, said.get(period)))
    return found


def _point(period: Period, row: Any) -> Point:
    if row is None:
        return Point(period, None)
    given = Measured(row.value, row.numerator, row.denominator, row.n)
    value, cases, share = scoring.aggregate(row.aggregation, [given], unit=row.unit), row.n, None
    if row.unit is Unit.PERCENT and row.aggregation is Aggregation.RATIO:
        cases = int(row.denominator) if cases is None and row.denominator is not None else cases
        share = intervals.wilson(value * cases / 100, Decimal(cases)) if value is not None and cases else None
    return Point(period, value, provisional=row.state is MeasurementState.PROVISIONAL, n=cases, share=share)


def _agreed(relationship_id: int, kpi_ids: Collection[int]) -> Select[Any]:
    kpi = (Kpi.unit, Kpi.unit_label, Kpi.decimals)
    query: Select[Any] = (
        select(*Criterion.__table__.columns, CriteriaSet.version, CriteriaSet.in_force_from, *kpi)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .join(Kpi, Kpi.id == Criterion.kpi_id)
        .where(CriteriaSet.relationship_id == relationship_id, CriteriaSet.status.in_(criteria.ONCE_AGREED))
        .where(CriteriaSet.in_force_from.is_not(None), Criterion.kpi_id.in_(kpi_ids))
    )
    return query.order_by(CriteriaSet.version, Criterion.id)


def _changed(row: Row[Any], before: Anchors, now: Anchors) -> str:
    told = f"criteria version {row.version}"
    if before.target == now.target:
        return told
    target = explanation.measured(now.target, row.unit, label=row.unit_label, decimals=row.decimals)
    return f"{told}: target {target}"


def _baselines(viewer: Viewer | None, kpi_ids: Collection[int]) -> Sequence[Row[Any]]:
    query: Select[Any] = (
        select(*TrendBaseline.__table__.columns, Person.name.label("set_by"))
        .outerjoin(Person, Person.id == TrendBaseline.set_by_id)
        .where(TrendBaseline.kpi_id.in_(kpi_ids), _seen(viewer, TrendBaseline.relationship_id))
    )
    return db.session.execute(query.order_by(TrendBaseline.kpi_id, TrendBaseline.period_on)).all()


def _seen(viewer: Viewer | None, column: Any) -> Any:
    return visible.of_relationship(viewer, column) if viewer else true()


def _so_long_before(last: Period) -> date:
    months = last.first_day.year * 12 + last.first_day.month - LONGEST
    return date(max(months // 12, 1), months % 12 + 1, 1)


def _first_day(period: str) -> date | None:
    try:
        return periods.parse(period).first_day
    except BadPeriod:
        return None
