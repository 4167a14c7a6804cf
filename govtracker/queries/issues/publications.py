"""What an internal issue was published as, and which of its comments may go with it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Comment, Issue
from govtracker.queries import visible

MOST = 100


def published_as(issue: Issue) -> Issue:
    """The shared issue an internal one was published as."""
    return db.session.scalars(select(Issue).where(Issue.id == issue.published_as_id)).unique().one()


def comments(viewer: Viewer, issue_id: int, chosen: Collection[int] | None = None) -> Sequence[Comment]:
    """Comments of an issue that the person sees and nobody removed, oldest first: the newest MOST, or the chosen."""
    query = select(Comment).where(visible.comments(viewer), Comment.issue_id == issue_id, Comment.removed_at.is_(None))
    if chosen is not None:
        query = query.where(Comment.id.in_(list(chosen)[:MOST]))
    return db.session.scalars(query.order_by(Comment.id.desc()).limit(MOST)).unique().all()[::-1]
