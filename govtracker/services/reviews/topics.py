"""Topics before a review: planned, put in order, carried over from the one before, and returning by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Forum, Review, StandingTopic, Topic
from govtracker.queries import claims, search_documents
from govtracker.queries.governance import forums
from govtracker.queries.reviews import topics as asked
from govtracker.rules.reviews import topics
from govtracker.rules.reviews.review_steps import TO_COME
from govtracker.services import Refused, events
from govtracker.services.reviews import amending

LONGEST = 600  # minutes
MOST = 100  # people add to a review
BLANK = {"notes": "", "decision": "", "version": 1}


@dataclass(frozen=True)
class Plan:
    """What a topic is about, who presents it (a person of the forum, or nobody yet), and for how many minutes."""

    title: str
    presenter_id: int | None = None
    minutes: int | None = None


def add(review: Review, plan: Plan, *, by: Viewer, at: datetime) -> Topic:
    """One more topic, at the end; after the freeze it is marked as late. Refused where there are MOST already."""
    values = _checked(review.forum, plan, at=at)
    if asked.how_many(review.id) >= MOST:
        raise Refused(f"A review has at most {MOST} topics: take this one up in another, or let it join one.", "title")
    amending.amend(review, by=by, at=at)
    topic = Topic(
        review_id=review.id,
        review=review,
        position=asked.last_position(review.id) + 1,
        added_by_id=by.person_id,
        is_late=review.frozen_at is not None and review.status in TO_COME,
        **values,
    )
    db.session.add(topic)
    events.record(topic, "topic_added", by=by, at=at, changes={"title": [None, topic.title]})
    return topic


def edit(topic: Topic, plan: Plan, *, by: Viewer, at: datetime) -> None:
    """Another title, presenter or length."""
    if events.change(topic, "topic_planned", by=by, at=at, **_checked(topic.review.forum, plan, at=at)):
        amending.amend(topic.review, by=by, at=at)


def move(topic: Topic, *, up: bool, by: Viewer, at: datetime) -> None:
    """It changes places with its neighbour."""
    amending.amend(topic.review, by=by, at=at)
    rows = {row.id: row for row in asked.of_review(topic.review_id)}
    order = topics.moved(list(rows), topic.id, up=up)
    if order == list(rows):
        return
    for position, topic_id in enumerate(order, 1):
        rows[topic_id].position = position
    events.record(topic, "topic_moved", by=by, at=at, changes={"position": [None, order.index(topic.id) + 1]})


def say_whether_it_goes_on(topic: Topic, *, goes_on: bool, by: Viewer, at: datetime) -> None:
    """The next review has to talk about it again, or it is finished; at once where the minutes are agreed."""
    if topic.standing_topic_id is not None:
        raise Refused("This topic returns by itself.")
    events.change(topic, "topic_goes_on" if goes_on else "topic_finished", by=by, at=at, goes_on=goes_on)
    take_back(topic.review, by=by, at=at, only=topic.id)
    carry_on(topic.review, at=at)


def carry_on(review: Review, *, at: datetime) -> None:
    """Take what this review leaves over to the next of its forum; once, however often this runs."""
    following = asked.next_review(review)
    if following is not None:
        take_over(following, at=at)


def take_over(review: Review, *, at: datetime) -> None:
    """Let a review talk about what those before it left over."""
    db.session.flush()
    left = [
        row
        for row in asked.left_over(review)
        if topics.is_carried_over(row.status, said=row.goes_on, noted=bool(row.noted))
    ]
    if not left:
        return
    people = asked.presenters(review.forum, on=at.astimezone(UTC).date())
    first = asked.last_position(review.id) + 1
    rows = [
        {
            "review_id": review.id,
            "position": position,
            "title": row.title,
            "presenter_id": row.presenter_id if row.presenter_id in people else None,
            "minutes": row.minutes,
            "added_by_id": row.added_by_id,
            "carried_from_id": row.id,
            "carried": row.carried + 1,
            "is_late": False,
            **BLANK,
        }
        for position, row in enumerate(left, first)
    ]
    _told(claims.insert_missing(Topic, rows, unique=["carried_from_id"]), "topic_carried_over", at)


def take_back(review: Review, *, by: Viewer | None, at: datetime, only: int | None = None) -> None:
    """Take out of the reviews to come what goes on no more: this one takes place after all, or it was finished here.

    What somebody has touched there stays there.
    """
    db.session.flush()
    for source, taken, noted in asked.carried_from(review.id):
        if only not in (None, source.id) or topics.is_carried_over(review.status, said=source.goes_on, noted=noted):
            continue
        for copy in taken:
            events.record(copy, "topic_taken_back", by=by, at=at, changes={"title": [copy.title, None]})
            db.session.delete(copy)
            db.session.flush()


def return_standing(review: Review, *, at: datetime) -> None:
    """The topics that return by themselves come into a review whose preparation begins."""
    db.session.flush()
    seated = {seat.id: seat.person_id for seat in forums.people(review.forum, on=at.astimezone(UTC).date())}
    first = asked.last_position(review.id) + 1
    rows = [
        {
            "review_id": review.id,
            "position": position,
            "title": topic.title,
            "presenter_id": seated.get(topic.seat_id or 0),
            "minutes": topic.minutes,
            "standing_topic_id": topic.id,
            "carried": 0,
            "is_late": False,
            **BLANK,
        }
        for position, topic in enumerate(asked.standing(review.forum_id), first)
    ]
    _told(claims.insert_missing(Topic, rows, unique=["review_id", "standing_topic_id"]), "topic_returned", at)


def set_standing(
    forum: Forum, title: str, minutes: int | None, seat_id: int | None, *, by: Viewer, at: datetime
) -> StandingTopic:
    """A topic that returns in each new review of a forum, presented by whoever holds a seat of the forum."""
    if seat_id is not None and seat_id not in {seat.id for seat in forums.people(forum, on=at.astimezone(UTC).date())}:
        raise Refused("Choose a seat of this forum.", "seat_id")
    there = asked.standing(forum.id)
    if title.strip().lower() in {topic.title.lower() for topic in there}:
        raise Refused("This topic returns already.", "title")
    topic = StandingTopic(
        forum_id=forum.id,
        forum=forum,
        position=len(there) + 1,
        title=_titled(title),
        minutes=_length(minutes),
        seat_id=seat_id,
    )
    db.session.add(topic)
    events.record(topic, "standing_topic_set", by=by, at=at, changes={"title": [None, topic.title]})
    for review in asked.in_preparation(forum.id):
        return_standing(review, at=at)
    return topic


def end_standing(topic: StandingTopic, *, by: Viewer, at: datetime) -> None:
    """It returns no more; where it stands it stays."""
    events.change(topic, "standing_topic_ended", by=by, at=at, ended_at=at)


def _checked(forum: Forum, plan: Plan, *, at: datetime) -> dict[str, Any]:
    people = asked.presenters(forum, on=at.astimezone(UTC).date()) if plan.presenter_id is not None else {}
    if plan.presenter_id is not None and plan.presenter_id not in people:
        raise Refused("A topic is presented by somebody of this forum.", "presenter_id")
    return {"title": _titled(plan.title), "presenter_id": plan.presenter_id, "minutes": _length(plan.minutes)}


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused("Say what is to be talked about.", "title")
    return title.strip()


def _length(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise Refused(f"Between 1 and {LONGEST} minutes.", "minutes")
    return minutes


def _told(topic_ids: Sequence[int], deed: str, at: datetime) -> None:
    search_documents.changed(Topic, topic_ids)
    for topic in asked.by_ids(topic_ids) if topic_ids else ():
        events.record(topic, deed, by=None, at=at, changes={"title": [None, topic.title]})
