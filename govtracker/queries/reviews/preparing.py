"""What has to be prepared for a review, by whom, and what has been asked of people so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, delete, literal, or_, select, update

from govtracker.access import Viewer
from govtracker.database import UtcDateTime, db
from govtracker.enums import Audience, CriteriaStatus, CriterionKind, EnteredBy, PreparationKind, ReviewStatus, Side
from govtracker.models import (
    Action,
    AuditHead,
    CriteriaSet,
    Kpi,
    Measurement,
    Person,
    PreparationNote,
    PreparationTask,
    Rating,
    Relationship,
    Review,
    Scorecard,
    Seat,
    Tenure,
    Topic,
)
from govtracker.queries import find, visible
from govtracker.queries.performance import collections, scorecard_rows
from govtracker.queries.structure import spocs
from govtracker.queries.structure.seats import held_on

MOST = 60
FOLLOW_EVERY = timedelta(hours=6)


@dataclass(frozen=True)
class Wanted:
    """What somebody has to do; `person_id` is None where nobody is there to ask."""

    kind: PreparationKind
    subject_id: int
    person_id: int | None
    side: Side
    title: str


def of_review(review: Review, *, month: date, today: date) -> list[Wanted]:
    """Everything that is wanted on a day: values and ratings of a month (its first day), its scorecard, and so on.

    Of a review that another of its relationship in preparation comes before, its topics alone: what concerns the
    whole relationship is asked for once, for the nearest.
    """
    if not is_nearest(review):
        return _topics(review)
    relationship_id = review.relationship_id
    speakers = {side: spocs.of_side(relationship_id, side, today=today) for side in Side}
    return [
        *_values(relationship_id, month, today, speakers),
        *_scorecard(relationship_id, month, speakers),
        *_actions(relationship_id, today),
        *_topics(review),
    ]


def is_nearest(review: Review) -> bool:
    """Whether no other review of the relationship that is in preparation comes before this one."""
    before = or_(
        Review.scheduled_at < review.scheduled_at,
        and_(Review.scheduled_at == review.scheduled_at, Review.id < review.id),
    )
    nearer = select(Review.id).where(Review.relationship_id == review.relationship_id, before)
    return not db.session.scalar(select(nearer.where(Review.status == ReviewStatus.IN_PREPARATION).exists()))


def end_open(review_id: int) -> None:
    """Nobody has to do anything more for a review: what was not done is taken away."""
    query = delete(PreparationTask).where(PreparationTask.review_id == review_id, PreparationTask.done_at.is_(None))
    db.session.execute(query)


def tasks(review_id: int) -> Sequence[PreparationTask]:
    """What was asked of people for a review, to be changed."""
    query = select(PreparationTask).where(PreparationTask.review_id == review_id)
    return db.session.scalars(query.order_by(PreparationTask.id)).all()


def shown(viewer: Viewer, review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was asked of people for a review: what is open first, by day."""
    names = ("id", "kind", "subject_id", "person_id", "side", "title", "due_on", "done_at", "done_by_id")
    return db.session.execute(
        select(*(getattr(PreparationTask, name) for name in names), Person.name.label("person"))
        .join(Person, Person.id == PreparationTask.person_id)
        .where(PreparationTask.review_id == review_id)
        .where(visible.of_relationship(viewer, PreparationTask.relationship_id))
        .order_by(PreparationTask.done_at.is_not(None), PreparationTask.due_on, PreparationTask.id)
    ).all()


def task(viewer: Viewer, key: str, review_id: int, task_id: int) -> PreparationTask:
    """What somebody has to do for a review of relationship `key`."""
    return find.one(
        select(PreparationTask)
        .join(Relationship, Relationship.id == PreparationTask.relationship_id)
        .where(Relationship.key == key.upper(), PreparationTask.review_id == review_id, PreparationTask.id == task_id)
        .where(visible.of_relationship(viewer, PreparationTask.relationship_id))
    )


