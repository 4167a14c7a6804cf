"""Support by segment and type: named from the client's catalogues, measured by itself, shown with needles and zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.models import CustomerSegment, Opportunity, ScorecardScope, SupportType
from govtracker.services.partnership import customer_accounts
from tests.support import account_years, measured
from tests.support.statements import counted
from tests.support.world import World

WON = datetime(2026, 10, 1, 8, tzinfo=UTC)
UNKNOWN = dict.fromkeys(("complexity", "impact", "volume", "spend", "served_from", "served_by_id", "note"), "")
RENAMED = {"name": "Invoices", **UNKNOWN}
CELL = {"FCR": "69", "CSAT": "83", "SL": "79", "PRICE": "4.60", "INV": "99.3", "SELL": "182"}


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    measured.agree(world)
    office = world.client("governance_office")
    for address, names in (
        ("/sourcing/segments", ("Consumers", "Business")),
        ("/sourcing/support-types", ("Billing", "Technical support")),
    ):
        for name in names:
            assert office.post(address, data={"name": name}).status_code == 303
    return world


def entry(world: World, model: type[CustomerSegment] | type[SupportType], name: str) -> int:
    with world.context():
        return db.session.scalars(select(model.id).where(model.name == name)).one()


def add(world: World, segment: str, support: str, who: str = "client_spoc") -> int:
    data = {"segment_id": entry(world, CustomerSegment, segment), "type_id": entry(world, SupportType, support)}
    return world.client(who).post("/r/MER/support", data=data).status_code


def measure(world: World, name: str, figures: dict[str, str]) -> int:
    with world.context():
        scope = db.session.query(ScorecardScope).filter_by(name=name).one().id
    data = {f"{code}:2026-10": text for code, text in figures.items()}
    path = f"/r/MER/measurements?period=2026-10&scope={scope}"
    assert world.client("client_spoc").post(path, data=data).status_code == 303
    return scope


def test_a_cell_shows_its_needles_and_its_zone_in_words_and_leads_to_its_scorecard(mer: World) -> None:
    assert add(mer, "Business", "Billing") == 303
    assert add(mer, "Consumers", "Technical support") == 303
    scope = measure(mer, "Business · Billing", CELL)
    shown = mer.client("supplier_spoc").get("/r/MER/support").text  # of the newest month that has figures
    assert "Emerging sweet spot" in shown
    assert "above its top of 90" in shown
    assert f"/r/MER/scorecards/2026-10?scope={scope}" in shown
    assert "Nothing measured" in shown
    card = mer.client("supplier_spoc").get(f"/r/MER/scorecards/2026-10?scope={scope}").text
    assert "Business · Billing" in card
    assert "Experience, cost and revenue" in card
    assert "Support by segment" in mer.client("supplier_spoc").get("/r/MER/scorecards").text


def test_revenue_stands_in_money_beside_its_needle_and_what_was_won_for_the_clients_readers_alone(mer: World) -> None:
    """Gold's supervisor won 1,200.00 EUR of add-ons and 800.00 of upgrades, after 1,600.00 the year before: +25 %."""
    add(mer, "Business", "Billing")
    measure(mer, "Business · Billing", CELL)
    with mer.context(), database.transaction():
        segment = db.session.query(CustomerSegment).filter_by(name="Business").one()
        account = customer_accounts.add(
            mer.organisations["Northgate"], "Harbour Bank", segment_id=segment.id, by=None, at=WON
        )
        db.session.flush()
        for kind, won, at in (
            (OpportunityKind.ADD_ON, 120_000, WON),
            (OpportunityKind.UPGRADE, 80_000, WON),
            (OpportunityKind.UPGRADE, 160_000, WON - timedelta(days=400)),
        ):
            facts = {"status": OpportunityStatus.WON, "won": won, "currency": "EUR", "answered_at": at, "raised_at": at}
            company = {"organisation_id": account.organisation_id, "account_id": account.id}
            db.session.add(Opportunity(kind=kind, title="More", **facts, **company))
    path = "/r/MER/support?period=2026-10"
    shown = " ".join(mer.client("governance_office").get(path).text.split())
    assert "<strong>2,000.00 EUR</strong> won in 365 days, +25.0 % on the year before" in shown
    assert "cross-sell 1,200.00 EUR, up-sell 800.00 EUR" in shown
    for who in ("supplier_spoc", "supplier_office", "client_spoc"):
        own = mer.client(who).get(path).text
        assert "won in 365 days" not in own
        assert "Cross- and up-sell: <strong>182 kEUR</strong>" in own


