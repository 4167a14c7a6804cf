"""Who chairs a review for each side on a day, and who acts where the chair is missing."""

from datetime import date

from sqlalchemy import select
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
    """Each side's chair on a day (UTC, as rights are counted); in at most four statements."""
    holder = aliased(Person)
    rows = db.session.execute(
        select(
            Seat.side,
            Seat.role,
            FunctionalArea.name.label("area"),
            holder.id.label("holder_id"),
            holder.name.label("holder"),
            is_away(holder.id, on).label("is_away"),
        )
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .outerjoin(Tenure, (Tenure.seat_id == Seat.id) & held_on(on))
        .outerjoin(holder, (holder.id == Tenure.person_id) & holder.is_active)
        .where(Seat.id.in_([review.forum.client_chair_id, review.forum.supplier_chair_id]))
    ).all()
    speaking = {side: spocs.of_side(review.relationship_id, side, today=on) for side in Side}
    query = select(Person.id, Person.name).where(Person.id.in_([one for one in speaking.values() if one is not None]))
    names = {row.id: row.name for row in db.session.execute(query)}
    return {
        row.side: Chair(
            seat=seat_title(row.role, row.area),
            role=row.role,
            holder_id=row.holder_id,
            holder=row.holder or "",
            is_away=bool(row.is_away),
            speaker_id=speaking[row.side],
            speaker=names.get(speaking[row.side] or 0, ""),
        )
        for row in rows
    }
