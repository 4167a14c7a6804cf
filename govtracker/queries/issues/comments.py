"""The conversation under a record, as one person may read it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Comment, CommentRevision, Mention, Organisation, Person, Subject
from govtracker.models.subject import name_of
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice

NEWEST = 25


def of_subject(viewer: Viewer, subject: Subject, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the comments on a record, the newest first."""
    query = (
        select(
            Comment.id,
            Comment.audience,
            Comment.side,
            Comment.body,
            Comment.written_at,
            Comment.edited_at,
            Comment.removed_at,
            Comment.author_id,
            Person.name.label("author"),
            Organisation.name.label("company"),
        )
        .join(Person, Person.id == Comment.author_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(_under(subject), visible.comments(viewer))
    )
    return paging.page(query, by=[Comment.id.expression], descending=True, after=after, before=before, size=NEWEST)


def mentions(comment_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who is called in comments that the person may read: comment_id, person_id, name, email, seen_at."""
    if not comment_ids:
        return []
    return db.session.execute(
        select(Mention.comment_id, Mention.person_id, Mention.seen_at, Person.name, Person.email)
        .join(Person, Person.id == Mention.person_id)
        .where(Mention.comment_id.in_(comment_ids))
        .order_by(Mention.comment_id, Mention.id)
    ).all()


def revisions(comment: Comment) -> Sequence[CommentRevision]:
    """How a comment read before, the first version first."""
    return db.session.scalars(
        select(CommentRevision).where(CommentRevision.comment_id == comment.id).order_by(CommentRevision.id)
    ).all()


def called(comment_id: int) -> Sequence[Mention]:
    """The mentions in a comment."""
    return db.session.scalars(select(Mention).where(Mention.comment_id == comment_id).order_by(Mention.id)).all()


def _under(subject: Subject) -> ColumnElement[bool]:
    column: ColumnElement[int | None] = getattr(Comment, f"{name_of(subject)}_id")
    return column == subject.id
