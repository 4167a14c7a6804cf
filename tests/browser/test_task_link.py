"""A supplier's person who never signs in answers an action by the link that their SPOC sent them."""

from playwright.sync_api import expect

from tests.support import browsing
from tests.support.acting import let_pass, signed_in
from tests.support.browsing import PHONE


def test_an_action_is_answered_by_link_on_a_phone_and_seen_by_who_gave_it(demo_server, new_page):
    spoc = signed_in(new_page, "Diego Alonso")
    spoc.goto("/r/MER/actions?side=supplier")
    spoc.get_by_role("link", name="Check a hundred night calls").click()
    expect(spoc.get_by_role("link", name="Send as a link…")).to_be_visible()
    action = spoc.url
    spoc.get_by_role("link", name="Send as a link…").click()
    expect(spoc.get_by_text("you do not see it")).to_be_visible()
    browsing.photograph(spoc, "link given")
    spoc.get_by_role("button", name="Send the link").click()
    expect(spoc.get_by_role("status")).to_contain_text("samuel.cruz@")
    let_pass(spoc, "Next hour")

    spoc.goto("/demo/mail?kind=task_link")
    spoc.get_by_role("table").get_by_role("link").first.click()
    mail = spoc.frame_locator("iframe")
    expect(mail.get_by_text("You get this because Diego Alonso")).to_be_visible()
    path = mail.get_by_role("link", name="Say how far it is").get_attribute("href")
    assert path

    phone = new_page(**PHONE)
    phone.goto(path[path.index("/task/") :])
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not browsing.barriers(phone)
    browsing.photograph(phone, "link action phone")
    phone.get_by_text("Rather in Excel").click()
    expect(phone.get_by_role("link", name="Take the sheet away")).to_be_visible()
    phone.get_by_label("Done", exact=True).check()
    phone.get_by_label("What shows that it is done").fill("Everybody was there on Friday.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you, it is done")).to_be_visible()
    phone.goto("/")
    expect(phone.get_by_role("heading", name="My work", level=1)).not_to_be_visible()

    spoc.goto(action)
    expect(spoc.get_by_text("Everybody was there on Friday.").first).to_be_visible()
    spoc.goto("/r/MER/links")
    expect(spoc.get_by_role("table")).to_contain_text("from")
    assert not browsing.barriers(spoc)
    browsing.photograph(spoc, "links given")
