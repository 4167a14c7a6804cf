"""Success criteria: the version in force, the one being worked on, and those before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriteriaStatus, PeriodKind
from govtracker.models import (
    CriteriaSet,
    Criterion,
    FunctionalArea,
    Kpi,
    Measurement,
    Person,
    PillarWeight,
    Relationship,
    Scorecard,
    Seat,
)
from govtracker.queries import find, visible
from govtracker.rules.performance.anchors import FIELDS, Anchors
from govtracker.rules.performance.criteria import Criteria, Terms
from govtracker.rules.performance.ratings import Level
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.words import seat_title

IN_WORK = (CriteriaStatus.DRAFT, CriteriaStatus.PROPOSED)
ONCE_AGREED = (CriteriaStatus.AGREED, CriteriaStatus.SUPERSEDED)


def in_work(viewer: Viewer, key: str) -> CriteriaSet:
    """The version of relationship `key` that is being worked on; raises NotFound."""
    return find.one(_of_relationship(viewer, key).where(CriteriaSet.status.in_(IN_WORK)))


def version(viewer: Viewer, key: str, version: int) -> CriteriaSet:
    """A version of relationship `key` by its number; raises NotFound."""
    return find.one(_of_relationship(viewer, key).where(CriteriaSet.version == version))


def started(relationship_id: int) -> CriteriaSet | None:
    """The version of a relationship that is being worked on, if there is one."""
    wanted = CriteriaSet.relationship_id == relationship_id, CriteriaSet.status.in_(IN_WORK)
    return db.session.scalars(select(CriteriaSet).where(*wanted)).one_or_none()


def in_force(relationship_id: int) -> CriteriaSet | None:
    """The version of a relationship that both sides have agreed on, if there is one."""
    wanted = CriteriaSet.relationship_id == relationship_id, CriteriaSet.status == CriteriaStatus.AGREED
    return db.session.scalars(select(CriteriaSet).where(*wanted)).one_or_none()


def of_month(relationship_id: int, first_day: date, ends_at: datetime) -> CriteriaSet | None:
    """The version that a month is held against; `ends_at` (UTC) is when the month is over.

    The one its scorecard was shared with, else the last in force before it ended, else the first there was.
    """
    shared = select(Scorecard.criteria_set_id).where(
        Scorecard.relationship_id == relationship_id,
        Scorecard.period_kind == PeriodKind.MONTH,
        Scorecard.period_on == first_day,
        Scorecard.scope_id.is_(None),
        Scorecard.is_current,
    )
    in_time = CriteriaSet.in_force_from < ends_at
    return db.session.scalars(
        select(CriteriaSet)
        .where(CriteriaSet.relationship_id == relationship_id, CriteriaSet.status.in_(ONCE_AGREED))
        .order_by(
            case((CriteriaSet.id == shared.scalar_subquery(), 0), (in_time, 1), else_=2),
            case((in_time, -CriteriaSet.version), else_=CriteriaSet.version),
        )
        .limit(1)
    ).first()


def numbered(relationship_id: int, version: int) -> CriteriaSet:
    """A version of a relationship by its number; raises NotFound."""
    wanted = CriteriaSet.relationship_id == relationship_id, CriteriaSet.version == version
    return find.one(select(CriteriaSet).where(*wanted))


def next_version(relationship_id: int) -> int:
    """The number of the version after the newest one."""
    newest = select(func.max(CriteriaSet.version)).where(CriteriaSet.relationship_id == relationship_id)
    return (db.session.scalar(newest) or 0) + 1


def versions(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """All versions, newest first: their columns, `client_name` and `supplier_name` of who agreed."""
    client, supplier = aliased(Person), aliased(Person)
    query: Select[Any] = (
        select(
            *CriteriaSet.__table__.columns,
            client.name.label("client_name"),
            supplier.name.label("supplier_name"),
        )
        .join(client, client.id == CriteriaSet.client_agreed_by_id, isouter=True)
        .join(supplier, supplier.id == CriteriaSet.supplier_agreed_by_id, isouter=True)
        .where(CriteriaSet.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, CriteriaSet.relationship_id))
        .order_by(CriteriaSet.version.desc())
    )
    return db.session.execute(query).all()


def contents(sets: Iterable[Any]) -> dict[int, Criteria]:
    """Id → content of these versions (rows of `versions`, or CriteriaSet), in two statements."""
    by_id = {one.id: one for one in sets}
    weights: dict[int, dict[Any, Decimal]] = {id_: {} for id_ in by_id}
    for weight in db.session.execute(
        select(PillarWeight.criteria_set_id, PillarWeight.pillar, PillarWeight.weight)
        .where(PillarWeight.criteria_set_id.in_(by_id))
        .order_by(PillarWeight.id)
    ):
        weights[weight.criteria_set_id][weight.pillar] = weight.weight
    terms: dict[int, list[Terms]] = {id_: [] for id_ in by_id}
    for row in db.session.execute(_terms().where(Criterion.criteria_set_id.in_(by_id))):
        terms[row.criteria_set_id].append(_read_terms(row))
    return {id_: Criteria(one.version, weights[id_], corridor(one), tuple(terms[id_])) for id_, one in by_id.items()}


def content(criteria_set: CriteriaSet) -> Criteria:
    """What one version says."""
    return contents([criteria_set])[criteria_set.id]


def content_of_scorecard(row: Row[Any]) -> Criteria:
    """What the version says that a scorecard was shared with; the row is one of `scorecard_rows`."""
    version = CriteriaSet(id=row.criteria_set_id, version=row.criteria_version)
    for name in ("experience_floor", "experience_top", "cost_floor", "revenue_floor"):
        setattr(version, name, getattr(row, name))
    return content(version)


def kpi_with_code(relationship_id: int, code: str) -> Kpi | None:
    """The KPI of a relationship with this code, in any version."""
    return db.session.scalars(select(Kpi).where(Kpi.relationship_id == relationship_id, Kpi.code == code)).one_or_none()


def is_settled(kpi_id: int) -> bool:
    """Whether a KPI was agreed on or measured already: its unit and how it is put together then stay."""
    agreed = (
        select(Criterion.id)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .where(Criterion.kpi_id == kpi_id, CriteriaSet.status.in_(ONCE_AGREED))
    )
    measured = select(Measurement.id).where(Measurement.kpi_id == kpi_id)
    return bool(db.session.scalar(select(or_(exists(agreed), exists(measured)))))


def _of_relationship(viewer: Viewer, key: str) -> Select[CriteriaSet]:
    return (
        select(CriteriaSet)
        .join(CriteriaSet.relationship)
        .where(Relationship.key == key.upper(), visible.of_relationship(viewer, CriteriaSet.relationship_id))
    )


@cache
def _terms() -> Select[Any]:
    kpi = (Kpi.code, Kpi.unit, Kpi.unit_label, Kpi.decimals, Kpi.aggregation, Kpi.computed, Kpi.source)
    owner = (Seat.role.label("owner_role"), Seat.side.label("owner_side"), FunctionalArea.name.label("owner_area"))
    own: Select[Any] = (
        select(*Criterion.__table__.columns, *kpi, Kpi.kind, *owner)
        .join(Kpi, Kpi.id == Criterion.kpi_id)
        .outerjoin(Seat, Seat.id == Criterion.owner_seat_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
    )
    return own.order_by(Criterion.criteria_set_id, Criterion.position, Criterion.id)


def _read_terms(row: Row[Any]) -> Terms:
    return Terms(
        kpi_id=row.kpi_id,
        code=row.code,
        name=row.name,
        definition=row.definition,
        formula=row.formula,
        unit=row.unit,
        unit_label=row.unit_label,
        decimals=row.decimals,
        aggregation=row.aggregation,
        computed=row.computed,
        source=row.source,
        pillar=row.pillar,
        weight=row.weight,
        anchors=anchors(row),
        is_gate=row.is_gate,
        kind=row.kind,
        levels=levels(row),
        frequency=row.frequency,
        grace_days=row.grace_days,
        entered_by=row.entered_by,
        owner_seat_id=row.owner_seat_id,
        owner=_owner(row),
    )


def _owner(row: Row[Any]) -> str:
    """The title of the seat that owns the data, "" where none does."""
    if row.owner_role is None:
        return ""
    return f"{seat_title(row.owner_role, row.owner_area)}, {row.owner_side.value}"


def levels(row: Any) -> tuple[Level, ...]:
    """The levels of a Criterion, or of a row with its columns; none where it is measured."""
    return tuple(Level(description, Decimal(score)) for description, score in row.levels or ())


def anchors(row: Any) -> Anchors:
    """The anchors of a Criterion, or of a row with its columns."""
    return Anchors(**{name: getattr(row, name) for name in FIELDS})


def corridor(row: Any) -> Corridor:
    """The corridor of a version, or of a row with its columns."""
    return Corridor(row.experience_floor, row.experience_top, row.cost_floor, row.revenue_floor)
