"""What the other side's SPOC is told of an adjustment of the incentive ledger."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import IncentiveAdjustment
from govtracker.queries.structure import spocs
from govtracker.rules import money, periods


def proposed(adjustment: IncentiveAdjustment, *, by: Viewer, at: datetime) -> None:
    """It waits for an answer."""
    words = f"An adjustment of {_said(adjustment)} is proposed and needs your answer. Why: {adjustment.reason}"
    _tell(adjustment, adjustment.proposed_side.other, "proposed", words, by=by, at=at)


def answered(adjustment: IncentiveAdjustment, *, by: Viewer, at: datetime) -> None:
    """It is entered, or was refused."""
    how = "accepted and entered" if adjustment.is_accepted else "refused"
    why = f": {adjustment.answer}" if adjustment.answer else "."
    words = f"The adjustment of {_said(adjustment)} is {how}{why}"
    _tell(adjustment, adjustment.proposed_side, "answered", words, by=by, at=at)


def _said(adjustment: IncentiveAdjustment) -> str:
    amount = money.shown(adjustment.amount, adjustment.currency)
    return f"{amount} for {periods.containing(adjustment.period_on).name}"


def _tell(adjustment: IncentiveAdjustment, side: Side, what: str, words: str, *, by: Viewer, at: datetime) -> None:
    recipient = spocs.of_side(adjustment.relationship_id, side, today=at.astimezone(UTC).date())
    notices.leave(
        MailKind.ASSIGNMENT,
        [recipient],
        subject=adjustment,
        dedupe=f"incentive_adjustment:{adjustment.id}:{what}",
        facts={
            "what": what,
            "words": words,
            "path": f"/r/{adjustment.relationship.key}/contract/ledger",
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )
