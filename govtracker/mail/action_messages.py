"""What people are told of actions."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Action


def assigned(action: Action, *, by: Viewer | None, at: datetime) -> None:
    """The owner, unless they took it themselves; without `by` it has come again by itself."""
    _tell(action, "assigned", "You own this action.", by=by, at=at)


def handed_back(action: Action, reason: str, *, by: Viewer, at: datetime) -> None:
    """The owner: it is not done yet, and this is missing."""
    _tell(action, "handed_back", f"Not done yet: {reason}", by=by, at=at)


def failed(action: Action, reason: str, *, by: Viewer, at: datetime) -> None:
    """The owner: it was carried out and did not help."""
    _tell(action, "failed", f"It did not help and is open again: {reason}", by=by, at=at)


def _tell(action: Action, what: str, words: str, *, by: Viewer | None, at: datetime) -> None:
    if by is not None and action.owner_id == by.person_id:
        return
    notices.leave(
        MailKind.ASSIGNMENT,
        [action.owner_id],
        subject=action,
        dedupe=f"action:{action.id}:{what}:{at.isoformat()}",
        facts={"what": what, "words": words, "by": by and by.person_id, "by_name": by.name if by else ""},
        at=at,
    )
