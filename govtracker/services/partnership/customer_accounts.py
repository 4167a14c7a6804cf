"""Customer accounts of a client: added, changed, retired; issues that say a new account's name lead to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerAccount
from govtracker.queries import NotFound
from govtracker.queries.partnership import account_figures, account_releases, customers
from govtracker.queries.sourcing import judging
from govtracker.rules import money
from govtracker.services import Refused, events

LONGEST = 120


def add(
    organisation_id: int,
    name: str,
    *,
    segment_id: int | None = None,
    owner_id: int | None = None,
    currency: str = "",
    label: str = "",
    by: Viewer | None,
    at: datetime,
) -> CustomerAccount:
    """One account more; refuses, beside "name", one that is there already.

    Its revenue is in the currency the company reckons its spend in, where none is named; without a label it is
    numbered.
    """
    said = {"name": name, "segment_id": segment_id, "owner_id": owner_id}
    said["currency"] = currency or judging.of(organisation_id).currency
    said["label"] = label or account_releases.free_label(organisation_id)
    values = _checked(organisation_id, said)
    account = CustomerAccount(organisation_id=organisation_id, **values)
    db.session.add(account)
    changes = {field: [None, value] for field, value in values.items()}
    events.record(account, "account_added", by=by, at=at, changes=changes)
    _lead_to(account)
    return account


def edit(account: CustomerAccount, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    """Store what was changed; issues keep the name they were given and the segment the account had then."""
    checked = _checked(account.organisation_id, values, own=account)
    if events.change(account, "account_edited", by=by, at=at, **checked):
        _lead_to(account)


def retire(account: CustomerAccount, *, by: Viewer, at: datetime) -> None:
    """Offer it no more, or again."""
    if account.retired_at is None:
        events.change(account, "account_retired", by=by, at=at, retired_at=at)
    else:
        events.change(account, "account_restored", by=by, at=at, retired_at=None)


def _lead_to(account: CustomerAccount) -> None:
    db.session.flush()
    customers.lead_to(account)


def _checked(organisation_id: int, values: Mapping[str, Any], *, own: CustomerAccount | None = None) -> dict[str, Any]:
    checked = dict(values)
    if "name" in checked:
        checked["name"] = _name(organisation_id, checked["name"], own)
    if "label" in checked:
        name = checked["name"] if "name" in checked or own is None else own.name
        checked["label"] = _label(organisation_id, checked["label"], name, own)
    elif "name" in checked and own is not None and _gives_away(own.label, checked["name"]):
        raise Refused("What suppliers read in its place would hold this name: change that too.", "name")
    if "currency" in checked:
        checked["currency"] = _currency(checked["currency"], own)
    if checked.get("segment_id") is not None:
        try:
            customers.segment(organisation_id, checked["segment_id"])
        except NotFound:
            raise Refused("Choose one of your company’s customer segments.", "segment_id") from None
    owner_id = checked.get("owner_id")
    kept = own.owner_id if own else None
    if owner_id not in (None, kept) and owner_id not in dict(customers.colleagues(organisation_id)):
        raise Refused("Choose an active colleague.", "owner_id")
    return checked


def _name(organisation_id: int, name: str, own: CustomerAccount | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the customer’s name.", "name")
    if len(name) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "name")
    found = customers.named(organisation_id, [name]).get(name, customers.NOBODY)
    if found.account_id not in (None, own.id if own else None):
        raise Refused(f"{name} is among the accounts already.", "name")
    if found.account_id is None and found.segment_id is not None:
        raise Refused(f"{name} is a customer segment: give the account a name of its own.", "name")
    return name


def _label(organisation_id: int, label: str, name: str, own: CustomerAccount | None) -> str:
    label = " ".join(label.split())
    if not label:
        raise Refused("Say what suppliers read in place of the name.", "label")
    if len(label) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "label")
    if _gives_away(label, name):
        raise Refused("This gives the name away: choose words that do not hold it.", "label")
    if account_releases.is_taken(organisation_id, label, but=own.id if own else None):
        raise Refused(f"Another account is called {label} already.", "label")
    return label


def _gives_away(label: str, name: str) -> bool:
    return name.casefold() in label.casefold()


def _currency(currency: str, own: CustomerAccount | None) -> str:
    currency = currency.strip().upper()
    if not money.is_known(currency):
        raise Refused("Name a currency people pay in, such as EUR.", "currency")
    if own is not None and currency != own.currency and account_figures.has_any(own):
        raise Refused(f"Revenue is kept in {own.currency} already: it cannot change any more.", "currency")
    return currency
