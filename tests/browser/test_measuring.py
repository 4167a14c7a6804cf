"""Criteria, measurements, their import and the scorecard in a real browser: by hand, on a phone, for everybody."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support import browsing, measured
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import NewPage
from tests.support.world import World

FILE = FilePayload(
    name="august.csv", mimeType="text/csv", buffer=b"KPI;Month;Value\nCSAT;2026-08;84,5\nSL;2026-08;101\n"
)
PAGES = (
    "/r/MER/criteria",
    "/r/MER/criteria/draft",
    "/r/MER/criteria/differences",
    "/r/MER/criteria/draft/kpis/new",
    "/r/MER/criteria/draft/kpis/CSAT",
    "/r/MER/criteria/draft/rated/new",
    "/r/MER/criteria/draft/catalogue",
    "/r/MER/ratings?period=2026-10",
    "/r/MER/measurements?period=2026-10",
    "/r/MER/measurements/CSAT/2026-10",
    "/r/MER/measurements/import",
    "/r/MER/scorecards",
    "/r/MER/scorecards/2026-10",
)


@pytest.fixture
def mer(live_server: Served) -> World:
    """MER with criteria in force and two months of figures."""
    world = worlds.make(live_server.app)
    measured.agree(world, *measured.KPIS, measured.TRUST)
    for month in ("2026-09", "2026-10"):
        measured.enter(world, month, measured.OCTOBER)
    return world


def signed_in(new_page: NewPage, served: Served, world: World, who: str, **options: object) -> Page:
    """A page of that person."""
    page = new_page(**options)
    session = served.app.session_interface.get_signing_serializer(served.app).dumps(  # type: ignore[attr-defined]
        worlds.cookie(who)
    )
    page.context.add_cookies([{"name": "session", "value": session, "url": served.url}])
    return page


def test_worked_examples_follow_what_is_typed(live_server, mer, new_page):
    page = signed_in(new_page, live_server, mer, "client_spoc")
    page.goto("/r/MER/criteria")
    page.get_by_role("button", name="Change the criteria").click()
    page.get_by_role("link", name="Add a KPI").click()
    page.get_by_label("Worst (scores 0)").fill("55")
    page.get_by_label("Minimum (scores 60)").fill("65")
    page.get_by_label("Target (scores 100)").fill("70")
    expect(page.get_by_text("(60 − 55) ÷ (65 − 55) × 60 = 30")).to_be_visible()
    page.get_by_label("Target (scores 100)").fill("60")
    expect(page.get_by_text("The target has to lie above the minimum.")).to_be_visible()
    expect(page.get_by_label("Target (scores 100)")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Target (scores 100)").fill("70")
    page.get_by_label("First value to try").fill("58")
    expect(page.get_by_text("58 scores 18")).to_be_visible()
    expect(page.get_by_role("img", name="Scores of this KPI")).to_be_visible()


def test_kpis_are_found_ticked_and_added_and_ticks_outlive_a_search(live_server, mer, new_page):
    page = signed_in(new_page, live_server, mer, "client_spoc")
    page.goto("/r/MER/criteria")
    page.get_by_role("button", name="Change the criteria").click()
    page.get_by_role("link", name="Pick from the catalogue").click()
    page.get_by_label("Words").fill("promoter")
    page.get_by_label("NPS Net promoter score").check()
    page.get_by_label("Words").fill("")
    page.get_by_label("Pillar").select_option("cost")
    expect(page.get_by_label("NPS Net promoter score")).to_be_hidden()
    page.get_by_label("CPC Cost per contact").check()
    expect(page.get_by_text("2 ticked")).to_be_visible()
    page.get_by_role("button", name="Add what is ticked").click()
    for name in ("Net promoter score", "Cost per contact"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_a_file_is_checked_and_imported_by_hand(live_server, mer, new_page):
    page = signed_in(new_page, live_server, mer, "supplier_lead")
    page.goto("/r/MER/measurements")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("CSV file").set_input_files(FILE)
    page.get_by_role("button", name="Check the file").click()
    refused = page.get_by_role("table", name="Refused rows").get_by_role("row").nth(1)
    expect(refused).to_contain_text("A percentage cannot be above 100.")
    page.get_by_role("button", name="Import 1 value").click()
    expect(page.get_by_text("1 taken, 0 unchanged, 1 refused.")).to_be_visible()
    page.goto("/r/MER/measurements?period=2026-10")
    expect(page.get_by_label("Customer satisfaction, August 2026")).to_have_value("84.5")


def test_one_side_shares_a_month_and_the_other_agrees(live_server, mer, new_page):
    client = signed_in(new_page, live_server, mer, "client_spoc")
    client.goto("/r/MER/scorecards/2026-10")
    client.get_by_role("button", name="Share it").click()
    expect(client.get_by_text("It is agreed when the other side signs too.")).to_be_visible()
    supplier = signed_in(new_page, live_server, mer, "supplier_spoc", **browsing.PHONE)
    supplier.goto("/r/MER/scorecards/2026-10")
    supplier.get_by_text("How 18 came about").click()
    expect(supplier.get_by_text("(58 − 55) ÷ (65 − 55) × 60 = 18")).to_be_visible()
    supplier.get_by_role("button", name="Agree").click()
    expect(supplier.get_by_role("definition").filter(has_text="Diego Alonso")).to_be_visible()


@pytest.mark.parametrize("options", [{}, browsing.DARK, browsing.PHONE], ids=["wide", "dark", "phone"])
def test_nobody_is_kept_out_and_nothing_scrolls_sideways(live_server, mer, new_page, options):
    page = signed_in(new_page, live_server, mer, "client_spoc", **options)
    page.goto("/r/MER/criteria")
    page.get_by_role("button", name="Change the criteria").click()
    for url in PAGES:
        page.goto(url)
        assert not browsing.barriers(page), url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), url
