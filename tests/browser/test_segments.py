"""What a customer segment needs: asked by the governance office, answered by a colleague on a phone."""

import re

from playwright.sync_api import expect

from tests.support import browsing
from tests.support.acting import signed_in


def test_a_colleague_says_on_a_phone_what_a_segment_needs_and_the_map_shows_it(demo_server, new_page):
    office = signed_in(new_page, "Greta Falk")
    office.keyboard.press("g")
    office.keyboard.press("s")
    expect(office).to_have_url(re.compile("/sourcing$"))
    office.get_by_role("link", name="Segment customers").click()
    expect(office.get_by_text("Not on the map, for want of value or needs: Housing associations.")).to_be_visible()
    assert browsing.barriers(office) == ""
    mia = signed_in(new_page, "Mia Sommer", **browsing.PHONE)
    mia.get_by_role("link", name="What do “Housing associations” need?").click()
    assert browsing.barriers(mia) == ""
    for question, answer in (
        ("What do they want to have", "Lasting solution"),
        ("Which way do they prefer", "Phone"),
        ("When do they need help", "Office hours"),
        ("Urgency of resolution", "3"),
        ("Help by a person", "4"),
        ("Expertise", "3"),
        ("The same people", "4"),
    ):
        mia.get_by_role("group", name=question).get_by_role("radio", name=answer).check()
    mia.get_by_label("What comes first for them?").select_option("Expertise")
    mia.get_by_role("button", name="Send your answer").click()
    expect(mia.get_by_text("Your answer is kept.")).to_be_visible()
    office.get_by_role("link", name="Housing associations").click()
    expect(office.get_by_role("heading", name="1 of 2 answered")).to_be_visible()
    expect(office.get_by_text("the needs come to medium touch (3.7 of 5)")).to_be_visible()  # 11 / 3
    assert browsing.barriers(office) == ""
