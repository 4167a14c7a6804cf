"""Signs that somebody is at it: what the side that is waited on does keeps its acknowledgement from expiring."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.models import Action, Issue, Subject
from govtracker.queries import claims


def note(subject: Subject, *, by: Viewer | None, at: datetime) -> None:
    """`by` has done something about an issue, or about an action that comes from it; other records have no clock.

    When the acknowledgement expires is counted from the last such deed as soon as it would have expired.
    """
    side = by.side_in(subject.place) if by else None
    if side is None:
        return
    if isinstance(subject, Issue) and subject.is_open and side is subject.waiting_on:
        subject.active_at = at
    elif isinstance(subject, Action) and subject.issue_id is not None:
        claims.note_activity(subject.issue_id, side, at)
