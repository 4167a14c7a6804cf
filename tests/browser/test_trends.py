"""How a KPI goes: seen at a desk and on a telephone, with a new baseline, and as an image where scripts are off."""

from playwright.sync_api import Page, expect

from tests.support.acting import signed_in
from tests.support.browsing import DARK, NO_SCRIPT, PHONE, barriers

FCR = "/r/MER/kpis/FCR"


def picture(page: Page, size: str = "wide") -> None:
    expect(page.locator(f".chart-picture.is-{size} svg[role=img]").first).to_be_visible()


def test_a_trend_is_seen_and_begun_anew(demo_server, new_page):
    spoc = signed_in(new_page, "Eva Varga")
    spoc.goto(FCR)
    picture(spoc)
    expect(spoc.get_by_role("img", name="Trend of First contact resolution")).to_have_count(1)
    assert barriers(spoc) == ""
    spoc.get_by_text("Begin a new baseline…").click()
    dialog = spoc.get_by_role("dialog")
    dialog.get_by_label("From").select_option(index=9)
    dialog.get_by_label("Because").fill("Chats are counted by the new telephone system")
    dialog.get_by_role("button", name="Begin anew").click()
    expect(spoc.get_by_text("A new baseline begins in")).to_be_visible()
    picture(spoc)
    expect(spoc.locator("svg text", has_text="new baseline")).to_be_visible()


def test_the_scorecard_brings_its_trends_when_they_are_scrolled_to(demo_server, new_page):
    spoc = signed_in(new_page, "Eva Varga", **DARK)
    spoc.goto("/r/MER/scorecards")
    spoc.get_by_role("table").get_by_role("link").first.click()
    title = spoc.title()
    expect(spoc.get_by_role("img", name="Experience, cost and revenue")).to_have_count(1)
    spoc.locator("#trends").scroll_into_view_if_needed()
    expect(spoc.locator("#trends summary").first).to_be_visible()
    picture(spoc)
    assert spoc.title() == title
    assert barriers(spoc) == ""


def test_pictures_fit_a_telephone_and_are_images_without_scripts(demo_server, new_page):
    phone = signed_in(new_page, "Eva Varga", **PHONE)
    phone.goto("/portfolio/pictures")
    picture(phone, "narrow")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert barriers(phone) == ""
    plain = signed_in(new_page, "Eva Varga", **NO_SCRIPT)
    plain.goto(FCR)
    expect(plain.locator(".chart-picture.is-wide img")).to_be_visible()
