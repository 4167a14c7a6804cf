"""Entries of a client's catalogues: added, renamed, retired; parts of relationships that name them keep them."""

from datetime import datetime
from typing import Any, TypeVar

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerSegment, SupportType
from govtracker.queries.partnership import customers
from govtracker.queries.performance import client_catalogues as asked
from govtracker.queries.performance.client_catalogues import Entry
from govtracker.services import Refused, events

LONGEST = 80
One = TypeVar("One", CustomerSegment, SupportType)


def add(model: type[One], organisation_id: int, name: str, *, by: Viewer | None, at: datetime) -> One:
    """One entry more, at the end; refuses a name that is there already, beside "name".

    Issues that say a new segment's name lead to it from then on.
    """
    name = checked_name(model, organisation_id, name)
    position = asked.next_position(model, organisation_id)
    one = model(organisation_id=organisation_id, name=name, position=position)
    db.session.add(one)
    events.record(one, "entry_added", by=by, at=at, changes={"name": [None, name]})
    if isinstance(one, CustomerSegment):
        db.session.flush()
        customers.lead_to(one)
    return one


def rename(one: Entry, name: str, *, by: Viewer, at: datetime) -> None:
    """Give an entry another name; the parts that were named after it keep theirs, as their scorecards do."""
    model: Any = type(one)
    name = checked_name(model, one.organisation_id, name, own=one.id)
    events.change(one, "entry_renamed", by=by, at=at, name=name)


def retire(one: Entry, *, by: Viewer, at: datetime) -> None:
    """Offer an entry no more; what names it keeps it."""
    if one.retired_at is None:
        events.change(one, "entry_retired", by=by, at=at, retired_at=at)


def restore(one: Entry, *, by: Viewer, at: datetime) -> None:
    """Offer an entry again."""
    events.change(one, "entry_restored", by=by, at=at, retired_at=None)


def checked_name(model: type[One], organisation_id: int, name: str, *, own: int | None = None) -> str:
    """A name as it is kept; refuses none, one that is too long, and one of another entry (not of `own`)."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter a name.", "name")
    if len(name) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "name")
    found = asked.named(model, organisation_id, name)
    if found is not None and found.id != own:
        retired = ", and retired: offer it again instead" if found.retired_at else ""
        raise Refused(f"{found.name} is in the catalogue already{retired}.", "name")
    return name
