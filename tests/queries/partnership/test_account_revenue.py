"""What was won with the accounts of a segment: a year of it by kind, against the year before, for those who read it."""

from datetime import datetime, timedelta
from decimal import Decimal

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.models import CustomerSegment, Opportunity
from govtracker.queries import find
from govtracker.queries.partnership import account_revenue as asked
from govtracker.queries.performance import part_revenue
from govtracker.rules import periods
from govtracker.rules.partnership.account_revenue import Won
from tests.support import measured, supervised
from tests.support.supervised import AT, SUPERVISOR, Customers
from tests.support.world import World

ADD_ON, UPGRADE, IMPROVEMENT = OpportunityKind


def win(world: World, of: Customers, kind: OpportunityKind, won: int, at: datetime, currency: str = "EUR") -> None:
    place = {"organisation_id": world.organisations["Northgate"], "account_id": of.harbour}
    facts = {"status": OpportunityStatus.WON, "currency": currency, "raised_at": at, "answered_at": at}
    db.session.add(Opportunity(kind=kind, title="More", won=won, **facts, **place))


def test_a_year_is_told_by_kind_and_grows_on_the_year_before(in_app: Flask, world: World) -> None:
    """1,000 and 500 of add-ons and upgrades, 100 of improvements: 1,600 after 1,280 is a quarter more."""
    customers = supervised.known(world, on="segment")
    with database.transaction():
        win(world, customers, ADD_ON, 100_000, AT - timedelta(days=1))
        win(world, customers, UPGRADE, 50_000, AT - timedelta(days=364))
        win(world, customers, IMPROVEMENT, 10_000, AT - timedelta(days=30))
        win(world, customers, UPGRADE, 128_000, AT - timedelta(days=366))
        win(world, customers, UPGRADE, 999_000, AT - timedelta(days=731))  # too long ago
        win(world, customers, UPGRADE, 7_000, AT - timedelta(days=2), "USD")
    supervisor, gold = world.viewer(SUPERVISOR), customers.gold
    euros, dollars = asked.of_segments(supervisor, [gold, customers.silver], at=AT)[gold]
    assert euros == Won("EUR", cross_sell=100_000, up_sell=50_000, improvements=10_000, before=128_000)
    assert (euros.total, euros.growth, dollars.growth) == (160_000, Decimal(25), None)
    assert asked.of_customer(supervisor, db.session.get_one(CustomerSegment, gold), at=AT) == [euros, dollars]
    for who in ("client_spoc", "supplier_office", "other_client_spoc"):
        assert asked.of_segments(world.viewer(who), [gold], at=AT) == {}
    assert set(asked.of_segments(world.viewer("governance_office"), [gold], at=AT)) == {gold}


def test_revenue_of_the_whole_is_none_of_a_part(in_app: Flask, world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    spoc = world.viewer("client_spoc")
    assert part_revenue.of_parts(spoc, find.relationship(spoc, "MER"), periods.parse("2026-10")) == {}
