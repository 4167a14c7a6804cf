"""Mails about problems: who owns one now."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Problem


def assigned(problem: Problem, *, by: Viewer, at: datetime) -> None:
    """The new owner of a problem; nobody is told of what they gave themselves."""
    if problem.owner_id == by.person_id:
        return
    notices.leave(
        MailKind.ASSIGNMENT,
        [problem.owner_id],
        subject=problem,
        dedupe=f"problem:{problem.id}:owner:{problem.owner_id}:at:{at.isoformat()}",
        facts={"event": "assigned", "by": by.name},
        at=at,
    )
