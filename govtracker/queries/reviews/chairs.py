"""Who chairs a review for each side on a day, and who acts where the chair is missing."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Row, Select, bindparam, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import FunctionalArea, Person, Review, Seat, Tenure
from govtracker.queries.structure import spocs
from govtracker.queries.structure.absences import is_away
from govtracker.queries.structure.seats import held_on
from govtracker.rules.reviews.chairing import Chair
from govtracker.rules.words import seat_title


def of_review(review: Review, *, on: date) -> dict[Side, Chair]:
    """Each side's chair on a day (UTC, as rights are counted); in one statement, two more for each who is missing."""
    ids = [review.forum.client_chair_id, review.forum.supplier_chair_id]
    rows = db.session.execute(_seats(), {"seat_ids": ids, "day": on})
    return {row.side: _chair(review, row, on) for row in rows}


def _chair(review: Review, row: Row[*tuple[Any, ...]], on: date) -> Chair:
    speaker_id = None
    if row.holder_id is None or row.is_away:
        speaker_id = spocs.of_side(review.relationship_id, row.side, today=on)
    name = db.session.scalar(select(Person.name).where(Person.id == speaker_id)) if speaker_id else None
    return Chair(
        seat=seat_title(row.role, row.area),
        role=row.role,
        holder_id=row.holder_id,
        holder=row.holder or "",
        is_away=bool(row.is_away),
        speaker_id=speaker_id,
        speaker=name or "",
    )


@lru_cache(maxsize=1)
def _seats() -> Select[*tuple[Any, ...]]:
    """Built once: it is asked at every agreement."""
    holder, day = aliased(Person), bindparam("day", type_=Date)
    return (
        select(
            Seat.side,
            Seat.role,
            FunctionalArea.name.label("area"),
            holder.id.label("holder_id"),
            holder.name.label("holder"),
            is_away(holder.id, day).label("is_away"),
        )
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .outerjoin(Tenure, (Tenure.seat_id == Seat.id) & held_on(day))
        .outerjoin(holder, (holder.id == Tenure.person_id) & holder.is_active)
        .where(Seat.id.in_(bindparam("seat_ids", expanding=True)))
    )
