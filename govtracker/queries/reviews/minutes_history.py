"""Who wrote what in the minutes of a review, and when."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import AuditEvent, Review, Topic
from govtracker.queries import visible

MOST = 200
WRITTEN = ("minutes_written", "topic_added")
OF_REVIEW = (
    "minutes_written",
    "attendance_written",
    "review_held",
    "held_day_corrected",
    "minutes_amended",
    "minutes_agreed",
    "minutes_settled",
    "amendment_begun",
)


def of_review(viewer: Viewer, review: Review) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was written in the minutes and agreed of them, newest first, at most MOST."""
    topics = select(Topic.id).where(Topic.review_id == review.id)
    return db.session.execute(
        select(
            AuditEvent.at,
            AuditEvent.action,
            AuditEvent.actor_name,
            AuditEvent.label,
            AuditEvent.changes,
            AuditEvent.reason,
            AuditEvent.subject_type,
        )
        .where(
            AuditEvent.chain == review.relationship_id,
            visible.events(viewer),
            or_(
                and_(
                    AuditEvent.subject_type == "topic",
                    AuditEvent.subject_id.in_(topics),
                    AuditEvent.action.in_(WRITTEN),
                ),
                and_(
                    AuditEvent.subject_type == "review",
                    AuditEvent.subject_id == review.id,
                    AuditEvent.action.in_(OF_REVIEW),
                ),
            ),
        )
        .order_by(AuditEvent.id.desc())
        .limit(MOST)
    ).all()
