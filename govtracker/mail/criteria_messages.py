"""What the other side's SPOC is told of success criteria."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import CriteriaSet
from govtracker.queries.structure import spocs


def proposed(criteria_set: CriteriaSet, side: Side, *, by: Viewer, at: datetime) -> None:
    """A version waits for the other side's agreement."""
    _tell(criteria_set, side, "proposed", f"{criteria_set.title}, is proposed and needs your agreement.", by=by, at=at)


def sent_back(criteria_set: CriteriaSet, side: Side, *, reason: str, by: Viewer, at: datetime) -> None:
    """A version is a draft again."""
    _tell(criteria_set, side, "sent_back", f"{criteria_set.title}, was sent back: {reason}", by=by, at=at)


def agreed(criteria_set: CriteriaSet, side: Side, *, by: Viewer, at: datetime) -> None:
    """A version is in force."""
    _tell(criteria_set, side, "agreed", f"{criteria_set.title}, is agreed by both sides and in force.", by=by, at=at)


def _tell(criteria_set: CriteriaSet, side: Side, what: str, words: str, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from `side`, at whose hand it happened."""
    recipient = spocs.of_side(criteria_set.relationship_id, side.other, today=at.astimezone(UTC).date())
    notices.leave(
        MailKind.ASSIGNMENT,
        [recipient],
        subject=criteria_set,
        dedupe=f"criteria_set:{criteria_set.id}:{what}:{at.isoformat()}",
        facts={"what": what, "words": words, "by": by.person_id, "by_name": by.name},
        at=at,
    )
