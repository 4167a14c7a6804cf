"""What people are told of escalation paths and management plans that one side proposes to the other."""

from collections.abc import Iterable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import EscalationPath, ManagementPlan
from govtracker.queries.structure import spocs

Proposal = EscalationPath | ManagementPlan


def proposed(proposal: Proposal, sides: Iterable[Side], *, by: Viewer, at: datetime) -> None:
    """The SPOC of each side whose word is missing."""
    words = f"{_called(proposal)} is proposed and needs your agreement."
    if proposal.proposed_because:
        words += f" Why: {proposal.proposed_because}"
    _tell(proposal, _spocs(proposal, sides, at), "proposed", words, by=by, at=at)


def agreed(proposal: Proposal, side: Side, *, by: Viewer, at: datetime) -> None:
    """Whoever proposed it, and the SPOC across from `side`, who spoke last."""
    words = f"{_called(proposal)} is agreed by both sides and in force."
    _tell(proposal, [proposal.proposed_by_id, *_spocs(proposal, [side.other], at)], "agreed", words, by=by, at=at)


def sent_back(proposal: Proposal, side: Side, *, reason: str, by: Viewer, at: datetime) -> None:
    """Whoever proposed it, and the SPOC across from `side`, which said no."""
    words = f"{_called(proposal)} was sent back: {reason}"
    _tell(proposal, [proposal.proposed_by_id, *_spocs(proposal, [side.other], at)], "sent_back", words, by=by, at=at)


def withdrawn(proposal: Proposal, side: Side, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from `side`, which took it back."""
    words = f"{_called(proposal)} is proposed no more; {_stays(proposal)}."
    _tell(proposal, _spocs(proposal, [side.other], at), "withdrawn", words, by=by, at=at)


def reminded(proposal: Proposal, sides: Iterable[Side], *, with_sponsor: bool, at: datetime) -> None:
    """The SPOC of each side whose word is missing; `with_sponsor` that side's sponsor too."""
    day, told = at.astimezone(UTC).date(), []
    for side in sides:
        told.append(spocs.of_side(proposal.relationship_id, side, today=day))
        if with_sponsor:
            told.append(spocs.sponsor_of_side(proposal.relationship_id, side, today=day))
    words = f"{_called(proposal)} still waits for the word of your side; until then {_stays(proposal)}."
    _tell(proposal, told, f"reminded:{proposal.reminders}", words, by=None, at=at)


def _called(proposal: Proposal) -> str:
    if isinstance(proposal, ManagementPlan):
        return f"Relationship management plan, version {proposal.version},"
    return f"Escalation path “{proposal.name}”, version {proposal.version},"


def _stays(proposal: Proposal) -> str:
    return "what was agreed stays" if isinstance(proposal, ManagementPlan) else "the path in force stays"


def _page(proposal: Proposal) -> str:
    if isinstance(proposal, ManagementPlan):
        return f"/r/{proposal.relationship.key}/plan/versions/{proposal.version}"
    return f"/r/{proposal.relationship.key}/escalation-paths/{proposal.id}"


def _spocs(proposal: Proposal, sides: Iterable[Side], at: datetime) -> list[int | None]:
    day = at.astimezone(UTC).date()
    return [spocs.of_side(proposal.relationship_id, side, today=day) for side in sides]


def _tell(
    proposal: Proposal, recipients: Iterable[int | None], what: str, words: str, *, by: Viewer | None, at: datetime
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=proposal,
        dedupe=f"{proposal.__tablename__}:{proposal.id}:{what}:{at.isoformat()}",
        facts={
            "what": what,
            "words": words,
            "path": _page(proposal),
            "by": by.person_id if by else None,
            "by_name": by.name if by else "",
        },
        at=at,
    )
