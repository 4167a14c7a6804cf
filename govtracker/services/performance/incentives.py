"""The incentive ledger: entries from agreed scorecards and accepted adjustments. None is ever changed or taken out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import EntryKind, PeriodKind, ScorecardStatus
from govtracker.mail import incentive_messages
from govtracker.models import Contract, IncentiveAdjustment, IncentiveEntry, Relationship, Scorecard
from govtracker.queries import NotFound, claims
from govtracker.queries.performance import contracts
from govtracker.queries.performance import incentives as asked
from govtracker.rules import money, periods
from govtracker.rules.performance import incentives, notice_dates
from govtracker.rules.performance.incentives import Line, Standing, Version
from govtracker.services import Refused, events
from govtracker.services.events import Happened

PUT_OFF = timedelta(hours=1)
LONGEST = 2000
ENTERED = "incentives_entered"
AMENDED = "The scorecard was amended."
OTHER_TERMS = "Another version of the contract holds for this month."


@events.heard
def notice_agreement(subject: Base | None, happened: Happened) -> None:
    """Whatever makes a month's scorecard agreed lets the ledger be brought up to it."""
    if not isinstance(subject, Scorecard) or happened.action == ENTERED:
        return
    is_month = subject.scope_id is None and subject.period_kind is PeriodKind.MONTH
    if is_month and subject.status is ScorecardStatus.AGREED:
        asked.outdate([subject.id], happened.at)


def outdated(contract: Contract, *, at: datetime) -> None:
    """A version has come into force: the months from which it counts are reckoned by it."""
    asked.outdate(asked.agreed_since(contract.relationship_id, contract.counts_from), at)


def reckon(reckoning_id: int, at: datetime) -> None:
    """Bring the ledger up to an agreed scorecard: take back what does not hold any more, enter what is due.

    Done again it adds nothing. A month no contract counts for moves no money.
    """
    reckoning = asked.reckoning(reckoning_id)
    card = asked.scorecard(reckoning.scorecard_id)
    reckoning.due_at = None
    if card is None:
        return
    confirmed = contracts.confirmed(card.relationship_id)
    contract = incentives.holding(confirmed, card.period_on)
    if contract is not None:
        claims.hold(card.relationship_id, "incentives")
        why = AMENDED if card.amends_id else OTHER_TERMS
        _bring_up(contract, confirmed, card, reason=why, at=at)
    reckoning.digest = card.digest


def put_off(reckoning_id: int, at: datetime) -> None:
    """Try again later."""
    asked.reckoning(reckoning_id).due_at = at + PUT_OFF


def propose_adjustment(
    relationship: Relationship, month: date, amount: Decimal, reason: str, *, by: Viewer, at: datetime
) -> IncentiveAdjustment:
    """An amount by hand (in the client's favour, or below zero in the supplier's), for the other side to accept."""
    side = by.side_in(relationship.place())
    contract = contracts.of_month(relationship.id, month)
    if side is None:
        raise NotFound
    if contract is None:
        raise Refused("No contract counts for that month.", "period")
    if not reason.strip() or len(reason) > LONGEST:
        raise Refused(f"Say why in at most {LONGEST:,} characters: both sides see it.", "reason")
    try:
        minor = money.in_minor(amount, contract.currency)
    except ValueError as fault:
        raise Refused(str(fault), "amount") from None
    if minor == 0:
        raise Refused("An adjustment of nothing changes nothing.", "amount")
    made = IncentiveAdjustment(
        relationship_id=relationship.id,
        relationship=relationship,
        period_on=month,
        amount=minor,
        currency=contract.currency,
        reason=reason.strip(),
        proposed_side=side,
        proposed_by_id=by.person_id,
        proposed_at=at,
    )
    db.session.add(made)
    events.record(made, "adjustment_proposed", by=by, at=at, reason=made.reason, changes=_told(made))
    incentive_messages.proposed(made, by=by, at=at)
    return made


