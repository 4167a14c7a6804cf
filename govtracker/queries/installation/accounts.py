"""Whom people ask about their accounts."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Person, RoleHeld

MOST = 3


def keepers(organisation_id: int, *, but: int | None = None) -> str:
    """The names of who keeps the people of a company: "Otto Busch or Greta Falk"; "" where nobody does.

    `but` leaves out whom one would rather not ask.
    """
    rows = db.session.scalars(
        select(Person.name)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            Person.organisation_id == organisation_id,
            Person.is_active,
            Person.id != (but or 0),
            RoleHeld.role == PortfolioRole.ORGANISATION_ADMINISTRATOR,
        )
        .order_by(Person.name, Person.id)
        .limit(MOST)
    )
    return " or ".join(rows)
