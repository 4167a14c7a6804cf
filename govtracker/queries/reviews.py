"""Which reviews are there: the next of each relationship, what a page of a review shows."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import Forum, Review
from govtracker.queries import visible

TO_COME = (ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION)


class NextReview(NamedTuple):
    """When a relationship meets next (UTC), in which forum, the forum's IANA zone, and the review's id."""

    scheduled_at: datetime
    forum: str
    zone: str
    review_id: int


def next_of(viewer: Viewer, relationship_ids: Collection[int], *, at: datetime) -> dict[int, NextReview]:
    """Relationship id → its next review that is not over at `at`; relationships without one are left out."""
    place = func.row_number().over(partition_by=Review.relationship_id, order_by=[Review.scheduled_at, Review.id])
    coming = (
        select(Review.id, Review.relationship_id, Review.scheduled_at, Review.forum_id, place.label("place"))
        .where(Review.relationship_id.in_(relationship_ids), visible.of_relationship(viewer, Review.relationship_id))
        .where(Review.status.in_(TO_COME), Review.scheduled_at >= at)
        .subquery()
    )
    rows = db.session.execute(
        select(coming, Forum.name, Forum.zone).join(Forum, Forum.id == coming.c.forum_id).where(coming.c.place == 1)
    )
    return {row.relationship_id: NextReview(row.scheduled_at, row.name, row.zone, row.id) for row in rows}
