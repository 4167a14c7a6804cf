"""Reviews: topics of both sides, minutes, held with who was there, agreed by both chairs."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus, Side
from govtracker.mail import review_messages
from govtracker.models import Review, Topic
from govtracker.queries.governance import forums
from govtracker.queries.reviews import reviews
from govtracker.rules import wall_time
from govtracker.rules.reviews import minutes, review_steps
from govtracker.services import Refused, events
from govtracker.services.issues import decisions
from govtracker.services.reviews import amending, review_course


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


def hold(review: Review, held_on: date, attendance: str, *, by: Viewer, at: datetime) -> None:
    """It took place on that day (in the forum's zone), and these people were there."""
    if review.status not in review_steps.MAY_BE_HELD:
        raise Refused("This review is not waiting to be held.")
    if held_on > wall_time.local(at, review.forum.zone).date():
        raise Refused("That day is still to come.", "held_on")
    if not attendance.strip():
        raise Refused("Say who was there.", "attendance")
    held_at = min(at, wall_time.on(held_on, review.forum.local_time, review.forum.zone))
    values: dict[str, Any] = {"held_at": held_at, "guests": attendance.strip(), "status": ReviewStatus.HELD}
    events.change(review, "review_held", by=by, at=at, **values)
    review_course.set_step(review)


def agree_minutes(review: Review, seen: str, *, by: Viewer, at: datetime) -> None:
    """A chair agrees the minutes as they have read them (`seen`, see rules/minutes); agreed by both, they stand."""
    if review.status is not ReviewStatus.HELD:
        raise Refused("Minutes are agreed after the review, and once.")
    if seen != minutes.mark(review.guests, reviews.minuted(review.id)):
        raise Refused("Somebody has changed the minutes since you read them: read them again, then agree.")
    side = by.side_in(review.relationship.place())
    if side is None or _agreed_at(review, side) is not None:
        raise Refused("Your side has agreed these minutes already.")
    agreed: dict[str, Any] = {f"{side.value}_agreed_at": at, f"{side.value}_agreed_by_id": by.person_id}
    agreed_by_both = _agreed_at(review, side.other) is not None
    if agreed_by_both:
        agreed["status"] = ReviewStatus.MINUTES_AGREED
    events.change(review, "minutes_agreed", by=by, at=at, **agreed)
    if agreed_by_both:
        decisions.settle_minuted(review, by=by, at=at)
        review_messages.outcome(review, [seat.person_id for seat in forums.people(review.forum, on=at.date())], at=at)


def _agreed_at(review: Review, side: Side) -> datetime | None:
    return review.client_agreed_at if side is Side.CLIENT else review.supplier_agreed_at
