"""A newcomer signs in with one click and looks around."""

import re

from playwright.sync_api import expect

from tests.support.acting import signed_in


def test_newcomer_finds_the_way_from_my_work_to_a_person_of_the_relationship(demo_server, new_page):
    page = signed_in(new_page, "Eva Varga")
    expect(page.get_by_role("heading", name="Needs my acknowledgement")).to_be_visible()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Portfolio").click()
    row = page.get_by_role("row").filter(has_text="Meridian Support")
    expect(row).to_contain_text("MER")
    row.get_by_role("link", name="Meridian Support").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Northgate Networks ⇄ Meridian Support")
    picture = page.get_by_role("group", name="Reverse bow-tie")
    counted = re.compile(r"^6 function pairs between the two companies: \d healthy, 1 vacant, 2 doubled")
    expect(picture).to_have_accessible_description(counted)
    picture.get_by_role("link", name="Diego Alonso, SPOC").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diego Alonso")


def test_keyboard_alone_opens_a_pair_of_the_bow_tie(demo_server, new_page):
    page = signed_in(new_page, "Priya Nair")
    page.goto("/r/MER")
    picture = page.get_by_role("group", name="Reverse bow-tie")
    picture.get_by_role("link", name="Rafael Ortega, lead for Customer care").focus()
    page.keyboard.press("Tab")
    expect(picture.get_by_role("link", name="Customer care: Rafael Ortega")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer care")
