"""What stands for the KPIs of relationships, month by month: of the whole, or of one of its scopes."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MeasurementState
from govtracker.models import Kpi, Measurement, ScorecardScope
from govtracker.queries import visible
from govtracker.queries.performance import measurements
from govtracker.rules.performance import rolling_up
from govtracker.rules.performance.drafts import Said
from govtracker.rules.performance.measuring import WITH_FIGURES

Months = dict[date, dict[int, Said]]  # first day of a month → KPI id → what stands for it


def said(
    viewer: Viewer | None, relationship_id: int, first: date, last: date, *, scope_id: int | None = None
) -> Months:
    """The months from `first` to `last` of a relationship, or of one of its scopes; a worker asks for nobody (None).

    The whole has its own value of a KPI where one is stored, else what its scopes come to together: those of them that
    spoke before and are silent in a month are missed there.
    """
    query = _rows([relationship_id], first, last)
    if viewer:
        query = query.where(visible.of_relationship(viewer, Measurement.relationship_id))
    if scope_id is not None:
        query = query.where(Measurement.scope_id == scope_id)
    return _by_relationship(query, first, of_scope=scope_id is not None).get(relationship_id, {})


def of_many(relationship_ids: Collection[int], first: date, last: date) -> dict[int, Months]:
    """Relationship → what stands for it as a whole, as `said` says it, in two statements."""
    return _by_relationship(_rows(relationship_ids, first, last), first, of_scope=False)


def of_scopes(
    viewer: Viewer, relationship_id: int, month: date, scope_ids: Collection[int]
) -> dict[int, dict[int, Said]]:
    """Scope → KPI id → what stands for it in a month (its first day); a scope without a word is left out."""
    query = _rows([relationship_id], month, month).where(Measurement.scope_id.in_(list(scope_ids)))
    found: dict[int, dict[int, Said]] = {}
    for row in db.session.execute(query.where(visible.of_relationship(viewer, Measurement.relationship_id))):
        found.setdefault(row.scope_id, {})[row.kpi_id] = Said(measurements.entry(row), row.source)
    return found


def _rows(relationship_ids: Collection[int], first: date, last: date) -> Select[Any]:
    names = ("relationship_id", "kpi_id", "scope_id", "period_on", "state", "value", "numerator", "denominator", "n")
    query: Select[Any] = select(
        *(getattr(Measurement, name) for name in names), Measurement.source, Kpi.aggregation
    ).join(Kpi, Kpi.id == Measurement.kpi_id)
    return query.where(
        Measurement.relationship_id.in_(list(relationship_ids)), Measurement.period_on.between(first, last)
    ).order_by(Measurement.kpi_id, Measurement.period_on, Measurement.id)


def _by_relationship(query: Select[Any], first: date, *, of_scope: bool) -> dict[int, Months]:
    found: dict[int, Months] = {}
    parts: dict[tuple[int, date, int], list[Row[Any]]] = {}
    for row in db.session.execute(query):
        if of_scope or row.scope_id is None:
            months = found.setdefault(row.relationship_id, {})
            months.setdefault(row.period_on, {})[row.kpi_id] = Said(measurements.entry(row), row.source)
        else:
            parts.setdefault((row.relationship_id, row.period_on, row.kpi_id), []).append(row)
    since = _speaking_since(
        {kpi_id for _, _, kpi_id in parts}, first, max((month for _, month, _ in parts), default=first)
    )
    for (relationship_id, month, kpi_id), rows in parts.items():
        stands = found.setdefault(relationship_id, {}).setdefault(month, {})
        if kpi_id not in stands or stands[kpi_id].entry.state is MeasurementState.MISSING:
            expected = {scope_id for scope_id, began in since.get(kpi_id, {}).items() if began < month}
            whole = _whole(rows, expected)
            if whole:
                stands[kpi_id] = whole
    return found


def _whole(rows: list[Row[Any]], expected: set[int]) -> Said | None:
    """What the scopes come to, of which those `expected` should have said something."""
    speaking = {row.scope_id for row in rows if row.state is not MeasurementState.MISSING}
    silent = len(expected - speaking)
    whole = rolling_up.over_scopes(rows[0].aggregation, [measurements.entry(row) for row in rows], silent=silent)
    if whole is None:
        return None
    of = f"{len(speaking)} of its {len(expected | speaking)} parts" if silent else f"{len(speaking)} of its parts"
    return Said(whole, f"rolled up from {of}")


def _speaking_since(kpi_ids: Collection[int], first: date, last: date) -> dict[int, dict[int, date]]:
    """KPI → the scopes that are measured by themselves, each with its first month of a value in the year before."""
    if not kpi_ids:
        return {}
    since = date(first.year - 1, first.month, 1)
    rows = db.session.execute(
        select(Measurement.kpi_id, Measurement.scope_id, func.min(Measurement.period_on).label("began"))
        .join(ScorecardScope, ScorecardScope.id == Measurement.scope_id)
        .where(Measurement.kpi_id.in_(list(kpi_ids)), Measurement.period_on.between(since, last))
        .where(Measurement.state.in_(WITH_FIGURES), ScorecardScope.is_offered)
        .group_by(Measurement.kpi_id, Measurement.scope_id)
    )
    found: dict[int, dict[int, date]] = {}
    for row in rows:
        found.setdefault(row.kpi_id, {})[row.scope_id] = row.began
    return found
