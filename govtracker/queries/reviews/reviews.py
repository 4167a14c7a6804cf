"""Which reviews are there: the next of each relationship, what a page of a review shows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, bindparam, func, or_, select, update
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import AuditEvent, Forum, Person, Relationship, Review, Topic
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.rules.reviews.review_steps import TO_COME

PAGE = 20
PAUSED = "review_paused"
LEFT_OVER = "review_left_over"
SKIPS, CANCELS = (PAUSED, "review_skipped"), (LEFT_OVER, "review_cancelled")
BY_TIME: tuple[ColumnElement[Any], ...] = (Review.scheduled_at.expression, Review.id.expression)


class NextReview(NamedTuple):
    """When a relationship meets next (UTC), in which forum, the forum's IANA zone, and the review's id."""

    scheduled_at: datetime
    forum: str
    zone: str
    review_id: int


def next_of(viewer: Viewer, relationship_ids: Collection[int], *, at: datetime) -> dict[int, NextReview]:
    """Relationship id → its next review that is not over at `at`; relationships without one are left out."""
    query = NEXT.where(visible.of_relationship(viewer, NEXT_OF))
    rows = db.session.execute(query, {"relationship_ids": list(relationship_ids), "at": at})
    return {row.relationship_id: NextReview(row.scheduled_at, row.name, row.zone, row.id) for row in rows}


def past(
    viewer: Viewer,
    relationship_id: int,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE,
) -> Slice:
    """A page of the reviews of a relationship that are over or will not be, the latest first."""
    query = _rows().where(
        Review.relationship_id == relationship_id,
        visible.of_relationship(viewer, Review.relationship_id),
        Review.status.not_in(TO_COME),
    )
    return paging.page(query, by=BY_TIME, descending=True, after=after, before=before, size=size)


def coming(
    viewer: Viewer, relationship_id: int, *, forum_id: int | None = None, most: int | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The reviews of a relationship, or of one forum, that are planned or in preparation: the next `most`, or all."""
    query = _rows().where(
        Review.relationship_id == relationship_id,
        visible.of_relationship(viewer, Review.relationship_id),
        Review.status.in_(TO_COME),
    )
    if forum_id is not None:
        query = query.where(Review.forum_id == forum_id)
    return db.session.execute(query.order_by(Review.scheduled_at, Review.id).limit(most)).all()


def told(viewer: Viewer, review_id: int | None) -> Review | None:
    """The review a notice speaks of, if its reader may see it."""
    return db.session.scalar(
        select(Review).where(Review.id == review_id, visible.of_relationship(viewer, Review.relationship_id))
    )


