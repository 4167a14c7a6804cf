"""The catalogue of functional areas, and which a relationship needs."""

from sqlalchemy import func, select

from govtracker.database import db
from govtracker.models import FunctionalArea, RelationshipArea
from govtracker.queries.installation import catalogues


def not_in(relationship_id: int) -> list[str]:
    """The names of the areas of the catalogue that a relationship may add."""
    taken = select(RelationshipArea.area_id).where(RelationshipArea.relationship_id == relationship_id)
    return list(
        db.session.scalars(
            select(FunctionalArea.name)
            .where(FunctionalArea.id.not_in(taken), FunctionalArea.is_offered, FunctionalArea.retired_at.is_(None))
            .order_by(FunctionalArea.position, FunctionalArea.name)
        )
    )


def is_retired(name: str) -> bool:
    """Whether the area of this name is offered no more; one that is not there yet is not retired."""
    found = catalogues.named(FunctionalArea, name)
    return found is not None and found.retired_at is not None


def of_relationship(relationship_id: int) -> list[tuple[int, str]]:
    """(id, name) of the areas a relationship needs, in its order."""
    rows = db.session.execute(
        select(FunctionalArea.id, FunctionalArea.name)
        .join(RelationshipArea, RelationshipArea.area_id == FunctionalArea.id)
        .where(RelationshipArea.relationship_id == relationship_id)
        .order_by(RelationshipArea.position, FunctionalArea.name)
    )
    return [(row.id, row.name) for row in rows]


def has(relationship_id: int, area_id: int) -> bool:
    """Whether a relationship needs an area."""
    found = select(RelationshipArea.id).where(
        RelationshipArea.relationship_id == relationship_id, RelationshipArea.area_id == area_id
    )
    return db.session.scalar(found) is not None


def next_position(relationship_id: int) -> int:
    """The place of the next area of a relationship."""
    last = select(func.max(RelationshipArea.position)).where(RelationshipArea.relationship_id == relationship_id)
    highest = db.session.scalar(last)
    return 0 if highest is None else highest + 1
