"""All relationships a person sees, page by page, in the order of what needs attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Standing
from govtracker.models import Organisation, Relationship, Review, Scorecard
from govtracker.queries import activity, paging, visible
from govtracker.queries.paging import Slice
from govtracker.rules.review_steps import TO_COME

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


SORTS = ("score", "name", "escalations", "overdue", "review")


def listed(
    viewer: Viewer, wanted: Filter, *, today: date, at: datetime, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of the relationships a person sees, as plain rows."""
    client, supplier = aliased(Organisation), aliased(Organisation)
    orders: Mapping[str, Any] = {
        "score": func.coalesce(type_coerce(_latest(Scorecard.overall), BigInteger), LAST),
        "name": func.lower(supplier.name),
        "escalations": activity.climbed_of(Relationship),
        "overdue": activity.overdue_in(Relationship, today=today),
        "review": func.coalesce(_next_review(at), datetime(9999, 1, 1, tzinfo=at.tzinfo)),
    }
    query = (
        select(
            Relationship.id,
            Relationship.key,
            Relationship.client_id,
            Relationship.supplier_id,
            Relationship.category,
            Relationship.stage,
            client.name.label("client"),
            supplier.name.label("supplier"),
        )
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
        .where(visible.relationships(viewer), Relationship.archived_at.is_(None), *_conditions(wanted, today))
    )
    if wanted.words:
        name = func.lower(supplier.name + " " + client.name + " " + Relationship.key)
        query = query.where(name.contains(wanted.words.strip().lower(), autoescape=True))
    by = [orders[wanted.sort], Relationship.id.expression]
    return paging.page(query, by=by, descending=wanted.descending, after=after, before=before)


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
        .where(Scorecard.relationship_id == Relationship.id)
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
