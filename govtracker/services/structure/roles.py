"""Portfolio roles: what a person may do across the relationships of their own company."""

from collections.abc import Collection
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Person, RoleHeld
from govtracker.queries.structure import people
from govtracker.services import Refused, events


def give(person: Person, role: PortfolioRole, *, by: Viewer | None, at: datetime, today: date) -> None:
    """Let a person hold a portfolio role in their own organisation."""
    db.session.flush()
    db.session.add(RoleHeld(person_id=person.id, role=role, since_on=today))
    events.record(person, "role_given", by=by, at=at, changes={"role": [None, role]})


def settle(person: Person, wanted: Collection[PortfolioRole], *, by: Viewer, at: datetime, today: date) -> None:
    """Let a colleague hold exactly these roles; nobody changes their own, so that an administrator always remains."""
    held = {row.role: row for row in people.held_roles(person)}
    if set(wanted) == set(held):
        return
    if person.id == by.person_id:
        raise Refused("Nobody changes their own roles: ask another administrator of your company.")
    for role in PortfolioRole:
        if role in wanted and role not in held:
            give(person, role, by=by, at=at, today=today)
        if role in held and role not in wanted:
            db.session.delete(held[role])
            events.record(person, "role_taken", by=by, at=at, changes={"role": [role, None]})
