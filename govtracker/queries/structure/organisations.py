"""Organisations by name."""

from sqlalchemy import exists, func, select

from govtracker.database import db
from govtracker.models import Organisation, Person


def by_name(name: str) -> Organisation | None:
    """The organisation of this name, whatever its case."""
    return db.session.scalar(select(Organisation).where(func.lower(Organisation.name) == name.strip().lower()))


def any_there() -> bool:
    """Whether there is any organisation: without one the installation is empty."""
    return db.session.scalar(select(exists(select(Organisation.id)))) is True


def has_people(organisation_id: int) -> bool:
    """Whether anybody belongs to an organisation."""
    return db.session.scalar(select(Person.id).where(Person.organisation_id == organisation_id).limit(1)) is not None
