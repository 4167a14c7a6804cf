"""Lists by keyboard and by pointer: kept views, columns, many rows at once, and My work acted on in place."""

import re

from playwright.sync_api import Page, expect

from tests.support import browsing
from tests.support.acting import signed_in


def picked(page: Page) -> int:
    return page.locator("tbody input[name=row]:checked").count()


def test_a_list_is_walked_ticked_and_opened_by_keys(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page).to_have_url(re.compile("/issues$"))
    for key in ("j", "x", "j", "x", "k"):
        page.keyboard.press(key)
    assert picked(page) == 2
    expect(page.get_by_role("button", name="Change the 2 ticked…")).to_be_visible()
    href = page.locator("tr.is-chosen a").first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{href}$"))


def test_keys_do_nothing_while_one_types_and_their_list_opens(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.goto("/issues")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search everything")
    expect(search).to_be_focused()
    page.keyboard.type("jx?c")
    expect(search).to_have_value("jx?c")
    assert picked(page) == 0
    page.get_by_role("heading", name="Issues").click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys on this page")
    for words in ("Search", "Next row", "Tick the row", "Log an issue"):
        expect(keys).to_contain_text(words)


def test_keys_can_be_switched_off(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.goto("/settings")
    page.get_by_label("Keyboard shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto("/issues")
    for key in ("j", "x", "?", "c"):
        page.keyboard.press(key)
    assert picked(page) == 0
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("/issues$"))


def test_columns_are_chosen_and_kept_in_a_view_that_opens_the_list(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.goto("/issues?severity=high")
    page.get_by_role("link", name="Columns…").click()
    dialog = page.get_by_role("dialog", name="Columns")
    dialog.get_by_role("checkbox", name="Waiting on").uncheck()
    for _ in range(2):  # past what is left out, and past the status
        dialog.get_by_role("button", name="Due: further forward").click()
    dialog.get_by_role("button", name="Show these").click()
    expect(page).to_have_url(re.compile("columns=severity,due,status"))
    page.get_by_text("View: Standard").click()
    page.get_by_role("link", name="Keep this view…").click()
    dialog = page.get_by_role("dialog", name="Keep this view")
    dialog.get_by_label("Name").fill("High, my way")
    dialog.get_by_label("Open this list with it").check()
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("View: High, my way")).to_be_visible()
    page.goto("/issues")
    expect(page.get_by_text("View: High, my way")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Waiting on")).to_have_count(0)
    expect(page.get_by_label("Severity")).to_have_value("high")


def test_many_rows_are_changed_and_what_is_refused_says_why(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    page.goto("/r/MER/issues")
    page.get_by_label("Choose all rows of this page").check()
    page.get_by_role("button", name=re.compile("Change the .* ticked…")).click()
    assert browsing.barriers(page) == ""
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("What was refused stays ticked below")).to_be_visible()
    expect(page.get_by_text("no permission").first).to_be_visible()
    page.get_by_role("button", name="Watch", exact=True).click()
    expect(page).to_have_url(re.compile("/r/MER/issues"))
    expect(page.get_by_role("status")).to_contain_text("changed")


def test_many_rows_are_changed_without_scripts(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga", **browsing.NO_SCRIPT)
    page.goto("/r/MER/actions")
    page.locator("input[name=row]").first.check()
    page.get_by_role("button", name="Change the ticked…").click()
    page.get_by_role("button", name="Watch", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("1 changed")


def test_my_work_is_acted_on_where_it_stands(demo_server, new_page):
    page = signed_in(new_page, "Priya Nair")
    row = page.locator("#actions tbody tr").first
    title = row.locator(".row-head > a").inner_text()
    row.get_by_role("link", name="Snooze…").click()
    page.get_by_role("dialog").get_by_role("button", name="Snooze").click()
    expect(page.get_by_role("link", name=re.compile("Snoozed 1"))).to_be_visible()
    expect(page.locator("#actions").get_by_text(title)).to_have_count(0)
    page.get_by_role("link", name=re.compile("Snoozed 1")).click()
    page.get_by_role("button", name="Show it again").click()
    expect(page.get_by_text("Nothing is snoozed")).to_be_visible()
    page.goto("/")
    waiting = page.locator("#acknowledge tbody tr")
    before, key = waiting.count(), waiting.first.locator(".key").inner_text()
    waiting.first.get_by_role("button", name="Acknowledge").click()
    expect(waiting).to_have_count(before - 1)
    expect(waiting.get_by_text(key, exact=True)).to_have_count(0)


def test_two_who_edit_at_once_are_merged_or_shown(demo_server, new_page):
    eva, priya = signed_in(new_page, "Eva Varga"), signed_in(new_page, "Priya Nair")
    for page in (eva, priya):
        page.goto("/r/MER/issues/80/edit")
    eva.get_by_label("Category").fill("Invoices")
    eva.get_by_role("button", name="Save").click()
    expect(eva).to_have_url(re.compile("/issues/80$"))
    priya.get_by_label("Customer segment").fill("Prepaid")
    priya.get_by_role("button", name="Save").click()
    expect(priya).to_have_url(re.compile("/issues/80$"))
    expect(priya.get_by_text("Invoices").first).to_be_visible()
    expect(priya.get_by_text("Prepaid").first).to_be_visible()
    for page in (eva, priya):
        page.goto("/r/MER/issues/80/edit")
    eva.get_by_label("What is wrong").fill("Billing outage, said by Eva")
    eva.get_by_role("button", name="Save").click()
    expect(eva).to_have_url(re.compile("/issues/80$"))
    priya.get_by_label("What is wrong").fill("Billing outage, said by Priya")
    priya.get_by_role("button", name="Save").click()
    expect(priya.get_by_text("Changed meanwhile to “Billing outage, said by Eva”").first).to_be_visible()
    expect(priya.get_by_label("What is wrong")).to_have_value("Billing outage, said by Priya")
    priya.get_by_role("button", name="Save").click()
    expect(priya.get_by_role("heading", level=1)).to_contain_text("said by Priya")


def test_what_somebody_says_meanwhile_is_no_conflict(demo_server, new_page):
    eva, priya = signed_in(new_page, "Eva Varga"), signed_in(new_page, "Priya Nair")
    priya.goto("/r/MER/issues/80/edit")
    eva.goto("/r/MER/issues/80")
    eva.get_by_text("Write to both companies").click()
    eva.locator("#body-shared").fill("Any news?")
    eva.get_by_role("button", name="Comment to both companies").click()
    expect(eva.get_by_role("listitem").filter(has_text="Any news?")).to_be_visible()
    priya.get_by_label("What is wrong").fill("Billing outage after the release")
    priya.get_by_role("button", name="Save").click()
    expect(priya.get_by_role("heading", level=1)).to_contain_text("after the release")
