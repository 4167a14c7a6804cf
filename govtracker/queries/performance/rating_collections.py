"""Which ratings should be there by now: of each side that has not rated a month after the grace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, exists, select, update

from govtracker.database import db
from govtracker.enums import CriterionKind, Side
from govtracker.models import Action, Kpi, Rating, RatingCollection, Seat
from govtracker.queries import claims
from govtracker.queries.performance import collections, ratings


@dataclass(frozen=True)
class Wanted:
    """A criterion whose rating of a month by a side is missing, and who owns it there (None: its SPOC)."""

    kpi: Kpi
    month: date
    side: Side
    person_id: int | None
    area_id: int | None


def to_settle(at: datetime) -> Sequence[int]:
    """Relationships in which a rating is missing after its grace, or one that was asked for has come."""
    months = collections.months(at)
    wanted = [_missing(months, side).with_only_columns(Kpi.relationship_id).order_by(None) for side in Side]
    come = select(Kpi.relationship_id).join(RatingCollection, RatingCollection.kpi_id == Kpi.id)
    come = come.where(RatingCollection.closed_at.is_(None), _is_given())
    found = {relationship_id for query in (*wanted, come) for relationship_id in db.session.scalars(query.distinct())}
    return sorted(found)


def missing(relationship_id: int, at: datetime, *, today: date) -> list[Wanted]:
    """The criteria, months and sides of a relationship to ask for, once each; seats are held on `today`."""
    found, months = [], collections.months(at)
    for side in Side:
        rows = db.session.execute(_missing(months, side).where(Kpi.relationship_id == relationship_id))
        found += [_wanted(row.Kpi, row.first, side, today) for row in rows]
    return found


def claim(one: Wanted, at: datetime) -> int | None:
    """Note that a rating is asked for; None where somebody has done so before."""
    row = {"kpi_id": one.kpi.id, "period_on": one.month, "side": one.side, "asked_at": at}
    made = claims.insert_missing(RatingCollection, [row], unique=["kpi_id", "period_on", "side"])
    return made[0] if made else None


def belongs(collection_id: int, action_id: int) -> None:
    """The action that fetches it."""
    own = RatingCollection.id == collection_id
    db.session.execute(update(RatingCollection).where(own).values(action_id=action_id))


def come(relationship_id: int) -> Sequence[tuple[RatingCollection, Action | None]]:
    """What was asked for in a relationship and has come, with its action, locked until the commit."""
    query = (
        select(RatingCollection, Action)
        .join(Kpi, Kpi.id == RatingCollection.kpi_id)
        .join(Action, Action.id == RatingCollection.action_id, isouter=True)
        .where(Kpi.relationship_id == relationship_id, RatingCollection.closed_at.is_(None), _is_given())
        .order_by(RatingCollection.id)
        .with_for_update(of=RatingCollection)
    )
    return [(row.RatingCollection, row.Action) for row in db.session.execute(query).unique()]


def _missing(months: CTE, side: Side) -> Select[Any]:
    """Kpi and `first` of a month: to be rated, past its grace, neither rated by the side nor asked of it."""
    rated = exists().where(Rating.kpi_id == Kpi.id, Rating.period_on == months.c.first, Rating.side == side)
    asked = exists().where(
        RatingCollection.kpi_id == Kpi.id,
        RatingCollection.period_on == months.c.first,
        RatingCollection.side == side,
    )
    return collections.expected(months, CriterionKind.QUALITATIVE).where(~rated, ~asked)


def _is_given() -> ColumnElement[bool]:
    """Whether the side that was asked has rated the month."""
    return (
        select(Rating.id)
        .where(
            Rating.kpi_id == RatingCollection.kpi_id,
            Rating.period_on == RatingCollection.period_on,
            Rating.side == RatingCollection.side,
        )
        .exists()
    )


def _wanted(kpi: Kpi, month: date, side: Side, today: date) -> Wanted:
    owner = ratings.owner_on(kpi, side, today=today)
    seat = db.session.get(Seat, kpi.owner_seat_id) if owner and kpi.owner_seat_id else None
    return Wanted(kpi, month, side, owner, seat.area_id if seat else None)
