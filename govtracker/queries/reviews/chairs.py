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
    """Each side's chair on a day (UTC, as rights are counted); in one statement."""
    ids = [review.forum.client_chair_id, review.forum.supplier_chair_id]
    rows = db.session.execute(_seats(), {"seat_ids": ids, "day": on})
    return {row.side: _chair(row) for row in rows}


def _chair(row: Row[*tuple[Any, ...]]) -> Chair:
    is_missing = row.holder_id is None or row.is_away
    return Chair(
        seat=seat_title(row.role, row.area),
        role=row.role,
        holder_id=row.holder_id,
        holder=row.holder or "",
        is_away=bool(row.is_away),
        speaker_id=row.speaker_id if is_missing else None,
        speaker=(row.speaker or "") if is_missing else "",
    )


@lru_cache(maxsize=1)
def _seats() -> Select[*tuple[Any, ...]]:
    """Built once: it is asked at every agreement."""
    holder, speaker, day = aliased(Person), aliased(Person), bindparam("day", type_=Date)
    speaks = spocs.speaking(Seat.relationship_id, Seat.side, day).correlate(Seat).scalar_subquery()
    return (
        select(
            Seat.side,
            Seat.role,
            FunctionalArea.name.label("area"),
            holder.id.label("holder_id"),
            holder.name.label("holder"),
            is_away(holder.id, day).label("is_away"),
            speaker.id.label("speaker_id"),
            speaker.name.label("speaker"),
        )
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .outerjoin(Tenure, (Tenure.seat_id == Seat.id) & held_on(day))
        .outerjoin(holder, (holder.id == Tenure.person_id) & holder.is_active)
        .outerjoin(speaker, speaker.id == speaks)
        .where(Seat.id.in_(bindparam("seat_ids", expanding=True)))
    )
