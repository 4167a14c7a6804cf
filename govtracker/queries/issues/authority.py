"""Who may decide what: the seats of a side with their limits, and who speaks for each."""

from datetime import date

from sqlalchemy import and_, select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Person, Seat, Tenure
from govtracker.queries.structure import spocs
from govtracker.queries.structure.seats import held_on
from govtracker.rules.issues.authority import SeatFacts


def of_side(relationship_id: int, side: Side, *, today: date) -> list[SeatFacts]:
    """The seats of a side on a day (UTC, as rights are counted), observers left out, from the top down."""
    rows = db.session.execute(
        select(Seat, Person.id.label("person_id"))
        .outerjoin(Tenure, and_(Tenure.seat_id == Seat.id, held_on(today)))
        .outerjoin(Person, and_(Person.id == Tenure.person_id, Person.is_active))
        .where(Seat.relationship_id == relationship_id, Seat.side == side, Seat.role != SeatRole.OBSERVER)
        .order_by(Seat.id)
    ).all()
    speaker = spocs.of_side(relationship_id, side, today=today)
    found = [
        SeatFacts(
            seat.id,
            seat.role,
            seat.title,
            seat.money_limit,
            seat.currency,
            speaker if seat.role is SeatRole.SPOC else person_id,
        )
        for seat, person_id in rows
    ]
    return sorted(found, key=lambda seat: (list(SeatRole).index(seat.role), seat.seat_id))


def seat_of(relationship_id: int, seat_id: int) -> Seat | None:
    """The seat of a relationship, or None where it has no such seat."""
    return db.session.scalar(select(Seat).where(Seat.id == seat_id, Seat.relationship_id == relationship_id))


def currency_of(relationship_id: int) -> str:
    """The currency its limits are mostly in: that of the first seat with a limit; "" where none has one."""
    limited = select(Seat.currency).where(Seat.relationship_id == relationship_id, Seat.money_limit.is_not(None))
    return db.session.scalar(limited.order_by(Seat.id).limit(1)) or ""


def choices(relationship_id: int, *, today: date) -> list[tuple[int, str, Side]]:
    """(id, "SPOC, client · Eva Varga", side) of the seats somebody speaks for, client side first."""
    found = [(side, seat) for side in Side for seat in of_side(relationship_id, side, today=today) if seat.speaker_id]
    ids = {seat.speaker_id for _, seat in found}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    people: dict[int | None, str] = {row.id: row.name for row in rows}
    return [(seat.seat_id, f"{seat.title} · {people[seat.speaker_id]}", side) for side, seat in found]
