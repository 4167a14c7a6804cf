"""Who may read what is written for an audience in a relationship: the people `visible` lets see it, counted from it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, literal, or_, select, union

from govtracker.access import READING_ROLES
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Person, Relationship, RoleHeld, Seat, Tenure

MOST = 500


def of(relationship: Relationship, audience: Audience, *, on: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Active people who may read it on that day (UTC), by name: person_id, name, email, job_title and their side."""
    sides = [side for side in Side if audience in (Audience.SHARED, Audience(side.value))]
    found = union(_seated(relationship, sides, on), _by_role(relationship, sides, on)).subquery()
    return db.session.execute(select(found).order_by(found.c.name, found.c.person_id).limit(MOST)).all()


def _seated(relationship: Relationship, sides: Sequence[Side], on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(*PERSON, Seat.side)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.relationship_id == relationship.id, Seat.side.in_(sides), Person.is_active, _held(on))
    )


def _by_role(relationship: Relationship, sides: Sequence[Side], on: date) -> Select[*tuple[Any, ...]]:
    """Whoever holds a seat stands on that seat's side, whatever their roles."""
    companies = {relationship.company(side).id: side for side in sides}
    seated = exists().where(
        Seat.relationship_id == relationship.id, Tenure.seat_id == Seat.id, Tenure.person_id == Person.id, _held(on)
    )
    role = exists().where(RoleHeld.person_id == Person.id, RoleHeld.role.in_(READING_ROLES))
    side = case(*((Person.organisation_id == company, literal(side.value)) for company, side in companies.items()))
    return select(*PERSON, side).where(Person.organisation_id.in_(companies), Person.is_active, role, ~seated)


def _held(on: date) -> ColumnElement[bool]:
    return and_(Tenure.from_on <= on, or_(Tenure.to_on.is_(None), Tenure.to_on >= on))


PERSON = (Person.id.label("person_id"), Person.name, Person.email, Person.job_title)
