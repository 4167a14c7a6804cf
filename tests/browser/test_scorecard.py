"""Two people, one a side, in two browsers: shared, disputed, corrected, shared anew, agreed; and amended at last."""

import pytest
from playwright.sync_api import Page, expect

from govtracker import clock
from govtracker.rules import periods
from tests.browser.test_measuring import signed_in
from tests.support import browsing, measured
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.world import World


@pytest.fixture
def month() -> periods.Period:
    """The month that has ended."""
    return periods.containing(clock.today("Europe/Berlin")).previous()


@pytest.fixture
def mer(live_server: Served, month: periods.Period) -> World:
    """MER with criteria in force and the figures of that month."""
    world = worlds.make(live_server.app)
    measured.agree(world)
    measured.enter(world, month.key, measured.OCTOBER)
    return world


def test_a_scorecard_is_disputed_corrected_agreed_and_amended_by_two_people(live_server, mer, month, new_page):
    client = signed_in(new_page, live_server, mer, "client_spoc")
    supplier = signed_in(new_page, live_server, mer, "supplier_spoc")
    card = f"/r/MER/scorecards/{month.key}"

    supplier.goto(card)
    supplier.get_by_role("button", name="Share it").click()
    expect(supplier.get_by_text("It is agreed when the other side signs too.")).to_be_visible()

    client.goto(card)
    expect(client.get_by_text("silence is never a yes")).to_be_visible()
    client.get_by_role("button", name="Dispute…").or_(client.get_by_text("Dispute…")).first.click()
    dialog = client.get_by_role("dialog")
    dialog.get_by_label("What is wrong with it").fill("Two days of the Cebu site are missing.")
    dialog.get_by_role("button", name="Send it back").click()
    expect(client.get_by_text("Disputed: Two days of the Cebu site are missing.")).to_be_visible()

    correct(supplier, month, "CSAT", "80", "The two days are in now")
    supplier.goto(card)
    supplier.get_by_role("button", name="Share it again").click()

    client.goto(card)
    expect(client.get_by_text("68.8")).not_to_have_count(0)
    client.get_by_role("button", name="Agree", exact=True).click()
    for name in ("Eva Varga", "Diego Alonso"):
        expect(client.get_by_role("definition").filter(has_text=name)).to_be_visible()
    assert not browsing.barriers(client)

    correct(client, month, "SL", "80", "The telephone system was late")
    client.goto(card)
    client.get_by_text("Amend…").first.click()
    dialog = client.get_by_role("dialog")
    dialog.get_by_label("Why it is amended").fill("The telephone system was late.")
    dialog.get_by_role("button", name="Share the amendment").click()
    expect(client.get_by_text("Until both sides have signed, that stands.")).to_be_visible()

    supplier.goto(card)
    supplier.get_by_role("link", name="read it").click()
    supplier.get_by_role("button", name="Agree", exact=True).click()
    expect(supplier.get_by_text("every snapshot stays as it was signed")).to_be_visible()
    supplier.get_by_role("link", name="what both sides had agreed to before").click()
    expect(supplier.get_by_text("Both sides have amended this since")).to_be_visible()


def correct(page: Page, month: periods.Period, code: str, value: str, reason: str) -> None:
    """Another value of a KPI, with a reason."""
    page.goto(f"/r/MER/measurements/{code}/{month.key}")
    page.get_by_label("Value", exact=True).fill(value)
    page.get_by_label("Why values that were final change").fill(reason)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(reason)).not_to_have_count(0)
