"""Who wrote what in the minutes of a review, and when."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from govtracker.access import Viewer
from govtracker.models import AuditEvent, Review, Topic
from govtracker.queries import history, visible

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


def of_review(viewer: Viewer, review: Review) -> Sequence[history.Told]:
    """What was written in the minutes and agreed of them, newest first, at most MOST."""
    topics = select(Topic.id).where(Topic.review_id == review.id)
    of_topics = and_(
        AuditEvent.subject_type == "topic", AuditEvent.subject_id.in_(topics), AuditEvent.action.in_(WRITTEN)
    )
    of_itself = and_(
        AuditEvent.subject_type == "review", AuditEvent.subject_id == review.id, AuditEvent.action.in_(OF_REVIEW)
    )
    here = AuditEvent.chain == review.relationship_id
    found = history.page_of(here, visible.events(viewer), or_(of_topics, of_itself), size=MOST)
    return found.rows  # type: ignore[return-value]  # read like rows
