"""What people are told of escalation paths that one side proposes to the other."""

from collections.abc import Iterable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import EscalationPath
from govtracker.queries.structure import spocs


def proposed(path: EscalationPath, sides: Iterable[Side], *, by: Viewer, at: datetime) -> None:
    """The SPOC of each side whose word is missing."""
    words = f"{_called(path)} is proposed and needs your agreement."
    if path.proposed_because:
        words += f" Why: {path.proposed_because}"
    _tell(path, _spocs(path, sides, at), "proposed", words, by=by, at=at)


def agreed(path: EscalationPath, side: Side, *, by: Viewer, at: datetime) -> None:
    """Whoever proposed it, and the SPOC across from `side`, who spoke last."""
    words = f"{_called(path)} is agreed by both sides and in force."
    _tell(path, [path.proposed_by_id, *_spocs(path, [side.other], at)], "agreed", words, by=by, at=at)


def sent_back(path: EscalationPath, side: Side, *, reason: str, by: Viewer, at: datetime) -> None:
    """Whoever proposed it, and the SPOC across from `side`, which said no."""
    words = f"{_called(path)} was sent back: {reason}"
    _tell(path, [path.proposed_by_id, *_spocs(path, [side.other], at)], "sent_back", words, by=by, at=at)


def withdrawn(path: EscalationPath, side: Side, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from `side`, which took it back."""
    words = f"{_called(path)} is proposed no more; the path in force stays."
    _tell(path, _spocs(path, [side.other], at), "withdrawn", words, by=by, at=at)


def reminded(path: EscalationPath, sides: Iterable[Side], *, with_sponsor: bool, at: datetime) -> None:
    """The SPOC of each side whose word is missing; `with_sponsor` that side's sponsor too."""
    day, told = at.astimezone(UTC).date(), []
    for side in sides:
        told.append(spocs.of_side(path.relationship_id, side, today=day))
        if with_sponsor:
            told.append(spocs.sponsor_of_side(path.relationship_id, side, today=day))
    words = f"{_called(path)} still waits for the word of your side; until then the path in force stays."
    _tell(path, told, f"reminded:{path.reminders}", words, by=None, at=at)


def _called(path: EscalationPath) -> str:
    return f"Escalation path “{path.name}”, version {path.version},"


def _spocs(path: EscalationPath, sides: Iterable[Side], at: datetime) -> list[int | None]:
    day = at.astimezone(UTC).date()
    return [spocs.of_side(path.relationship_id, side, today=day) for side in sides]


def _tell(
    path: EscalationPath, recipients: Iterable[int | None], what: str, words: str, *, by: Viewer | None, at: datetime
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=path,
        dedupe=f"escalation_path:{path.id}:{what}:{at.isoformat()}",
        facts={
            "what": what,
            "words": words,
            "path": f"/r/{path.relationship.key}/escalation-paths/{path.id}",
            "by": by.person_id if by else None,
            "by_name": by.name if by else "",
        },
        at=at,
    )
