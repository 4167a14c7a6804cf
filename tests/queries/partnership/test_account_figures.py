"""The revenue of accounts: a year of each customer, like for like, for those who read it, on both databases."""

from datetime import date
from decimal import Decimal

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import CustomerAccount, CustomerSegment
from govtracker.queries.partnership import account_figures as asked
from govtracker.rules import periods
from govtracker.rules.partnership.account_totals import Month, Year
from govtracker.services.partnership import customer_accounts
from tests.support import account_years, supervised
from tests.support.supervised import AT, SUPERVISOR
from tests.support.world import World

OCTOBER = periods.parse("2026-10")


def test_a_month_that_one_of_two_accounts_does_not_know_of_both_years_is_not_compared(
    in_app: Flask, world: World
) -> None:
    """110 and 110 after 100 in two months; a third month, and a new account of 50, have nothing before them."""
    customers = supervised.known(world, on="segment")
    with database.transaction():
        office = world.viewer("governance_office")
        company = world.organisations["Northgate"]
        young = customer_accounts.add(company, "Young", segment_id=customers.gold, by=office, at=AT).id
        dollars = customer_accounts.add(
            company, "Dollar Bank", segment_id=customers.gold, currency="usd", by=office, at=AT
        ).id
    account_years.brought(world, customers.harbour, date(2026, 8, 1), 3, 90, 15, 5)
    account_years.brought(world, customers.harbour, date(2025, 8, 1), 2, 100)
    account_years.brought(world, customers.harbour, date(2024, 10, 1), 1, 999)  # too long ago
    account_years.brought(world, customers.harbour, date(2026, 11, 1), 1, 999)  # later
    account_years.brought(world, young, date(2026, 10, 1), 1, 50)
    account_years.brought(world, dollars, date(2026, 10, 1), 1, 7)
    supervisor = world.viewer(SUPERVISOR)
    gold = db.session.get_one(CustomerSegment, customers.gold)
    euros = Year("EUR", 320, 45, 15, known=4, now=220, before=200, compared=2)
    assert asked.of_customer(supervisor, gold, up_to=OCTOBER) == [euros, Year("USD", base=7, known=1)]
    assert euros.growth == Decimal(10)
    assert set(asked.of_segments(supervisor, [customers.gold, customers.silver], up_to=OCTOBER)) == {customers.gold}
    of_accounts = asked.of_accounts(supervisor, [customers.harbour, young], up_to=OCTOBER)
    assert {id_: years[0].total for id_, years in of_accounts.items()} == {customers.harbour: 330, young: 50}
    course = asked.course(supervisor, gold, up_to=OCTOBER)["EUR"]
    assert course[0] == Month(date(2025, 8, 1), 100, 0, 0)
    assert course[-1] == Month(date(2026, 10, 1), 140, 15, 5)
    assert len(course) == 5
    harbour = db.session.get_one(CustomerAccount, customers.harbour)
    for who in ("client_spoc", "supplier_office", "other_client_spoc"):
        assert asked.of_customer(world.viewer(who), harbour, up_to=OCTOBER) == []
        assert asked.of_segments(world.viewer(who), [customers.gold], up_to=OCTOBER) == {}
