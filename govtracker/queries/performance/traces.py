"""Where a value comes from: its measurements, who entered them, out of which file, and what they said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Correction, ImportBatch, ImportedValue, Measurement, Person, ScorecardScope
from govtracker.queries import visible

MOST = 400  # a year of twelve months in some thirty scopes


@dataclass(frozen=True)
class Trace:
    """One measurement: its columns, `entered_by`, `scope` and the `filename` it was imported from last (each None where
    there is none); and its corrections, oldest first, each with `corrected_by`.
    """

    row: Row[Any]
    corrections: Sequence[Row[Any]]


def of_kpi(viewer: Viewer, kpi_id: int, first: date, last: date, *, scope_id: int | None) -> list[Trace]:
    """The measurements of a KPI in these months, of a scope, else of the whole and all its scopes; two statements."""
    scope = func.coalesce(Measurement.scope_id, 0)
    query: Select[Any] = (
        select(
            *Measurement.__table__.columns,
            Person.name.label("entered_by"),
            ScorecardScope.name.label("scope"),
            _file(scope).label("filename"),
        )
        .outerjoin(Person, Person.id == Measurement.entered_by_id)
        .outerjoin(ScorecardScope, ScorecardScope.id == Measurement.scope_id)
        .where(Measurement.kpi_id == kpi_id, Measurement.period_on.between(first, last))
        .where(visible.of_relationship(viewer, Measurement.relationship_id))
    )
    if scope_id is not None:
        query = query.where(Measurement.scope_id == scope_id)
    rows = db.session.execute(query.order_by(Measurement.period_on, scope, Measurement.id).limit(MOST)).all()
    corrections = _corrections([row.id for row in rows])
    return [Trace(row, corrections.get(row.id, ())) for row in rows]


def _file(scope: ColumnElement[int]) -> Any:
    """The file of the newest import, not taken back, that wrote a value."""
    return (
        select(ImportBatch.filename)
        .join(ImportedValue, ImportedValue.batch_id == ImportBatch.id)
        .where(ImportedValue.kpi_id == Measurement.kpi_id, ImportedValue.day == Measurement.period_on)
        .where(ImportedValue.scope == scope, ImportBatch.undone_at.is_(None))
        .order_by(ImportBatch.id.desc())
        .limit(1)
        .correlate(Measurement)
        .scalar_subquery()
    )


def _corrections(measurement_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    query: Select[Any] = select(*Correction.__table__.columns, Person.name.label("corrected_by"))
    query = query.outerjoin(Person, Person.id == Correction.corrected_by_id)
    found: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(query.where(Correction.measurement_id.in_(measurement_ids)).order_by(Correction.id)):
        found.setdefault(row.measurement_id, []).append(row)
    return found
