"""Which sides are asked to agree minutes, and of which something is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import MinutesAnswer, Relationship, Review
from govtracker.queries import find


def of_review(review_id: int) -> dict[Side, MinutesAnswer]:
    """Side → what it was asked."""
    found = db.session.scalars(select(MinutesAnswer).where(MinutesAnswer.review_id == review_id))
    return {row.side: row for row in found}


def due(at: datetime) -> Sequence[int]:
    """Ids of those of which something is due at `at`."""
    return db.session.scalars(
        select(MinutesAnswer.id)
        .join(Review, Review.id == MinutesAnswer.review_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .where(MinutesAnswer.next_at.is_not(None), MinutesAnswer.next_at <= at, Relationship.archived_at.is_(None))
        .order_by(MinutesAnswer.next_at, MinutesAnswer.id)
    ).all()


def by_id(answer_id: int) -> MinutesAnswer:
    """One of them, for the worker."""
    return find.one(select(MinutesAnswer).where(MinutesAnswer.id == answer_id))
