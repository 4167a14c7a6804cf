"""What one side proposes to the other: signed by each, in force with both words, or laid aside; silence is no yes."""

from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.enums import Side
from govtracker.mail import proposal_messages
from govtracker.mail.proposal_messages import Proposal
from govtracker.queries.governance import calendars
from govtracker.rules import durations
from govtracker.rules.governance import business_time
from govtracker.services import Refused, events, sides

PUT_OFF = timedelta(hours=1)
REMINDED_AFTER = 5 * durations.DAY  # business minutes of the side that is silent
MOST_REMINDERS = 2  # its SPOC, then its sponsor too
LONGEST = 2000


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
    if proposal.agreed_at(side) is None:
        return False
    if proposal.is_in_force:
        return True
    raise Refused("Your side has agreed already; the other side's agreement is missing.")


def lay_aside(proposal: Proposal, because: str, *, by: Viewer, at: datetime) -> None:
    """It will not be in force; what is stays."""
    proposal.laid_aside_at, proposal.laid_aside_by_id, proposal.laid_aside_because = at, by.person_id, because
    proposal.remind_at = None


def wait_anew(proposal: Proposal, *, at: datetime) -> None:
    """Count the days of silence from now on."""
    proposal.remind_at, proposal.reminders = next_reminder(proposal, at), 0


def next_reminder(proposal: Proposal, at: datetime) -> datetime:
    """Five working days of the side that is silent (of the client where both are)."""
    company = proposal.relationship.company(proposal.silent_sides[0])
    return business_time.add(at, REMINDED_AFTER, calendars.of_organisation(company.id))


def send_back(proposal: Proposal, reason: str, *, by: Viewer, at: datetime) -> None:
    """Say no for the viewer's side, because…; what is in force stays."""
    said = reason_for(reason, field="reason", missing="Say what should change: both sides see it.")
    require_proposed(proposal)
    side = sides.own(by, proposal.relationship)
    if side is proposal.proposing_side and side not in proposal.silent_sides:
        raise Refused("Your side proposed this: take it back instead.")
    lay_aside(proposal, said, by=by, at=at)
    events.record(proposal, f"{proposal.__tablename__}_sent_back", by=by, at=at, reason=said)
    proposal_messages.sent_back(proposal, side, reason=said, by=by, at=at)


def withdraw(proposal: Proposal, *, by: Viewer, at: datetime) -> None:
    """Take back what one's own side proposed; what is in force stays."""
    side = sides.own(by, proposal.relationship)
    require_proposed(proposal)
    if side is not proposal.proposing_side:
        raise Refused("The other side proposed this: send it back instead, with a reason.")
    lay_aside(proposal, "", by=by, at=at)
    events.record(proposal, f"{proposal.__tablename__}_withdrawn", by=by, at=at)
    proposal_messages.withdrawn(proposal, side, by=by, at=at)


def remind(proposal: Proposal, at: datetime) -> None:
    """Remind whoever has not answered: the SPOC of the side, then its sponsor as well, then nobody any more."""
    if proposal.remind_at is None or proposal.remind_at > at:
        return
    with_sponsor = _count_reminder(proposal, at)
    proposal_messages.reminded(proposal, proposal.silent_sides, with_sponsor=with_sponsor, at=at)


def put_off(proposal: Proposal, at: datetime) -> None:
    """Try again later to remind of it."""
    proposal.remind_at = at + PUT_OFF


def _count_reminder(proposal: Proposal, at: datetime) -> bool:
    """One more reminder: the SPOC of the side, then its sponsor as well (True), then nobody any more."""
    proposal.reminders += 1
    proposal.remind_at = next_reminder(proposal, at) if proposal.reminders < MOST_REMINDERS else None
    return bool(proposal.reminders > 1)
