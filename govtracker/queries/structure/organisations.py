"""Organisations: by name, and all of them for whoever runs the installation."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.models import Organisation, Person
from govtracker.queries import find, paging
from govtracker.queries.paging import Slice


def by_name(name: str) -> Organisation | None:
    """The organisation of this name, whatever its case."""
    return db.session.scalar(select(Organisation).where(func.lower(Organisation.name) == name.strip().lower()))


def any_there() -> bool:
    """Whether there is any organisation: without one the installation is empty."""
    return db.session.scalar(select(exists(select(Organisation.id)))) is True


def has_people(organisation_id: int) -> bool:
    """Whether anybody belongs to an organisation."""
    return db.session.scalar(select(Person.id).where(Person.organisation_id == organisation_id).limit(1)) is not None


def listed(*, after: str | None = None, before: str | None = None) -> Slice:
    """A page of all organisations, by name, with the name of the one each belongs to."""
    parent = aliased(Organisation)
    query = select(Organisation.id, Organisation.name, Organisation.zone, parent.name.label("parent")).join(
        parent, parent.id == Organisation.parent_id, isouter=True
    )
    return paging.page(
        query, by=[func.lower(Organisation.name), Organisation.id.expression], after=after, before=before
    )


def by_id(organisation_id: int) -> Organisation:
    """One organisation; raises NotFound."""
    return find.one(select(Organisation).where(Organisation.id == organisation_id))


def choices() -> Sequence[tuple[int, str]]:
    """(id, name) of every organisation, by name."""
    rows = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name, Organisation.id))
    return [(row.id, row.name) for row in rows]


def parents() -> dict[int, int | None]:
    """Every organisation with the one it belongs to."""
    return {row.id: row.parent_id for row in db.session.execute(select(Organisation.id, Organisation.parent_id))}


def count() -> int:
    """How many organisations there are."""
    return db.session.scalar(select(func.count()).select_from(Organisation)) or 0
