"""People as others may meet them: whoever shares a relationship that one sees."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, case, func, not_, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import (
    Action,
    FunctionalArea,
    Issue,
    Joining,
    Organisation,
    Person,
    Relationship,
    RoleHeld,
    Seat,
    Tenure,
)
from govtracker.queries import find, paging, visible
from govtracker.queries.installation import joinings
from govtracker.queries.paging import Slice
from govtracker.queries.structure.seats import ORDER, held_on


def shared(viewer: Viewer, person_id: int) -> Person:
    """A person who holds or held a seat in a relationship the viewer sees, or the viewer; raises NotFound."""
    met = or_(Person.id == viewer.person_id, visible.people(viewer, Person.id))
    return find.one(select(Person).where(Person.id == person_id, met))


def own_company(viewer: Viewer) -> Organisation:
    """The organisation the viewer belongs to."""
    return find.one(select(Organisation).where(Organisation.id == viewer.organisation_id))


def colleagues(viewer: Viewer, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the people of the viewer's own company, by name."""
    return paging.page(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.job_title,
            Person.is_active,
            Person.unreachable_at,
            joinings.has_joined().label("has_joined"),
            Joining.email.label("invited_at_address"),
            Joining.expires_at.label("invited_until"),
        )
        .join(Joining, and_(Joining.person_id == Person.id, *joinings.OPEN), isouter=True)
        .where(Person.organisation_id == viewer.organisation_id, Person.erased_at.is_(None)),
        by=[func.lower(Person.name), Person.id.expression],
        after=after,
        before=before,
    )


def colleague(viewer: Viewer, person_id: int) -> Person:
    """A person of the viewer's own company, whoever sees them elsewhere; raises NotFound."""
    return find.one(select(Person).where(Person.id == person_id, Person.organisation_id == viewer.organisation_id))


def active_of(organisation_id: int, person_id: int) -> Person | None:
    """The active person of a company, or None."""
    return db.session.scalar(
        select(Person).where(Person.id == person_id, Person.organisation_id == organisation_id, Person.is_active)
    )


def count(viewer: Viewer) -> int:
    """How many people of the viewer's own company may sign in."""
    here = select(func.count()).where(Person.organisation_id == viewer.organisation_id, Person.is_active)
    return db.session.scalar(here) or 0


def count_outside(viewer: Viewer, domains: Collection[str]) -> int:
    """How many people of the viewer's own company may sign in with an address of none of `domains`."""
    at_one = or_(*(Person.email.endswith(f"@{domain}", autoescape=True) for domain in domains))
    here = and_(Person.organisation_id == viewer.organisation_id, Person.is_active)
    return db.session.scalar(select(func.count()).where(here, not_(at_one))) or 0


def roles_of(person_ids: Collection[int]) -> dict[int, list[PortfolioRole]]:
    """The roles those people hold across relationships, by person id, in the order of the vocabulary."""
    held: dict[int, list[PortfolioRole]] = {person_id: [] for person_id in person_ids}
    rows = db.session.execute(select(RoleHeld.person_id, RoleHeld.role).where(RoleHeld.person_id.in_(person_ids)))
    for row in rows:
        held[row.person_id].append(row.role)
    return {person_id: sorted(roles, key=list(PortfolioRole).index) for person_id, roles in held.items()}


def held_roles(person: Person) -> Sequence[RoleHeld]:
    """The roles a person holds across relationships."""
    return db.session.scalars(select(RoleHeld).where(RoleHeld.person_id == person.id)).all()


def role_holders(viewer: Viewer) -> list[tuple[PortfolioRole, list[str]]]:
    """Each role with the names of the active people of the viewer's own company who hold it."""
    names: dict[PortfolioRole, list[str]] = {role: [] for role in PortfolioRole}
    for row in db.session.execute(
        select(RoleHeld.role, Person.name)
        .join(Person, Person.id == RoleHeld.person_id)
        .where(Person.organisation_id == viewer.organisation_id, Person.is_active)
        .order_by(Person.name, Person.id)
    ):
        names[row.role].append(row.name)
    return list(names.items())


def with_addresses(addresses: Collection[str]) -> dict[str, Person]:
    """The people, of whatever company, with these addresses (in small letters), by address."""
    found = db.session.scalars(select(Person).where(Person.email.in_(addresses)))
    return {person.email: person for person in found}


def colleagues_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, Person]:
    """Those of the viewer's own company with these ids."""
    own = Person.organisation_id == viewer.organisation_id
    found = db.session.scalars(select(Person).where(Person.id.in_(ids), own).with_for_update())
    return {person.id: person for person in found}


def to_seat(viewer: Viewer) -> Sequence[tuple[int, str]]:
    """(id, name) of the active people of the viewer's own company."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.organisation_id == viewer.organisation_id, Person.is_active)
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def names(person_ids: Collection[int]) -> list[tuple[int, str]]:
    """(id, name) of these people, by name."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)).order_by(Person.name))
    return [(row.id, row.name) for row in rows]


def nobody_yet() -> bool:
    """Whether there is no person at all: the installation has not been set up."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def any_administrator(*, but: int | None = None) -> bool:
    """Whether somebody active, other than the person with the id `but`, administers the installation."""
    others = select(Person.id).where(Person.is_administrator, Person.is_active, Person.id != (but or 0)).limit(1)
    return db.session.scalar(others) is not None


def seats_of(viewer: Viewer, person_id: int, *, on: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """The seats a person holds on a day in relationships the viewer sees."""
    return db.session.execute(
        select(
            Seat.role,
            Seat.side,
            Seat.tier,
            Seat.scope_of_authority,
            FunctionalArea.name.label("area"),
            Tenure.from_on,
            Relationship.key,
        )
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .join(FunctionalArea, FunctionalArea.id == Seat.area_id, isouter=True)
        .where(Tenure.person_id == person_id, held_on(on), visible.relationships(viewer))
        .order_by(Relationship.key, case(ORDER, value=Seat.role), Seat.id)
    ).all()


def load_of(viewer: Viewer, person_id: int) -> tuple[int, int]:
    """How many open issues and open actions of a person the viewer sees."""
    issues = select(func.count()).select_from(Issue).where(Issue.owner_id == person_id, Issue.is_open)
    actions = select(func.count()).select_from(Action).where(Action.owner_id == person_id, Action.is_open)
    row = db.session.execute(
        select(
            issues.where(visible.issues(viewer)).scalar_subquery(),
            actions.where(visible.actions(viewer)).scalar_subquery(),
        )
    ).one()
    return row[0], row[1]
