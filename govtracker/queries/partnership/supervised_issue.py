"""What a supervisor reads of one issue of their customer: what stands under it, shared or kept by their company."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Action, Attachment, Comment, Issue, Organisation, Person, Problem, ProblemIssue
from govtracker.queries import find, visible
from govtracker.queries.issues.actions import ROWS
from govtracker.queries.partnership import supervision

NEWEST = 100


def actions(viewer: Viewer, issue: Issue) -> Sequence[Any]:
    """Its actions, by due date."""
    query = ROWS.where(Action.issue_id == issue.id, visible.under_supervised(viewer, issue, Action.audience))
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def problems(viewer: Viewer, issue: Issue) -> Sequence[Problem]:
    """The problems that cause it; what other issues they cause is not told."""
    query = (
        select(Problem)
        .join(ProblemIssue, ProblemIssue.problem_id == Problem.id)
        .where(ProblemIssue.issue_id == issue.id, visible.under_supervised(viewer, issue, Problem.audience))
    )
    return db.session.scalars(query.order_by(Problem.id)).unique().all()


def comments(viewer: Viewer, issue: Issue) -> Sequence[Any]:
    """The newest comments on it that were not removed, oldest first."""
    rows = db.session.execute(
        select(
            Comment.id,
            Comment.audience,
            Comment.side,
            Comment.body,
            Comment.written_at,
            Person.name.label("author"),
            Organisation.name.label("company"),
        )
        .join(Person, Person.id == Comment.author_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Comment.issue_id == issue.id, Comment.removed_at.is_(None))
        .where(visible.under_supervised(viewer, issue, Comment.audience))
        .order_by(Comment.id.desc())
        .limit(NEWEST)
    ).all()
    return list(reversed(rows))


def files(viewer: Viewer, issue: Issue) -> Sequence[Any]:
    """The files under it and under its comments, the newest first."""
    return db.session.execute(
        select(
            Attachment.id,
            Attachment.audience,
            Attachment.name,
            Attachment.size,
            Attachment.uploaded_at,
            Person.name.label("sent_by"),
        )
        .join(Person, Person.id == Attachment.uploaded_by_id)
        .where(Attachment.issue_id == issue.id, Attachment.file_id.is_not(None))
        .where(visible.under_supervised(viewer, issue, Attachment.audience))
        .order_by(Attachment.id.desc())
        .limit(NEWEST)
    ).all()


def file(viewer: Viewer, key: str, number: str, attachment_id: int) -> Attachment:
    """A file under such an issue; raises NotFound."""
    issue = supervision.issue(viewer, key, number)
    return find.one(
        select(Attachment)
        .where(Attachment.id == attachment_id, Attachment.issue_id == issue.id, Attachment.file_id.is_not(None))
        .where(visible.under_supervised(viewer, issue, Attachment.audience))
    )
