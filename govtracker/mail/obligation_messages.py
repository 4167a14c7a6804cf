"""What people are told of the client's obligations, and of a red KPI that one side says the client caused."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from govtracker.access import Viewer
from govtracker.database import Base
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import ClientMiss, Obligation, ObligationOccurrence
from govtracker.queries.performance import obligations
from govtracker.queries.structure import spocs
from govtracker.rules import periods
from govtracker.rules.date_words import long_day


def proposed(obligation: Obligation, *, by: Viewer, at: datetime) -> None:
    """The SPOC across waits to agree."""
    words = f"“{obligation.title}” is proposed as an obligation of the client and needs your agreement."
    to = [_spoc(obligation.relationship_id, obligation.proposed_side.other, at)]
    _tell(obligation, to, f"obligation:{obligation.id}:proposed", words, _page(obligation), by=by, at=at)


def agreed(obligation: Obligation, *, by: Viewer, at: datetime) -> None:
    """Whoever proposed it, and who has to give it."""
    words = f"“{obligation.title}” is agreed as an obligation of the client."
    to = [obligation.made_by_id, obligations.holder(obligation.owner_seat_id, at.astimezone(UTC).date())]
    _tell(obligation, to, f"obligation:{obligation.id}:agreed", words, _page(obligation), by=by, at=at)


def ended(obligation: Obligation, *, by: Viewer, at: datetime) -> None:
    """Both SPOCs, and who had to give it."""
    words = f"“{obligation.title}” is no obligation of the client any more."
    spocs_of_both = [_spoc(obligation.relationship_id, side, at) for side in Side]
    to = [*spocs_of_both, obligations.holder(obligation.owner_seat_id, at.astimezone(UTC).date())]
    _tell(obligation, to, f"obligation:{obligation.id}:ended", words, _page(obligation), by=by, at=at)


def due(obligation: Obligation, occurrence_id: int, due_on: date, *, at: datetime) -> None:
    """Who has to give it, else who speaks for the client."""
    day = at.astimezone(UTC).date()
    holder = obligations.holder(obligation.owner_seat_id, day) or _spoc(obligation.relationship_id, Side.CLIENT, at)
    words = f"“{obligation.title}” is due on {long_day(due_on)}."
    path = f"/r/{obligation.relationship.key}/obligations/due/{occurrence_id}"
    _tell(obligation, [holder], f"obligation_occurrence:{occurrence_id}:due", words, path, by=None, at=at)


def late(occurrence: ObligationOccurrence, *, at: datetime) -> None:
    """Who has to give it, and who speaks for each side: the supplier waits for it."""
    obligation, day = occurrence.obligation, at.astimezone(UTC).date()
    to = [obligations.holder(obligation.owner_seat_id, day)]
    to += [_spoc(obligation.relationship_id, side, at) for side in Side]
    words = f"“{obligation.title}” was due on {long_day(occurrence.due_on)} and has not been given yet."
    path = f"/r/{occurrence.relationship.key}/obligations/due/{occurrence.id}"
    _tell(occurrence, dict.fromkeys(to), f"obligation_occurrence:{occurrence.id}:late", words, path, by=None, at=at)


def met(occurrence: ObligationOccurrence, *, by: Viewer, at: datetime) -> None:
    """The supplier's SPOC confirms or contests it."""
    words = f"{_called(occurrence)} is marked as met: confirm or contest it."
    _tell_of(occurrence, Side.SUPPLIER, "met", words, by=by, at=at)


def contested(occurrence: ObligationOccurrence, *, by: Viewer, at: datetime) -> None:
    """Who said it was met, and the client's SPOC."""
    words = f"{_called(occurrence)} is contested: {occurrence.contest_reason}"
    _tell_of(occurrence, Side.CLIENT, "contested", words, by=by, at=at, also=occurrence.met_by_id)


def claimed(miss: ClientMiss, *, by: Viewer, at: datetime) -> None:
    """The SPOC across answers."""
    words = f"{_red(miss)} is said to be caused by the client’s side and needs your answer. Why: {miss.reason}"
    to = [_spoc(miss.relationship_id, miss.claimed_side.other, at)]
    _tell(miss, to, f"client_miss:{miss.id}:claimed", words, _card(miss), by=by, at=at)


def answered(miss: ClientMiss, *, by: Viewer, at: datetime) -> None:
    """Whoever said it."""
    how = "agreed to be caused by the client’s side" if miss.is_accepted else f"not agreed: {miss.answer}"
    _tell(
        miss,
        [miss.claimed_by_id],
        f"client_miss:{miss.id}:answered",
        f"{_red(miss)}: {how}.",
        _card(miss),
        by=by,
        at=at,
    )


def _called(occurrence: ObligationOccurrence) -> str:
    return f"“{occurrence.obligation.title}”, due on {long_day(occurrence.due_on)},"


def _red(miss: ClientMiss) -> str:
    return f"{miss.kpi.name} in {periods.containing(miss.period_on).name}"


def _card(miss: ClientMiss) -> str:
    return f"/r/{miss.relationship.key}/scorecards/{miss.period_on:%Y-%m}"


def _page(obligation: Obligation) -> str:
    return f"/r/{obligation.relationship.key}/obligations/{obligation.id}"


def _spoc(relationship_id: int, side: Side, at: datetime) -> int | None:
    return spocs.of_side(relationship_id, side, today=at.astimezone(UTC).date())


def _tell_of(
    occurrence: ObligationOccurrence,
    side: Side,
    what: str,
    words: str,
    *,
    by: Viewer,
    at: datetime,
    also: int | None = None,
) -> None:
    path = f"/r/{occurrence.relationship.key}/obligations/due/{occurrence.id}"
    dedupe = f"obligation_occurrence:{occurrence.id}:{what}:{at.isoformat()}"
    _tell(occurrence, [also, _spoc(occurrence.relationship_id, side, at)], dedupe, words, path, by=by, at=at)


def _tell(
    subject: Base,
    recipients: Iterable[int | None],
    dedupe: str,
    words: str,
    path: str,
    *,
    by: Viewer | None,
    at: datetime,
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=subject,
        dedupe=dedupe,
        facts={
            "what": dedupe.split(":")[2],
            "words": words,
            "path": path,
            "why": "it was given to you, or you speak for your side",
            "by": by.person_id if by else None,
            "by_name": by.name if by else "",
        },
        at=at,
    )
