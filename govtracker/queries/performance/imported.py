"""What imports of measurements wrote, and what stood there before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, tuple_

from govtracker.database import db
from govtracker.models import CriteriaSet, Criterion, ImportBatch, ImportedValue, ScorecardScope
from govtracker.queries import claims

Place = tuple[int, Any, int]  # KPI, day, scope


def keep(rows: Sequence[dict[str, Any]]) -> None:
    """Remember what an import wrote; what it wrote before in another attempt stays as it was remembered."""
    claims.insert_once(ImportedValue, rows, unique=("batch_id", "kpi_id", "day", "scope"))


def written(batch_id: int, *, after: Place | None, size: int) -> Sequence[Row[Any]]:
    """The values of an import in order, from the one after that place on."""
    query: Select[Any] = select(*ImportedValue.__table__.columns).where(ImportedValue.batch_id == batch_id)
    place = ImportedValue.kpi_id, ImportedValue.day, ImportedValue.scope
    if after is not None:
        query = query.where(tuple_(*place) > after)
    return db.session.execute(query.order_by(*place).limit(size)).all()


def to_carry_out(at: datetime) -> Sequence[int]:
    """Files the worker imports, first come first served."""
    query = select(ImportBatch.id).where(ImportBatch.queued_at.is_not(None), ImportBatch.queued_at <= at)
    return db.session.scalars(query.order_by(ImportBatch.queued_at, ImportBatch.id).limit(10)).all()


def queued(batch_id: int) -> ImportBatch | None:
    """A file the worker imports, locked until the commit; None where another has done so."""
    return _locked(batch_id, ImportBatch.queued_at.is_not(None))


def claim(batch_id: int, at: datetime, *, until: datetime) -> ImportBatch | None:
    """A file that waits, taken until then and locked until the commit; None where it waits no more."""
    batch = _locked(batch_id, ImportBatch.queued_at <= at)
    if batch is not None:
        batch.queued_at = until
    return batch


def claimed(batch_id: int, until: datetime) -> ImportBatch | None:
    """A file one has claimed until then, locked until the commit; None where another has taken it over."""
    return _locked(batch_id, ImportBatch.queued_at == until)


def mapping_before(relationship_id: int, kind: str, header: Sequence[str]) -> dict[str, Any] | None:
    """What was chosen for a table with this very header when one was last imported into the relationship."""
    rows = db.session.execute(
        select(ImportBatch.mapping, ImportBatch.summary)
        .where(ImportBatch.relationship_id == relationship_id, ImportBatch.kind == kind)
        .where(ImportBatch.imported_at.is_not(None))
        .order_by(ImportBatch.id.desc())
        .limit(REMEMBERED)
    )
    return next((row.mapping for row in rows if row.summary.get("header") == list(header)), None)


def above_one(relationship_id: int) -> frozenset[int]:
    """The KPIs with an anchor above 1 in any version: a percentage of them is seldom a fraction of 1."""
    anchors = (Criterion.worst, Criterion.target, Criterion.high_worst)
    query = select(Criterion.kpi_id, *anchors).join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
    rows = db.session.execute(query.where(CriteriaSet.relationship_id == relationship_id))
    return frozenset(row.kpi_id for row in rows if max(one for one in row[1:] if one is not None) > 1)


def scopes(relationship_id: int) -> dict[str, int]:
    """Name in small letters → id of the scopes a relationship offers."""
    query = select(ScorecardScope.name, ScorecardScope.id).where(
        ScorecardScope.relationship_id == relationship_id, ScorecardScope.is_offered
    )
    return {" ".join(row.name.casefold().split()): row.id for row in db.session.execute(query)}


def _locked(batch_id: int, which: ColumnElement[bool]) -> ImportBatch | None:
    query = select(ImportBatch).where(ImportBatch.id == batch_id, which).execution_options(populate_existing=True)
    return db.session.scalars(query.with_for_update(of=ImportBatch)).unique().one_or_none()


REMEMBERED = 20
