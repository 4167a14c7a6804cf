"""Programmes of value assurance: what runs, the KPIs each is about, and how these went month by month."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import BenefitKind, Frequency, Rag
from govtracker.models import (
    Benefit,
    CollateralAlert,
    Kpi,
    Programme,
    ProgrammeKpi,
    Relationship,
    WatchMetric,
)
from govtracker.queries import find, visible
from govtracker.queries.performance import recorded, trends
from govtracker.queries.performance.recorded import Value
from govtracker.rules.performance import scoring
from govtracker.rules.performance.scoring import Measured
from govtracker.rules.periods import Period

AT_ONCE = 200
MOST = 100
SELDOM = frozenset(Frequency) - {Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY}

Months = dict[date, Decimal]  # first day of a month → its figure


def one(viewer: Viewer, key: str, programme_id: int) -> Programme:
    """A programme of relationship `key`; raises NotFound."""
    return find.one(
        select(Programme)
        .join(Programme.relationship)
        .where(Relationship.key == key.upper(), Programme.id == programme_id)
        .where(visible.of_relationship(viewer, Programme.relationship_id))
    )


def listed(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """The newest programmes with how many benefits were agreed (`agreed` of `benefits`) and alerts are unanswered."""

    def counted(model: Any, *conditions: Any) -> Any:
        query = select(func.count()).select_from(model).where(*conditions)
        return query.correlate(Programme).scalar_subquery()

    committed = Benefit.programme_id == Programme.id, Benefit.kind == BenefitKind.COMMITTED, Benefit.ended_at.is_(None)
    unanswered = (
        select(func.count(CollateralAlert.id))
        .join(WatchMetric, WatchMetric.id == CollateralAlert.watch_metric_id)
        .where(WatchMetric.programme_id == Programme.id, CollateralAlert.answered_at.is_(None))
        .correlate(Programme)
        .scalar_subquery()
    )
    query: Select[Any] = select(
        Programme.id,
        Programme.title,
        Programme.objective,
        Programme.from_on,
        Programme.to_on,
        Programme.ended_at,
        counted(Benefit, *committed).label("benefits"),
        counted(Benefit, *committed, Benefit.agreed_at.is_not(None)).label("agreed"),
        unanswered.label("alerts"),
    )
    return db.session.execute(
        query.where(Programme.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, Programme.relationship_id))
        .order_by(Programme.from_on.desc(), Programme.id.desc())
        .limit(MOST)
    ).all()


def locked(programme_id: int) -> Programme:
    """A programme, for the worker, its row locked until the commit."""
    return find.one(select(Programme).where(Programme.id == programme_id))


def to_look_at(at: datetime) -> list[int]:
    """The programmes whose KPIs and watch metrics are to be looked at by `at`, the longest waiting first."""
    query = select(Programme.id).where(Programme.next_at.is_not(None), Programme.next_at <= at)
    return list(db.session.scalars(query.order_by(Programme.next_at, Programme.id).limit(AT_ONCE)))


def kpis(programme_id: int) -> Sequence[Kpi]:
    """The KPIs a programme is about, by code."""
    query = select(Kpi).join(ProgrammeKpi, ProgrammeKpi.kpi_id == Kpi.id)
    return db.session.scalars(query.where(ProgrammeKpi.programme_id == programme_id).order_by(Kpi.code)).unique().all()


def links(programme_id: int) -> Sequence[ProgrammeKpi]:
    """What ties its KPIs to a programme."""
    return db.session.scalars(select(ProgrammeKpi).where(ProgrammeKpi.programme_id == programme_id)).all()


def lines(relationship_id: int, kpi_ids: Sequence[int], first: date, last: date) -> dict[int, Months]:
    """KPI → its figure month by month, of the relationship as a whole; in one statement, none without a KPI."""
    if not kpi_ids:
        return {}
    found = recorded.line(None, relationship_id, kpi_ids, first, last)
    figures = {kpi_id: {value.period_on: figure(value) for value in values} for kpi_id, values in found.items()}
    return {kpi_id: {on: one for on, one in months.items() if one is not None} for kpi_id, months in figures.items()}


def colours(
    relation: Relationship, kpi_ids: Sequence[int], figures: dict[int, Months], months: Sequence[Period]
) -> dict[date, list[Rag]]:
    """First day of a month → the colour of each of these KPIs in it, by the anchors in force.

    One that is due more seldom than every month has no colour in the months between.
    """
    terms = trends.terms(relation, kpi_ids)
    found: dict[date, list[Rag]] = {}
    for month in months:
        for kpi_id in kpi_ids:
            value, agreed = figures[kpi_id].get(month.first_day), terms[kpi_id]
            if value is None and agreed.frequency in SELDOM:
                continue
            colour = Rag.GREY if agreed.anchors is None else scoring.rag(value, agreed.anchors)
            found.setdefault(month.first_day, []).append(colour)
    return found


def figure(value: Value) -> Decimal | None:
    """What stands for a KPI in a month, as one figure."""
    given = Measured(value.value, value.numerator, value.denominator, value.n)
    return scoring.aggregate(value.aggregation, [given], unit=value.unit)
