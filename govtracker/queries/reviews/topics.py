"""The topics of reviews: those of one, those left over from the ones before, and those that return by themselves."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import Action, Decision, Forum, Issue, Relationship, Review, Risk, StandingTopic, Topic
from govtracker.queries import find, visible
from govtracker.queries.governance import forums
from govtracker.rules.reviews.review_steps import TO_COME
from govtracker.rules.reviews.topics import BEHIND, LEFT_OUT

LOOK_BACK = 3  # reviews


def of_review(review_id: int) -> Sequence[Topic]:
    """The topics of a review in their order, to be changed."""
    query = select(Topic).where(Topic.review_id == review_id).order_by(Topic.position, Topic.id)
    return db.session.scalars(query).all()


def left_over(review: Review) -> Sequence[Row[*tuple[Any, ...]]]:
    """The topics of the last reviews of the forum before this one that nobody has taken over yet, oldest first.

    With the `status` of their review, and whether anything was `noted`. Those that return by themselves are left out.
    """
    before = (
        select(Review.id)
        .where(Review.forum_id == review.forum_id, Review.status.in_(BEHIND), Review.id != review.id)
        .where(Review.scheduled_at <= review.scheduled_at)
        .order_by(Review.scheduled_at.desc(), Review.id.desc())
        .limit(LOOK_BACK)
    )
    taken = aliased(Topic)
    return db.session.execute(
        select(
            Topic.id,
            Topic.title,
            Topic.presenter_id,
            Topic.minutes,
            Topic.added_by_id,
            Topic.carried,
            Topic.goes_on,
            Review.status,
            _noted(Topic).label("noted"),
        )
        .join(Review, Review.id == Topic.review_id)
        .where(Topic.review_id.in_(before), Topic.standing_topic_id.is_(None))
        .where(~select(taken.id).where(taken.carried_from_id == Topic.id).exists())
        .order_by(Review.scheduled_at, Topic.position, Topic.id)
    ).all()


def next_review(review: Review) -> Review | None:
    """The next review of the same forum that is still to come."""
    return db.session.scalar(
        select(Review)
        .where(Review.forum_id == review.forum_id, Review.status.in_(TO_COME), Review.id != review.id)
        .where(Review.scheduled_at >= review.scheduled_at)
        .order_by(Review.scheduled_at, Review.id)
        .limit(1)
    )


def standing(forum_id: int) -> Sequence[StandingTopic]:
    """The topics that return in each review of a forum, in their order."""
    query = select(StandingTopic).where(StandingTopic.forum_id == forum_id, StandingTopic.ended_at.is_(None))
    return db.session.scalars(query.order_by(StandingTopic.position, StandingTopic.id)).all()


def standing_topic(viewer: Viewer, key: str, forum_id: int, standing_id: int) -> StandingTopic:
    """A topic that returns in a forum of relationship `key`."""
    return find.one(
        select(StandingTopic)
        .join(StandingTopic.forum)
        .join(Forum.relationship)
        .where(Relationship.key == key.upper(), Forum.id == forum_id, StandingTopic.id == standing_id)
        .where(visible.relationships(viewer), StandingTopic.ended_at.is_(None))
    )


def carried_from(review_id: int) -> Sequence[tuple[Topic, list[Topic], bool]]:
    """The topics of a review that others took over: each with those, the latest first, and whether it was noted.

    Where the next review was left out, too, the one after took it over from there. Left out here are topics that
    somebody has touched since: something was noted of one, something was born of it, or its review takes place.
    """
    further = aliased(Topic)
    chain = (
        select(Topic.id, Topic.carried_from_id.label("source_id"))
        .where(Topic.carried_from_id.in_(select(further.id).where(further.review_id == review_id)))
        .cte("chain", recursive=True)
    )
    chain = chain.union_all(select(further.id, chain.c.source_id).where(further.carried_from_id == chain.c.id))
    source = aliased(Topic)
    born = [select(table.id).where(table.topic_id == Topic.id).exists() for table in (Action, Decision, Issue, Risk)]
    happens = Review.status.not_in((*TO_COME, *LEFT_OUT))
    touched = or_(Topic.notes != "", Topic.decision != "", happens, *born).label("touched")
    rows = db.session.execute(
        select(source, Topic, _noted(source), touched)
        .join(chain, chain.c.id == Topic.id)
        .join(source, source.id == chain.c.source_id)
        .join(Review, Review.id == Topic.review_id)
        .order_by(source.id, Topic.carried.desc(), Topic.id.desc())
    ).all()
    found = []
    for topic, taken in groupby(rows, key=lambda row: row[0]):
        links = list(taken)
        if not any(link.touched for link in links):
            found.append((topic, [link[1] for link in links], bool(links[0][2])))
    return found


def in_preparation(forum_id: int) -> Sequence[Review]:
    """The reviews of a forum whose preparation has begun."""
    query = select(Review).where(Review.forum_id == forum_id, Review.status == ReviewStatus.IN_PREPARATION)
    return db.session.scalars(query.order_by(Review.scheduled_at, Review.id)).all()


def last_position(review_id: int) -> int:
    """The position of the last topic of a review, 0 where it has none."""
    return db.session.scalar(select(func.max(Topic.position)).where(Topic.review_id == review_id)) or 0


def how_many(review_id: int) -> int:
    """How many topics a review has."""
    return db.session.scalar(select(func.count()).where(Topic.review_id == review_id)) or 0


def presenters(forum: Forum, *, on: date) -> dict[int, str]:
    """Who may present a topic: the people of the forum on a day, by id."""
    found = forums.people(forum, on=on)
    return {seat.person_id: seat.person for seat in found if seat.person_id is not None}


def by_ids(topic_ids: Sequence[int]) -> Sequence[Topic]:
    """These topics, for the service that has just made them."""
    return db.session.scalars(select(Topic).where(Topic.id.in_(topic_ids)).order_by(Topic.position, Topic.id)).all()


def _noted(topic: Any) -> ColumnElement[bool]:
    """Whether anything was noted or decided of a topic."""
    decided = select(Decision.id).where(Decision.topic_id == topic.id).exists()
    return or_(topic.notes != "", topic.decision != "", decided)
