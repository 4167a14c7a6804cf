"""What may stand in an issue: every value checked, with the refusal beside its field."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, Severity, Side
from govtracker.models import FunctionalArea, Relationship, RootCause
from govtracker.queries import owners
from govtracker.queries.governance import calendars
from govtracker.queries.issues import issues, root_causes
from govtracker.queries.partnership import account_releases, customers
from govtracker.rules import wall_time
from govtracker.rules.issues import due_dates
from govtracker.services import Refused

LONGEST_TEXT = 20_000
LONGEST = {
    "title": 200,
    "description": LONGEST_TEXT,
    "category": 80,
    "segment": 120,
    "why_it_occurred": LONGEST_TEXT,
    "what_was_done": LONGEST_TEXT,
    "why_not_again": LONGEST_TEXT,
}
ONE_LINE = frozenset({"title", "category", "segment"})


def texts(values: Mapping[str, str]) -> dict[str, str]:
    """Texts as they are stored; refuses an empty title and what is too long."""
    checked = {name: text(name, value, longest=LONGEST[name]) for name, value in values.items()}
    if checked.get("title") == "":
        raise Refused("Give it a title: what is wrong, in one line.", "title")
    return checked


def text(name: str, value: str, *, longest: int) -> str:
    """A text as it is stored; refuses one of more than `longest` characters."""
    kept = " ".join(value.split()) if name in ONE_LINE else value.replace("\r\n", "\n").strip()
    if len(kept) > longest:
        raise Refused(f"Use at most {longest:,} characters; these are {len(kept):,}.", name)
    if "\x00" in kept:
        raise Refused("This text holds a character that cannot be stored.", name)
    return kept


def customer(relationship: Relationship, said: str) -> dict[str, int | None]:
    """The customer of the client that a text names, as an issue keeps it; whoever types it need not know.

    It leads from the issue to the client's catalogue and never back: nothing of it is in the history or on a page of
    the other side.
    """
    return customers.named(relationship.client_id, [said]).get(said, customers.NOBODY).columns


def sayable(relationship: Relationship, said: Collection[str], audience: Audience, *, by: Viewer) -> dict[str, str]:
    """What may stand for each of these texts in what this audience reads: the text, or an account's label.

    The client's people say the name of a customer in front of the supplier only where it was released to it. What the
    supplier's people type stays as it is: a changed word would tell them who is a customer of the client.
    """
    kept = {text: text for text in said}
    if audience is not Audience.SHARED or by.side_in(relationship.place()) is not Side.CLIENT:
        return kept
    meant = customers.named(relationship.client_id, said)
    accounts = {one.account_id for one in meant.values() if one.account_id is not None}
    labels = account_releases.in_place_of_names(accounts, relationship.supplier_id)
    return kept | {text: labels[one.account_id] for text, one in meant.items() if one.account_id in labels}


def area(relationship_id: int, area_id: int) -> FunctionalArea:
    """The area, if the relationship needs it."""
    found = issues.area(relationship_id, area_id)
    if found is None:
        raise Refused("Choose one of the functional areas of this relationship.", "area_id")
    return found


def root_cause(root_cause_id: int | None, *, kept: int | None) -> RootCause | None:
    """The category, if it is in use, or retired and the one that is `kept`."""
    if root_cause_id is None:
        return None
    found = root_causes.choosable(root_cause_id, kept=kept)
    if found is None:
        raise Refused("Choose one of the categories in use.", "root_cause_id")
    return found


def owner(relationship: Relationship, person_id: int | None, audience: Audience, *, at: datetime) -> int | None:
    """The owner, if they hold a seat on a side that the issue exists for."""
    if person_id is None:
        return None
    side = owners.side_of(relationship, person_id, on=wall_time.utc(at).date())
    if side is None or audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose somebody with a seat in this relationship who may see this issue.", "owner_id")
    return person_id


def due(relationship: Relationship, severity: Severity, waiting_on: Side, *, at: datetime) -> date:
    """The due date of an issue for which nobody named one."""
    calendar = calendars.of_organisation(relationship.company(waiting_on).id)
    return due_dates.default(severity, wall_time.local(at, calendar.zone).date(), calendar)


def not_past(due_on: date, *, by: Viewer, at: datetime) -> None:
    """Refuses a day that is over where the person is."""
    if due_on < wall_time.local(at, by.zone).date():
        raise Refused("This day is over: choose today or a later day.", "due_on")
