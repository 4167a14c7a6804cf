"""Organisations by name."""

from sqlalchemy import func, select

from govtracker.database import db
from govtracker.models import Organisation


def by_name(name: str) -> Organisation | None:
    """The organisation of this name, whatever its case."""
    return db.session.scalar(select(Organisation).where(func.lower(Organisation.name) == name.strip().lower()))