def topics(review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The topics of a review in their order, with who put them there and who presents them.

    `earlier_id` and `earlier_review_id` name where one was carried over from.
    """
    presenter, earlier = aliased(Person), aliased(Topic)
    names = ("id", "title", "notes", "decision", "minutes", "goes_on", "is_late", "carried", "standing_topic_id")
    return db.session.execute(
        select(
            *(getattr(Topic, name) for name in names),
            Topic.added_by_id,
            Person.name.label("added_by"),
            presenter.name.label("presenter"),
            earlier.review_id.label("earlier_review_id"),
            earlier.id.label("earlier_id"),
        )
        .outerjoin(Person, Person.id == Topic.added_by_id)
        .outerjoin(presenter, presenter.id == Topic.presenter_id)
        .outerjoin(earlier, earlier.id == Topic.carried_from_id)
        .where(Topic.review_id == review_id)
        .order_by(Topic.position, Topic.id)
    ).all()


def by_ids(review_ids: Sequence[int]) -> Sequence[Review]:
    """These reviews, by time; for the service that has just planned them."""
    return db.session.scalars(select(Review).where(Review.id.in_(review_ids)).order_by(Review.scheduled_at)).all()


def movable(forum_id: int, *, at: datetime) -> Sequence[Review]:
    """The reviews of a forum that its rule moves: planned for later than `at`, not in preparation, by time.

    One that somebody moved by hand stays where it was put.
    """
    return _to_come(
        Review.forum_id == forum_id,
        Review.status == ReviewStatus.SCHEDULED,
        Review.moved_because == "",
        Review.scheduled_at > at,
    )


def fixed(forum_id: int, *, at: datetime) -> Sequence[Review]:
    """The reviews of a forum after `at` that keep their day: in preparation, or moved by hand."""
    by_hand = or_(Review.status == ReviewStatus.IN_PREPARATION, Review.moved_because != "")
    return _to_come(Review.forum_id == forum_id, by_hand, Review.scheduled_at > at)


def of_forum_to_come(forum_id: int, *, before: date | None = None) -> Sequence[Review]:
    """The reviews of a forum that are planned or in preparation, on days before that one where it is given."""
    return _to_come(Review.forum_id == forum_id, *([Review.local_on < before] if before else []))


def paused(forum_id: int, *, at: datetime) -> Sequence[Review]:
    """The reviews of a forum after `at` that were skipped because it paused, by time."""
    return db.session.scalars(
        select(Review)
        .where(Review.forum_id == forum_id, Review.status == ReviewStatus.SKIPPED, Review.scheduled_at > at)
        .where(_last_of(SKIPS) == PAUSED)
        .order_by(Review.scheduled_at, Review.id)
    ).all()


def left_over(forum_id: int) -> Sequence[Review]:
    """The reviews of a forum that were called off because its rule had no place for them."""
    return db.session.scalars(
        select(Review)
        .where(Review.forum_id == forum_id, Review.status == ReviewStatus.CANCELLED)
        .where(_last_of(CANCELS) == LEFT_OVER)
        .order_by(Review.scheduled_at, Review.id)
    ).all()


def _last_of(deeds: Sequence[str]) -> ScalarSelect[str]:
    """Which of these deeds was done to a review last."""
    return (
        select(AuditEvent.action)
        .where(AuditEvent.chain == Review.relationship_id, AuditEvent.subject_type == "review")
        .where(AuditEvent.subject_id == Review.id, AuditEvent.action.in_(deeds))
        .order_by(AuditEvent.id.desc())
        .limit(1)
        .correlate(Review)
        .scalar_subquery()
    )


def free_periods(review_ids: Collection[int]) -> None:
    """Let these reviews hold no period for a moment; whoever calls gives each its own at once."""
    statement = update(Review).where(Review.id.in_(review_ids)).values(period_key=func.concat("~", Review.id))
    db.session.execute(statement, execution_options={"synchronize_session": False})


def _to_come(*conditions: ColumnElement[bool]) -> Sequence[Review]:
    return db.session.scalars(
        select(Review).where(Review.status.in_(TO_COME), *conditions).order_by(Review.scheduled_at, Review.id)
    ).all()


def periods(forum_id: int) -> set[str]:
    """The keys of all periods for which a forum has a review."""
    return set(db.session.scalars(select(Review.period_key).where(Review.forum_id == forum_id)))


def to_step(at: datetime) -> Sequence[int]:
    """Ids of the reviews of which something is due at `at`."""
    return db.session.scalars(
        select(Review.id)
        .join(Review.relationship)
        .where(Review.step_at <= at, Relationship.archived_at.is_(None))
        .order_by(Review.step_at, Review.id)
    ).all()


def to_be_stepped(review_id: int) -> Review:
    """The review, for the worker that walks it through its steps."""
    return find.one(select(Review).where(Review.id == review_id))


def _rows() -> Select[*tuple[Any, ...]]:
    return select(
        Review.id,
        Review.forum_id,
        Review.period_key,
        Review.scheduled_at,
        Review.status,
        Review.local_on,
        Review.nominal_on,
        Review.shifted_because,
        Review.moved_because,
        Forum.name.label("forum"),
        Forum.tier,
        Forum.zone,
    ).join(Forum, Forum.id == Review.forum_id)


def _next() -> tuple[Select[*tuple[Any, ...]], Any]:
    """The first review to come of each relationship, and the column that names the relationship."""
    place = func.row_number().over(partition_by=Review.relationship_id, order_by=[Review.scheduled_at, Review.id])
    coming = (
        select(Review.id, Review.relationship_id, Review.scheduled_at, Review.forum_id, place.label("place"))
        .where(Review.relationship_id.in_(bindparam("relationship_ids", expanding=True)))
        .where(Review.status.in_(TO_COME), Review.scheduled_at >= bindparam("at"))
        .subquery()
    )
    query = select(coming, Forum.name, Forum.zone).join(Forum, Forum.id == coming.c.forum_id)
    return query.where(coming.c.place == 1), coming.c.relationship_id


NEXT, NEXT_OF = _next()
