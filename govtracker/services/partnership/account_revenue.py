"""The revenue of customer accounts by month: kept once, corrected with a reason, never forgotten."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import AccountRevenue, CustomerAccount
from govtracker.queries.partnership import account_figures
from govtracker.rules import money
from govtracker.rules.periods import Period
from govtracker.services import Refused, events

LONGEST = 200
AMOUNTS = account_figures.AMOUNTS


@dataclass(frozen=True)
class Brought:
    """What a month brought, in minor units of the account's currency, and where that is known from."""

    base: int
    cross_sell: int = 0
    up_sell: int = 0
    source: str = ""


def keep(account: CustomerAccount, month: Period, brought: Brought, *, by: Viewer, at: datetime) -> AccountRevenue:
    """The figures of a month that has none yet; refuses one that has, and one that has not begun."""
    if account_figures.one(account, month) is not None:
        raise Refused(f"{month.name} is kept already: choose it below to correct it.", "period")
    if month.first_day > at.date():
        raise Refused("This month has not begun yet.", "period")
    values = asdict(brought) | {"source": " ".join(brought.source.split())[:LONGEST]}
    found = AccountRevenue(
        account=account, account_id=account.id, period_on=month.first_day, entered_by_id=by.person_id, entered_at=at
    )
    for name, value in values.items():
        setattr(found, name, value)
    db.session.add(found)
    db.session.flush()
    told = {"account": account.name, "month": month.key, "currency": account.currency, **values}
    events.record(found, "revenue_entered", by=by, at=at, changes={name: [None, one] for name, one in told.items()})
    return found


def correct(found: AccountRevenue, values: Mapping[str, Any], *, reason: str, by: Viewer, at: datetime) -> None:
    """Store other figures; what stood there and the reason stay in the history. Refuses a change without a reason."""
    changed = {name: value for name, value in values.items() if getattr(found, name) != value}
    reason = " ".join(reason.split())[:LONGEST]
    if changed and not reason:
        raise Refused("Say in a few words why the figure changes.", "reason")
    events.change(found, "revenue_corrected", by=by, at=at, reason=reason, **changed)


def forget(found: AccountRevenue, *, by: Viewer, at: datetime) -> None:
    """Take a month out again that came in by mistake; the history says what stood there."""
    told = {name: [getattr(found, name), None] for name in AMOUNTS}
    events.record(found, "revenue_forgotten", by=by, at=at, changes=told)
    db.session.delete(found)
    db.session.flush()


def minor(amount: Decimal | None, currency: str, field: str) -> int:
    """An amount as minor units, nothing as 0; refuses what the currency cannot hold, and a figure below nothing."""
    if amount is None:
        return 0
    try:
        found = money.in_minor(amount, currency)
    except ValueError as fault:
        raise Refused(str(fault), field) from None
    if found < 0:
        raise Refused("Take credits off the month’s figure: it cannot be below nothing.", field)
    return found
