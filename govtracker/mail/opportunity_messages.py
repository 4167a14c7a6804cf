"""What people are told of an opportunity: the account's owner that it waits, whoever raised it what became of it."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, OpportunityStatus
from govtracker.mail import notices
from govtracker.models import Opportunity
from govtracker.rules import money
from govtracker.rules.words import label

BECAME = {
    OpportunityStatus.TAKEN_UP: "is taken up",
    OpportunityStatus.WON: "is won",
    OpportunityStatus.NOT_PURSUED: "is not pursued",
}


def passed_on(found: Opportunity, *, by: Viewer, at: datetime) -> None:
    """It waits for the owner of the account."""
    account = found.account.name
    _tell(
        found,
        found.account.owner_id,
        f"{label(found.kind)} for {account}: “{found.title}”. Say what becomes of it.",
        f"you own the account {account}",
        by=by,
        at=at,
    )


def answered(found: Opportunity, *, by: Viewer, at: datetime) -> None:
    """The owner has said what becomes of it."""
    won = f" ({money.shown(found.won, found.currency)})" if found.won else ""
    outcome = f" {found.outcome}" if found.outcome else ""
    words = f"“{found.title}” for {found.account.name} {BECAME[found.status]}{won}.{outcome}"
    _tell(found, found.raised_by_id, words, "you raised this opportunity", by=by, at=at)


def _tell(found: Opportunity, recipient: int | None, words: str, why: str, *, by: Viewer, at: datetime) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        [recipient],
        subject=found,
        dedupe=f"opportunity:{found.id}:{found.status.value}:{at.isoformat()}",
        facts={
            "words": words,
            "why": why,
            "path": f"/opportunities/{found.id}",
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )
