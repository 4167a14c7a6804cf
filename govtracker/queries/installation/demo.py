"""The demonstration people, one per role and side, and the demonstration clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true, union_all

from govtracker.access import READING_ROLES
from govtracker.database import db
from govtracker.enums import PortfolioRole, SeatRole, Side
from govtracker.models import (
    Contract,
    Forum,
    Issue,
    MailSchedule,
    Notification,
    Obligation,
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
ROLES: tuple[str, ...] = (*SeatRole, *PortfolioRole, ADMINISTRATOR)  # the most telling first
Played = tuple[int, Side | None, str, str | None]  # person, side, role, key of a relationship they see by it


@dataclass(frozen=True)
class Part:
    """A role somebody plays on one side, and the keys of the relationships they see by it."""

    side: Side | None
    role: str
    relationships: tuple[str, ...]


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as, the most telling part first."""

    person_id: int
    name: str
    email: str
    organisation: str
    parts: tuple[Part, ...]


def people() -> list[DemoPerson]:
    """Everyone with a seat or a role of their company, the most telling first, and who administers the installation."""
    played: dict[int, dict[tuple[Side | None, str], list[str]]] = {}
    for person_id, side, role, key in (*_seated(), *_across(), *_administering()):
        keys = played.setdefault(person_id, {}).setdefault((side, role), [])
        if key and key not in keys:
            keys.append(key)
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.is_active, Person.id.in_(played))
    )
    found = [DemoPerson(*row, parts=_parts(played[row.id])) for row in rows]
    return sorted(found, key=lambda who: (_telling(who.parts[0]), who.person_id))


def _parts(played: dict[tuple[Side | None, str], list[str]]) -> tuple[Part, ...]:
    return tuple(sorted((Part(*part, tuple(keys)) for part, keys in played.items()), key=_telling))


def _telling(part: Part) -> tuple[int, str]:
    return ROLES.index(part.role), part.side or ""


def _seated() -> list[Played]:
    rows = db.session.execute(
        select(Tenure.person_id, Seat.side, Seat.role, Relationship.key)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .where(Tenure.to_on.is_(None))
        .order_by(Relationship.id, Seat.id)
    )
    return [(row.person_id, row.side, row.role, row.key) for row in rows]


def _across() -> list[Played]:
    """Roles people hold in their company; the administrator's of a company opens no relationship."""
    is_client = Relationship.client_id == Person.organisation_id
    rows = db.session.execute(
        select(RoleHeld.person_id, RoleHeld.role, Relationship.key, is_client.label("is_client"))
        .join(Person, Person.id == RoleHeld.person_id)
        .join(Relationship, or_(is_client, Relationship.supplier_id == Person.organisation_id))
        .order_by(Relationship.id, RoleHeld.id)
    )
    return [
        (
            row.person_id,
            Side.CLIENT if row.is_client else Side.SUPPLIER,
            row.role,
            row.key if row.role in READING_ROLES else None,
        )
        for row in rows
    ]


def _administering() -> list[Played]:
    rows = db.session.scalars(select(Person.id).where(Person.is_administrator))
    return [(person_id, None, ADMINISTRATOR, None) for person_id in rows]


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


def next_due(after: datetime) -> datetime | None:
    """The first instant (business time, UTC) later than `after` at which a job finds something due."""
    soonest = union_all(
        *(select(func.min(column).label("at")).where(column > after, waits) for column, waits in DUE_INSTANTS)
    ).subquery()
    found: datetime | None = db.session.scalar(select(func.min(soonest.c.at)))
    return found


DUE_INSTANTS: tuple[tuple[ColumnElement[Any], ColumnElement[bool]], ...] = (
    (Issue.next_at.expression, true()),
    (Notification.due_at.expression, Notification.told_at.is_(None)),
    (MailSchedule.next_at.expression, true()),
    (Forum.plan_at.expression, true()),
    (Review.step_at.expression, true()),
    (Contract.remind_at.expression, true()),
    (Obligation.next_at.expression, true()),
)
