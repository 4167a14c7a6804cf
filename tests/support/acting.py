"""What people do on the pages of the demonstration: sign in with a click, let time pass, read the mail."""

from playwright.sync_api import Locator, Page, expect

from tests.support.browsing import NewPage


def signed_in(new_page: NewPage, name: str, **options: object) -> Page:
    """A page of that demonstration person, who has signed in with one click and stands at My work."""
    page = new_page(**options)
    page.goto("/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()
    return page


def let_pass(page: Page, step: str) -> None:
    """Press "Next hour", "Next day" or "Next due" in the bar of the demonstration."""
    bar = page.get_by_role("region", name="Demonstration")
    before = bar.get_by_role("time").get_attribute("datetime")
    bar.get_by_role("button", name=step).click()
    expect(page.get_by_role("status").get_by_text("It is")).to_be_visible()
    assert bar.get_by_role("time").get_attribute("datetime") != before


def mails(page: Page, subject: str) -> Locator:
    """The rows of /demo/mail whose subject holds these words, the newest first."""
    page.goto("/demo/mail")
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=subject))