def notes(viewer: Viewer, review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the person's side noted for itself, oldest first."""
    return db.session.execute(
        select(
            PreparationNote.id,
            PreparationNote.body,
            PreparationNote.author_id,
            PreparationNote.written_at,
            Person.name.label("author"),
        )
        .join(Person, Person.id == PreparationNote.author_id)
        .where(PreparationNote.review_id == review_id, visible.preparation_notes(viewer))
        .order_by(PreparationNote.id)
    ).all()


def note(viewer: Viewer, key: str, review_id: int, note_id: int) -> PreparationNote:
    """A note of the person's own side for a review of relationship `key`."""
    return find.one(
        select(PreparationNote)
        .join(Relationship, Relationship.id == PreparationNote.relationship_id)
        .where(Relationship.key == key.upper(), PreparationNote.review_id == review_id, PreparationNote.id == note_id)
        .where(visible.preparation_notes(viewer))
    )


def to_follow(at: datetime) -> Sequence[int]:
    """Ids of the reviews in preparation whose tasks are to be looked at.

    Something happened in their relationship since they were looked at, or FOLLOW_EVERY has gone by: a day begins.
    """
    happened = or_(
        Review.followed_at.is_(None), Review.followed_at <= at - FOLLOW_EVERY, AuditHead.seq > Review.followed_seq
    )
    return db.session.scalars(
        select(Review.id)
        .join(Review.relationship)
        .outerjoin(AuditHead, AuditHead.chain == Review.relationship_id)
        .where(Review.status == ReviewStatus.IN_PREPARATION, Review.scheduled_at > at)
        .where(Relationship.archived_at.is_(None), happened)
        .order_by(Review.id)
    ).all()


def followed(review_id: int, at: datetime) -> None:
    """Note that a review is looked at now; whatever happens from here on lets it be looked at again."""
    come_to = (
        select(AuditHead.seq).join(Review, Review.relationship_id == AuditHead.chain).where(Review.id == review_id)
    )
    seq = db.session.scalar(come_to) or 0
    query = update(Review).where(Review.id == review_id).values(followed_at=at, followed_seq=seq)
    db.session.execute(query.execution_options(synchronize_session=False))


def _values(relationship_id: int, month: date, today: date, speakers: dict[Side, int | None]) -> list[Wanted]:
    """KPIs due in the month without a value for it, and criteria that a side has not rated."""
    rated = [
        select(Rating.id).where(Rating.kpi_id == Kpi.id, Rating.period_on == month, Rating.side == side).exists()
        for side in Side
    ]
    there = select(Measurement.id).where(
        Measurement.kpi_id == Kpi.id, Measurement.period_on == month, Measurement.state.in_(collections.USABLE)
    )
    rows = db.session.execute(
        select(
            Kpi.id,
            Kpi.name,
            Kpi.kind,
            Kpi.entered_by,
            there.exists().label("is_there"),
            *(one.label(f"rated_{side.value}") for side, one in zip(Side, rated, strict=True)),
            Seat.side.label("owner_side"),
            Person.id.label("owner_id"),
        )
        .join(Relationship, Relationship.id == Kpi.relationship_id)
        .outerjoin(Seat, Seat.id == Kpi.owner_seat_id)
        .outerjoin(Tenure, and_(Tenure.seat_id == Seat.id, held_on(today)))
        .outerjoin(Person, and_(Person.id == Tenure.person_id, Person.is_active))
        .where(Kpi.relationship_id == relationship_id, Kpi.computed.is_(None))
        .where(collections.is_due(month.month, literal(_begins(month), UtcDateTime())))
        .order_by(Kpi.id)
    ).all()
    found = []
    for row in rows:
        if row.kind is CriterionKind.QUANTITATIVE:
            found += [] if row.is_there else [_value(row, speakers)]
        else:
            found += [_rating(row, side, speakers) for side in Side if not getattr(row, f"rated_{side.value}")]
    return found


def _begins(month: date) -> datetime:
    return datetime.combine(month, time(), UTC)


def _value(row: Any, speakers: dict[Side, int | None]) -> Wanted:
    side = row.owner_side or (Side.CLIENT if row.entered_by is EnteredBy.CLIENT else Side.SUPPLIER)
    who = row.owner_id or speakers[side]
    return Wanted(PreparationKind.MEASUREMENT, row.id, who, side, f"Enter {row.name}")


def _rating(row: Any, side: Side, speakers: dict[Side, int | None]) -> Wanted:
    who = row.owner_id if row.owner_side is side else None
    return Wanted(PreparationKind.RATING, row.id, who or speakers[side], side, f"Rate {row.name}")


def _scorecard(relationship_id: int, month: date, speakers: dict[Side, int | None]) -> list[Wanted]:
    """The month's scorecard, while it is not shared and there are criteria to score."""
    shared = select(Scorecard.id).where(
        Scorecard.relationship_id == relationship_id, Scorecard.period_on == month, *scorecard_rows.whole_months()
    )
    agreed = select(CriteriaSet.id).where(
        CriteriaSet.relationship_id == relationship_id,
        CriteriaSet.status == CriteriaStatus.AGREED,
        CriteriaSet.in_force_from < _begins(month),
    )
    if not db.session.scalar(select(and_(agreed.exists(), ~shared.exists()))):
        return []
    number = int(f"{month:%Y%m%d}")
    return [Wanted(PreparationKind.SCORECARD, number, speakers[side], side, "Share the scorecard") for side in Side]


def _actions(relationship_id: int, today: date) -> list[Wanted]:
    rows = db.session.execute(
        select(Action.id, Action.title, Action.owner_id, Action.owner_side)
        .where(Action.relationship_id == relationship_id, Action.is_open, Action.audience == Audience.SHARED)
        .where(Action.due_on < today)
        .order_by(Action.due_on, Action.id)
        .limit(MOST)
    )
    return [
        Wanted(PreparationKind.ACTION, row.id, row.owner_id, row.owner_side, f"Update “{row.title}”") for row in rows
    ]


def _topics(review: Review) -> list[Wanted]:
    rows = db.session.execute(
        select(Topic.id, Topic.title, Topic.presenter_id, _side_of(review, Topic.presenter_id).label("side"))
        .where(Topic.review_id == review.id, Topic.presenter_id.is_not(None))
        .order_by(Topic.position, Topic.id)
    )
    return [
        Wanted(PreparationKind.TOPIC, row.id, row.presenter_id, row.side, f"Prepare “{row.title}”")
        for row in rows
        if row.side is not None
    ]


def _side_of(review: Review, person_id: Any) -> Any:
    """On which side of the relationship somebody has sat last."""
    query: Select[Any] = (
        select(Seat.side)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .where(Seat.relationship_id == review.relationship_id, Tenure.person_id == person_id)
        .order_by(Tenure.id.desc())
        .limit(1)
    )
    return query.correlate(Topic).scalar_subquery()
