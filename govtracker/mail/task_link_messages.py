"""What people are told of links for one task."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import TaskLink
from govtracker.rules import keys


def given(link: TaskLink, *, by: Viewer, at: datetime) -> None:
    """The person it was given to, alone and at their own address: where they do the task without signing in."""
    notices.leave(
        MailKind.TASK_LINK,
        [link.person_id],
        subject=link,
        dedupe=f"task_link:{link.id}",
        facts={"by": by.person_id, "by_name": by.name, "path": _path(link), "words": WORDS},
        at=at,
    )


def _path(link: TaskLink) -> str:
    """Where somebody who signs in after all finds the task."""
    base = f"/r/{link.relationship.key}"
    if link.action is None:
        assert link.period_on is not None  # every link has one task
        return f"{base}/measurements?period={link.period_on:%Y-%m}"
    return f"{base}/actions/{keys.number(link.action.number, link.action.audience)}"


WORDS = "A link by which you can do this without signing in was sent to you."
