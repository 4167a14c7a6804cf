"""What the other side's SPOC is told of a scorecard."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Scorecard
from govtracker.queries.structure import spocs
from govtracker.rules.periods import Period


def shared(scorecard: Scorecard, side: Side, *, month: Period, by: Viewer, at: datetime) -> None:
    """A month's scorecard waits for the other side's agreement."""
    words = f"The scorecard of {month.name} is shared and needs your agreement, or your reason against it."
    _tell(scorecard, side, "shared", words, by=by, at=at)


def agreed(scorecard: Scorecard, side: Side, *, month: Period, by: Viewer, at: datetime) -> None:
    """Both sides have signed."""
    _tell(scorecard, side, "agreed", f"The scorecard of {month.name} is agreed by both sides.", by=by, at=at)


def disputed(scorecard: Scorecard, side: Side, *, month: Period, reason: str, by: Viewer, at: datetime) -> None:
    """It is back in work, because…"""
    _tell(scorecard, side, "disputed", f"The scorecard of {month.name} is disputed: {reason}", by=by, at=at)


def _tell(scorecard: Scorecard, side: Side, what: str, words: str, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from `side`, at whose hand it happened."""
    recipient = spocs.of_side(scorecard.relationship_id, side.other, today=at.astimezone(UTC).date())
    notices.leave(
        MailKind.ASSIGNMENT,
        [recipient],
        subject=scorecard,
        dedupe=f"scorecard:{scorecard.id}:{what}:{at.isoformat()}",
        facts={"what": what, "words": words, "by": by.person_id, "by_name": by.name},
        at=at,
    )
