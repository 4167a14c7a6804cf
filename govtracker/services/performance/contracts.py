"""Contracts: a version is entered by either side, confirmed by both SPOCs, and never changed after that."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import ContractStatus, Side
from govtracker.mail import contract_messages
from govtracker.models import Contract, Relationship
from govtracker.queries import NotFound
from govtracker.queries.performance import contracts as asked
from govtracker.rules import wall_time
from govtracker.rules.performance import contracts, notice_dates
from govtracker.rules.performance.contracts import BadContract, Facts
from govtracker.services import Refused, events
from govtracker.services.performance import contract_terms, incentives

MORNING = time(7)  # wall time at which a side is reminded, in its own zone
PUT_OFF = timedelta(hours=1)


def enter(relationship: Relationship, facts: Facts, *, by: Viewer, at: datetime) -> Contract:
    """A draft of the next version; what the version in force pays and holds back is taken over into it."""
    if asked.started(relationship.id):
        raise Refused("A version is being worked on already: change that one, or discard it first.")
    values = _values(facts)
    contract = Contract(
        relationship_id=relationship.id,
        relationship=relationship,
        version=asked.next_version(relationship.id),
        status=ContractStatus.DRAFT,
        created_at=at,
        updated_at=at,
        **values,
    )
    db.session.add(contract)
    db.session.flush()
    before = asked.in_force(relationship.id)
    if before:
        contract_terms.copy(before, contract)
    events.record(contract, "contract_drafted", by=by, at=at, changes={"version": [None, contract.version]})
    return contract


def edit(draft: Contract, facts: Facts, *, by: Viewer, at: datetime) -> None:
    """Change what a draft says; whoever had confirmed it has to look again."""
    require_draft(draft)
    if events.change(draft, "contract_changed", by=by, at=at, **_values(facts)):
        contract_terms.unsign(draft, at=at)


def agree(draft: Contract, seen: str, *, by: Viewer, at: datetime) -> None:
    """Confirm for the viewer's side what has the edition `seen`; with both sides' word it is in force.

    Notice that was given stays where the new version ends and renews itself as the one before; else it falls.
    """
    side = _side(draft, by)
    if draft.agreed_at(side) is not None:
        if draft.status is ContractStatus.IN_FORCE:
            return
        raise Refused("Your side has confirmed it already; the other side’s word is missing.")
    require_draft(draft)
    if seen != draft.edition:
        raise Refused("The contract has changed since you opened the page. Read it again before you confirm it.")
    draft.sign(side, by.person_id, at)
    if draft.silent_sides:
        events.record(draft, "contract_confirmed_by_one_side", by=by, at=at)
        contract_messages.waiting(draft, draft.silent_sides, by=by, at=at)
        return
    _put_in_force(draft, at=at)
    events.record(draft, "contract_confirmed", by=by, at=at, changes={"version": [None, draft.version]})
    contract_messages.agreed(draft, side, by=by, at=at)
    incentives.outdated(draft, at=at)


def discard(draft: Contract, *, by: Viewer, at: datetime) -> None:
    """Lay a draft aside; what is in force stays, and so do documents that were put under the draft."""
    require_draft(draft)
    events.change(draft, "contract_discarded", by=by, at=at, status=ContractStatus.DISCARDED, updated_at=at)


def give_notice(contract: Contract, *, by: Viewer, at: datetime) -> date:
    """Give notice for the viewer's side today; the day on which the contract ends then.

    A day of the past would be one side's word alone: what was given on paper before is settled by a new version.
    """
    side = _side(contract, by)
    _require_in_force(contract)
    if contract.notice_on is not None:
        raise Refused("Notice has been given already.")
    given_on = _today(contract, side, at)
    ends_on = notice_dates.end_by_notice(contract.duration, side, given_on)
    events.change(
        contract, "notice_given", by=by, at=at, notice_on=given_on, notice_side=side, notice_by_id=by.person_id
    )
    contract.remind_at = at
    contract_messages.notice_given(contract, side, ends_on, by=by, at=at)
    return ends_on


def take_back_notice(contract: Contract, *, by: Viewer, at: datetime) -> None:
    """Take back the notice of one's own side."""
    side = _side(contract, by)
    _require_in_force(contract)
    if contract.notice_side is not side:
        raise Refused("Your side has given no notice.")
    events.change(contract, "notice_taken_back", by=by, at=at, notice_on=None, notice_side=None, notice_by_id=None)
    contract.remind_at = at
    contract_messages.notice_taken_back(contract, side, by=by, at=at)


