"""Which decisions there are: the log of a relationship, those about a record, those that wait for a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, not_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, DecisionStatus, Side
from govtracker.models import Decision, FunctionalArea, Person, Relationship, Seat
from govtracker.queries import paging, visible
from govtracker.queries.paging import SIZE, Slice

SHOWN = 50


@dataclass(frozen=True)
class Filter:
    """What an address asks of the log; None asks nothing."""

    relationship_id: int
    status: DecisionStatus | None = None
    area_id: int | None = None
    side: Side | None = None


def listed(
    viewer: Viewer, wanted: Filter, *, after: str | None = None, before: str | None = None, size: int = SIZE
) -> Slice:
    """A page of the log: the newest day of deciding first, what is still to be decided by its date among them."""
    asked = {name: getattr(wanted, name) for name in CONDITIONS if getattr(wanted, name) is not None}
    return _log(tuple(asked), size).page(visible.decisions(viewer), values=asked, after=after, before=before)


def of_review(viewer: Viewer, review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions born in a review that the person sees, by topic."""
    return _about(viewer, Decision.review_id, [review_id])


def minuted(review_id: int) -> Sequence[Decision]:
    """The decisions of a review that wait for its minutes to be agreed."""
    return db.session.scalars(
        select(Decision)
        .where(Decision.review_id == review_id, Decision.is_minuted, Decision.is_open)
        .order_by(Decision.id)
    ).all()


def of_issue(viewer: Viewer, issue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions about an issue that the person sees."""
    return _about(viewer, Decision.issue_id, [issue_id])


def of_risk(viewer: Viewer, risk_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions about a risk that the person sees."""
    return _about(viewer, Decision.risk_id, [risk_id])


def of_kpis(viewer: Viewer, kpi_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions about those KPIs that the person sees."""
    return _about(viewer, Decision.kpi_id, kpi_ids) if kpi_ids else []


def replacing(viewer: Viewer, decision_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions that were to replace this one, as far as the person sees them."""
    return _about(viewer, Decision.replaces_id, [decision_id])


def waiting_for(viewer: Viewer, *, limit: int = SHOWN) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the person has to decide or approve, by a seat they hold or act for; the earliest due first."""
    seats = {seat.seat_id: seat.side for seat in viewer.seats}
    seats |= {seat.acting_for: seat.side for seat in viewer.seats if seat.acting_for}
    if not seats:
        return []
    values = paging.of_parts(
        {"seat": seat_id, "audiences": [Audience.SHARED, Audience(side.value)]}
        for seat_id, side in sorted(seats.items())
    )
    return _waiting(len(seats), limit).page(visible.decisions(viewer), values=values).rows


def _about(
    viewer: Viewer, column: InstrumentedAttribute[int | None], ids: Collection[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    query = ROWS.where(visible.decisions(viewer), column.in_(ids))
    return db.session.execute(query.order_by(Decision.topic_id, Decision.id).limit(SHOWN)).all()


@lru_cache(maxsize=64)
def _log(asked: tuple[str, ...], size: int) -> paging.List:
    query = ROWS.where(*(CONDITIONS[name] for name in asked))
    return paging.List(query, (Decision.due_on.expression, Decision.id.expression), descending=True, size=size)


@lru_cache(maxsize=64)
def _waiting(seats: int, size: int) -> paging.List:
    """Open decisions by due date, a part for each seat."""
    parts = [
        select(Decision.id).where(
            Decision.waits_at_id == bindparam(f"seat_{part}"),
            Decision.waits_at_id.is_not(None),
            not_(Decision.is_minuted),
            Decision.audience.in_(bindparam(f"audiences_{part}", expanding=True)),
        )
        for part in range(seats)
    ]
    return paging.List(ROWS, (Decision.due_on.expression, Decision.id.expression), size=size, parts=parts)


OWNER = aliased(Person)
ROWS = (
    select(
        Decision.id,
        Decision.number,
        Decision.audience,
        Decision.title,
        Decision.reason,
        Decision.status,
        Decision.is_open,
        Decision.amount,
        Decision.currency,
        Decision.due_on,
        Decision.decided_at,
        Decision.goes_up_because,
        Decision.is_minuted,
        Decision.owner_id,
        Decision.owner_side,
        Decision.topic_id,
        Decision.kpi_id,
        Decision.created_at,
        OWNER.name.label("owner"),
        Seat.role.label("seat_role"),
        Relationship.key.label("relationship_key"),
        FunctionalArea.name.label("area"),
    )
    .join(OWNER, OWNER.id == Decision.owner_id)
    .join(Seat, Seat.id == Decision.seat_id)
    .join(Relationship, Relationship.id == Decision.relationship_id)
    .outerjoin(FunctionalArea, FunctionalArea.id == Decision.area_id)
)
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "relationship_id": Decision.relationship_id == bindparam("relationship_id"),
    "status": Decision.status == bindparam("status"),
    "area_id": Decision.area_id == bindparam("area_id"),
    "side": Decision.owner_side == bindparam("side"),
}
