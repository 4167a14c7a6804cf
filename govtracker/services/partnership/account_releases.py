"""The name of a customer account: told to a supplier, and told to it no more."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import AccountRelease, CustomerAccount, Organisation
from govtracker.queries.partnership import account_releases as asked
from govtracker.services import events


def release(account: CustomerAccount, supplier: Organisation, *, by: Viewer, at: datetime) -> None:
    """Let a supplier read the account's name in what both companies see from now on; released already, it stays so.

    What was said there before keeps its words: whoever edits it may say the name.
    """
    found = asked.one(account, supplier.id)
    if found is not None:
        if found.withdrawn_at is not None:
            events.change(
                found, "name_released", by=by, at=at, withdrawn_at=None, released_at=at, released_by_id=by.person_id
            )
        return
    found = AccountRelease(account_id=account.id, supplier_id=supplier.id, released_by_id=by.person_id, released_at=at)
    db.session.add(found)
    db.session.flush()
    told = {"account": account.name, "supplier": supplier.name}
    events.record(found, "name_released", by=by, at=at, changes={name: [None, one] for name, one in told.items()})


def withdraw(account: CustomerAccount, supplier: Organisation, *, by: Viewer, at: datetime) -> None:
    """Say the name no more from now on; what was said stays said."""
    found = asked.one(account, supplier.id)
    if found is not None and found.withdrawn_at is None:
        events.change(found, "name_withdrawn", by=by, at=at, withdrawn_at=at)
