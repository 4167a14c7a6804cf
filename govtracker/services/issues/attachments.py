"""Files under records and comments, seen by whoever sees those; their content is kept once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Attachment, Comment, Contract, EvaluationFile, StoredFile, Subject
from govtracker.models.subject import pointing_at
from govtracker.queries.issues import attachments
from govtracker.services import Refused, events

MOST = 1_000  # files of one record


@dataclass(frozen=True)
class Sent:
    """A file that was sent and whose content is kept; `name` is the one it is shown by."""

    file_id: int
    name: str
    media_type: str
    size: int


def expect(digest: str, size: int, *, at: datetime) -> StoredFile:
    """Where content with that SHA-256 (hex) is, or will be put: nothing points at it yet."""
    there = attachments.kept(digest)
    if there is not None:
        there.loose_at = there.loose_at and at
        return there
    place = f"{digest[:2]}/{digest}-{secrets.token_hex(4)}"
    expected = StoredFile(digest=digest, place=place, size=size, loose_at=at)
    db.session.add(expected)
    db.session.flush()
    return expected


def arrived(file_id: int, *, at: datetime) -> None:
    """The content stands whole at its place."""
    attachments.stored(file_id).kept_at = at


def attach(subject: Subject | Contract, sent: Sequence[Sent], audience: Audience, *, by: Viewer, at: datetime) -> None:
    """Put files under a record, for an audience that was chosen; never wider than the record."""
    side = by.side_in(subject.place)
    assert side is not None
    if not sent:
        raise Refused("Choose a file first.", "files")
    if audience is Audience.SHARED and subject.audience is not Audience.SHARED:
        raise Refused("This is internal: a file under it cannot be shared with the other side.", "audience")
    if audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose who sees it: both companies, or only yours.", "audience")
    _add(subject, sent, audience, None, by=by, at=at)


def attach_to_comment(comment: Comment, sent: Sequence[Sent], *, by: Viewer, at: datetime) -> None:
    """Put files under a comment, for those who read it."""
    db.session.flush()
    _add(comment.subject, sent, comment.audience, comment, by=by, at=at)


def remove(attachment: Attachment, *, by: Viewer, at: datetime) -> None:
    """Take a file away for everybody, with its name; that there was one stays."""
    let_go(attachment, at=at)
    events.record(attachment.holder, "file_removed", by=by, at=at, audience=attachment.audience)


def let_go(holder: Attachment | EvaluationFile, *, at: datetime) -> None:
    """Point at the content no more; where nothing else does it is cleared away later."""
    file_id, holder.file_id = holder.file_id, None
    holder.name, holder.removed_at = "", at
    if file_id is not None:
        stored = attachments.stored(file_id)
        db.session.flush()
        if not attachments.is_pointed_at(file_id):
            stored.loose_at = at


def pointed_at(one: Sent) -> StoredFile:
    """The content of a file that was sent, now that something points at it; refuses what is being cleared away."""
    stored = attachments.stored(one.file_id)
    if stored.leaving_at is not None or stored.kept_at is None:
        raise Refused("That file was being cleared away just now. Send it once more.", "files")
    stored.loose_at = None
    return stored


def leave(file_id: int, *, at: datetime) -> StoredFile | None:
    """Content that has been loose long enough, of which nothing may point any more; None where something does."""
    stored = attachments.stored(file_id)
    if stored.loose_at is None or stored.loose_at >= at - attachments.LOOSE_FOR or attachments.is_pointed_at(file_id):
        return None
    stored.leaving_at = stored.leaving_at or at
    return stored


def forget(file_id: int) -> None:
    """The content has gone from its place."""
    db.session.delete(attachments.stored(file_id))


def _add(
    subject: Subject | Contract,
    sent: Sequence[Sent],
    audience: Audience,
    comment: Comment | None,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    side = by.side_in(subject.place)
    assert side is not None
    if sent and attachments.how_many(subject) + len(sent) > MOST:
        raise Refused(f"There are {MOST:,} files here already.", "files")
    for one in sorted(sent, key=lambda file: file.file_id):  # rows are locked in one order
        stored = pointed_at(one)
        db.session.add(
            Attachment(
                **pointing_at(subject),
                comment_id=comment.id if comment else None,
                relationship_id=subject.relationship_id,
                relationship=subject.relationship,
                audience=audience,
                file_id=stored.id,
                name=one.name,
                media_type=one.media_type,
                size=one.size,
                uploaded_by_id=by.person_id,
                side=side,
                uploaded_at=at,
            )
        )
        events.record(subject, "file_attached", by=by, at=at, audience=audience, changes={"file": [None, one.name]})
    if sent and audience is subject.audience:
        subject.updated_at = at
