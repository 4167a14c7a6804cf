"""Opportunities: raised with a customer's account, passed to its owner, who says what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.mail import opportunity_messages
from govtracker.models import CustomerAccount, Opportunity
from govtracker.rules import money
from govtracker.rules.partnership import opportunities
from govtracker.services import Refused, events

LONGEST, LONGEST_TITLE = 5_000, 200


@dataclass(frozen=True)
class NewOpportunity:
    """What could be done for a customer; `value` is an amount in `currency`, None where nobody knows."""

    kind: OpportunityKind
    title: str
    description: str = ""
    value: Decimal | None = None
    currency: str = ""


def raise_one(account: CustomerAccount, new: NewOpportunity, *, by: Viewer, at: datetime) -> Opportunity:
    """Keep an opportunity and pass it to the account's owner; refuses one without a title, in no known currency."""
    title = " ".join(new.title.split())
    if not title:
        raise Refused("Say in one line what could be done for the customer.", "title")
    currency = new.currency.strip().upper()
    found = Opportunity(
        organisation_id=account.organisation_id,
        account=account,
        account_id=account.id,
        kind=new.kind,
        title=title[:LONGEST_TITLE],
        description=new.description.replace("\r\n", "\n").strip(),
        value=_minor(new.value, currency, "value"),
        currency=currency if new.value is not None else "",
        raised_by_id=by.person_id,
        raised_at=at,
    )
    db.session.add(found)
    db.session.flush()
    told = {"account": account.name, "kind": new.kind, "title": found.title, "value": found.value}
    events.record(found, "opportunity_raised", by=by, at=at, changes={name: [None, one] for name, one in told.items()})
    opportunity_messages.passed_on(found, by=by, at=at)
    return found


def answer(
    found: Opportunity,
    status: OpportunityStatus,
    *,
    outcome: str = "",
    won: Decimal | None = None,
    currency: str = "",
    by: Viewer,
    at: datetime,
) -> None:
    """Say what becomes of it; whoever raised it is told. Refuses what cannot come of it, or is said only in part."""
    currency = found.currency or currency.strip().upper()
    minor = _minor(won, currency, "won")
    gap = opportunities.gap(found.status, status, outcome=outcome, won=minor)
    if gap:
        raise Refused(gap[1], gap[0])
    events.change(
        found,
        f"opportunity_{status.value}",
        by=by,
        at=at,
        status=status,
        outcome=outcome.replace("\r\n", "\n").strip(),
        won=minor,
        currency=currency if found.value is not None or minor is not None else "",
        answered_by_id=by.person_id,
        answered_at=at,
    )
    opportunity_messages.answered(found, by=by, at=at)


def _minor(amount: Decimal | None, currency: str, field: str) -> int | None:
    if amount is None:
        return None
    if not money.is_known(currency):
        raise Refused("Name a currency people pay in, such as EUR.", "currency" if field == "value" else field)
    try:
        return money.in_minor(amount, currency)
    except ValueError as fault:
        raise Refused(str(fault), field) from None
