"""What stands for the KPIs of relationships, month by month: of the whole, or of one of its scopes."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Date, Row, Select, cast, func, null, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Aggregation, MeasurementState, ScopeKind, Unit
from govtracker.models import Kpi, Measurement, ScorecardScope
from govtracker.queries import visible
from govtracker.queries.performance import measurements
from govtracker.rules.performance import rolling_up
from govtracker.rules.performance.drafts import Said
from govtracker.rules.performance.measuring import WITH_FIGURES

NAMES = ("relationship_id", "kpi_id", "scope_id", "period_on", "state", "value", "numerator", "denominator", "n")


class Value(NamedTuple):
    """What stands for a KPI in a month where there are figures, and how it is put together."""

    period_on: date
    state: MeasurementState
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: int | None
    unit: Unit
    aggregation: Aggregation


class Speaking(NamedTuple):
    """A scope that is measured by itself; `began` is the first month of a value in the year before."""

    scope_id: int
    kind: ScopeKind
    began: date


Months = dict[date, dict[int, Said]]  # first day of a month → KPI id → what stands for it


def said(
    viewer: Viewer | None,
    relationship_id: int,
    first: date,
    last: date,
    *,
    scope_id: int | None = None,
) -> Months:
    """The months from `first` to `last` of a relationship, or of one of its scopes; a worker asks for nobody (None).

    The whole has its own value of a KPI where one is stored, else what its scopes come to together: those of them that
    spoke before and are silent in a month are missed there.
    """
    query = _of_one(viewer, relationship_id, first, last, scope_id)
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


def line(
    viewer: Viewer | None,
    relationship_id: int,
    kpi_ids: Collection[int],
    first: date,
    last: date,
    *,
    scope_id: int | None = None,
) -> dict[int, list[Value]]:
    """KPI id → what stands for it month by month, oldest first, as `said` says it; in one statement."""
    query = _of_one(viewer, relationship_id, first, last, scope_id).where(Measurement.kpi_id.in_(list(kpi_ids)))
    if scope_id is None:
        speaking = _speaking(kpi_ids, first, last)
        parts = (select(query.order_by(None).subquery()), select(speaking.subquery()))
        rows = db.session.execute(union_all(*parts).order_by("kpi_id", "period_on", "id")).all()
    else:
        rows = db.session.execute(query).all()
    values = [row for row in rows if row.began is None]
    since = _since(row for row in rows if row.began is not None)
    months = _together(values, since, of_scope=scope_id is not None).get(relationship_id, {})
    kpis = {row.kpi_id: (row.unit, row.aggregation) for row in values}
    found: dict[int, list[Value]] = {kpi_id: [] for kpi_id in kpi_ids}
    for month in sorted(months):
        for kpi_id, one in months[month].items():
            if one.entry.state in WITH_FIGURES:
                entry = one.entry
                figures = entry.state, entry.value, entry.numerator, entry.denominator, entry.n
                found[kpi_id].append(Value(month, *figures, *kpis[kpi_id]))
    return found


def lines_of_scopes(kpi_ids: Collection[int], first: date, last: date) -> dict[tuple[int, int | None], list[Value]]:
    """(KPI, scope in use) → what stands for it there month by month, oldest first, for the worker; in one statement."""
    figures = (getattr(Measurement, name) for name in NAMES[4:])
    query: Select[Any] = select(
        Measurement.kpi_id, Measurement.scope_id, Measurement.period_on, *figures, Kpi.unit, Kpi.aggregation
    ).join(Kpi, Kpi.id == Measurement.kpi_id)
    query = query.join(ScorecardScope, ScorecardScope.id == Measurement.scope_id).where(
        ScorecardScope.is_offered,
        Measurement.kpi_id.in_(list(kpi_ids)),
        Measurement.period_on.between(first, last),
        Measurement.state.in_(WITH_FIGURES),
    )
    found: dict[tuple[int, int | None], list[Value]] = {}
    for kpi_id, scope_id, *value in db.session.execute(query.order_by(Measurement.period_on)):
        found.setdefault((kpi_id, scope_id), []).append(Value(*value))
    return found


def _of_one(viewer: Viewer | None, relationship_id: int, first: date, last: date, scope_id: int | None) -> Select[Any]:
    query = _rows([relationship_id], first, last)
    if viewer:
        query = query.where(visible.of_relationship(viewer, Measurement.relationship_id))
    return query if scope_id is None else query.where(Measurement.scope_id == scope_id)


def _rows(relationship_ids: Collection[int], first: date, last: date) -> Select[Any]:
    """What was measured of the whole and of every scope."""
    columns = [column.label(name) for name, column in COLUMNS.items()]
    query: Select[Any] = select(*columns, cast(null(), Date).label("began"))
    query = query.join(Kpi, Kpi.id == Measurement.kpi_id)
    query = query.outerjoin(ScorecardScope, ScorecardScope.id == Measurement.scope_id)
    return query.where(
        Measurement.relationship_id.in_(list(relationship_ids)), Measurement.period_on.between(first, last)
    ).order_by(Measurement.kpi_id, Measurement.period_on, Measurement.id)


def _by_relationship(query: Select[Any], first: date, *, of_scope: bool) -> dict[int, Months]:
    rows = db.session.execute(query).all()
    parts = [] if of_scope else [row for row in rows if row.scope_id is not None]
    since: dict[int, list[Speaking]] = {}
    if parts:
        last = max(row.period_on for row in parts)
        since = _since(db.session.execute(_speaking({row.kpi_id for row in parts}, first, last)))
    return _together(rows, since, of_scope=of_scope)


def _together(rows: Iterable[Row[Any]], since: dict[int, list[Speaking]], *, of_scope: bool) -> dict[int, Months]:
    """Relationship → what stands for it: its own values, and where it has none what its scopes come to."""
    found: dict[int, Months] = {}
    parts: dict[tuple[int, date, int], list[Row[Any]]] = {}
    for row in rows:
        if of_scope or row.scope_id is None:
            months = found.setdefault(row.relationship_id, {})
            months.setdefault(row.period_on, {})[row.kpi_id] = Said(measurements.entry(row), row.source)
        else:
            parts.setdefault((row.relationship_id, row.period_on, row.kpi_id), []).append(row)
    for (relationship_id, month, kpi_id), of_month in parts.items():
        stands = found.setdefault(relationship_id, {}).setdefault(month, {})
        if kpi_id not in stands or stands[kpi_id].entry.state is MeasurementState.MISSING:
            expected = {scope.scope_id: scope.kind for scope in since.get(kpi_id, ()) if scope.began < month}
            whole = _whole(of_month, expected)
            if whole:
                stands[kpi_id] = whole
    return found


def _whole(rows: Sequence[Row[Any]], expected: dict[int, ScopeKind]) -> Said | None:
    """What the scopes come to, of which those `expected` (scope → kind) should have said something."""
    counted = rolling_up.dimension(({row.scope_id: row.kind for row in rows} | expected).values())
    rows = [row for row in rows if row.kind is counted]
    if not rows:
        return None
    speaking = {row.scope_id for row in rows if row.state is not MeasurementState.MISSING}
    silent = len({scope_id for scope_id, kind in expected.items() if kind is counted} - speaking)
    whole = rolling_up.over_scopes(rows[0].aggregation, [measurements.entry(row) for row in rows], silent=silent)
    if whole is None:
        return None
    of = f"{len(speaking)} of its {len(speaking) + silent} parts" if silent else f"{len(speaking)} of its parts"
    return Said(whole, f"rolled up from {of}")


def _speaking(kpi_ids: Collection[int], first: date, last: date) -> Select[Any]:
    """The scopes of these KPIs that are measured by themselves, as wide as `_rows`: `began` says since when."""
    said = date(first.year - 1, first.month, 1)
    known = {"kpi_id": Measurement.kpi_id, "scope_id": ScorecardScope.id, "kind": ScorecardScope.kind}
    columns = [known.get(name, cast(null(), column.type)).label(name) for name, column in COLUMNS.items()]
    query: Select[Any] = select(*columns, func.min(Measurement.period_on).label("began"))
    return (
        query.join(ScorecardScope, ScorecardScope.id == Measurement.scope_id)
        .where(Measurement.kpi_id.in_(list(kpi_ids)), Measurement.period_on.between(said, last))
        .where(Measurement.state.in_(WITH_FIGURES), ScorecardScope.is_offered)
        .group_by(Measurement.kpi_id, ScorecardScope.id, ScorecardScope.kind)
    )


def _since(rows: Iterable[Row[Any]]) -> dict[int, list[Speaking]]:
    """KPI → its scopes that are measured by themselves."""
    found: dict[int, list[Speaking]] = {}
    for row in rows:
        found.setdefault(row.kpi_id, []).append(Speaking(row.scope_id, row.kind, row.began))
    return found


COLUMNS: dict[str, Any] = {
    **{name: getattr(Measurement, name) for name in ("id", *NAMES, "source")},
    "aggregation": Kpi.aggregation,
    "unit": Kpi.unit,
    "kind": ScorecardScope.kind,
}
