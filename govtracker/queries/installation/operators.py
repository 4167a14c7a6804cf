"""What those who run the installation name on the command line; nobody's rights are asked."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import FunctionalArea, Relationship


def relationship(key: str) -> Relationship | None:
    """The relationship of that key."""
    return db.session.scalar(select(Relationship).where(Relationship.key == key.strip().upper()))


def area(relationship_id: int, name: str) -> FunctionalArea | None:
    """The functional area of that name, if the relationship needs it."""
    found = db.session.scalars(select(Relationship).where(Relationship.id == relationship_id)).unique().one()
    return next((needed.area for needed in found.areas if needed.area.name.lower() == name.strip().lower()), None)


def area_names(relationship_id: int) -> list[str]:
    """The names of the areas a relationship needs, in its order."""
    found = db.session.scalars(select(Relationship).where(Relationship.id == relationship_id)).unique().one()
    return [needed.area.name for needed in found.areas]
