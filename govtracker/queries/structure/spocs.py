"""Who speaks for a side: its SPOC, or the deputy acting for it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, or_, select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Person, Seat, Tenure
from govtracker.queries.structure.absences import is_away


def of_side(relationship_id: int, side: Side, *, today: date) -> int | None:
    """The person who speaks for a side on a day (UTC, as rights are counted); None where nobody does.

    The SPOC before the deputy, and whoever is there before one who is away.
    """
    return _holder(relationship_id, side, (SeatRole.SPOC, SeatRole.DEPUTY_SPOC), today)


def sponsor_of_side(relationship_id: int, side: Side, *, today: date) -> int | None:
    """The sponsor of a side on a day (UTC); None where nobody holds that seat."""
    return _holder(relationship_id, side, (SeatRole.SPONSOR,), today)


def _holder(relationship_id: int, side: Side, roles: Sequence[SeatRole], today: date) -> int | None:
    """Who holds a seat of the first of these roles; whoever is there before one who is away."""
    return db.session.scalar(
        select(Tenure.person_id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == side)
        .where(Seat.role.in_(roles), Person.is_active)
        .where(Tenure.from_on <= today, or_(Tenure.to_on.is_(None), Tenure.to_on >= today))
        .order_by(case((is_away(Tenure.person_id, today), 1), else_=0), (Seat.role == roles[0]).desc(), Seat.id)
        .limit(1)
    )
