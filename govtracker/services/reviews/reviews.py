"""Reviews: topics of both sides and what is noted of them."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Review, Topic
from govtracker.queries.reviews import reviews
from govtracker.services import Refused, events
from govtracker.services.reviews import amending


def add_topic(review: Review, title: str, *, by: Viewer, at: datetime) -> Topic:
    """One more topic, at the end of the agenda; refuses where the minutes stand or the review will not be."""
    if not title.strip():
        raise Refused("Say what is to be talked about.", "title")
    amending.amend(review, by=by, at=at)
    topic = Topic(
        review_id=review.id,
        review=review,
        position=len(reviews.topics(review.id)) + 1,
        title=title.strip(),
        added_by_id=by.person_id,
    )
    db.session.add(topic)
    events.record(topic, "topic_added", by=by, at=at, changes={"title": [None, topic.title]})
    return topic


def note(topic: Topic, values: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """Write the minutes of a topic: its title, notes, decision. What one chair has agreed to is agreed no longer."""
    if events.change(topic, "minutes_written", by=by, at=at, **values):
        amending.amend(topic.review, by=by, at=at)
