"""What people do on the pages of the demonstration: sign in with a click, let time pass."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.browsing import NewPage

LONGEST_STEP = 60_000  # milliseconds: everything due on the way is done


def signed_in(new_page: NewPage, name: str, **options: Any) -> Page:
    """A page of that demonstration person, who has signed in with one click and stands at My work."""
    page = new_page(**options)
    page.goto("/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()
    return page


def let_pass(page: Page, step: str) -> None:
    """Press "Next hour", "Next day" or "Next due" in the bar of the demonstration."""
    bar = page.get_by_role("region", name="Demonstration")
    before = bar.get_by_role("time").get_attribute("datetime") or ""
    bar.get_by_role("button", name=step).click(timeout=LONGEST_STEP)
    expect(bar.get_by_role("time")).not_to_have_attribute("datetime", before, timeout=LONGEST_STEP)
