"""The demonstration in a browser: time passes at a click, and mail arrives where one can look at it."""

from playwright.sync_api import Page, expect

from tests.support import browsing
from tests.support.applications import Served


def test_time_passes_at_a_click_and_mail_can_be_read(demo_server: Served, page: Page) -> None:
    page.goto("/demo/mail")
    before = page.locator(".demo-bar time").get_attribute("datetime")
    page.get_by_role("button", name="Next hour").click()
    expect(page.get_by_role("status")).to_contain_text("now", timeout=60_000)
    assert page.locator(".demo-bar time").get_attribute("datetime") != before
    page.get_by_role("table").get_by_role("link").first.click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("You get this").first).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    browsing.photograph(page, "demo mail")
