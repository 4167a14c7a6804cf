"""What one side proposes to the other: signed by each, in force with both words, or laid aside; silence is no yes."""

from datetime import datetime
from typing import Any, Protocol

from govtracker.access import Viewer
from govtracker.enums import Side
from govtracker.models import Person, Relationship
from govtracker.queries import NotFound
from govtracker.queries.governance import calendars
from govtracker.rules import durations
from govtracker.rules.governance import business_time
from govtracker.services import Refused

REMINDED_AFTER = 5 * durations.DAY  # business minutes of the side that is silent
MOST_REMINDERS = 2  # its SPOC, then its sponsor too
LONGEST = 2000


class Proposal(Protocol):
    """A version that waits for both sides' word."""

    relationship: Any
    proposed_by: Any
    laid_aside_at: Any
    laid_aside_by_id: Any
    laid_aside_because: Any
    remind_at: Any
    reminders: Any

    @property
    def is_proposed(self) -> bool:
        """Waits for somebody's word."""

    @property
    def is_in_force(self) -> bool:
        """Both have agreed, and no later version took its place."""


def side_of(relationship: Relationship, by: Viewer) -> Side:
    """The side a person speaks for; raises NotFound."""
    side = by.side_in(relationship.place())
    if side is None:
        raise NotFound
    return side


def silent_sides(proposal: Proposal) -> list[Side]:
    """The sides that have not agreed."""
    return [side for side in Side if getattr(proposal, f"{side.value}_agreed_by_id") is None]


def proposing_side(proposal: Proposal) -> Side:
    """The side a proposal comes from."""
    proposer: Person | None = proposal.proposed_by
    assert proposer is not None  # what nobody proposed was in force from the start
    return Side.CLIENT if proposer.organisation_id == proposal.relationship.client_id else Side.SUPPLIER


def reason_for(text: str, *, field: str, missing: str = "") -> str:
    """The reason as it is kept; refuses one that is too long, and none where `missing` says why one is needed."""
    if missing and not text.strip():
        raise Refused(missing, field)
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", field)
    return text.strip()


def require_proposed(proposal: Proposal) -> None:
    """Refuses a version that was agreed or laid aside meanwhile."""
    if not proposal.is_proposed:
        raise Refused("This version is not proposed any more: look at it again.")


def has_agreed(proposal: Proposal, side: Side) -> bool:
    """Whether there is nothing left to say for a side; refuses where the other side's word is missing."""
    if getattr(proposal, f"{side.value}_agreed_by_id") is None:
        return False
    if proposal.is_in_force:
        return True
    raise Refused("Your side has agreed already; the other side's agreement is missing.")


def sign(proposal: Proposal, side: Side, *, by: Viewer, at: datetime) -> None:
    """Set a side's name under it."""
    setattr(proposal, f"{side.value}_agreed_at", at)
    setattr(proposal, f"{side.value}_agreed_by_id", by.person_id)


def lay_aside(proposal: Proposal, because: str, *, by: Viewer, at: datetime) -> None:
    """It will not be in force; what is stays."""
    proposal.laid_aside_at, proposal.laid_aside_by_id, proposal.laid_aside_because = at, by.person_id, because
    proposal.remind_at = None


def wait_anew(proposal: Proposal, *, at: datetime) -> None:
    """Count the days of silence from now on."""
    proposal.remind_at, proposal.reminders = next_reminder(proposal, at), 0


def next_reminder(proposal: Proposal, at: datetime) -> datetime:
    """Five working days of the side that is silent (of the client where both are)."""
    company = proposal.relationship.company(silent_sides(proposal)[0])
    return business_time.add(at, REMINDED_AFTER, calendars.of_organisation(company.id))


def count_reminder(proposal: Proposal, at: datetime) -> bool:
    """One more reminder: the SPOC of the side, then its sponsor as well (True), then nobody any more."""
    proposal.reminders += 1
    proposal.remind_at = next_reminder(proposal, at) if proposal.reminders < MOST_REMINDERS else None
    return bool(proposal.reminders > 1)
