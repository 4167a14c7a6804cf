"""The conversation under a record, as one person may read it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

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
