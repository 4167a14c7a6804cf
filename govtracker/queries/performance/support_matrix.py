"""Support by customer segment and type: the three needles and the zone of each part in a month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PeriodKind, Pillar, ScorecardStatus, Zone
from govtracker.models import CriteriaSet, CustomerSegment, Measurement, Scorecard, ScorecardScope, SupportType
from govtracker.models import Relationship as Relation
from govtracker.queries import visible
from govtracker.queries.performance import criteria, recorded, scorecard_rows
from govtracker.queries.performance.criteria import corridor
from govtracker.rules import periods
from govtracker.rules.performance import drafts, standings
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.periods import Period

FIGURES = ("scope_id", "status", "experience", "cost", "revenue")


@dataclass(frozen=True)
class Cell:
    """One type of support for one segment: its scores (0–100) and zone, `status` None where nothing is measured."""

    scope_id: int
    scores: dict[Pillar, Decimal | None]
    zone: Zone | None
    corridor: Corridor | None
    status: str | None


@dataclass(frozen=True)
class Matrix:
    """Segments and support types (id → name, each in its order), and the cells that are measured by themselves."""

    segments: Mapping[int, str]
    types: Mapping[int, str]
    cells: Mapping[tuple[int, int], Cell]


def matrix(viewer: Viewer, relationship: Relation, month: Period) -> Matrix:
    """What stands for a month: what was shared of it, else what its measurements come to; seven statements at most."""
    parts = _parts(viewer, relationship.id)
    shared = {row.scope_id: _shared(row) for row in _rows(viewer, relationship.id, month)}
    silent = [row.id for row in parts if row.id not in shared]
    cells = {**_drafted(viewer, relationship, month, silent), **shared}
    nothing: dict[Pillar, Decimal | None] = dict.fromkeys(standings.THREE)
    return Matrix(
        segments={row.segment_id: row.segment for row in sorted(parts, key=lambda row: (row.first, row.segment_id))},
        types={row.support_type_id: row.support for row in sorted(parts, key=lambda row: (row.second, row.id))},
        cells={
            (row.segment_id, row.support_type_id): cells.get(row.id, Cell(row.id, nothing, None, None, None))
            for row in parts
        },
    )


def newest(viewer: Viewer, relationship_id: int, *, up_to: date) -> Period | None:
    """The newest month up to a day in which a cell was measured; None where there is none."""
    query: Select[Any] = select(func.max(Measurement.period_on)).join(
        ScorecardScope, ScorecardScope.id == Measurement.scope_id
    )
    query = query.where(Measurement.relationship_id == relationship_id, Measurement.period_on <= up_to)
    found = db.session.scalar(_of(viewer, relationship_id, query))
    return periods.containing(found) if found else None


def _parts(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    columns: list[Any] = [ScorecardScope.id, ScorecardScope.segment_id, ScorecardScope.support_type_id]
    columns += [CustomerSegment.name.label("segment"), CustomerSegment.position.label("first")]
    columns += [SupportType.name.label("support"), SupportType.position.label("second")]
    query: Select[Any] = select(*columns)
    query = query.join(CustomerSegment, CustomerSegment.id == ScorecardScope.segment_id)
    query = query.join(SupportType, SupportType.id == ScorecardScope.support_type_id)
    return db.session.execute(_of(viewer, relationship_id, query).order_by(ScorecardScope.id)).all()


def _of(viewer: Viewer, relationship_id: int, query: Select[Any]) -> Select[Any]:
    return query.where(
        ScorecardScope.relationship_id == relationship_id,
        ScorecardScope.segment_id.is_not(None),
        visible.of_relationship(viewer, ScorecardScope.relationship_id),
    )


def _rows(viewer: Viewer, relationship_id: int, month: Period) -> Sequence[Row[Any]]:
    names = (getattr(Scorecard, name) for name in FIGURES)
    bounds = (getattr(CriteriaSet, name) for name in scorecard_rows.CORRIDOR)
    query: Select[Any] = select(*names, *bounds).join(CriteriaSet, CriteriaSet.id == Scorecard.criteria_set_id)
    query = query.join(ScorecardScope, ScorecardScope.id == Scorecard.scope_id)
    query = _of(viewer, relationship_id, query).where(
        Scorecard.is_current, Scorecard.period_kind == PeriodKind.MONTH, Scorecard.period_on == month.first_day
    )
    return db.session.execute(query).all()


def _shared(row: Row[Any]) -> Cell:
    scores = {pillar: getattr(row, pillar.value) for pillar in standings.THREE}
    bounds, status = corridor(row), ScorecardStatus(row.status)
    zone = standings.zone(row.experience, row.cost, row.revenue, bounds)
    return Cell(row.scope_id, scores, zone, bounds, status)


def _drafted(viewer: Viewer, relationship: Relation, month: Period, scope_ids: Collection[int]) -> dict[int, Cell]:
    version = criteria.in_force(relationship.id) if scope_ids else None
    terms = criteria.content(version) if version else None
    if terms is None:
        return {}
    found = {}
    for scope_id, said in recorded.of_scopes(viewer, relationship.id, month.first_day, scope_ids).items():
        begins = relationship.fiscal_year_start
        stands = drafts.with_not_due(terms, month.first_day, said, year_begins=begins)
        made = drafts.draft(relationship.key, month.key, terms, stands)
        scores = {pillar: made.result.pillar_score(pillar) for pillar in standings.THREE}
        found[scope_id] = Cell(scope_id, scores, made.zone, terms.corridor, "draft")
    return found
