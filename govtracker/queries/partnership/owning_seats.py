"""The seats of both sides that may own something of a partnership, and who holds them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import SeatRole
from govtracker.models import FunctionalArea, Person, Relationship, Seat, Tenure
from govtracker.queries.structure.seats import held_on
from govtracker.rules.words import seat_title


def choices(relationship: Relationship, *, today: date) -> list[tuple[int, str]]:
    """(id, "Name · Role · Company") of the seats that may write and that somebody holds on a day (UTC)."""
    query = (
        select(Seat.id, Seat.role, Seat.side, FunctionalArea.name.label("area"), Person.name)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .where(Seat.relationship_id == relationship.id, Seat.role != SeatRole.OBSERVER, held_on(today))
        .order_by(Seat.side, Seat.tier, Person.name, Seat.id)
    )
    return [
        (row.id, f"{row.name} · {seat_title(row.role, row.area)} · {relationship.company(row.side).name}")
        for row in db.session.execute(query)
    ]


def holder(seat_id: int, *, today: date) -> int | None:
    """Who holds a seat on a day (UTC)."""
    return db.session.scalar(select(Tenure.person_id).where(Tenure.seat_id == seat_id, held_on(today)).limit(1))


def name_of(seat_id: Any, today: date) -> Any:
    """The name of who holds a seat on a day, as a column."""
    tenure, person = aliased(Tenure), aliased(Person)
    held: ColumnElement[bool] = (tenure.from_on <= today) & (tenure.to_on.is_(None) | (tenure.to_on >= today))
    query: Select[Any] = select(person.name).join(tenure, tenure.person_id == person.id)
    return query.where(tenure.seat_id == seat_id, held).limit(1).scalar_subquery()
