"""Publishing what one side kept to itself: chosen fields are copied into a new shared issue; nothing turns shared."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import Audience
from govtracker.models import Comment, Issue
from govtracker.queries.issues import publications
from govtracker.rules import date_words
from govtracker.services import Refused, events
from govtracker.services.issues import comments, issues
from govtracker.services.issues.issues import NewIssue


def publish(issue: Issue, new: NewIssue, chosen: Collection[int], *, by: Viewer, at: datetime) -> Issue:
    """A shared issue with what `new` says and the `chosen` comments of `issue` (by id); published twice it is one.

    The two are linked on the internal one alone, so that the other side learns nothing of it.
    """
    if issue.audience is Audience.SHARED:
        raise Refused("Both companies see this issue already.")
    if issue.published_as_id is not None:
        return publications.published_as(issue)
    shared = issues.raise_issue(issue.relationship, replace(new, audience=Audience.SHARED), by=by, at=at)
    for comment in publications.comments(by, issue.id, chosen):
        comments.write(shared, _quoted(comment), Audience.SHARED, by=by, at=at)
    issue.published_as_id, issue.updated_at = shared.id, at
    events.record(issue, "published", by=by, at=at, changes={"published_as": [None, shared.key]})
    return shared


def _quoted(comment: Comment) -> str:
    return f"{comment.author.name}, {date_words.short_day(comment.written_at.date())}:\n{comment.body}"
