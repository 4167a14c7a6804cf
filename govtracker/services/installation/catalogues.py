"""Entries of the installation's catalogues: added, renamed, put in order, retired; what is used is never deleted."""

from datetime import datetime
from typing import TypeVar

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import FunctionalArea, IssueCategory, RootCause
from govtracker.queries.installation import catalogues
from govtracker.queries.installation.catalogues import Entry
from govtracker.services import Refused, events

LONGEST = 80
One = TypeVar("One", FunctionalArea, IssueCategory, RootCause)


def add(model: type[One], name: str, *, by: Viewer | None, at: datetime) -> One:
    """One entry more, at the end; refuses a name that is there already."""
    name = checked_name(name)
    found = catalogues.named(model, name)
    if isinstance(found, FunctionalArea) and not found.is_offered:
        events.change(found, "entry_added", by=by, at=at, is_offered=True)
        found.position = catalogues.next_position(model)
        return found
    _require_free(found)
    one = model(name=name, position=catalogues.next_position(model))
    db.session.add(one)
    events.record(one, "entry_added", by=by, at=at)
    return one


def add_missing(model: type[One], names: tuple[str, ...], *, by: Viewer | None, at: datetime) -> None:
    """The names that are not there yet, in their order."""
    for name in names:
        if catalogues.named(model, name) is None:
            add(model, name, by=by, at=at)


def rename(one: One, name: str, *, by: Viewer, at: datetime) -> None:
    """Give an entry another name; refuses one that another entry has."""
    name = checked_name(name)
    found = catalogues.named(type(one), name)
    if found is not one:
        _require_free(found)
    events.change(one, "entry_renamed", by=by, at=at, name=name)


def blame(cause: RootCause, *, client_side: bool, by: Viewer, at: datetime) -> None:
    """Say whether a root cause lies on the client's side; refused once an issue was closed with it."""
    if cause.is_client_side != client_side and catalogues.is_used(cause):
        raise Refused("Issues were closed with this cause: which side it lies on stays.", "is_client_side")
    events.change(cause, "cause_placed", by=by, at=at, is_client_side=client_side)


def move(one: One, steps: int, *, by: Viewer, at: datetime) -> None:
    """Move an entry up (below zero) or down in the order; beyond the ends it stays at the end."""
    before = list(catalogues.entries(type(one)))
    order = [other for other in before if other.id != one.id]
    place = min(max(before.index(one) + steps, 0), len(order))
    order.insert(place, one)
    for position, other in enumerate(order):
        other.position = position
    if order != before:
        events.record(one, "entry_moved", by=by, at=at, changes={"place": [before.index(one) + 1, place + 1]})


def retire(one: Entry, *, by: Viewer | None, at: datetime) -> None:
    """Offer an entry no more; what names it keeps it."""
    if one.retired_at is None:
        events.change(one, "entry_retired", by=by, at=at, retired_at=at)


def restore(one: Entry, *, by: Viewer, at: datetime) -> None:
    """Offer an entry again."""
    events.change(one, "entry_restored", by=by, at=at, retired_at=None)


def remove(one: Entry, *, by: Viewer, at: datetime) -> None:
    """Delete an entry that nothing has ever named; refused for any other."""
    if catalogues.is_used(one):
        raise Refused(f"{one.name} is in use: retire it instead, and what names it keeps it.")
    events.record(one, "entry_removed", by=by, at=at)
    db.session.delete(one)


def checked_name(name: str) -> str:
    """The name in one line; refuses none and one that is too long."""
    line = " ".join(name.split())
    if not line:
        raise Refused("Enter a name.", "name")
    if len(line) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "name")
    return line


def _require_free(found: Entry | None) -> None:
    if found is not None:
        retired = ", and retired: offer it again instead" if found.retired_at else ""
        raise Refused(f"{found.name} is in the catalogue already{retired}.", "name")
