"""All relationships a person sees, page by page, in the order of what needs attention."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Standing
from govtracker.models import Organisation, Relationship, Review, Scorecard
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.performance import scorecard_rows
from govtracker.queries.structure import activity
from govtracker.rules.reviews.review_steps import TO_COME

LAST = 10**12  # beyond every score, so that relationships without one stand at the end
CAPPED = 100


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None, False and "" ask nothing."""

    words: str = ""
    standing: Standing | None = None
    escalated: bool = False
    overdue: bool = False
    sort: str = "score"
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.standing or self.escalated or self.overdue)

    @property
    def order(self) -> str:
        """The order as an address names it, "-" before it for descending."""
        return f"-{self.sort}" if self.descending else self.sort


def listed(
    viewer: Viewer,
    wanted: Filter,
    *,
    today: date,
    at: datetime,
    after: str | None = None,
    before: str | None = None,
    size: int = paging.SIZE,
) -> Slice:
    """A page of the relationships a person sees, as plain rows."""
    query = ROWS.where(visible.relationships(viewer), *_conditions(wanted, today))
    if wanted.words:
        name = func.lower(SUPPLIER.name + " " + CLIENT.name + " " + Relationship.key)
        query = query.where(name.contains(wanted.words.strip().lower(), autoescape=True))
    by = [ORDERS[wanted.sort](today, at), Relationship.id.expression]
    return paging.page(query, by=by, descending=wanted.descending, after=after, before=before, size=size)


def how_many(viewer: Viewer) -> int:
    """How many relationships a person sees; counts no further than one over CAPPED."""
    seen = select(Relationship.id).where(visible.relationships(viewer), Relationship.archived_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(seen.limit(CAPPED + 1).subquery())) or 0


def _conditions(wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.standing is not None:
        conditions.append(_latest(Scorecard.standing) == wanted.standing)
    if wanted.escalated:
        conditions.append(activity.climbed_of(Relationship) > 0)
    if wanted.overdue:
        conditions.append(activity.overdue_in(Relationship, today=today) > 0)
    return conditions


def _latest(column: Any) -> Any:
    """A column of the newest scorecard of a relationship."""
    return (
        select(column)
        .where(Scorecard.relationship_id == Relationship.id, *scorecard_rows.whole_months())
        .order_by(Scorecard.period_on.desc())
        .limit(1)
        .correlate(Relationship)
        .scalar_subquery()
    )


def _next_review(at: datetime) -> Any:
    return (
        select(func.min(Review.scheduled_at))
        .where(Review.relationship_id == Relationship.id, Review.status.in_(TO_COME), Review.scheduled_at >= at)
        .correlate(Relationship)
        .scalar_subquery()
    )


CLIENT, SUPPLIER = aliased(Organisation), aliased(Organisation)
ROWS = (
    select(
        Relationship.id,
        Relationship.key,
        Relationship.client_id,
        Relationship.supplier_id,
        Relationship.category,
        Relationship.stage,
        CLIENT.name.label("client"),
        SUPPLIER.name.label("supplier"),
    )
    .join(CLIENT, CLIENT.id == Relationship.client_id)
    .join(SUPPLIER, SUPPLIER.id == Relationship.supplier_id)
    .where(Relationship.archived_at.is_(None))
)
ORDERS: dict[str, Callable[[date, datetime], Any]] = {
    "score": lambda today, at: func.coalesce(type_coerce(_latest(Scorecard.overall), BigInteger), LAST),
    "name": lambda today, at: func.lower(SUPPLIER.name),
    "escalations": lambda today, at: activity.climbed_of(Relationship),
    "overdue": lambda today, at: activity.overdue_in(Relationship, today=today),
    "review": lambda today, at: func.coalesce(_next_review(at), datetime(9999, 1, 1, tzinfo=at.tzinfo)),
}
