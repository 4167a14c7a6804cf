"""Who is looking: a person's frozen rights of this moment."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import SeatHeld, Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole, SeatRole
from govtracker.models import Person, Relationship, RoleHeld, Seat, Tenure
from govtracker.queries.structure.absences import is_away


def by_email(email: str) -> Person | None:
    """The person with this address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def oneself(viewer: Viewer) -> Person:
    """The row of the person who is looking."""
    return db.session.get_one(Person, viewer.person_id)


def person(person_id: int) -> Person:
    """The row of a person, for the worker."""
    return db.session.get_one(Person, person_id)


def viewer(person_id: int, *, today: date, session_epoch: int | None = None) -> Viewer | None:
    """The viewer of a person with the rights of `today` (business date, UTC); None for who may not sign in."""
    found = db.session.execute(PERSON, {"person_id": person_id}).all()  # a row for each role
    person = found[0] if found else None
    if person is None or not person.is_active or session_epoch not in (None, person.session_epoch):
        return None
    roles = frozenset(row.role for row in found if row.role is not None)
    return _frozen(person, roles, seats_held(person_id, today=today))


def several(person_ids: Collection[int], *, today: date) -> dict[int, Viewer]:
    """The viewers of these people by id, with the rights of `today` (UTC); who may not sign in is not among them."""
    people: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(PEOPLE, {"person_ids": list(person_ids)}):
        people[row.id].append(row)
    seats: dict[int, list[SeatHeld]] = defaultdict(list)
    for row in db.session.execute(THEIR_SEATS, {"person_ids": list(person_ids), "today": today}):
        seats[row.person_id].append(_seat_held(row))
    return {
        person_id: _frozen(rows[0], frozenset(row.role for row in rows if row.role is not None), seats[person_id])
        for person_id, rows in people.items()
        if rows[0].is_active
    }


def seats_held(person_id: int, *, today: date) -> tuple[SeatHeld, ...]:
    """The seats a person holds on a day.

    A deputy acts for the SPOC seat of its side while nobody holds that, or its holder is away.
    """
    rows = db.session.execute(SEATS, {"person_id": person_id, "today": today})
    return tuple(_seat_held(row) for row in rows)


def _seat_held(row: Row[Any]) -> SeatHeld:
    return SeatHeld(
        row.id,
        row.relationship_id,
        row.side,
        row.role,
        row.area_id,
        row.unattended_spoc if row.role is SeatRole.DEPUTY_SPOC else None,
        row.key,
    )


def _covers(tenure: Any, day: BindParameter[date]) -> ColumnElement[bool]:
    covers: ColumnElement[bool] = (tenure.from_on <= day) & or_(tenure.to_on.is_(None), tenure.to_on >= day)
    return covers


def _seats(whose: ColumnElement[bool], today: BindParameter[date]) -> Select[*tuple[Any, ...]]:
    spoc, held = aliased(Seat), aliased(Tenure)
    unattended_spoc = (
        select(spoc.id)
        .where(
            spoc.relationship_id == Seat.relationship_id,
            spoc.side == Seat.side,
            spoc.role == SeatRole.SPOC,
            ~select(held.id)
            .where(held.seat_id == spoc.id, _covers(held, today), ~is_away(held.person_id, today))
            .exists(),
        )
        .scalar_subquery()
    )
    return (
        select(
            Seat.id,
            Seat.relationship_id,
            Seat.side,
            Seat.role,
            Seat.area_id,
            unattended_spoc.label("unattended_spoc"),
            Relationship.key,
            Tenure.person_id,
        )
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .where(whose, _covers(Tenure, today))
        .order_by(Seat.relationship_id, Seat.id)
    )


def _frozen(person: Any, roles: frozenset[PortfolioRole], seats: Sequence[SeatHeld]) -> Viewer:
    return Viewer(
        person_id=person.id,
        organisation_id=person.organisation_id,
        name=person.name,
        email=person.email,
        zone=person.zone,
        theme=person.theme,
        shortcuts=person.shortcuts,
        is_administrator=person.is_administrator,
        roles=roles,
        seats=tuple(seats),
    )


# Asked with every request: built once, for building them takes several times as long as the answer.
BY_ID: BindParameter[int] = bindparam("person_id")
BY_IDS: BindParameter[Any] = bindparam("person_ids", expanding=True)
ROLES: Select[*tuple[Any, ...]] = select(
    Person.id,
    Person.organisation_id,
    Person.name,
    Person.email,
    Person.zone,
    Person.theme,
    Person.shortcuts,
    Person.is_active,
    Person.is_administrator,
    Person.session_epoch,
    RoleHeld.role,
).outerjoin(RoleHeld, RoleHeld.person_id == Person.id)
PERSON = ROLES.where(Person.id == BY_ID)
PEOPLE = ROLES.where(Person.id.in_(BY_IDS))
SEATS = _seats(Tenure.person_id == BY_ID, bindparam("today", type_=Date))
THEIR_SEATS = _seats(Tenure.person_id.in_(BY_IDS), bindparam("today", type_=Date))
