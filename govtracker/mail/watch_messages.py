"""What watchers are told: that something was said, and how a record moved; their next digest brings it."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Comment, Subject
from govtracker.models.subject import name_of


def said(comment: Comment, people: Iterable[int], *, by: Viewer, at: datetime) -> None:
    """These people, who may read the comment, but not its author."""
    notices.leave(
        MailKind.WATCHED,
        (person for person in people if person != by.person_id),
        subject=comment,
        dedupe=f"comment:{comment.id}",
        facts={"event": "said", "by": by.person_id, "by_name": by.name},
        at=at,
    )


def moved(subject: Subject, people: Iterable[int], *, to: str, by: tuple[int | None, str], at: datetime) -> None:
    """These people, but not who moved it; `to` is its status, `by` the id (None: the system) and name of a person."""
    person_id, name = by
    notices.leave(
        MailKind.WATCHED,
        (person for person in people if person != person_id),
        subject=subject,
        dedupe=f"{name_of(subject)}:{subject.id}:{to}:{at.isoformat()}",
        facts={"event": "moved", "to": to, "by": person_id, "by_name": name},
        at=at,
    )
