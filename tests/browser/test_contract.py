"""Two people, one a side, in two browsers: a contract is entered, confirmed, and both read the same ledger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_measuring import signed_in
from tests.support import browsing, measured
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.world import World

TYPED = {
    "Reference": "MSA-2024-07",
    "Title": "Customer care services",
    "Starts on": "2024-03-01",
    "Ends on": "2099-02-28",
    "Renews itself by, months": "12",
    "Charge of a month": "100.000,00",
    "Incentives count from": "2026-01-01",
}


@pytest.fixture
def mer(live_server: Served) -> World:
    """MER with criteria in force."""
    world = worlds.make(live_server.app)
    measured.agree(world)
    return world


def test_a_contract_is_entered_by_one_side_and_confirmed_by_the_other(live_server, mer, new_page):
    client = signed_in(new_page, live_server, mer, "client_spoc")
    client.goto("/r/MER/contract")
    client.get_by_role("link", name="Enter the contract").click()
    for label, value in TYPED.items():
        client.get_by_label(label).first.fill(value)
    client.get_by_label("Ends on").fill("2023-02-28")
    client.get_by_role("button", name="Save").click()
    expect(client.get_by_text("It cannot end before it starts").first).to_be_visible()
    client.get_by_label("Ends on").fill(TYPED["Ends on"])
    client.get_by_role("button", name="Save").click()
    add(client, "Add the pool", {"Pool": "Quality", "Share of the amount at risk, %": "50"})
    add(client, "Add it", {"Share of the pool, %": "40"})
    expect(client.get_by_text("2,000.00 EUR")).to_be_visible()
    assert not browsing.barriers(client)
    client.get_by_role("button", name="Confirm it for your side").click()

    supplier = signed_in(new_page, live_server, mer, "supplier_spoc")
    supplier.goto("/r/MER/contract/draft")
    supplier.get_by_role("button", name="Confirm it for your side").click()
    expect(supplier.get_by_text("Until when notice may be given")).to_be_visible()
    for page in ("contract", "contract/ledger", "obligations", "obligations/new"):
        supplier.goto(f"/r/MER/{page}")
        assert not browsing.barriers(supplier), page


def add(page: Page, button: str, typed: dict[str, str]) -> None:
    """Fill in the form that has this button, and send it."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    for label, value in typed.items():
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name=button, exact=True).click()
