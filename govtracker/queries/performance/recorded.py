"""What stands for the KPIs of relationships, month by month: of the whole, or of one of its scopes."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MeasurementState
from govtracker.models import Kpi, Measurement
from govtracker.queries import visible
from govtracker.queries.performance import measurements
from govtracker.rules.performance import rolling_up
from govtracker.rules.performance.drafts import Said

Months = dict[date, dict[int, Said]]  # first day of a month → KPI id → what stands for it


def said(
    viewer: Viewer | None, relationship_id: int, first: date, last: date, *, scope_id: int | None = None
) -> Months:
    """The months from `first` to `last` of a relationship, or of one of its scopes; a worker asks for nobody (None).

    The whole has its own value of a KPI where one is stored, else what its scopes come to together.
    """
    query = _rows([relationship_id], first, last)
    if viewer:
        query = query.where(visible.of_relationship(viewer, Measurement.relationship_id))
    if scope_id is not None:
        query = query.where(Measurement.scope_id == scope_id)
    return _by_relationship(query, of_scope=scope_id is not None).get(relationship_id, {})


def of_many(relationship_ids: Collection[int], first: date, last: date) -> dict[int, Months]:
    """Relationship → what stands for it as a whole, as `said` says it, in one statement."""
    return _by_relationship(_rows(relationship_ids, first, last), of_scope=False)


def _rows(relationship_ids: Collection[int], first: date, last: date) -> Select[Any]:
    names = ("relationship_id", "kpi_id", "scope_id", "period_on", "state", "value", "numerator", "denominator", "n")
    query: Select[Any] = select(
        *(getattr(Measurement, name) for name in names), Measurement.source, Kpi.aggregation
    ).join(Kpi, Kpi.id == Measurement.kpi_id)
    return query.where(
        Measurement.relationship_id.in_(list(relationship_ids)), Measurement.period_on.between(first, last)
    ).order_by(Measurement.kpi_id, Measurement.period_on, Measurement.id)


def _by_relationship(query: Select[Any], *, of_scope: bool) -> dict[int, Months]:
    found: dict[int, Months] = {}
    parts: dict[tuple[int, date, int], list[Row[Any]]] = {}
    for row in db.session.execute(query):
        if of_scope or row.scope_id is None:
            months = found.setdefault(row.relationship_id, {})
            months.setdefault(row.period_on, {})[row.kpi_id] = Said(measurements.entry(row), row.source)
        else:
            parts.setdefault((row.relationship_id, row.period_on, row.kpi_id), []).append(row)
    for (relationship_id, month, kpi_id), rows in parts.items():
        stands = found.setdefault(relationship_id, {}).setdefault(month, {})
        if kpi_id not in stands or stands[kpi_id].entry.state is MeasurementState.MISSING:
            together = rolling_up.over_scopes(rows[0].aggregation, [measurements.entry(row) for row in rows])
            if together:
                stands[kpi_id] = Said(together, f"rolled up from {len(rows)} of its parts")
    return found
