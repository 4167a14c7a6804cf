"""Which risks there are: of a relationship, of an issue, of a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, not_, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import RiskResponse, Side
from govtracker.models import FunctionalArea, Person, Relationship, Risk
from govtracker.queries import paging, visible
from govtracker.queries.paging import SIZE, Slice

SHOWN = 50
MOST_COUNTED = 500
SORTS: dict[str, ColumnElement[Any]] = {"score": Risk.score.expression, "look": Risk.look_on.expression}


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None asks nothing. `overdue_on`: was to be looked at before that day."""

    relationship_id: int
    finished: bool = False
    area_id: int | None = None
    side: Side | None = None
    response: RiskResponse | None = None
    overdue_on: date | None = None
    sort: str = "score"
    descending: bool = True


@dataclass(frozen=True)
class Shape:
    """What the statements of a list differ by: all else are parameters of theirs."""

    asked: tuple[str, ...]
    finished: bool
    sort: str
    descending: bool
    size: int


def listed(
    viewer: Viewer, wanted: Filter, *, after: str | None = None, before: str | None = None, size: int = SIZE
) -> Slice:
    """A page of the risks of a relationship, the gravest first unless asked otherwise."""
    asked = {name: getattr(wanted, name) for name in CONDITIONS if getattr(wanted, name) is not None}
    shape = Shape(tuple(asked), wanted.finished, wanted.sort, wanted.descending, size)
    return _list(shape).page(visible.risks(viewer), values=asked, after=after, before=before)


def of_issue(viewer: Viewer, issue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The risks an issue came from or gave rise to, as far as the person sees them."""
    query = ROWS.where(visible.risks(viewer), or_(Risk.issue_id == issue_id, Risk.became_id == issue_id))
    return db.session.execute(query.order_by(Risk.id).limit(SHOWN)).all()


def matrix(viewer: Viewer, relationship_id: int) -> dict[tuple[int, int], int]:
    """(likelihood, impact) → how many open risks of a relationship lie there, of the MOST_COUNTED gravest."""
    gravest = (
        select(Risk.likelihood, Risk.impact)
        .where(visible.risks(viewer), Risk.relationship_id == relationship_id, Risk.is_open)
        .order_by(Risk.score.desc(), Risk.id.desc())
        .limit(MOST_COUNTED)
        .subquery()
    )
    levels = (gravest.c.likelihood, gravest.c.impact)
    rows = db.session.execute(select(*levels, func.count().label("how_many")).group_by(*levels))
    return {(row.likelihood, row.impact): row.how_many for row in rows}


@lru_cache(maxsize=128)
def _list(shape: Shape) -> paging.List:
    half = not_(Risk.is_open) if shape.finished else Risk.is_open.expression
    query = ROWS.where(half, *(CONDITIONS[name] for name in shape.asked))
    return paging.List(query, (SORTS[shape.sort], Risk.id.expression), shape.descending, size=shape.size)


ROWS = (
    select(
        Risk.id,
        Risk.number,
        Risk.audience,
        Risk.title,
        Risk.likelihood,
        Risk.impact,
        Risk.score,
        Risk.response,
        Risk.plan,
        Risk.status,
        Risk.is_open,
        Risk.look_on,
        Risk.owner_side,
        Risk.topic_id,
        Risk.created_at,
        Person.name.label("owner"),
        Relationship.key.label("relationship_key"),
        FunctionalArea.name.label("area"),
    )
    .join(Person, Person.id == Risk.owner_id)
    .join(Relationship, Relationship.id == Risk.relationship_id)
    .outerjoin(FunctionalArea, FunctionalArea.id == Risk.area_id)
)
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "relationship_id": Risk.relationship_id == bindparam("relationship_id"),
    "area_id": Risk.area_id == bindparam("area_id"),
    "side": Risk.owner_side == bindparam("side"),
    "response": Risk.response == bindparam("response"),
    "overdue_on": Risk.look_on < bindparam("overdue_on"),
}
