"""An issue from logged to closed, through the hands of both companies."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from govtracker import clock
from tests.support.acting import signed_in

TITLE = "Refund promises are not kept"
DEED = "Call all 34 customers back"
INTERNAL = "Between us: hold the bonus back until this works."


@pytest.fixture
def client(demo_server, new_page) -> Page:
    """The client's SPOC."""
    return signed_in(new_page, "Eva Varga")


@pytest.fixture
def supplier(demo_server, new_page) -> Page:
    """The supplier's lead of customer care."""
    return signed_in(new_page, "Priya Nair")


def test_issue_goes_from_logged_to_closed(client, supplier):
    address = log_issue(client)
    acknowledge(supplier, address)
    finish_an_action(supplier, address)
    verify_the_action(client)
    resolve(supplier, address)
    close(supplier)
    expect(supplier.get_by_role("definition").filter(has_text="planned for")).to_be_visible()


def test_internal_comment_never_reaches_the_other_side(client, supplier):
    address = log_issue(client)
    client.get_by_text("Only Northgate Networks sees this").click()
    client.get_by_label("Only for Northgate Networks").fill(INTERNAL)
    client.get_by_role("button", name="Keep inside Northgate Networks").click()
    expect(client.get_by_text(INTERNAL)).to_be_visible()
    supplier.goto(address)
    expect(supplier.get_by_role("heading", level=1)).to_contain_text(TITLE)
    assert INTERNAL not in supplier.content()


def log_issue(client: Page) -> str:
    """Its address; the page says who has to move, by when, and what happens otherwise."""
    client.goto("/r/MER")
    client.keyboard.press("c")
    client.get_by_label("What is wrong").fill(TITLE)
    client.get_by_label("What happened").fill("Customers were promised a call within a day. Nobody called.")
    client.get_by_label("Functional area").select_option("Customer care")
    client.get_by_role("button", name="Log the issue").click()
    expect(client.get_by_role("heading", level=1)).to_contain_text(TITLE)
    said = client.get_by_text("Priya Nair of Meridian Support has to acknowledge by")
    expect(said).to_contain_text("your time; otherwise it climbs to level 2, tactical: E. Varga ⇄ D. Alonso.")
    return client.url


def acknowledge(supplier: Page, address: str) -> None:
    supplier.goto("/")
    waiting = supplier.get_by_role("table", name="Needs my acknowledgement")
    waiting.get_by_role("row").filter(has_text=TITLE).get_by_role("button", name="Acknowledge").click()
    expect(supplier.get_by_role("main")).not_to_contain_text(TITLE)
    supplier.goto(address)
    expect(supplier.get_by_text("Meridian Support has to resolve it by")).to_be_visible()


def finish_an_action(supplier: Page, address: str) -> None:
    supplier.get_by_role("link", name="Add an action").click()
    form = supplier.get_by_role("dialog", name="Add an action")
    form.get_by_label("What will be done").fill(DEED)
    expect(form.get_by_role("option", name="Priya Nair", selected=True)).to_be_attached()
    form.get_by_label("Due").fill((clock.today("Asia/Manila") + timedelta(days=3)).isoformat())
    form.get_by_label("If it is late").fill("Customers leave.")
    form.get_by_role("button", name="Add the action").click()
    supplier.goto("/")
    mine = supplier.get_by_role("table", name="My actions").get_by_role("row").filter(has_text=DEED)
    mine.get_by_role("link", name="Done…").click()
    dialog = supplier.get_by_role("dialog", name="Mark it done")
    dialog.get_by_label("What shows that it is done").fill("34 calls in the log of Friday.")
    dialog.get_by_role("button", name="It is done").click()
    expect(supplier.get_by_role("main")).not_to_contain_text(DEED)


def verify_the_action(client: Page) -> None:
    client.goto("/")
    row = client.get_by_role("table", name="To verify").get_by_role("row").filter(has_text=DEED)
    row.get_by_role("link", name="Look and verify").click()
    expect(client.get_by_role("definition").filter(has_text="34 calls in the log")).to_be_visible()
    client.get_by_role("button", name="It is done: verify").click()
    expect(client.get_by_role("term").filter(has_text="Verified by the other side")).to_be_visible()


def resolve(supplier: Page, address: str) -> None:
    supplier.goto(address)
    supplier.get_by_role("link", name="Resolve…").click()
    supplier.get_by_label("Why it occurred").fill("The call list was emptied at midnight.")
    supplier.get_by_label("What was done").fill("All customers were called, and the list is kept.")
    supplier.get_by_role("button", name="It is resolved").click()
    expect(supplier.get_by_role("definition").filter(has_text="Say why it will not")).to_be_visible()


def close(supplier: Page) -> None:
    """Only with its full context: what is missing is said first."""
    supplier.get_by_role("link", name="Close…").click()
    supplier.get_by_role("button", name="Close it", exact=True).click()
    missing = supplier.get_by_label("Why it will not happen again")
    expect(missing).to_have_accessible_description(re.compile("Wrong: Say why it will not happen again."))
    missing.fill("Open calls move to the next day by themselves.")
    supplier.get_by_role("button", name="Close it", exact=True).click()
