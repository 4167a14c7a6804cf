"""A person's list of notices: what they were told, mail or not, as far as they may see it at this moment."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, text, update
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import Comment, Forum, Invitation, Notification, OutboxMail, Relationship, Review
from govtracker.models.subject import KINDS
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice
from govtracker.rules.reviews import notice_words

COUNTED = 100
UNREAD = text(  # literally, for the partial index
    "notification.read_at IS NULL AND notification.kind NOT IN ('digest', 'review_mail', 'supervision')"
)


def unread(viewer: Viewer, at: datetime) -> int:
    """How many notices the person has not read, none counted further than COUNTED."""
    waiting = select(literal(1)).select_from(Notification).where(UNREAD, *_own(viewer, at)).limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def shown(
    viewer: Viewer,
    at: datetime,
    *,
    kinds: Collection[MailKind] = (),
    only_unread: bool = False,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """A page of the list, the newest first: each notice with the record it is about, in one statement."""
    query = _listed().where(Notification.kind.not_in(notice_words.GATHERING), *_own(viewer, at))
    if kinds:
        query = query.where(Notification.kind.in_(kinds))
    if only_unread:
        query = query.where(UNREAD)
    return paging.page(query, by=[Notification.id.expression], descending=True, after=after, before=before)


def read(viewer: Viewer, at: datetime, *, only: int | None = None, up_to: int | None = None) -> int:
    """Note that the person has read one notice, or all up to one; how many they had not read before."""
    which: list[ColumnElement[bool]] = [Notification.recipient_id == viewer.person_id, Notification.read_at.is_(None)]
    if only is not None:
        which.append(Notification.id == only)
    if up_to is not None:
        which.append(Notification.id <= up_to)
    marked: Any = db.session.execute(
        update(Notification).where(*which).values(read_at=at).execution_options(synchronize_session=False)
    )
    return int(marked.rowcount)


def _own(viewer: Viewer, at: datetime) -> list[ColumnElement[bool]]:
    """The person's own notices of the time they are kept for, of what they see and what nobody has taken back."""
    comment = aliased(Comment)
    removed = exists().where(comment.id == Notification.subject_id, comment.removed_at.is_not(None))
    return [
        Notification.recipient_id == viewer.person_id,
        Notification.created_at >= at - notice_words.KEPT,
        visible.notices(viewer),
        or_(Notification.subject_type != Comment.__tablename__, ~removed),
    ]


def _listed() -> Select[Any]:
    comment = and_(Notification.subject_type == Comment.__tablename__, Comment.id == Notification.subject_id)
    asked = and_(Notification.subject_type == Invitation.__tablename__, Invitation.id == Notification.subject_id)
    is_review = Notification.subject_type == Review.__tablename__
    review = Review.id == case((is_review, Notification.subject_id), else_=Invitation.review_id)
    records: dict[str, Any] = {kind.name: kind.model for kind in KINDS}
    direct = [(Notification.subject_type == name, literal(name)) for name in records]
    under = [(getattr(Comment, f"{name}_id").is_not(None), literal(name)) for name in records]
    query = (
        select(
            Notification.id,
            Notification.kind,
            Notification.subject_type,
            Notification.subject_id,
            Notification.facts,
            Notification.audience,
            Notification.created_at,
            Notification.read_at,
            Notification.outcome,
            OutboxMail.state.label("mail_state"),
            Relationship.key.label("relationship_key"),
            case(*direct, *under, else_="").label("record"),
            func.coalesce(*(record.number for record in records.values())).label("number"),
            func.coalesce(*(record.audience for record in records.values())).label("record_audience"),
            func.coalesce(*(record.title for record in records.values())).label("title"),
            Forum.name.label("forum"),
            Review.id.label("review_id"),
            Review.period_key,
        )
        .outerjoin(OutboxMail, OutboxMail.id == Notification.mail_id)
        .outerjoin(Relationship, Relationship.id == Notification.relationship_id)
        .outerjoin(Comment, comment)
        .outerjoin(Invitation, asked)
        .outerjoin(Review, review)
        .outerjoin(Forum, Forum.id == Review.forum_id)
    )
    for name, record in records.items():
        own = case((Notification.subject_type == name, Notification.subject_id), else_=getattr(Comment, f"{name}_id"))
        query = query.outerjoin(record, record.id == own)
    return query
