"""Comments, each for an audience chosen before it was written: said, edited with every version kept, removed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.mail import notices, watch_messages
from govtracker.models import Comment, CommentRevision, Subject
from govtracker.models.subject import name_of, pointing_at
from govtracker.queries.issues import attachments as files
from govtracker.queries.issues import comments, readers, watches
from govtracker.services import Refused, events
from govtracker.services.governance import activity
from govtracker.services.issues import attachments, mentions, watching

LONGEST = 20_000


@dataclass(frozen=True)
class Written:
    """A comment as it is stored; `strangers` are called in it but not told: they may not read it, or are nobody."""

    comment: Comment
    strangers: tuple[str, ...]


def write(subject: Subject, body: str, audience: Audience, *, by: Viewer, at: datetime) -> Written:
    """A comment under `subject`, never wider than it; an internal one leaves no trace the other side could see."""
    side = by.side_in(subject.place)
    assert side is not None
    if audience is Audience.SHARED and subject.audience is not Audience.SHARED:
        raise Refused("This is internal: a comment on it cannot be shared with the other side.", "audience")
    if audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose who sees it: both companies, or only yours.", "audience")
    comment = Comment(
        **pointing_at(subject),
        relationship_id=subject.relationship_id,
        relationship=subject.relationship,
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
    activity.note(subject, by=by, at=at)
    return Written(comment, () if notices.are_untold() else _tell(comment, subject, by=by, at=at))


def edit(comment: Comment, body: str, *, by: Viewer, at: datetime) -> Written:
    """Another text; the one before is kept for whoever reads the comment, and only those newly called are told."""
    text = _body(body)
    if text == comment.body:
        return Written(comment, ())
    before = CommentRevision(
        comment_id=comment.id, body=comment.body, written_at=comment.edited_at or comment.written_at
    )
    db.session.add(before)
    comment.body, comment.edited_at = text, at
    events.record(comment.subject, "comment_edited", by=by, at=at, audience=comment.audience)
    added, found = mentions.call(comment, by=by, at=at)
    watching.follow(comment.subject, added, at=at)
    return Written(comment, found.strangers)


def remove(comment: Comment, *, by: Viewer, at: datetime) -> None:
    """Take text, versions and files away for everybody; that there was a comment stays."""
    for revision in comments.revisions(comment):
        db.session.delete(revision)
    for mention in comments.called(comment.id):
        db.session.delete(mention)
    for attachment in files.of_comment(comment):
        attachments.remove(attachment, by=by, at=at)
    comment.body, comment.removed_at = "", at
    events.record(comment.subject, "comment_removed", by=by, at=at, audience=comment.audience)


def _tell(comment: Comment, subject: Subject, *, by: Viewer, at: datetime) -> tuple[str, ...]:
    """Those called at once, and watchers who may read it in their digest; who takes part watches from now on."""
    db.session.flush()
    added, found = mentions.call(comment, by=by, at=at)
    mentions.see(subject, by=by, at=at)
    watching.follow(subject, [by.person_id, *added], at=at)
    watchers = set(watches.watchers([subject]).get((name_of(subject), subject.id), [])) - {by.person_id, *added}
    if watchers and comment.audience is not subject.audience:
        rows = readers.of(comment.relationship, comment.audience, on=at.astimezone(UTC).date())
        watchers &= {row.person_id for row in rows}
    watch_messages.said(comment, sorted(watchers), by=by, at=at)
    return found.strangers


def _body(body: str) -> str:
    text = body.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Write something first.", "body")
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(text):,}.", "body")
    if "\x00" in text:
        raise Refused("This text holds a character that cannot be stored.", "body")
    return text
