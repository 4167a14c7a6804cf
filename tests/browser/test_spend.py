"""The governance office states its spend by shares that do not add up at first, then keeps a shift and adopts it."""

import pytest
from playwright.sync_api import expect

from govtracker import database
from govtracker.services.sourcing import support_types
from tests.browser.test_measuring import signed_in
from tests.support import browsing
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.world import MADE_AT, World

ROOT = "/sourcing/support-types"


@pytest.fixture
def office(live_server: Served) -> World:
    """Three support types with their impact, and nothing spent."""
    world = worlds.make(live_server.app)
    by = world.viewer("governance_office")
    with world.context(), database.transaction():
        for name, impact in (("Billing", 2), ("Complex support", 5), ("Moves", 3)):
            support_types.edit(support_types.add(name, by=by, at=MADE_AT), {"impact": impact}, by=by, at=MADE_AT)
    return world


def test_spend_is_stated_by_shares_and_shifted_to_where_it_makes_a_difference(live_server, office, new_page):
    page = signed_in(new_page, live_server, office, "governance_office")
    page.goto(f"{ROOT}/spend?by=shares")
    for label, value in {"Spend a year": "1 000 000", "Billing, %": "60", "Complex": "20", "Moves": "18"}.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The shares add up to 98 %").first).to_be_visible()
    assert not browsing.barriers(page)
    page.get_by_label("Put the rest on").select_option("Moves")
    page.get_by_role("button", name="Put it there").click()
    expect(page.get_by_label("Moves")).to_have_value("20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A fit would move 400,000.00 EUR a year away from it.")).to_be_visible()

    page.get_by_role("link", name="Shift spend").click()
    page.get_by_label("To Complex support").fill("300000")
    page.get_by_role("button", name="Show before and after").click()
    expect(page.get_by_text("300,000.00 EUR a year would move")).to_be_visible()
    page.get_by_label("Why").fill("It decides who stays")
    page.get_by_role("button", name="Keep it as a proposal").click()
    assert not browsing.barriers(page)
    page.get_by_text("Adopt or drop it").click()
    page.get_by_role("button", name="Adopt: spend moves").click()
    expect(page.get_by_text("Adopted: spend has moved as proposed.")).to_be_visible()
