"""Support types of a client company: what is known of each, and who serves it today."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.models import Organisation, Relationship, SupportType
from govtracker.queries import find
from govtracker.rules.sourcing.spend_check import Costed

COLUMNS = ("id", "name", "retired_at", "complexity", "impact", "volume", "spend", "served_from", "note")


def listed(organisation_id: int) -> Sequence[Row[Any]]:
    """All of a company in its order, what is retired among it, with the `key` of the relationship that serves each."""
    supplier = aliased(Organisation)
    columns: list[Any] = [getattr(SupportType, name) for name in COLUMNS]
    query: Select[Any] = (
        select(*columns, Relationship.key, supplier.name.label("supplier"))
        .outerjoin(Relationship, Relationship.id == SupportType.served_by_id)
        .outerjoin(supplier, supplier.id == Relationship.supplier_id)
        .where(SupportType.organisation_id == organisation_id)
        .order_by(SupportType.position, SupportType.id)
    )
    return db.session.execute(query).all()


def one(organisation_id: int, type_id: int) -> SupportType:
    """One of a company; raises NotFound."""
    return find.one(select(SupportType).where(SupportType.id == type_id, _of(organisation_id)))


def all_of(organisation_id: int) -> Sequence[SupportType]:
    """All of a company, to be written."""
    return find.several(select(SupportType).where(_of(organisation_id)))


def costed(organisation_id: int) -> list[Costed]:
    """Those that are offered, with impact and spend, in their order."""
    query = (
        select(SupportType.id, SupportType.name, SupportType.impact, SupportType.spend)
        .where(_of(organisation_id), SupportType.retired_at.is_(None))
        .order_by(SupportType.position, SupportType.id)
    )
    return [Costed(*row) for row in db.session.execute(query)]


def suppliers(organisation_id: int) -> list[tuple[int, str]]:
    """The relationships of a company as the client: id, and "Meridian (MER)"."""
    query = (
        select(Relationship.id, Organisation.name, Relationship.key)
        .join(Organisation, Organisation.id == Relationship.supplier_id)
        .where(Relationship.client_id == organisation_id)
        .order_by(Organisation.name, Relationship.id)
    )
    return [(row.id, f"{row.name} ({row.key})") for row in db.session.execute(query)]


def _of(organisation_id: int) -> Any:
    return SupportType.organisation_id == organisation_id