def answer_adjustment(
    adjustment: IncentiveAdjustment, answer: str, *, accepted: bool, by: Viewer, at: datetime
) -> None:
    """Accept it for the side it was put before, and it is entered; or refuse it, because…"""
    if adjustment.answered_at is not None:
        raise Refused("This adjustment has been answered already.")
    if not accepted and not answer.strip():
        raise Refused("Say why not: both sides see it.", "answer")
    if len(answer) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters.", "answer")
    adjustment.answered_at, adjustment.answered_by_id = at, by.person_id
    adjustment.is_accepted, adjustment.answer = accepted, answer.strip()
    if accepted:
        claims.hold(adjustment.relationship_id, "incentives")
        contract = contracts.of_month(adjustment.relationship_id, adjustment.period_on)
        assert contract is not None  # what was confirmed once stays
        entry = _entry(
            contract, adjustment.period_on, EntryKind.ADJUSTMENT, adjustment.amount, adjustment.currency, at=at
        )
        entry.reason, entry.entered_by_id = adjustment.reason, adjustment.proposed_by_id
        db.session.add(entry)
        db.session.flush()
        adjustment.entry_id = entry.id
    done = "adjustment_accepted" if accepted else "adjustment_refused"
    events.record(adjustment, done, by=by, at=at, reason=answer.strip(), changes=_told(adjustment))
    incentive_messages.answered(adjustment, by=by, at=at)


def _bring_up(contract: Contract, confirmed: Sequence[Contract], card: Scorecard, *, reason: str, at: datetime) -> None:
    month, relationship_id = card.period_on, card.relationship_id
    versions = [Version(one.counts_from, one.deal) for one in confirmed]
    reach = incentives.reach(versions)
    first, last = periods.month_after(month, -reach), periods.month_after(month, reach)
    results = asked.results(relationship_id, first, last)
    due = incentives.of_month(contract.deal, month, results[month]) if _counts_in(contract, month) else []
    wrong, missing = incentives.changes(due, asked.of_month(relationship_id, month))
    _enter(contract, card, wrong, missing, reason=reason, at=at)
    back = incentives.given_back(versions, asked.credits_between(relationship_id, first, last), results)
    wanted = [line for line in back if line.source_on and first <= line.source_on <= month]
    wrong, missing = incentives.changes(wanted, asked.given_back(relationship_id, first, month))
    _enter(contract, card, wrong, missing, reason=reason, at=at)


def _counts_in(contract: Contract, month: date) -> bool:
    """Whether the contract runs in a month, so that it moves money for it."""
    ends_on = notice_dates.ends_on(contract.duration, month)
    return ends_on is None or month <= ends_on


def _enter(
    contract: Contract, card: Scorecard, wrong: list[Standing], missing: list[Line], *, reason: str, at: datetime
) -> None:
    for one in wrong:
        before = asked.entry(one.id)
        counter = _entry(contract, one.period_on, one.kind, -one.amount, one.currency, at=at)
        counter.kpi_id, counter.counters_id, counter.turn = one.kpi_id, one.id, before.turn
        counter.basis, counter.source_on = before.basis, before.source_on
        _from(card, counter)
        counter.reason = reason
        db.session.add(counter)
    for line in missing:
        entry = _entry(contract, line.period_on, line.kind, line.amount, line.currency, at=at)
        entry.kpi_id, entry.basis, entry.source_on = line.kpi_id, dict(line.basis), line.source_on
        entry.turn = asked.turns(contract.relationship_id, line) + 1
        _from(card, entry)
        db.session.add(entry)
    if wrong or missing:
        db.session.flush()
        told = {"taken_back": [None, len(wrong)], "entered": [None, len(missing)]}
        month = periods.containing(card.period_on).name
        events.record(card, ENTERED, by=None, at=at, changes=told, reason=f"From the scorecard of {month}.")


def _entry(
    contract: Contract, month: date, kind: EntryKind, amount: int, currency: str, *, at: datetime
) -> IncentiveEntry:
    return IncentiveEntry(
        relationship_id=contract.relationship_id,
        contract_id=contract.id,
        period_on=month,
        kind=kind,
        amount=amount,
        currency=currency,
        basis={},
        entered_at=at,
    )


def _from(card: Scorecard, entry: IncentiveEntry) -> None:
    entry.scorecard_id, entry.digest = card.id, card.digest


def _told(adjustment: IncentiveAdjustment) -> dict[str, list[Any]]:
    return {"amount": [None, money.shown(adjustment.amount, adjustment.currency)]}
