"""Who is looking: a person's frozen rights of this moment."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from govtracker.access import SeatHeld, Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole, SeatRole
from govtracker.models import (
    Organisation,
    Person,
    Relationship,
    RoleHeld,
    Seat,
    SecondFactor,
    SignInSession,
    Supervision,
    Tenure,
)
from govtracker.queries.structure.absences import is_away
from govtracker.rules.installation.password_rules import Whose
from govtracker.rules.installation.sessions import Session


def by_email(email: str) -> Person | None:
    """The person with this address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def oneself(viewer: Viewer) -> Person:
    """The row of the person who is looking."""
    return db.session.get_one(Person, viewer.person_id)


def whose(viewer: Viewer) -> Whose:
    """What a password of theirs must not contain."""
    person = oneself(viewer)
    return Whose(person.name, person.email, person.organisation.name)


def person(person_id: int) -> Person:
    """The row of a person, for the worker."""
    return db.session.get_one(Person, person_id)


def viewer(person_id: int, *, today: date) -> Viewer | None:
    """The viewer of a person with the rights of `today` (business date, UTC); None for who may not sign in."""
    found = db.session.execute(PERSON, {"person_id": person_id, "today": today}).all()
    return _frozen(found) if found and found[0].is_active else None


def signed_in(token_hash: str, *, today: date) -> tuple[Viewer, Session] | None:
    """Whose sign-in session this is, with the rights of `today` (UTC); None where it was ended or not begun wholly."""
    found = db.session.execute(SIGNED_IN, {"token_hash": token_hash, "today": today}).all()
    if not found or not found[0].is_active:
        return None
    row = found[0]
    return _frozen(found), Session(
        row.session_id,
        row.way,
        row.begun_at,
        row.proved_at,
        row.seen_at,
        has_factor=row.has_factor,
        by_factor=row.by_factor,
        factor_required=row.second_factor_required,
    )


def several(person_ids: Collection[int], *, today: date) -> dict[int, Viewer]:
    """The viewers of these people by id, with the rights of `today` (UTC); who may not sign in is not among them."""
    people: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(PEOPLE, {"person_ids": list(person_ids), "today": today}):
        people[row.id].append(row)
    return {person_id: _frozen(rows) for person_id, rows in people.items() if rows[0].is_active}


def seats_held(person_id: int, *, today: date) -> tuple[SeatHeld, ...]:
    """The seats a person holds on a day.

    A deputy acts for the SPOC seat of its side while nobody holds that, or its holder is away.
    """
    rows = db.session.execute(SEATS, {"person_id": person_id, "today": today})
    return tuple(_seat_held(row) for row in rows)


def _seat_held(row: Row[Any]) -> SeatHeld:
    return SeatHeld(
        row.seat_id,
        row.relationship_id,
        row.side,
        row.seat_role,
        row.area_id,
        row.unattended_spoc if row.seat_role is SeatRole.DEPUTY_SPOC else None,
        row.key,
    )


def _covers(tenure: Any, day: BindParameter[date]) -> ColumnElement[bool]:
    covers: ColumnElement[bool] = (tenure.from_on <= day) & or_(tenure.to_on.is_(None), tenure.to_on >= day)
    return covers


def _seat_columns(today: BindParameter[date]) -> list[Any]:
    """What makes a SeatHeld."""
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
    return [
        Seat.id.label("seat_id"),
        Seat.role.label("seat_role"),
        Seat.relationship_id,
        Seat.side,
        Seat.area_id,
        unattended_spoc.label("unattended_spoc"),
        Relationship.key,
    ]


def _seats(person_id: BindParameter[int], today: BindParameter[date]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_seat_columns(today))
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .where(Tenure.person_id == person_id, _covers(Tenure, today))
        .order_by(Seat.relationship_id, Seat.id)
    )


def _people(today: BindParameter[date]) -> Select[*tuple[Any, ...]]:
    """People with the roles they hold, once for every seat they hold, or once without."""
    roles = select(func.aggregate_strings(type_coerce(RoleHeld.role, String), ","))
    in_charge = and_(
        Supervision.person_id == Person.id,
        Supervision.organisation_id == Person.organisation_id,
        Supervision.ended_at.is_(None),
        _covers(Supervision, today),
    )
    return (
        select(
            Person.id,
            Person.organisation_id,
            Person.name,
            Person.email,
            Person.zone,
            Person.theme,
            Person.shortcuts,
            Person.is_active,
            Person.is_administrator,
            Person.must_change_password,
            roles.where(RoleHeld.person_id == Person.id).scalar_subquery().label("roles"),
            *(_supervised(column, in_charge) for column in (Supervision.segment_id, Supervision.account_id)),
            *_seat_columns(today),
        )
        .outerjoin(Tenure, and_(Tenure.person_id == Person.id, _covers(Tenure, today)))
        .outerjoin(Seat, Seat.id == Tenure.seat_id)
        .outerjoin(Relationship, Relationship.id == Seat.relationship_id)
        .order_by(Seat.relationship_id, Seat.id)
    )


def _supervised(column: InstrumentedAttribute[int | None], in_charge: ColumnElement[bool]) -> Any:
    """The ids of the customers of one kind, joined by commas."""
    listed = select(func.aggregate_strings(cast(column, String), ",")).where(in_charge)
    return listed.scalar_subquery().label("segments" if column.key == "segment_id" else "accounts")


def _frozen(rows: Sequence[Row[Any]]) -> Viewer:
    person = rows[0]
    return Viewer(
        person_id=person.id,
        organisation_id=person.organisation_id,
        name=person.name,
        email=person.email,
        zone=person.zone,
        theme=person.theme,
        shortcuts=person.shortcuts,
        is_administrator=person.is_administrator,
        must_change_password=person.must_change_password,
        roles=frozenset(PortfolioRole(role) for role in (person.roles or "").split(",") if role),
        seats=tuple(_seat_held(row) for row in rows if row.seat_id is not None),
        segments=_ids(person.segments),
        accounts=_ids(person.accounts),
    )


def _ids(listed: str | None) -> frozenset[int]:
    return frozenset(int(one) for one in (listed or "").split(",") if one)


def _signed_in(token_hash: BindParameter[str], today: BindParameter[date]) -> Select[*tuple[Any, ...]]:
    """The same of whoever a session belongs to, with what is asked of it."""
    has_factor = select(SecondFactor.id).where(
        SecondFactor.person_id == Person.id, SecondFactor.confirmed_at.is_not(None)
    )
    return (
        _people(today)
        .add_columns(
            SignInSession.id.label("session_id"),
            SignInSession.way,
            SignInSession.begun_at,
            SignInSession.proved_at,
            SignInSession.seen_at,
            SignInSession.by_factor,
            has_factor.exists().label("has_factor"),
            Organisation.second_factor_required,
        )
        .join(SignInSession, SignInSession.person_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(
            SignInSession.token_hash == token_hash,
            SignInSession.ended_at.is_(None),
            SignInSession.admitted_at.is_not(None),
        )
    )


# Asked with every request: built once, for building them takes several times as long as the answer.
BY_ID: BindParameter[int] = bindparam("person_id")
BY_IDS: BindParameter[Any] = bindparam("person_ids", expanding=True)
ON: BindParameter[date] = bindparam("today", type_=Date)
PERSON = _people(ON).where(Person.id == BY_ID)
PEOPLE = _people(ON).where(Person.id.in_(BY_IDS))
SEATS = _seats(BY_ID, ON)
SIGNED_IN = _signed_in(bindparam("token_hash", type_=String), ON)
