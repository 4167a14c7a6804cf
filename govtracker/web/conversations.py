"""What is said about a record, as its page shows it: comments, boxes to write in, and whether the person watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request, url_for

from govtracker import config
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Audience
from govtracker.models import Subject
from govtracker.models.subject import path_of
from govtracker.queries.issues import comments, talk
from govtracker.queries.issues.talk import Beside, File
from govtracker.queries.paging import Slice
from govtracker.web.filters import record_number
from govtracker.web.forms.choices import audiences
from govtracker.web.forms.comments import NewComment, NewFiles

SILENTLY = timedelta(minutes=15)


@dataclass(frozen=True)
class Said:
    """One comment: its row, the names called in it, whether it calls the person and waits to be seen, and its files."""

    row: Any
    names: tuple[str, ...] = ()
    calls: bool = False
    files: Sequence[File] = ()

    @property
    def was_edited_late(self) -> bool:
        """Whether it was edited after the minutes in which people mend what they have just said."""
        return self.row.edited_at is not None and self.row.edited_at - self.row.written_at > SILENTLY


@dataclass(frozen=True)
class Box:
    """Where one writes for one audience; `opened` when it was sent with a mistake."""

    audience: Audience
    form: NewComment
    opened: bool = False


@dataclass(frozen=True)
class Conversation:
    """The newest comments (or an earlier page of them), oldest first, and where they are said.

    A file may have `most` bytes, files of one go `together` as many.
    """

    subject: Subject
    said: Sequence[Said]
    files: Sequence[File]
    earlier: str | None
    later: str | None
    boxes: Sequence[Box]
    is_watched: bool
    viewer_id: int
    own: str
    other: str
    most: int
    together: int

    @property
    def address(self) -> dict[str, Any]:
        """The parts of the record's address."""
        return address_of(self.subject)

    @property
    def url(self) -> str:
        """The page of the record."""
        return url_of(self.subject)

    @property
    def is_unplaced(self) -> bool:
        """Whether it was sent for nobody who may be chosen."""
        return not any(box.opened for box in self.boxes)

    @property
    def calls(self) -> bool:
        """Whether a comment shown here calls the person and waits to be seen."""
        return any(one.calls for one in self.said)


def of(subject: Subject, viewer: Viewer, *, sent: NewComment | None = None) -> Conversation:
    """The conversation under a record; `sent` is a form that came back with mistakes.

    Pages of it are turned by `earlier` and `later` in the address.
    """
    found = comments.of_subject(viewer, subject, after=request.args.get("earlier"), before=request.args.get("later"))
    side = viewer.side_in(subject.place)
    assert side is not None
    around = talk.beside(viewer, subject, [row.id for row in found.rows])
    return Conversation(
        subject=subject,
        said=_said(found, around, viewer),
        files=around.files.get(None, ()),
        earlier=_turned(subject, "earlier", found.after),
        later=_turned(subject, "later", found.before),
        boxes=_boxes(subject, viewer, sent) if allowed(viewer, Permission.COMMENT, subject) else [],
        is_watched=around.is_watched,
        viewer_id=viewer.person_id,
        own=subject.relationship.company(side).name,
        other=subject.relationship.company(side.other).name,
        most=config.current().max_attachment,
        together=config.current().max_upload,
    )


def blank(subject: Subject, viewer: Viewer) -> NewComment:
    """A form as it is sent, or an empty one."""
    form = NewComment()
    form.audience.choices = audiences(subject.relationship, viewer, within=subject.audience)
    return form


def for_files(subject: Subject, viewer: Viewer) -> NewFiles:
    """The form of files for the record itself, as it is sent, or an empty one."""
    form = NewFiles()
    form.audience.choices = audiences(subject.relationship, viewer, within=subject.audience)
    return form


def url_of(subject: Subject) -> str:
    """The page of a record."""
    address = address_of(subject)
    kind = address.pop("kind")
    if kind == "scorecards":
        return url_for("scorecards.show", key=address["key"], period=address["number"])
    return url_for(f"{kind}.show", **address)


def address_of(subject: Subject) -> dict[str, Any]:
    """The parts of a record's address: key, kind, number."""
    return {"key": subject.relationship.key, "kind": path_of(subject), "number": record_number(subject)}


def _turned(subject: Subject, name: str, cursor: str | None) -> str | None:
    return url_for("comments.index", **{**address_of(subject), name: cursor}) if cursor else None


def _said(found: Slice, around: Beside, viewer: Viewer) -> list[Said]:
    said = []
    for row in reversed(found.rows):
        called = around.called.get(row.id, ())
        names = tuple(name for one in called for name in (one.name, one.name.split(" ")[0], one.email))
        calls = any(one.person_id == viewer.person_id and one.seen_at is None for one in called)
        said.append(Said(row, names, calls, around.files.get(row.id, ())))
    return said


def _boxes(subject: Subject, viewer: Viewer, sent: NewComment | None) -> list[Box]:
    """A box for each audience; what was sent for none of them stands in each, so that nothing typed is lost."""
    boxes = []
    for option in audiences(subject.relationship, viewer, within=subject.audience):
        meant = sent is not None and sent.audience.data == option.value
        form = sent if sent is not None and meant else NewComment(formdata=None)
        if sent is not None and sent.audience.errors:
            form.body.data = sent.body.data
        form.body.id, form.files.id = f"body-{option.value}", f"files-{option.value}"
        boxes.append(Box(Audience(option.value), form, opened=meant))
    return boxes
