"""The demonstration people, one per role and side, and the demonstration clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, true, union_all

from govtracker.access import READING_ROLES
from govtracker.database import db
from govtracker.enums import PortfolioRole, SeatRole, Side
from govtracker.models import (
    Forum,
    Issue,
    MailSchedule,
    Notification,
    Organisation,
    Person,
    Relationship,
    Review,
    RoleHeld,
    Seat,
    Setting,
    Tenure,
)
from govtracker.queries import NotFound

PASSWORD_SETTING = "demo_password"  # noqa: S105  # the name of a setting
CLOCK_SETTING = "demo_clock_ahead"
ADMINISTRATOR = "administrator"  # of the installation: no role of a side


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as; `relationships` are the keys they see. Who administers the installation has no side."""

    person_id: int
    name: str
    email: str
    organisation: str
    side: Side | None
    role: str
    relationships: tuple[str, ...]


def people() -> list[DemoPerson]:
    """Everyone with a seat, the most telling role of each first; then those with a role across relationships."""
    seated = _seated()
    return [*seated, *_unseated({person.person_id for person in seated})]


def _seated() -> list[DemoPerson]:
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, Organisation.name, Seat.side, Seat.role, Relationship.key)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.is_active, Tenure.to_on.is_(None))
        .order_by(Relationship.id, Seat.id)
    ).all()
    seen: dict[int, DemoPerson] = {}
    for person_id, name, email, organisation, side, role, key in rows:
        before = seen.get(person_id)
        keys = (*before.relationships, key) if before and key not in before.relationships else (key,)
        seen[person_id] = DemoPerson(
            person_id,
            name,
            email,
            organisation,
            before.side if before else side,
            before.role if before else role,
            before.relationships if before and key in before.relationships else keys,
        )
    return sorted(seen.values(), key=lambda who: (SEAT_ROLES.index(who.role), who.side or "", who.person_id))


def _unseated(seated: set[int]) -> list[DemoPerson]:
    """Whoever holds a portfolio role and no seat, and who administers the installation."""
    places = db.session.execute(
        select(Relationship.key, Relationship.client_id, Relationship.supplier_id).order_by(Relationship.id)
    ).all()
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, Person.organisation_id, RoleHeld.role, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(RoleHeld, RoleHeld.person_id == Person.id)
        .where(Person.is_active, Person.id.not_in(seated), or_(Person.is_administrator, RoleHeld.role.is_not(None)))
    ).all()
    return [
        DemoPerson(
            person_id,
            name,
            email,
            organisation,
            _side(company_id, places) if role else None,
            role or ADMINISTRATOR,
            tuple(place.key for place in places if company_id in place[1:]) if role in READING_ROLES else (),
        )
        for person_id, name, email, company_id, role, organisation in sorted(rows, key=_by_role)
    ]


def _by_role(row: Any) -> tuple[int, int]:
    """In the order of the roles; administrators of the installation last."""
    roles = list(PortfolioRole)
    return (roles.index(row.role) if row.role else len(roles), row.id)


def _side(company_id: int, places: Sequence[Any]) -> Side | None:
    """The side on which a company stands first."""
    for place in places:
        if company_id in place[1:]:
            return Side.CLIENT if company_id == place.client_id else Side.SUPPLIER
    return None


def person(person_id: int) -> Person:
    """The demonstration person to sign in as; raises NotFound."""
    if person_id not in {known.person_id for known in people()}:
        raise NotFound
    return db.session.get_one(Person, person_id)


def password() -> str:
    """The password all demonstration people share ('' when there are none)."""
    kept = db.session.get(Setting, PASSWORD_SETTING)
    return kept.value if kept else ""


def clock_ahead() -> timedelta:
    """How far the demonstration clock runs ahead."""
    kept = db.session.get(Setting, CLOCK_SETTING)
    return timedelta(seconds=int(kept.value)) if kept else timedelta()


def clock_setting() -> Setting | None:
    """The row that keeps how far the clock runs ahead, locked until the commit."""
    return db.session.get(Setting, CLOCK_SETTING, with_for_update=True)


def forget_notices() -> None:
    """Nobody is told by mail of what happened before the demonstration was loaded."""
    db.session.execute(delete(Notification))


def next_due(after: datetime) -> datetime | None:
    """The first instant (business time, UTC) later than `after` at which a job finds something due."""
    soonest = union_all(
        *(select(func.min(column).label("at")).where(column > after, waits) for column, waits in DUE_INSTANTS)
    ).subquery()
    found: datetime | None = db.session.scalar(select(func.min(soonest.c.at)))
    return found


SEAT_ROLES: list[str] = list(SeatRole)
DUE_INSTANTS: tuple[tuple[ColumnElement[Any], ColumnElement[bool]], ...] = (
    (Issue.climb_at.expression, true()),
    (Notification.due_at.expression, Notification.told_at.is_(None)),
    (MailSchedule.next_at.expression, true()),
    (Forum.plan_at.expression, true()),
    (Review.step_at.expression, true()),
)
