"""Comments on issues and actions, each for an audience chosen before it was written."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Action, Comment, Issue
from govtracker.services import Refused, events

LONGEST = 20_000


def write(subject: Issue | Action, body: str, audience: Audience, *, by: Viewer, at: datetime) -> Comment:
    """A comment under `subject`, never wider than it; an internal one leaves no trace the other side could see."""
    side = by.side_in(subject.place)
    assert side is not None
    if audience is Audience.SHARED and subject.audience is not Audience.SHARED:
        raise Refused("This is internal: a comment on it cannot be shared with the other side.", "audience")
    if audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose who sees it: both companies, or only yours.", "audience")
    comment = Comment(
        relationship_id=subject.relationship_id,
        issue_id=subject.id if isinstance(subject, Issue) else None,
        action_id=subject.id if isinstance(subject, Action) else None,
        audience=audience,
        author_id=by.person_id,
        side=side,
        body=_body(body),
        written_at=at,
    )
    db.session.add(comment)
    events.record(subject, "commented", by=by, at=at, audience=audience)
    if audience is subject.audience:
        subject.updated_at = at
    return comment


def _body(body: str) -> str:
    text = body.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Write something first.", "body")
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(text):,}.", "body")
    if "\x00" in text:
        raise Refused("This text holds a character that cannot be stored.", "body")
    return text
