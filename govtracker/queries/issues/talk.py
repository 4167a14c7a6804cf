"""What belongs to a conversation beside its comments: who is called, which files there are, and whether one watches."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from govtracker.access import Viewer
from govtracker.database import UtcDateTime, db
from govtracker.enums import Audience
from govtracker.models import Attachment, Mention, Person, Subject, Watch
from govtracker.models.subject import name_of
from govtracker.queries import visible

CALLED, FILE, WATCH = "called", "file", "watch"
Part = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Called:
    """Somebody a comment calls by name, and when they had seen it."""

    person_id: int
    name: str
    email: str
    seen_at: datetime | None


@dataclass(frozen=True)
class File:
    """A file that was sent, `size` in bytes; one that was removed has no name any more."""

    id: int
    name: str
    media_type: str
    size: int
    audience: Audience
    sent_by_id: int
    sent_by: str
    sent_at: datetime


@dataclass(frozen=True)
class Beside:
    """What belongs to comments, by their ids; files of the record itself stand under None."""

    called: Mapping[int, Sequence[Called]]
    files: Mapping[int | None, Sequence[File]]
    is_watched: bool


def beside(viewer: Viewer, subject: Subject, comment_ids: Collection[int]) -> Beside:
    """What belongs to the record and to these comments, which the person may read; one question."""
    parts = union_all(_called(comment_ids), _files(viewer, subject, comment_ids), _watch(viewer, subject))
    called, files = defaultdict(list), defaultdict(list)
    is_watched = False
    for row in db.session.execute(parts.order_by("part", "id")):
        match row.part:
            case "called":
                called[row.comment_id].append(Called(row.person_id, row.name, row.note, row.at))
            case "file":
                files[row.comment_id].append(_file(row))
            case _:
                is_watched = True
    return Beside(called, files, is_watched)


def _called(comment_ids: Collection[int]) -> Part:
    columns = {"comment_id": Mention.comment_id, "person_id": Mention.person_id, "at": Mention.seen_at}
    return (
        _part(CALLED, Mention.id, **columns, name=Person.name, note=Person.email)
        .join(Person, Person.id == Mention.person_id)
        .where(Mention.comment_id.in_(comment_ids))
    )


def _files(viewer: Viewer, subject: Subject, comment_ids: Collection[int]) -> Part:
    names = ("comment_id", "name", "media_type", "size")
    columns = {name: getattr(Attachment, name) for name in names}
    return (
        _part(
            FILE,
            Attachment.id,
            **columns,
            person_id=Attachment.uploaded_by_id,
            note=Person.name,
            audience=cast(Attachment.audience, String),
            at=Attachment.uploaded_at,
        )
        .join(Person, Person.id == Attachment.uploaded_by_id)
        .where(
            getattr(Attachment, f"{name_of(subject)}_id") == subject.id,
            or_(Attachment.comment_id.is_(None), Attachment.comment_id.in_(comment_ids)),
            visible.attachments(viewer),
        )
    )


def _watch(viewer: Viewer, subject: Subject) -> Part:
    here = getattr(Watch, f"{name_of(subject)}_id") == subject.id
    return _part(WATCH, Watch.id).where(here, Watch.person_id == viewer.person_id, Watch.is_on)


def _part(part: str, id_: Any, **given: Any) -> Part:
    """A part of the union: its columns, and nothing where it has no such column."""
    columns: list[ColumnElement[Any]] = [
        given.get(name, cast(null(), kind)).label(name) for name, kind in COLUMNS.items()
    ]
    return select(literal(part).label("part"), id_.label("id"), *columns)


def _file(row: Row[Any]) -> File:
    return File(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        audience=Audience(row.audience),
        sent_by_id=row.person_id,
        sent_by=row.note,
        sent_at=row.at,
    )


COLUMNS: Mapping[str, Any] = {
    "comment_id": Integer,
    "person_id": Integer,
    "name": String,
    "note": String,
    "media_type": String,
    "size": BigInteger,
    "audience": String,
    "at": UtcDateTime,
}
