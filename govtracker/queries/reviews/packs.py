"""Which packs a review has, which is the current one, and which are to be made or told of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PackStage
from govtracker.models import Forum, PackFile, Person, Relationship, Review, ReviewPack
from govtracker.queries import find, visible
from govtracker.rules.reviews.review_steps import TO_COME

AT_ONCE = 50
LONGEST_LEAD = timedelta(days=60)


def of_review(viewer: Viewer, review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The packs of a review the person may see, the newest first: number, audience, stage, when, and by whom."""
    columns = ("id", "number", "audience", "stage", "asked_at", "made_at", "size", "digest")
    return db.session.execute(
        select(*(getattr(ReviewPack, name) for name in columns), Person.name.label("asked_by"))
        .outerjoin(Person, Person.id == ReviewPack.asked_by_id)
        .where(ReviewPack.review_id == review_id, visible.review_packs(viewer))
        .order_by(ReviewPack.number.desc(), ReviewPack.audience, ReviewPack.id)
    ).all()


def one(viewer: Viewer, key: str, review_id: int, pack_id: int) -> ReviewPack:
    """A pack of a review of relationship `key`; raises NotFound."""
    return find.one(
        select(ReviewPack)
        .join(ReviewPack.relationship)
        .where(Relationship.key == key.upper(), ReviewPack.review_id == review_id, ReviewPack.id == pack_id)
        .where(visible.review_packs(viewer))
    )


def current(viewer: Viewer, review_id: int, audience: Audience = Audience.SHARED) -> ReviewPack | None:
    """The newest pack of a review that is ready; None where there is none for who asks."""
    return db.session.scalar(
        select(ReviewPack)
        .where(ReviewPack.review_id == review_id, ReviewPack.audience == audience, visible.review_packs(viewer))
        .where(ReviewPack.stage == PackStage.READY)
        .order_by(ReviewPack.number.desc())
        .limit(1)
    )


def content(pack_id: int) -> bytes:
    """The PDF of a pack; raises NotFound where it is not ready."""
    return find.one(select(PackFile).where(PackFile.pack_id == pack_id)).content


def newest_number(review_id: int) -> int:
    """The number of the newest making, 0 where there was none."""
    return db.session.scalar(select(func.max(ReviewPack.number)).where(ReviewPack.review_id == review_id)) or 0


def is_being_made(review_id: int) -> bool:
    """Whether a making waits for the worker or is under way."""
    query = select(ReviewPack.id).where(ReviewPack.review_id == review_id, ReviewPack.due_at.is_not(None))
    return db.session.scalar(query.limit(1)) is not None


def due(at: datetime) -> Sequence[int]:
    """The packs to be made by `at`, the longest waiting first."""
    query = select(ReviewPack.id).where(ReviewPack.due_at.is_not(None), ReviewPack.due_at <= at)
    return db.session.scalars(query.order_by(ReviewPack.due_at, ReviewPack.id).limit(AT_ONCE)).all()


def waiting(pack_id: int, at: datetime) -> ReviewPack | None:
    """A pack that is due, locked until the commit; None where another is at it."""
    return _locked(pack_id, ReviewPack.due_at <= at)


def claimed(pack_id: int, until: datetime) -> ReviewPack | None:
    """A pack one has claimed until then, locked until the commit; None where another has taken it over."""
    return _locked(pack_id, ReviewPack.claimed_until == until)


def to_be_put_off(pack_id: int) -> ReviewPack | None:
    """A pack that could not be made and is not given up, locked until the commit."""
    return _locked(pack_id, ReviewPack.due_at.is_not(None))


def to_tell(at: datetime) -> Sequence[int]:
    """Ids of the reviews whose people may have to be told by now that the pack is ready."""
    ready = _shared_packs().where(ReviewPack.stage == PackStage.READY).exists()
    untold = or_(Review.pack_told_for.is_(None), Review.pack_told_for != Review.scheduled_at)
    return _within_lead(at, ready, untold)


def to_prepare(at: datetime) -> Sequence[int]:
    """Ids of the reviews whose people are told by now of a pack that nobody has asked for yet."""
    return _within_lead(at, ~_shared_packs().exists())


def _shared_packs() -> Select[int]:
    return select(ReviewPack.id).where(ReviewPack.review_id == Review.id, ReviewPack.audience == Audience.SHARED)


def _within_lead(at: datetime, *conditions: ColumnElement[bool]) -> Sequence[int]:
    """Ids of the reviews to come that are no further ahead than their forum's people are told of the pack."""
    rows = db.session.execute(
        select(Review.id, Review.scheduled_at, Forum.pack_days)
        .join(Forum, Forum.id == Review.forum_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .where(Review.step_at.is_not(None), Review.status.in_(TO_COME), Relationship.archived_at.is_(None))
        .where(Review.scheduled_at > at, Review.scheduled_at <= at + LONGEST_LEAD, *conditions)
        .order_by(Review.scheduled_at, Review.id)
    )
    return [row.id for row in rows if row.scheduled_at - timedelta(days=row.pack_days) <= at]


def _locked(pack_id: int, condition: ColumnElement[bool]) -> ReviewPack | None:
    query = select(ReviewPack).where(ReviewPack.id == pack_id, condition)
    return db.session.scalar(query.with_for_update(of=ReviewPack, skip_locked=True))
