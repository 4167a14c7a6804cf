"""Organisations of the installation: added, renamed, made a unit of another."""

from dataclasses import dataclass
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Organisation, Person
from govtracker.queries.structure import organisations
from govtracker.rules.structure import units
from govtracker.services import Refused, events
from govtracker.services.structure import people, roles

LONGEST = 120


@dataclass(frozen=True)
class OrganisationFacts:
    """What is kept of a company; `parent_id` is the one it is a unit of."""

    name: str
    zone: str
    parent_id: int | None = None


def add(facts: OrganisationFacts, *, by: Viewer, at: datetime) -> Organisation:
    """A company that is new here; refuses a name that is taken."""
    organisation = Organisation(name=_checked_name(facts.name), zone=people.checked_zone(facts.zone))
    organisation.parent_id = _checked_parent(None, facts.parent_id)
    db.session.add(organisation)
    events.record(organisation, "organisation_created", by=by, at=at)
    return organisation


def edit(organisation: Organisation, facts: OrganisationFacts, *, by: Viewer, at: datetime) -> None:
    """Rename a company, correct its zone, or make it a unit of another; refuses a way round to itself."""
    events.change(
        organisation,
        "organisation_edited",
        by=by,
        at=at,
        name=_checked_name(facts.name, apart_from=organisation),
        zone=people.checked_zone(facts.zone),
        parent_id=_checked_parent(organisation, facts.parent_id),
    )


def begin(organisation: Organisation, *, name: str, email: str, by: Viewer, at: datetime, today: date) -> Person:
    """The first person of a company, who administers it and brings the others in; refused where there are people."""
    if organisations.has_people(organisation.id):
        raise Refused(f"{organisation.name} has people here already: they bring in the others.", "email")
    person = people.create(name=name, email=email, organisation=organisation, by=by, at=at)
    for role in (PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.ORGANISATION_ADMINISTRATOR):
        roles.give(person, role, by=by, at=at, today=today)
    return person


def _checked_name(name: str, *, apart_from: Organisation | None = None) -> str:
    line = " ".join(name.split())
    if not line:
        raise Refused("Enter a name.", "name")
    if len(line) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "name")
    known = organisations.by_name(line)
    if known is not None and known is not apart_from:
        raise Refused(f"{known.name} is here already.", "name")
    return line


def _checked_parent(organisation: Organisation | None, parent_id: int | None) -> int | None:
    parents = organisations.parents()
    if parent_id is not None and parent_id not in parents:
        raise Refused("Choose an organisation of this installation.", "parent_id")
    if organisation is not None and units.would_circle(parents, organisation.id, parent_id):
        raise Refused("It would belong to itself: choose an organisation that is no part of it.", "parent_id")
    return parent_id
