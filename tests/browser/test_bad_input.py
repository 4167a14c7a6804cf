"""What goes wrong while people type loses nothing and makes nothing twice."""

from playwright.sync_api import Page, expect

from tests.support import browsing
from tests.support.acting import signed_in

TITLE = "Logged by an impatient hand"


def test_empty_form_says_what_is_missing_and_keeps_what_was_typed(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.goto("/r/MER/issues/new")
    page.get_by_label("Only Northgate Networks").check()
    page.get_by_label("What happened").fill("A long story.")
    page.get_by_label("High").check()
    page.get_by_role("button", name="Log the issue").click()
    title = page.get_by_label("What is wrong")
    expect(title).to_have_accessible_description("In one line Wrong: Give it a title: what is wrong, in one line.")
    expect(page.get_by_label("What happened")).to_have_value("A long story.")
    expect(page.get_by_label("High")).to_be_checked()
    expect(page.get_by_label("Only Northgate Networks")).to_be_checked()


def test_impatient_double_click_logs_one_issue(demo_server, new_page):
    page = new_page(**browsing.NO_SCRIPT)  # no script holds the second click back
    page.goto("/")
    page.get_by_role("button", name="Eva Varga").click()
    page.goto("/r/MER/issues/new")
    page.get_by_label("What is wrong").fill(TITLE)
    page.get_by_role("button", name="Log the issue").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.goto("/r/MER/issues?sort=-opened")
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_have_count(1)


def test_two_people_who_edit_one_issue_both_keep_their_words(demo_server, new_page):
    eva, priya = signed_in(new_page, "Eva Varga"), signed_in(new_page, "Priya Nair")
    address = log(eva, "Invoices arrive late")
    for page in (eva, priya):
        page.goto(f"{address}/edit")
    save(eva, title="Invoices arrive ten days late")

    priya.get_by_label("What happened").fill("The September run was two days behind.")
    save(priya, title="Invoices of September arrive late")
    title = priya.get_by_label("What is wrong")
    expect(title).to_have_value("Invoices of September arrive late")
    said = "Wrong: Changed meanwhile to “Invoices arrive ten days late”. Keep yours by saving again."
    expect(title).to_have_accessible_description(said)

    save(priya, title="Invoices of September arrive ten days late")
    expect(priya.get_by_role("heading", level=1)).to_contain_text("Invoices of September arrive ten days late")
    expect(priya.get_by_text("The September run was two days behind.").first).to_be_visible()


def test_edits_of_different_fields_are_merged(demo_server, new_page):
    eva, priya = signed_in(new_page, "Eva Varga"), signed_in(new_page, "Priya Nair")
    address = log(eva, "Invoices arrive late")
    priya.goto(f"{address}/edit")
    eva.goto(f"{address}/edit")
    save(eva, title="Invoices arrive ten days late")
    priya.get_by_label("Category").fill("Invoices")
    priya.get_by_role("button", name="Save").click()
    expect(priya.get_by_role("heading", level=1)).to_contain_text("Invoices arrive ten days late")
    expect(priya.get_by_role("definition").filter(has_text="Invoices")).to_be_visible()


def log(page: Page, title: str) -> str:
    """The address of a new issue."""
    page.goto("/r/MER/issues/new")
    page.get_by_label("What is wrong").fill(title)
    page.get_by_role("button", name="Log the issue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.url


def save(page: Page, title: str) -> None:
    page.get_by_label("What is wrong").fill(title)
    page.get_by_role("button", name="Save").click()
