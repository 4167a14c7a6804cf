"""Relationships by key, and the side a person stands on in each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from govtracker.access import READING_ROLES, Place, Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import Organisation, Relationship
from govtracker.queries import visible

MOST_NAMED = 200


def is_taken(key: str) -> bool:
    """Whether some relationship has this key, whoever may see it."""
    return db.session.scalar(select(Relationship.id).where(Relationship.key == key)) is not None


def named(viewer: Viewer) -> Sequence[Row[*tuple[Any, ...]]]:
    """Id, key and the two companies of the relationships a person sees, by key; at most MOST_NAMED."""
    client, supplier = aliased(Organisation), aliased(Organisation)
    return db.session.execute(
        select(Relationship.id, Relationship.key, client.name.label("client"), supplier.name.label("supplier"))
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
        .where(visible.relationships(viewer), Relationship.archived_at.is_(None))
        .order_by(Relationship.key)
        .limit(MOST_NAMED)
    ).all()


def sides_of(viewer: Viewer) -> list[tuple[int, Side]]:
    """The relationships a person sees, each with the side they see it from; asks nothing where seats say it all."""
    if not viewer.roles & READING_ROLES:
        return sorted({(seat.relationship_id, seat.side) for seat in viewer.seats})
    rows = db.session.execute(
        select(Relationship.id, Relationship.client_id, Relationship.supplier_id).where(visible.relationships(viewer))
    )
    found = [(row.id, viewer.side_in(Place(row.id, row.client_id, row.supplier_id))) for row in rows]
    return sorted((relationship_id, side) for relationship_id, side in found if side)
