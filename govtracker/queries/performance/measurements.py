"""Measurements: what stands for which KPI and month, what is locked, and figures computed from issues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, Select, column, func, select, tuple_, values

from govtracker.access import Viewer
from govtracker.database import db, writing
from govtracker.enums import CriteriaStatus
from govtracker.models import Correction, CriteriaSet, Criterion, Kpi, Measurement, Person
from govtracker.models import Relationship as Relation
from govtracker.queries import find, visible
from govtracker.rules.performance.measuring import Entry, Measure


class Key(NamedTuple):
    """A KPI, the first day of a month, and a scope of the relationship (0: the whole of it)."""

    kpi_id: int
    month: date
    scope: int = 0


@dataclass(frozen=True)
class Stored:
    """A measurement that is there: its id and what it says."""

    id: int
    entry: Entry
    source: str
    note: str
    is_rolled_up: bool = False


def measures(viewer: Viewer, relationship_id: int) -> list[Measure]:
    """Every KPI of a relationship that stands in any version of its criteria, by code."""
    in_a_version = select(Criterion.id).where(Criterion.kpi_id == Kpi.id).exists()
    query = _measures().where(Kpi.relationship_id == relationship_id, in_a_version)
    rows = db.session.execute(query.where(visible.of_relationship(viewer, Kpi.relationship_id)).order_by(Kpi.code))
    return [read_measure(row) for row in rows]


def measures_in_use(viewer: Viewer, relationship_id: int) -> list[Measure]:
    """The KPIs of the version in force in its order, then those that only the version in work has."""
    used = (CriteriaStatus.AGREED, CriteriaStatus.PROPOSED, CriteriaStatus.DRAFT)
    rows = db.session.execute(
        _measures()
        .join(Criterion, Criterion.kpi_id == Kpi.id)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .where(Kpi.relationship_id == relationship_id, CriteriaSet.status.in_(used))
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
        .order_by(CriteriaSet.version, Criterion.position, Criterion.id)
    )
    return list({row.id: read_measure(row) for row in rows}.values())


def measure(viewer: Viewer, key: str, code: str) -> Kpi:
    """The KPI `code` of relationship `key`; raises NotFound."""
    return find.one(
        select(Kpi)
        .join(Kpi.relationship)
        .where(Relation.key == key.upper(), Kpi.code == code.upper())
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
    )


def listed(viewer: Viewer, kpi_ids: Iterable[int], first: date, last: date, *, scope: int = 0) -> Sequence[Row[Any]]:
    """Measurements of these KPIs for the months from `first` to `last`: columns, `entered_by` (name), `corrected`.

    They are of the whole relationship, or of one `scope`.
    """
    corrected = (
        select(func.count(Correction.id)).where(Correction.measurement_id == Measurement.id).correlate(Measurement)
    )
    query: Select[Any] = (
        select(*Measurement.__table__.columns, Person.name.label("entered_by"), corrected.label("corrected"))
        .join(Person, Person.id == Measurement.entered_by_id, isouter=True)
        .where(Measurement.kpi_id.in_(list(kpi_ids)), Measurement.period_on.between(first, last))
        .where(Measurement.scope_id == scope if scope else Measurement.scope_id.is_(None))
        .where(visible.of_relationship(viewer, Measurement.relationship_id))
        .order_by(Measurement.kpi_id, Measurement.period_on)
    )
    return db.session.execute(query).all()


def corrections(viewer: Viewer, measurement_id: int) -> Sequence[Row[Any]]:
    """What a measurement said before, newest first: columns, and `corrected_by` (name)."""
    query: Select[Any] = (
        select(*Correction.__table__.columns, Person.name.label("corrected_by"))
        .join(Measurement, Measurement.id == Correction.measurement_id)
        .join(Person, Person.id == Correction.corrected_by_id, isouter=True)
        .where(Correction.measurement_id == measurement_id)
        .where(visible.of_relationship(viewer, Measurement.relationship_id))
        .order_by(Correction.id.desc())
    )
    return db.session.execute(query).all()


def stored(keys: Sequence[Key]) -> dict[Key, Stored]:
    """What stands for these KPIs and months; the rows are locked until the commit (PostgreSQL).

    Joined to the keys as a table: a long list of pairs makes PostgreSQL compare each row with each pair.
    """
    if not keys:
        return {}
    names = [column("kpi_id", Kpi.id.type), column("period_on", Measurement.period_on.type), column("scope", Integer)]
    wanted = values(*names, name="wanted").data([tuple(key) for key in keys]).cte("wanted")
    columns = (Measurement.id, Measurement.kpi_id, Measurement.period_on, SCOPE, Measurement.source, Measurement.note)
    marks = (Measurement.is_rolled_up,)
    figures = (Measurement.state, Measurement.value, Measurement.numerator, Measurement.denominator, Measurement.n)
    query = (
        select(*columns, *marks, *figures)
        .join(wanted, (wanted.c.kpi_id == Measurement.kpi_id) & (wanted.c.period_on == Measurement.period_on))
        .where(wanted.c.scope == SCOPE)
        .order_by(Measurement.id)
    )
    rows = db.session.execute(query.with_for_update(of=Measurement) if writing() else query)
    return {key_of(row): Stored(row.id, entry(row), row.source, row.note, row.is_rolled_up) for row in rows}


def loaded(keys: Sequence[Key]) -> Sequence[Measurement]:
    """The measurements of these KPIs and months as they stand now, by KPI and month."""
    query = select(Measurement).where(tuple_(Measurement.kpi_id, Measurement.period_on, SCOPE).in_(list(keys)))
    ordered = query.order_by(Measurement.kpi_id, Measurement.period_on, Measurement.id).execution_options(
        populate_existing=True
    )
    return db.session.scalars(ordered).all()


def to_compute(_at: datetime) -> Sequence[int]:
    """The relationships of which a KPI is computed, whatever the time."""
    wanted = Kpi.computed.is_not(None), Relation.archived_at.is_(None)
    query = select(Kpi.relationship_id).join(Kpi.relationship).where(*wanted).distinct()
    return db.session.scalars(query.order_by(Kpi.relationship_id)).all()


def relationship_to_compute(relationship_id: int) -> Relation:
    """A relationship for the worker, which works for nobody in particular; locked until the commit."""
    return find.one(select(Relation).where(Relation.id == relationship_id))


def computed(relationship_id: int) -> list[Measure]:
    """The KPIs of a relationship that are computed from its issues."""
    rows = db.session.execute(
        _measures().where(Kpi.relationship_id == relationship_id, Kpi.computed.is_not(None)).order_by(Kpi.id)
    )
    return [read_measure(row) for row in rows]


def with_trend_due(relationship_id: int, at: datetime) -> list[Measure]:
    """The KPIs of a relationship whose trend waits to be looked at."""
    waiting = _measures().where(Kpi.relationship_id == relationship_id, Kpi.trend_due_at <= at).order_by(Kpi.id)
    return [read_measure(row) for row in db.session.execute(waiting)]


def key_of(row: Any) -> Key:
    """Where a Measurement, or a row with its columns and `scope`, stands."""
    return Key(row.kpi_id, row.period_on, row.scope)


def entry(row: Any) -> Entry:
    """What a Measurement, or a row with its columns, says."""
    return Entry(row.state, row.value, row.numerator, row.denominator, row.n)


def read_measure(row: Any) -> Measure:
    """A KPI, or a row with its columns, as a plain value."""
    return Measure(
        row.id,
        row.code,
        row.name,
        row.unit,
        row.unit_label,
        row.decimals,
        row.aggregation,
        row.computed,
        row.source,
        row.kind,
        row.entered_by,
    )


def _measures() -> Select[Any]:
    names = (
        "id",
        "code",
        "name",
        "unit",
        "unit_label",
        "decimals",
        "aggregation",
        "computed",
        "source",
        "kind",
        "entered_by",
    )
    query: Select[Any] = select(*(getattr(Kpi, name) for name in names))
    return query


SCOPE = func.coalesce(Measurement.scope_id, 0).label("scope")
