"""Content that is kept, and what of it nothing points at any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from govtracker.database import db
from govtracker.models import Attachment, Comment, Contract, EvaluationFile, StoredFile, Subject
from govtracker.models.subject import name_of
from govtracker.queries import NotFound

LOOSE_FOR = timedelta(days=1)
AT_ONCE = 100


def kept(digest: str) -> StoredFile | None:
    """Whole content with that SHA-256 (hex) that is there to stay, its row locked; None where there is none."""
    return db.session.scalar(
        select(StoredFile)
        .where(StoredFile.digest == digest, StoredFile.kept_at.is_not(None), StoredFile.leaving_at.is_(None))
        .order_by(StoredFile.id)
        .limit(1)
        .with_for_update()
    )


def stored(file_id: int) -> StoredFile:
    """The content of that number, its row locked; raises NotFound."""
    found = db.session.scalar(select(StoredFile).where(StoredFile.id == file_id).with_for_update())
    if found is None:
        raise NotFound
    return found


def is_pointed_at(file_id: int) -> bool:
    """Whether a file under a record, or of a candidate, has that content."""
    return bool(db.session.scalar(select(pointing_at(file_id))))


def pointing_at(file_id: Any) -> ColumnElement[bool]:
    """The same as a condition, of an id or of a column of ids."""
    return or_(*(exists().where(model.file_id == file_id) for model in (Attachment, EvaluationFile)))


def loose(at: datetime) -> Sequence[int]:
    """Content that nothing has pointed at for a day, the longest first."""
    return db.session.scalars(
        select(StoredFile.id)
        .where(StoredFile.loose_at < at - LOOSE_FOR)
        .order_by(StoredFile.loose_at, StoredFile.id)
        .limit(AT_ONCE)
    ).all()


def of_comment(comment: Comment) -> Sequence[Attachment]:
    """The files of a comment that were not removed."""
    return db.session.scalars(
        select(Attachment)
        .where(Attachment.comment_id == comment.id, Attachment.file_id.is_not(None))
        .order_by(Attachment.id)
    ).all()


def how_many(subject: Subject | Contract) -> int:
    """How many files a record has, its comments' among them."""
    column = getattr(Attachment, f"{name_of(subject)}_id")
    there = select(func.count()).where(column == subject.id, Attachment.file_id.is_not(None))
    return db.session.scalar(there) or 0
