"""Customer accounts of a client: added, changed, retired; issues that say a new account's name lead to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerAccount
from govtracker.queries import NotFound
from govtracker.queries.partnership import customers
from govtracker.services import Refused, events

LONGEST = 120


def add(
    organisation_id: int,
    name: str,
    *,
    segment_id: int | None = None,
    owner_id: int | None = None,
    by: Viewer | None,
    at: datetime,
) -> CustomerAccount:
    """One account more; refuses, beside "name", one that is there already."""
    values = _checked(organisation_id, {"name": name, "segment_id": segment_id, "owner_id": owner_id})
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
