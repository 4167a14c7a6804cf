"""Shifts of spend: proposed with a reason, later adopted, which changes the spend, or dropped."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ShiftStatus
from govtracker.models import SpendShift, SpendShiftPart
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import spend_shifts as asked
from govtracker.queries.sourcing import support_types
from govtracker.rules.sourcing import spend_shifts
from govtracker.rules.sourcing.spend_check import Costed
from govtracker.rules.sourcing.spend_shifts import BadShift, Shift
from govtracker.services import Refused, events

LONGEST = 4000


def shifted(organisation_id: int, shift: Shift, currency: str) -> tuple[Costed, ...]:
    """The support types as they would be; raises Refused beside "from_id" or "to_<type>"."""
    try:
        return spend_shifts.shifted(support_types.costed(organisation_id), shift, currency)
    except BadShift as refusal:
        field = "from_id" if refusal.type_id is None else f"to_{refusal.type_id}"
        raise Refused(refusal.sentence, field) from None


def propose(shift: Shift, reason: str, *, by: Viewer, at: datetime) -> SpendShift:
    """Keep a shift with its reason; nothing is spent otherwise yet. Raises Refused beside "from_id" or "to_<type>"."""
    currency = judged.of(by.organisation_id).currency
    shifted(by.organisation_id, shift, currency)
    proposal = SpendShift(
        organisation_id=by.organisation_id,
        from_type_id=shift.from_id,
        currency=currency,
        reason=_said(reason, "Say why: it stands beside the proposal."),
        status=ShiftStatus.PROPOSED,
        proposed_at=at,
        proposed_by_id=by.person_id,
        parts=[SpendShiftPart(type_id=type_id, amount=amount) for type_id, amount in sorted(shift.parts.items())],
    )
    db.session.add(proposal)
    moved = {
        "from_type_id": [None, shift.from_id],
        "parts": [None, {str(key): one for key, one in shift.parts.items()}],
    }
    events.record(proposal, "spend_shift_proposed", by=by, at=at, changes=moved, reason=proposal.reason)
    return proposal


def adopt(proposal: SpendShift, outcome: str, *, by: Viewer, at: datetime) -> None:
    """Spend as proposed from now on: the amounts move from what is spent today."""
    _require_open(proposal)
    currency = judged.of(proposal.organisation_id).currency
    if currency != proposal.currency:
        raise Refused(f"This was proposed in {proposal.currency}; spend is in {currency} now. Propose it anew.")
    types = {one.id: one for one in support_types.all_of(proposal.organisation_id)}
    try:
        after = shifted(proposal.organisation_id, asked.of(proposal), currency)
    except Refused as refusal:
        raise Refused(refusal.text) from None
    for one in after:
        events.change(types[one.id], "support_spend_shifted", by=by, at=at, reason=proposal.reason, spend=one.spend)
    _settle(proposal, ShiftStatus.ADOPTED, outcome, by=by, at=at)


def drop(proposal: SpendShift, outcome: str, *, by: Viewer, at: datetime) -> None:
    """Spend stays as it is, because…"""
    _require_open(proposal)
    because = _said(outcome, "Say why it is dropped.", "outcome")
    _settle(proposal, ShiftStatus.DROPPED, because, by=by, at=at)


def _settle(proposal: SpendShift, status: ShiftStatus, outcome: str, *, by: Viewer, at: datetime) -> None:
    settled: dict[str, Any] = {"settled_at": at, "settled_by_id": by.person_id, "outcome": outcome.strip()}
    events.change(proposal, f"spend_shift_{status.value}", by=by, at=at, status=status, **settled)


def _require_open(proposal: SpendShift) -> None:
    if proposal.status is not ShiftStatus.PROPOSED:
        raise Refused(f"This proposal was {proposal.status.value} already.")


def _said(text: str, missing: str, field: str = "reason") -> str:
    said = text.strip()
    if not said:
        raise Refused(missing, field)
    if len(said) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(said):,}.", field)
    return said
