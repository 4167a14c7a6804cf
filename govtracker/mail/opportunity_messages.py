"""What people are told of an opportunity: that it waits for them, or what became of what they raised."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, OpportunityStatus
from govtracker.mail import notices
from govtracker.models import Opportunity
from govtracker.queries import viewers
from govtracker.queries.partnership import opportunities
from govtracker.queries.reviews import notices as asked_notices
from govtracker.rules import money
from govtracker.rules.words import label

BECAME = {
    OpportunityStatus.TAKEN_UP: "is taken up",
    OpportunityStatus.WON: "is won",
    OpportunityStatus.NOT_PURSUED: "is not pursued",
}


def passed_on(found: Opportunity, *, by: Viewer, at: datetime) -> None:
    """It waits for the owner of the account, or for the governance office in their place."""
    account, asked = found.account.name, opportunities.asked_of(found)
    owns = list(asked) == [found.account.owner_id]
    _tell(
        found,
        asked,
        f"{label(found.kind)} for {account}: “{found.title}”. Say what becomes of it.",
        f"you own the account {account}" if owns else f"nobody owns the account {account} now",
        by=by,
        at=at,
    )


def answered(found: Opportunity, *, by: Viewer, at: datetime) -> None:
    """The owner has said what becomes of it."""
    won = f" ({money.shown(found.won, found.currency)})" if found.won else ""
    outcome = f" {found.outcome}" if found.outcome else ""
    words = f"“{found.title}” for {found.account.name} {BECAME[found.status]}{won}.{outcome}"
    _tell(found, _raiser(found, at), words, "you raised this opportunity", by=by, at=at)


def _raiser(found: Opportunity, at: datetime) -> list[int]:
    """Whoever raised it, as long as they may read it."""
    several = viewers.several([found.raised_by_id] if found.raised_by_id else [], today=at.date())
    return [id_ for id_, viewer in several.items() if asked_notices.opportunity(viewer, found.id)]


def _tell(
    found: Opportunity, recipients: Iterable[int | None], words: str, why: str, *, by: Viewer, at: datetime
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
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
