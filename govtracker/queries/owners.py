"""Who may own something in a relationship: everybody with a seat there that may write."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Organisation, Person, Relationship, Seat, Tenure


def side_of(relationship: Relationship, person_id: int, *, on: date) -> Side | None:
    """The side a person stands on by a seat they hold on that day, or None."""
    return db.session.scalar(
        select(Seat.side)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .where(Seat.relationship_id == relationship.id, Tenure.person_id == person_id, _held(on))
        .where(Seat.role != SeatRole.OBSERVER)
        .limit(1)
    )


def choices(relationship: Relationship, *, on: date) -> list[tuple[int, str]]:
    """(person id, "Name · Company") of everybody who may own something there, client side first."""
    rows = db.session.execute(_seated([relationship.id], on).add_columns(Seat.side).order_by(Seat.side, Person.name))
    companies = {Side.CLIENT: relationship.client.name, Side.SUPPLIER: relationship.supplier.name}
    return [(person_id, f"{name} · {companies[side]}") for person_id, name, side in rows]


def people(relationship: Relationship, *, on: date) -> list[Row[*tuple[Any, ...]]]:
    """id, name, email and side of everybody who may own something there, by name."""
    query = _seated([relationship.id], on).add_columns(Person.email, Seat.side).order_by(Person.name, Person.id)
    return list(db.session.execute(query))


def choices_in(relationship_ids: Collection[int], *, on: date) -> list[tuple[int, str]]:
    """(person id, "Name · Company") of everybody who may own something in one of these relationships, by company."""
    rows = db.session.execute(
        _seated(relationship_ids, on)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .add_columns(Organisation.name)
        .order_by(Organisation.name, Person.name)
    )
    return [(person_id, f"{name} · {company}") for person_id, name, company in rows]


def _seated(relationship_ids: Collection[int], on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(Person.id, Person.name)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.relationship_id.in_(relationship_ids), Person.is_active)
        .where(Seat.role != SeatRole.OBSERVER, _held(on))
        .distinct()
    )


def _held(on: date) -> ColumnElement[bool]:
    return (Tenure.from_on <= on) & or_(Tenure.to_on.is_(None), Tenure.to_on >= on)