def test_where_no_revenue_is_measured_its_needle_comes_from_the_accounts_for_their_readers_alone(mer: World) -> None:
    """110 after 100 is twice the target of five percent: 100 points, and the zone needs no more."""
    add(mer, "Business", "Billing")
    measure(mer, "Business · Billing", {code: text for code, text in CELL.items() if code != "SELL"})
    with mer.context():
        with database.transaction():
            segment = db.session.query(CustomerSegment).filter_by(name="Business").one()
            account = customer_accounts.add(
                mer.organisations["Northgate"], "Harbour Bank", segment_id=segment.id, by=None, at=WON
            )
            db.session.flush()
            account_id = account.id
        account_years.brought(mer, account_id, date(2026, 10, 1), 1, 110_00)
        account_years.brought(mer, account_id, date(2025, 10, 1), 1, 100_00)
    path = "/r/MER/support?period=2026-10"
    shown = " ".join(mer.client("governance_office").get(path).text.split())
    assert "from your accounts’ growth of +10.0 %, as no KPI measures it" in shown
    assert "Emerging sweet spot" in shown
    assert "+10.0 % on the year before" in shown
    for who in ("supplier_spoc", "supplier_office", "client_spoc"):
        own = mer.client(who).get(path).text
        assert ("your accounts" in own, "Emerging sweet spot" in own, "No zone yet" in own) == (False, False, True), who


def test_the_same_cell_a_retired_type_and_another_companys_are_refused(mer: World) -> None:
    assert add(mer, "Business", "Billing") == 303
    assert add(mer, "Business", "Billing") == 422
    assert add(mer, "Business", "Technical support", "supplier_spoc") == 404
    retired = entry(mer, SupportType, "Technical support")
    mer.client("governance_office").post(f"/sourcing/support-types/{retired}/retirement")
    assert add(mer, "Business", "Technical support") == 422
    other = mer.client("supplier_office").get(f"/sourcing/support-types/{retired}")
    assert other.status_code == 404
    assert "Technical support" not in mer.client("supplier_spoc").get("/r/MER/support").text


def test_a_name_that_is_taken_is_refused_beside_it_and_renaming_keeps_the_part(mer: World) -> None:
    office, billing = mer.client("governance_office"), entry(mer, SupportType, "Billing")
    answer = office.post("/sourcing/support-types", data={"name": " billing "})
    assert answer.status_code == 422
    assert "is in the catalogue already" in answer.text
    assert add(mer, "Business", "Billing") == 303
    assert office.post(f"/sourcing/support-types/{billing}", data=RENAMED).status_code == 303
    shown = mer.client("client_spoc").get("/r/MER/support").text
    assert "Invoices" in shown
    assert "Business · Billing" in mer.client("client_spoc").get("/r/MER/scopes").text


def test_what_the_page_asks_does_not_grow_with_its_cells(mer: World) -> None:
    assert add(mer, "Business", "Billing") == 303
    measure(mer, "Business · Billing", CELL)
    client = mer.client("client_spoc")
    client.get("/r/MER/support?period=2026-10")
    with counted() as few:
        client.get("/r/MER/support?period=2026-10")
    assert add(mer, "Consumers", "Billing") == 303
    measure(mer, "Consumers · Billing", CELL)
    with counted() as more:
        client.get("/r/MER/support?period=2026-10")
    assert len(few) == len(more) <= 12
