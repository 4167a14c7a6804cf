"""Relationships by key."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Relationship


def is_taken(key: str) -> bool:
    """Whether some relationship has this key, whoever may see it."""
    return db.session.scalar(select(Relationship.id).where(Relationship.key == key)) is not None
