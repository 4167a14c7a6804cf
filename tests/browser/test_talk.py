"""What people say: two boxes nobody takes for one another, names that are offered, texts that are not lost."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support import browsing
from tests.support.acting import signed_in

TITLE = "Billing outage repeats after every release"
HEADROOM = b"\x89PNG\r\n\x1a\n" + bytes(700_000)


def at_the_outage(page: Page) -> Page:
    """The page of the outage of the present."""
    page.goto("/search?q=billing+outage+repeats")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return page


def test_a_comment_with_a_name_that_was_picked_and_a_file(demo_server, new_page):
    eva = at_the_outage(signed_in(new_page, "Eva Varga"))
    eva.get_by_text("Write to both companies").click()
    box = eva.get_by_label("To Northgate Networks and Meridian Support")
    box.press_sequentially("Thank you, @Ana R")
    expect(eva.get_by_role("option", name="Ana Reyes")).to_be_visible()
    box.press("Enter")
    expect(box).to_have_value("Thank you, @Ana Reyes ")
    eva.set_input_files("#files-shared", FilePayload(name="room.png", mimeType="image/png", buffer=HEADROOM))
    eva.get_by_role("button", name="Comment to both companies").click()
    said = eva.get_by_role("listitem").filter(has_text="Thank you, @Ana Reyes")
    expect(said.get_by_role("link", name="room.png")).to_be_visible()
    assert browsing.barriers(eva) == ""


def test_a_text_that_was_not_saved_is_kept_for_its_audience_alone(demo_server, new_page):
    eva = at_the_outage(signed_in(new_page, "Eva Varga"))
    eva.get_by_text("Only Northgate Networks sees this").last.click()
    eva.get_by_label("Only for Northgate Networks").fill("Half a thought")
    eva.reload()
    expect(eva.get_by_label("Only for Northgate Networks")).to_have_value("Half a thought")
    expect(eva.locator("#body-shared")).to_have_value("")
    eva.get_by_role("button", name="Keep inside Northgate Networks").click()
    expect(eva.get_by_role("listitem").filter(has_text="Half a thought")).to_be_visible()
    eva.reload()
    expect(eva.locator("#body-client")).to_have_value("")


def test_signing_out_leaves_no_draft_behind(demo_server, new_page):
    eva = at_the_outage(signed_in(new_page, "Eva Varga"))
    eva.get_by_text("Write to both companies").click()
    eva.get_by_label("To Northgate Networks and Meridian Support").fill("Half a thought")
    eva.get_by_label("Eva Varga: settings and signing out").click()
    eva.get_by_role("button", name="Sign out").click()
    expect(eva.get_by_role("button", name="Eva Varga")).to_be_visible()
    assert eva.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("options", [browsing.NO_SCRIPT, {**browsing.PHONE, **browsing.DARK}], ids=["plain", "phone"])
def test_it_works_without_scripts_and_on_a_phone(demo_server, new_page, options):
    priya = at_the_outage(signed_in(new_page, "Priya Nair", **options))
    priya.get_by_text("Only Meridian Support sees this").last.click()
    priya.get_by_label("Only for Meridian Support").fill("Not a word, @Diego Alonso and @Eva Varga.")
    priya.get_by_role("button", name="Keep inside Meridian Support").click()
    expect(priya.get_by_text("Not told: @Eva Varga.")).to_be_visible()
    if options is not browsing.NO_SCRIPT:
        assert priya.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert browsing.barriers(priya) == ""
