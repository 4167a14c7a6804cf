"""What pages show of the portfolio check: shares, misfits, the picture of them, and shifts before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from govtracker.charts import spend_impact
from govtracker.enums import ShiftStatus
from govtracker.models import SpendShift
from govtracker.queries.sourcing import spend_shifts as asked
from govtracker.rules import money
from govtracker.rules.performance.values import number_text
from govtracker.rules.sourcing import spend_check, spend_shifts
from govtracker.rules.sourcing.judging import Judging
from govtracker.rules.sourcing.spend_check import Check, Costed
from govtracker.rules.sourcing.spend_shifts import BadShift, Shift
from govtracker.services import Refused
from govtracker.web import pictures
from govtracker.web.pictures import Inline

SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Tried:
    """A shift that was tried: how the check would come out, both pictures in one, and the amount it moves."""

    after: Check
    chart: Inline
    amount: int
    sent: dict[str, str]


@dataclass(frozen=True)
class Beside:
    """An open proposal beside the others: the check it would lead to, or why it cannot be adopted any more."""

    proposal: SpendShift
    check: Check | None
    why_not: str
    url: str


def checked(rows: Sequence[Any], judging: Judging) -> Check:
    """The check over the support types (rows with id, name, impact, spend, retired_at) that are offered."""
    return check([Costed(row.id, row.name, row.impact, row.spend) for row in rows if row.retired_at is None], judging)


def check(types: Sequence[Costed], judging: Judging) -> Check:
    """The check over support types."""
    return spend_check.check(types, judging.misfit_points)


def chart(check: Check, *, before: Check | None = None) -> Inline:
    """Spend against impact as a picture in the page."""
    return pictures.inline(lambda look, size: spend_impact.picture(check, before=before, look=look, size=size))


def tried(types: Sequence[Costed], shift: Shift, judging: Judging) -> Tried:
    """Before and after; raises Refused beside the field of what cannot be shifted."""
    try:
        after = check(spend_shifts.shifted(types, shift, judging.currency), judging)
    except BadShift as refusal:
        raise Refused(refusal.sentence, "from_id" if refusal.type_id is None else f"to_{refusal.type_id}") from None
    sent = address(shift, judging.currency)
    return Tried(after, chart(after, before=check(types, judging)), shift.amount, sent)


def address(shift: Shift, currency: str) -> dict[str, str]:
    """A shift as the fields of its form."""
    parts = {f"to_{type_id}": number_text(money.amount(part, currency)) for type_id, part in shift.parts.items()}
    return {"from_id": str(shift.from_id), **parts}


def side_by_side(types: Sequence[Costed], proposals: Sequence[SpendShift], judging: Judging) -> list[Beside]:
    """The newest open proposals, at most `SIDE_BY_SIDE`."""
    still = [one for one in proposals if one.status is ShiftStatus.PROPOSED][:SIDE_BY_SIDE]
    return [_beside(types, one, judging) for one in still]


def _beside(types: Sequence[Costed], proposal: SpendShift, judging: Judging) -> Beside:
    shift = asked.of(proposal)
    if proposal.currency != judging.currency:
        return Beside(proposal, None, f"It was proposed in {proposal.currency}.", "")
    url = url_for("spend_shifts.index", **address(shift, judging.currency))  # type: ignore[arg-type]
    try:
        after = spend_shifts.shifted(types, shift, judging.currency)
    except BadShift as refusal:
        return Beside(proposal, None, refusal.sentence, url)
    return Beside(proposal, check(after, judging), "", url)
