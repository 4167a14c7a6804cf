"""Relationships by key, and the side a person stands on in each."""

from sqlalchemy import select

from govtracker.access import READING_ROLES, Place, Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import Relationship
from govtracker.queries import visible


def is_taken(key: str) -> bool:
    """Whether some relationship has this key, whoever may see it."""
    return db.session.scalar(select(Relationship.id).where(Relationship.key == key)) is not None


def sides_of(viewer: Viewer) -> list[tuple[int, Side]]:
    """The relationships a person sees, each with the side they see it from; asks nothing where seats say it all."""
    if not viewer.roles & READING_ROLES:
        return sorted({(seat.relationship_id, seat.side) for seat in viewer.seats})
    rows = db.session.execute(
        select(Relationship.id, Relationship.client_id, Relationship.supplier_id).where(visible.relationships(viewer))
    )
    found = [(row.id, viewer.side_in(Place(row.id, row.client_id, row.supplier_id))) for row in rows]
    return sorted((relationship_id, side) for relationship_id, side in found if side)
