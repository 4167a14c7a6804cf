"""Calling people by name in a comment: only those who may read it are told."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import comment_messages
from govtracker.models import Comment, Mention, Subject
from govtracker.queries import claims
from govtracker.queries.issues import comments, mentions, readers
from govtracker.rules.issues import mentions as rule
from govtracker.rules.issues.mentions import Called, Reader


def call(comment: Comment, *, by: Viewer, at: datetime) -> tuple[list[int], Called]:
    """Tell those whom the text calls now and did not call before; who they are, and all that was found in it.

    Nobody is told of what they wrote themselves. Whoever an edit took out is called no more.
    """
    found = _called(comment, by=by, at=at)
    rows = [{"comment_id": comment.id, "person_id": person, "mentioned_at": at} for person in found.person_ids]
    for mention in comments.called(comment.id) if comment.edited_at else ():
        if mention.person_id not in found.person_ids:
            db.session.delete(mention)
    made = claims.insert_missing(Mention, rows, unique=["comment_id", "person_id"])
    added = mentions.people(made)
    comment_messages.mentioned(comment, added, by=by, at=at)
    return added, found


def see(subject: Subject, *, by: Viewer, at: datetime) -> None:
    """The person has seen what calls them here."""
    mentions.see(by, subject, at=at)


def _called(comment: Comment, *, by: Viewer, at: datetime) -> Called:
    if "@" not in comment.body:
        return Called()
    rows = readers.of(comment.relationship, comment.audience, on=at.astimezone(UTC).date())
    people = [Reader(row.person_id, row.name, row.email) for row in rows]
    found = rule.called(comment.body, people)
    others = tuple(person for person in found.person_ids if person != by.person_id)
    return Called(others, found.names, found.strangers)
