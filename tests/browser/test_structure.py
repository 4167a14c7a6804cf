"""The structure by hand: a slider through its days, one sheet of paper, and all that somebody holds handed over."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.support import browsing
from tests.support.acting import signed_in
from tests.support.browsing import DARK, NO_SCRIPT, PHONE, NewPage

AGAIN = "a bow-tie again"


def shown_today(page: Page) -> date:
    return date.fromisoformat(page.get_by_label("As it stood on").input_value())


def test_slider_goes_through_the_days_and_the_address_with_it(demo_server, new_page: NewPage) -> None:
    page = signed_in(new_page, "Eva Varga")
    page.goto("/r/INH")
    picture = page.get_by_role("figure")
    expect(picture.get_by_text(AGAIN)).to_be_visible()
    today, slider = shown_today(page), page.get_by_role("slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    earlier = (today - timedelta(days=3)).isoformat()
    expect(page.get_by_label("As it stood on")).to_have_value(earlier)
    expect(page).to_have_url(re.compile(rf"/r/INH\?on={earlier}$"))
    expect(slider).to_be_focused()  # the picture was replaced, the slider was not
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d+ \w+ \d{4}"))
    page.keyboard.press("Home")
    expect(picture.get_by_text(AGAIN)).to_have_count(0)
    expect(page.get_by_role("link", name="30 days later")).to_be_visible()
    assert browsing.barriers(page) == ""
    page.reload()  # the address holds the day
    expect(page.get_by_role("link", name="30 days later")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(picture.get_by_text(AGAIN)).to_be_visible()


def test_day_is_chosen_without_scripts_too(demo_server, new_page: NewPage) -> None:
    page = signed_in(new_page, "Eva Varga", **NO_SCRIPT)
    page.goto("/r/INH")
    expect(page.get_by_role("slider")).to_have_count(0)
    today = shown_today(page)
    page.get_by_label("As it stood on").fill((today - timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Show").click()
    picture = page.get_by_role("figure")
    expect(picture.get_by_text("healthy").first).to_be_visible()
    expect(picture.get_by_text(AGAIN)).to_have_count(0)


@pytest.mark.parametrize("device", [PHONE, DARK], ids=["phone", "dark"])
def test_structure_has_no_barriers(demo_server, new_page: NewPage, device: dict[str, object]) -> None:
    page = signed_in(new_page, "Eva Varga", **device)
    for path in ("/r/INH", "/r/MER/structure", "/r/INH/bow-tie", "/r/INH/contacts", "/r/MER/edit"):
        page.goto(path)
        assert browsing.barriers(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_bow_tie_prints_on_one_sheet(demo_server, new_page: NewPage) -> None:
    page = signed_in(new_page, "Eva Varga")
    for key in ("MER", "CFS", "INH"):
        page.goto(f"/r/{key}/bow-tie")
        page.emulate_media(media="print")
        assert page.pdf(prefer_css_page_size=True).count(b"/MediaBox") == 1
        expect(page.locator(".bow-tie-picture")).to_be_visible()
        expect(page.get_by_text("no direct contact of the two")).to_be_visible()
        expect(page.get_by_role("button", name="Show")).to_be_hidden()


def test_all_that_somebody_holds_goes_to_another_and_their_access_ends(demo_server, new_page: NewPage) -> None:
    leaver = signed_in(new_page, "Lena Weber")
    page = signed_in(new_page, "Greta Falk")
    page.goto("/organisation/people")
    page.get_by_role("link", name="Hand over from Lena Weber").click()
    rows = page.locator("table tbody tr")
    expect(rows.filter(has_text="Functional lead for Quality")).to_have_count(3)
    page.get_by_label("Who takes over").select_option(label="Mia Sommer")
    page.get_by_label("Why").fill("Leaves for another company")
    page.get_by_label("They leave").check()
    assert browsing.barriers(page) == ""
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("It is handed over.")).to_be_visible()
    expect(page.get_by_text("Nothing to hand over")).to_be_visible()
    page.get_by_text("Leaves for another company").click()
    expect(page.get_by_text("MER Functional lead for Quality → Mia Sommer")).to_be_visible()
    leaver.goto("/r/MER")
    expect(leaver.get_by_role("heading", name="My work")).to_have_count(0)
    page.goto("/r/MER")
    expect(
        page.get_by_role("figure").get_by_role("link", name=re.compile("Mia Sommer, lead for Quality"))
    ).to_be_visible()


def test_nobody_goes_while_something_would_be_orphaned(demo_server, new_page: NewPage) -> None:
    page = signed_in(new_page, "Otto Busch")
    page.goto("/organisation/people")
    page.get_by_role("link", name="Hand over from Lena Weber").click()
    expect(page.get_by_text("holds something in relationships you do not see")).to_be_visible()
    expect(page.get_by_role("button", name="End the access")).to_have_count(0)
