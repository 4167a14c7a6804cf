"""Portfolio roles: who holds one, and whether anybody else does."""

from collections.abc import Sequence

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Person, RoleHeld


def of_id(role_id: int) -> RoleHeld | None:
    """The role of that id, None where it has ended."""
    return db.session.get(RoleHeld, role_id)


def is_held(person: Person, role: PortfolioRole) -> bool:
    """Whether a person holds a role."""
    own = select(RoleHeld.id).where(RoleHeld.person_id == person.id, RoleHeld.role == role)
    return db.session.scalar(own) is not None


def holders(organisation_id: int, role: PortfolioRole) -> Sequence[int]:
    """The active people of a company who hold a role."""
    return db.session.scalars(
        select(Person.id)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(RoleHeld.role == role, Person.organisation_id == organisation_id, Person.is_active)
        .order_by(Person.id)
    ).all()


def others_with(role: PortfolioRole, person: Person) -> bool:
    """Whether another active person of the same company holds a role."""
    others = (
        select(RoleHeld.id)
        .join(Person, Person.id == RoleHeld.person_id)
        .where(RoleHeld.role == role, Person.id != person.id, Person.is_active)
        .where(Person.organisation_id == person.organisation_id)
        .limit(1)
    )
    return db.session.scalar(others) is not None
