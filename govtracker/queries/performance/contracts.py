"""Contracts of relationships: in force, being worked on, and what was before."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ContractStatus
from govtracker.models import Attachment, Contract, Kpi, Person, Relationship
from govtracker.queries import find, visible
from govtracker.queries.performance import criteria
from govtracker.rules.performance import criteria as criteria_rules
from govtracker.rules.performance import incentives
from govtracker.rules.performance.contract_support import Weighed

MOST_TO_REMIND = 200
MOST_FILES = 100
PASSED = (ContractStatus.SUPERSEDED, ContractStatus.DISCARDED)


def newest_one(viewer: Viewer, key: str) -> Contract:
    """The newest version of relationship `key`, draft or not: documents are put under it; raises NotFound."""
    kept = Contract.status != ContractStatus.DISCARDED
    return find.one(_of_relationship(viewer, key).where(kept).order_by(Contract.version.desc()).limit(1))


def in_work(viewer: Viewer, key: str) -> Contract:
    """The version of relationship `key` that waits for somebody's word; raises NotFound."""
    return find.one(_of_relationship(viewer, key).where(Contract.status == ContractStatus.DRAFT))


def current(viewer: Viewer, key: str) -> Contract:
    """The version of relationship `key` that is in force; raises NotFound."""
    return find.one(_of_relationship(viewer, key).where(Contract.status == ContractStatus.IN_FORCE))


def version(viewer: Viewer, key: str, version: int) -> Contract:
    """A version of relationship `key` by its number; raises NotFound."""
    return find.one(_of_relationship(viewer, key).where(Contract.version == version))


def newest(viewer: Viewer, relationship_id: int) -> tuple[Contract | None, Contract | None]:
    """What was confirmed last (in force, or ended), and the draft; with their pools and terms."""
    rows = db.session.scalars(
        select(Contract)
        .where(Contract.relationship_id == relationship_id, Contract.status.not_in(PASSED))
        .where(visible.of_relationship(viewer, Contract.relationship_id))
        .options(selectinload(Contract.pools), selectinload(Contract.terms))
        .options(joinedload(Contract.client_agreed_by), joinedload(Contract.supplier_agreed_by))
        .order_by(Contract.version.desc())
    ).all()
    return (
        next((one for one in rows if not one.is_draft), None),
        next((one for one in rows if one.is_draft), None),
    )


def started(relationship_id: int) -> Contract | None:
    """The version of a relationship that is being worked on, if there is one."""
    wanted = Contract.relationship_id == relationship_id, Contract.status == ContractStatus.DRAFT
    return db.session.scalars(select(Contract).where(*wanted)).one_or_none()


def in_force(relationship_id: int) -> Contract | None:
    """The version of a relationship that both sides have confirmed, if there is one."""
    wanted = Contract.relationship_id == relationship_id, Contract.status == ContractStatus.IN_FORCE
    return db.session.scalars(select(Contract).where(*wanted)).one_or_none()


def next_version(relationship_id: int) -> int:
    """The number of the version after the newest one."""
    found = select(func.max(Contract.version)).where(Contract.relationship_id == relationship_id)
    return (db.session.scalar(found) or 0) + 1


def versions(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """All versions, newest first: their columns, `client_name` and `supplier_name` of who confirmed."""
    client, supplier = aliased(Person), aliased(Person)
    own = ("version", "status", "counts_from", "in_force_at", "charge", "currency", "at_risk")
    query: Select[Any] = select(
        *(getattr(Contract, name) for name in own),
        client.name.label("client_name"),
        supplier.name.label("supplier_name"),
    )
    return db.session.execute(
        query.outerjoin(client, client.id == Contract.client_agreed_by_id)
        .outerjoin(supplier, supplier.id == Contract.supplier_agreed_by_id)
        .where(Contract.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, Contract.relationship_id))
        .order_by(Contract.version.desc())
    ).all()


def confirmed(relationship_id: int) -> list[Contract]:
    """Every version both sides have confirmed, the oldest first."""
    wanted = Contract.relationship_id == relationship_id, Contract.in_force_at.is_not(None)
    return list(db.session.scalars(select(Contract).where(*wanted).order_by(Contract.version)))


def of_month(relationship_id: int, first_day: date) -> Contract | None:
    """The version whose incentives hold for a month."""
    return incentives.holding(confirmed(relationship_id), first_day)


def to_look_at(at: datetime) -> list[int]:
    """The contracts of which somebody may have to be reminded by `at`, or that may have ended."""
    return list(
        db.session.scalars(
            select(Contract.id)
            .where(Contract.remind_at.is_not(None), Contract.remind_at <= at)
            .order_by(Contract.remind_at, Contract.id)
            .limit(MOST_TO_REMIND)
        )
    )


def locked(contract_id: int) -> Contract:
    """A version, for the worker, its row locked until the commit."""
    return find.one(select(Contract).where(Contract.id == contract_id))


def kpis(relationship_id: int) -> list[tuple[int, str, str]]:
    """(id, code, name) of the KPIs of a relationship, by code."""
    rows = db.session.execute(
        select(Kpi.id, Kpi.code, Kpi.name).where(Kpi.relationship_id == relationship_id).order_by(Kpi.code)
    )
    return [(row.id, row.code, row.name) for row in rows]


def weighed(relationship_id: int) -> list[Weighed]:
    """The criteria in force with their effective weights; [] where there are none."""
    found = criteria.in_force(relationship_id)
    if found is None:
        return []
    content = criteria.content(found)
    weights = criteria_rules.effective_weights(content)
    return [
        Weighed(one.kpi_id, one.code, one.pillar, weights[one.kpi_id], one.anchors.stretch is not None)
        for one in content.terms
        if one.kpi_id in weights
    ]


def files(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """The documents of all versions that the person sees, newest first."""
    own = ("id", "name", "media_type", "size", "audience", "uploaded_at", "uploaded_by_id")
    query: Select[Any] = select(*(getattr(Attachment, name) for name in own), Person.name.label("by"))
    return db.session.execute(
        query.join(Contract, Contract.id == Attachment.contract_id)
        .join(Person, Person.id == Attachment.uploaded_by_id)
        .where(Contract.relationship_id == relationship_id, Attachment.file_id.is_not(None))
        .where(visible.attachments(viewer))
        .order_by(Attachment.id.desc())
        .limit(MOST_FILES)
    ).all()


def _of_relationship(viewer: Viewer, key: str) -> Select[Contract]:
    return (
        select(Contract)
        .join(Contract.relationship)
        .where(Relationship.key == key.upper(), visible.of_relationship(viewer, Contract.relationship_id))
    )
