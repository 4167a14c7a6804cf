"""Scopes: the services, sites and segments of a relationship that are measured by themselves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Measurement, Relationship, ScorecardScope
from govtracker.queries import NotFound, find, visible


def one(viewer: Viewer, key: str, scope_id: int) -> ScorecardScope:
    """A scope of relationship `key`; raises NotFound."""
    return find.one(
        select(ScorecardScope)
        .join(ScorecardScope.relationship)
        .where(ScorecardScope.id == scope_id, Relationship.key == key.upper())
        .where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    )


def listed(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """All of them by name, those offered first, with how many months were `measured` of each."""
    measured = select(func.count(Measurement.period_on.distinct())).where(Measurement.scope_id == ScorecardScope.id)
    measured = measured.where(Measurement.relationship_id == relationship_id)
    columns = ScorecardScope.id, ScorecardScope.kind, ScorecardScope.name, ScorecardScope.is_offered
    query: Select[Any] = select(*columns, measured.scalar_subquery().label("measured"))
    query = query.where(ScorecardScope.relationship_id == relationship_id)
    query = query.where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    return db.session.execute(query.order_by(ScorecardScope.is_offered.desc(), ScorecardScope.name)).all()


def measured_of(viewer: Viewer, kpi_id: int) -> list[tuple[int, str]]:
    """The scopes in which a KPI was ever measured: id and name, by name."""
    ever = select(Measurement.id).where(Measurement.kpi_id == kpi_id, Measurement.scope_id == ScorecardScope.id)
    query = select(ScorecardScope.id, ScorecardScope.name).where(ever.exists())
    query = query.where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(ScorecardScope.name))]


def offered(viewer: Viewer, relationship_id: int, typed: str | None) -> ScorecardScope | None:
    """The scope an address names (?scope=3), None where it names none; raises NotFound for any other."""
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > 9:
        raise NotFound
    return find.one(
        select(ScorecardScope)
        .where(ScorecardScope.id == int(typed), ScorecardScope.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    )


def name(scope_id: int) -> str:
    """What a scope is called."""
    return db.session.scalars(select(ScorecardScope.name).where(ScorecardScope.id == scope_id)).one()


def called(relationship_id: int, name: str) -> int | None:
    """The scope of that name, whatever its capitals."""
    query = select(ScorecardScope.id).where(ScorecardScope.relationship_id == relationship_id)
    return db.session.scalar(query.where(func.lower(ScorecardScope.name) == name.lower()))
