"""The conversation under an issue, as one person may read it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Comment, Organisation, Person
from govtracker.queries import visible

NEWEST = 200


def of_issue(viewer: Viewer, issue_id: int) -> Sequence[Row[Any]]:
    """The newest comments on an issue, oldest of them first."""
    return _conversation(_rows(viewer).where(Comment.issue_id == issue_id))


def _rows(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id,
            Comment.audience,
            Comment.side,
            Comment.body,
            Comment.written_at,
            Comment.author_id,
            Person.name.label("author"),
            Organisation.name.label("company"),
        )
        .join(Person, Person.id == Comment.author_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(visible.comments(viewer))
    )


def _conversation(query: Select[*tuple[Any, ...]]) -> Sequence[Row[Any]]:
    return db.session.execute(query.order_by(Comment.id.desc()).limit(NEWEST)).all()[::-1]
