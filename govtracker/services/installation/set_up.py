"""The first set-up of an empty installation: one's own company, its first administrator, the first relationship."""

from dataclasses import dataclass
from datetime import datetime

from govtracker.database import db
from govtracker.enums import PortfolioRole, Side
from govtracker.models import IssueCategory, Person, Relationship
from govtracker.queries import NotFound, claims
from govtracker.queries.structure import people as asked
from govtracker.rules.structure.work_templates import CUSTOMER_SUPPORT
from govtracker.services.governance import calendars
from govtracker.services.governance.calendars import CalendarFacts
from govtracker.services.installation import catalogues
from govtracker.services.structure import people, relationships, roles


@dataclass(frozen=True)
class Invited:
    """The supplier's SPOC."""

    name: str
    email: str


@dataclass(frozen=True)
class Beginnings:
    """What is asked for in the first minutes; without a key one is made of the supplier's name."""

    company: str
    zone: str
    country: str
    name: str
    email: str
    password_hash: str
    supplier: str
    key: str
    insourced: bool
    invited: Invited | None = None


def begin(asked_for: Beginnings, *, at: datetime) -> tuple[Person, Relationship, Person | None]:
    """Make all of it: the administrator, the relationship, and who is to be invited.

    Raises NotFound as soon as there is anybody, so that nobody does it a second time.
    """
    zone = people.checked_zone(asked_for.zone)
    if not claims.once("set_up", at) or not asked.nobody_yet():
        raise NotFound
    today = at.date()
    company = people.organisation_named(asked_for.company, zone=zone, field="company", by=None, at=at)
    person = people.create(
        name=asked_for.name,
        email=asked_for.email,
        organisation=company,
        password_hash=asked_for.password_hash,
        is_administrator=True,
        by=None,
        at=at,
    )
    for role in (PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.ORGANISATION_ADMINISTRATOR):
        roles.give(person, role, by=None, at=at, today=today)
    hours = CalendarFacts(zone, CUSTOMER_SUPPORT.hours, asked_for.country)
    calendars.save(company.id, hours, by=None, at=at, today=today)
    return person, *_first_relationship(asked_for, person, at=at)


def _first_relationship(asked_for: Beginnings, person: Person, *, at: datetime) -> tuple[Relationship, Person | None]:
    db.session.flush()
    client = person.organisation
    supplier = relationships.supplier_named(asked_for.supplier, client, insourced=asked_for.insourced, by=None, at=at)
    relationship = relationships.create(
        client, supplier, asked_for.key, CUSTOMER_SUPPORT, by=None, at=at, today=at.date()
    )
    catalogues.add_missing(IssueCategory, CUSTOMER_SUPPORT.categories, by=None, at=at)
    relationships.seat_spoc(relationship, Side.CLIENT, person, at=at, today=at.date())
    invited = asked_for.invited
    if invited:
        theirs = relationships.invite(relationship, invited.name, invited.email, by=None, at=at, today=at.date())
        return relationship, theirs
    return relationship, None
