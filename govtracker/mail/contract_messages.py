"""What people are told of a contract: a version that waits for them, and days on which notice can last be given."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Contract
from govtracker.queries.structure import spocs
from govtracker.rules.date_words import long_day
from govtracker.rules.performance.notice_dates import LastDay

NOTICE_DUE = "notice_due"


def waiting(contract: Contract, sides: Iterable[Side], *, by: Viewer, at: datetime) -> None:
    """The SPOC of each side whose word is missing."""
    words = (
        f"Version {contract.version} of the contract waits for your confirmation: it counts once both sides gave it."
    )
    _tell(contract, [_spoc(contract, side, at) for side in sides], "waiting", words, by=by, at=at)


def agreed(contract: Contract, side: Side, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from `side`, which confirmed last."""
    words = f"Version {contract.version} of the contract is confirmed by both sides and in force."
    _tell(contract, [_spoc(contract, side.other, at)], "agreed", words, by=by, at=at)


def notice_given(contract: Contract, side: Side, ends_on: date, *, by: Viewer, at: datetime) -> None:
    """SPOC and sponsor across from `side`."""
    words = f"{contract.relationship.company(side).name} has given notice: the contract ends on {long_day(ends_on)}."
    _tell(contract, _heads(contract, side.other, at), "notice_given", words, by=by, at=at)


def notice_taken_back(contract: Contract, side: Side, *, by: Viewer, at: datetime) -> None:
    """SPOC and sponsor across from `side`."""
    words = f"{contract.relationship.company(side).name} has taken its notice back: the contract goes on."
    _tell(contract, _heads(contract, side.other, at), "notice_taken_back", words, by=by, at=at)


def notice_due(contract: Contract, last: LastDay, lead: int, today: date, *, at: datetime) -> None:
    """SPOC and sponsor of the side that may still give notice, once per day, lead and person."""
    left = (last.last_on - today).days
    until = "today is" if left == 0 else f"{long_day(last.last_on)}, in {left} day{'s' if left > 1 else ''}, is"
    after = (
        f"After it the contract goes on past {long_day(last.ends_on)} for another {contract.renewal_months} months."
        if contract.renewal_months
        else f"The contract ends on {long_day(last.ends_on)} and does not renew itself."
    )
    words = f"{until[:1].upper()}{until[1:]} the last day on which your side may give notice. {after}"
    notices.leave(
        MailKind.ASSIGNMENT,
        _heads(contract, last.side, at),
        subject=contract,
        dedupe=f"contract:{contract.relationship_id}:notice:{last.side.value}:{last.last_on.isoformat()}:{lead}",
        facts=_facts(contract, NOTICE_DUE, words) | {"side": last.side.value, "last_on": last.last_on.isoformat()},
        at=at,
    )


def _heads(contract: Contract, side: Side, at: datetime) -> list[int | None]:
    day = at.astimezone(UTC).date()
    return [_spoc(contract, side, at), spocs.sponsor_of_side(contract.relationship_id, side, today=day)]


def _spoc(contract: Contract, side: Side, at: datetime) -> int | None:
    return spocs.of_side(contract.relationship_id, side, today=at.astimezone(UTC).date())


def _facts(contract: Contract, what: str, words: str) -> dict[str, Any]:
    why = f"you speak for your side of {contract.relationship.key}, or answer for it as its sponsor"
    return {"what": what, "words": words, "path": f"/r/{contract.relationship.key}/contract", "why": why}


def _tell(
    contract: Contract, recipients: Iterable[int | None], what: str, words: str, *, by: Viewer, at: datetime
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=contract,
        dedupe=f"contract:{contract.id}:{what}:{at.isoformat()}",
        facts=_facts(contract, what, words) | {"by": by.person_id, "by_name": by.name},
        at=at,
    )
