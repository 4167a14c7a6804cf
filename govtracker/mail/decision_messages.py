"""What people are told of decisions."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Decision


def asked(decision: Decision, person_id: int | None, *, by: Viewer | None, at: datetime) -> None:
    """Whoever has to decide, unless it is their own proposal to themselves."""
    words = "You have to decide this." if not decision.goes_up_because else "You have to approve this."
    because = f" {decision.goes_up_because}" if decision.goes_up_because else ""
    _tell(decision, [person_id], "asked", words + because, by=by, at=at)


def ruled(decision: Decision, words: str, *, by: Viewer, at: datetime) -> None:
    """Whoever brought it: it was approved or rejected."""
    _tell(decision, [decision.recorded_by_id], "ruled", words, by=by, at=at)


def _tell(
    decision: Decision, people: list[int | None], what: str, words: str, *, by: Viewer | None, at: datetime
) -> None:
    by_id, by_name = (by.person_id, by.name) if by else (None, "GovTracker")
    notices.leave(
        MailKind.ASSIGNMENT,
        [person_id for person_id in people if person_id != by_id],
        subject=decision,
        dedupe=f"decision:{decision.id}:{what}:{at.isoformat()}",
        facts={"what": what, "words": words, "by": by_id, "by_name": by_name},
        at=at,
    )
