"""Northgate's customers in the test world: Harbour Bank, an account in Gold, and Silver, whom nobody supervises."""

from dataclasses import dataclass
from datetime import UTC, datetime

from govtracker import database
from govtracker.database import db
from govtracker.enums import OpportunityKind
from govtracker.models import CustomerSegment, Person
from govtracker.queries.partnership import customers as asked
from govtracker.services.partnership import customer_accounts, opportunities, supervisors
from govtracker.services.partnership.opportunities import NewOpportunity
from govtracker.services.performance import client_catalogues
from tests.support.world import SINCE, World

AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
SUPERVISOR, OWNER = "nobody", "client_lead"  # Nils Frei sits nowhere; Rafael Ortega owns the account


@dataclass(frozen=True)
class Customers:
    """Their ids."""

    gold: int
    silver: int
    harbour: int
    role: int


def known(world: World, *, on: str = "account") -> Customers:
    """The customers, with Nils Frei as operations supervisor of Harbour Bank, or of Gold (`on` segment)."""
    company = world.organisations["Northgate"]
    with world.context(), database.transaction():
        office = world.viewer("governance_office")
        names = ("Gold", "Silver")
        gold, silver = (client_catalogues.add(CustomerSegment, company, one, by=office, at=AT) for one in names)
        db.session.flush()
        harbour = customer_accounts.add(
            company, "Harbour Bank", segment_id=gold.id, owner_id=world.people[OWNER], by=office, at=AT
        )
        person = db.session.get_one(Person, world.people[SUPERVISOR])
        role = supervisors.give(person, harbour if on == "account" else gold, from_on=SINCE, by=office, at=AT)
        return Customers(gold.id, silver.id, harbour.id, role.id)


def opportunity(world: World, customers: Customers) -> int:
    """One that the supervisor raised with Harbour Bank."""
    with world.context(), database.transaction():
        account = asked.account(world.organisations["Northgate"], customers.harbour)
        new = NewOpportunity(OpportunityKind.UPGRADE, "Support at night", "They call at two in the morning.")
        return opportunities.raise_one(account, new, by=world.viewer(SUPERVISOR), at=AT).id
