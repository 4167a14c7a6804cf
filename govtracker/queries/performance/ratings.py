"""Ratings: which level each side saw reached in a month."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriteriaStatus, Side
from govtracker.models import CriteriaSet, Criterion, Kpi, Person, Rating, Seat
from govtracker.queries import visible
from govtracker.queries.performance import criteria, obligations
from govtracker.rules.performance.ratings import Level


def of_month(viewer: Viewer, relationship_id: int, period_on: date) -> dict[int, dict[Side, Row[Any]]]:
    """KPI id → side → level, comment, when and `rated_by` (name) of a month; whoever has not rated is not there."""
    query: Select[Any] = (
        select(*Rating.__table__.columns, Person.name.label("rated_by"))
        .join(Person, Person.id == Rating.rated_by_id)
        .where(Rating.relationship_id == relationship_id, Rating.period_on == period_on)
        .where(visible.of_relationship(viewer, Rating.relationship_id))
    )
    found: dict[int, dict[Side, Row[Any]]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.kpi_id, {})[row.side] = row
    return found


def given(kpi_id: int, period_on: date) -> dict[Side, Rating]:
    """The ratings of a KPI for a month, by side."""
    rows = db.session.scalars(select(Rating).where(Rating.kpi_id == kpi_id, Rating.period_on == period_on))
    return {row.side: row for row in rows}


def owner_on(kpi: Kpi, side: Side, *, today: date) -> int | None:
    """Who holds, on a day (UTC), the seat of a side that owns a KPI's data; None where it is the other side's."""
    seat = db.session.get(Seat, kpi.owner_seat_id) if kpi.owner_seat_id else None
    return obligations.holder(seat.id, today) if seat and seat.side is side else None


def levels_in_force(kpi_id: int) -> tuple[Level, ...]:
    """The levels both sides have agreed to rate a KPI against; none where no version in force has it."""
    row = db.session.scalars(
        select(Criterion)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .where(Criterion.kpi_id == kpi_id, CriteriaSet.status == CriteriaStatus.AGREED)
    ).one_or_none()
    return criteria.levels(row) if row else ()