def look(contract_id: int, at: datetime) -> None:
    """Remind each side whose last day of notice comes near, end what has ended, and say when to look again."""
    contract = asked.locked(contract_id)
    if contract.remind_at is None or contract.remind_at > at or contract.status is not ContractStatus.IN_FORCE:
        contract.remind_at = None if contract.status is not ContractStatus.IN_FORCE else contract.remind_at
        return
    days = {side: _today(contract, side, at) for side in Side}
    ends_on = notice_dates.ends_on(contract.duration, min(days.values()))
    if ends_on is not None and ends_on < min(days.values()):
        events.change(contract, "contract_ended", by=None, at=at, status=ContractStatus.ENDED)
        contract.remind_at = None
        return
    looks = [_remind(contract, side, days[side], at=at) for side in Side]
    if ends_on is not None:
        looks += [_morning(contract, side, ends_on + timedelta(days=1)) for side in Side]
    contract.remind_at = min((one for one in looks if one is not None and one > at), default=None)


def put_off(contract_id: int, at: datetime) -> None:
    """Look again later."""
    asked.locked(contract_id).remind_at = at + PUT_OFF


def require_draft(contract: Contract) -> None:
    """Refuse what is confirmed already."""
    if not contract.is_draft:
        raise Refused("This version does not change any more: begin a new one.")


def _put_in_force(draft: Contract, *, at: datetime) -> None:
    before = asked.in_force(draft.relationship_id)
    if before:
        before.status, before.remind_at = ContractStatus.SUPERSEDED, None
        if (before.ends_on, before.renewal_months) == (draft.ends_on, draft.renewal_months):
            draft.notice_on, draft.notice_side = before.notice_on, before.notice_side
            draft.notice_by_id = before.notice_by_id
        db.session.flush()
    draft.status, draft.in_force_at, draft.updated_at, draft.remind_at = ContractStatus.IN_FORCE, at, at, at


def _remind(contract: Contract, side: Side, today: date, *, at: datetime) -> datetime | None:
    """Tell a side what is due, once; when to look again for it (UTC)."""
    last = notice_dates.last_day(contract.duration, side, today)
    if last is None:
        return None
    lead = notice_dates.reminder(last.last_on, today)
    if lead is not None:
        contract_messages.notice_due(contract, last, lead, today, at=at)
    return _morning(contract, side, notice_dates.next_look(last.last_on, today))


def _morning(contract: Contract, side: Side, day: date) -> datetime:
    return wall_time.on(day, MORNING, contract.relationship.company(side).zone)


def _today(contract: Contract, side: Side, at: datetime) -> date:
    return wall_time.local(at, contract.relationship.company(side).zone).date()


def _require_in_force(contract: Contract) -> None:
    if contract.status is not ContractStatus.IN_FORCE:
        raise Refused("This version is not in force.")


def _values(facts: Facts) -> dict[str, Any]:
    """The columns of a version; refuses what no contract can say."""
    try:
        charge = contracts.check(facts)
    except BadContract as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    return {**asdict(facts), "charge": charge}


def _side(contract: Contract, by: Viewer) -> Side:
    side = by.side_in(contract.place)
    if side is None or not allowed(by, Permission.VIEW, contract):
        raise NotFound
    return side
