"""Who speaks for a side: its SPOC, or the deputy acting for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Person, Seat, Tenure
from govtracker.queries.structure.absences import is_away
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.structure import structure

SPEAKING = (SeatRole.SPOC, SeatRole.DEPUTY_SPOC)


def of_side(relationship_id: int, side: Side, *, today: date) -> int | None:
    """The person who speaks for a side on a day (UTC, as rights are counted); None where nobody does.

    The SPOC before the deputy, and whoever is there before one who is away.
    """
    return db.session.scalar(speaking(relationship_id, side, today))


def sponsor_of_side(relationship_id: int, side: Side, *, today: date) -> int | None:
    """The sponsor of a side on a day (UTC); None where nobody holds that seat."""
    return db.session.scalar(_holder(relationship_id, side, (SeatRole.SPONSOR,), today))


def speaking(relationship_id: Any, side: Any, today: Any) -> Select[int]:
    """Selects the person `of_side` names; takes columns, too, to be asked within another question."""
    return _holder(relationship_id, side, SPEAKING, today)


def _holder(relationship_id: Any, side: Any, roles: Sequence[SeatRole], today: Any) -> Select[int]:
    """Who holds a seat of the first of these roles; whoever is there before one who is away."""
    tenure, seat, person = aliased(Tenure), aliased(Seat), aliased(Person)
    return (
        select(tenure.person_id)
        .join(seat, seat.id == tenure.seat_id)
        .join(person, person.id == tenure.person_id)
        .where(seat.relationship_id == relationship_id, seat.side == side)
        .where(seat.role.in_(roles), person.is_active)
        .where(tenure.from_on <= today, or_(tenure.to_on.is_(None), tenure.to_on >= today))
        .order_by(case((is_away(tenure.person_id, today), 1), else_=0), (seat.role == roles[0]).desc(), seat.id)
        .limit(1)
    )


def speaker(seated: Sequence[SeatRow], side: Side) -> SeatRow | None:
    """The seat of whoever speaks for a side: the SPOC's, or that of the deputy who acts; None where nobody does."""
    held = {seat.role: seat for seat in seated if seat.side is side and seat.person_id is not None}
    spoc, deputy = held.get(SeatRole.SPOC), held.get(SeatRole.DEPUTY_SPOC)
    speaks = structure.acting(
        spoc.person_id if spoc else None,
        deputy.person_id if deputy else None,
        away=spoc is not None and spoc.away_until is not None,
    )
    return deputy if speaks.acting else spoc


def acting(seated: Sequence[SeatRow]) -> set[int]:
    """The seats of deputies who act as SPOC, among the seats of one relationship on a day."""
    return {seat.seat_id for side in Side if (seat := speaker(seated, side)) and seat.role is not SeatRole.SPOC}
