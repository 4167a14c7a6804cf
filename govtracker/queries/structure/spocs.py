"""Who speaks for a side: its SPOC, or the deputy acting for it."""

from datetime import date

from sqlalchemy import or_, select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Person, Seat, Tenure


def of_side(relationship_id: int, side: Side, *, today: date) -> int | None:
    """The person who speaks for a side on a day (UTC, as rights are counted); None where nobody does."""
    return db.session.scalar(
        select(Tenure.person_id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == side)
        .where(Seat.role.in_([SeatRole.SPOC, SeatRole.DEPUTY_SPOC]), Person.is_active)
        .where(Tenure.from_on <= today, or_(Tenure.to_on.is_(None), Tenure.to_on >= today))
        .order_by((Seat.role == SeatRole.SPOC).desc(), Seat.id)
        .limit(1)
    )
