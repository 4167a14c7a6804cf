"""Mails about comments: who is called by name in one."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Comment


def mentioned(comment: Comment, people: Iterable[int], *, by: Viewer, at: datetime) -> None:
    """The people called by name in a comment they may read; once each, however often it is edited."""
    notices.leave(
        MailKind.ASSIGNMENT,
        people,
        subject=comment,
        dedupe=f"comment:{comment.id}:mention",
        facts={"event": "mentioned", "by": by.person_id, "by_name": by.name},
        at=at,
    )
