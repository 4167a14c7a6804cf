"""Which keys relationships have."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Relationship


def is_taken(key: str) -> bool:
    """Whether any relationship of this installation has the key, seen or not: keys are unique."""
    return db.session.scalar(select(Relationship.id).where(Relationship.key == key)) is not None


def keys_like(beginning: str) -> frozenset[str]:
    """The keys that begin so."""
    return frozenset(
        db.session.scalars(select(Relationship.key).where(Relationship.key.startswith(beginning, autoescape=True)))
    )
