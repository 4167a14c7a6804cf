"""A manager's review mail comes on its day and says in a minute how things stand."""

from datetime import timedelta

from playwright.sync_api import expect

from govtracker import clock
from tests.support.acting import let_pass, signed_in


def test_review_mail_comes_at_the_time_a_manager_chose(demo_server, new_page):
    page = signed_in(new_page, "Helena Lund")
    tomorrow = f"{clock.today('Europe/Stockholm') + timedelta(days=1):%A}"
    page.goto("/r/MER/reviews")
    coming = (
        page.get_by_role("table", name="Coming reviews").get_by_role("row").filter(has_text="Monthly business review")
    )
    expect(coming.first).to_contain_text("Scheduled")

    page.goto("/settings/mail")
    page.get_by_label("Every week").check()
    page.get_by_label("On", exact=True).select_option(tomorrow)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The next one comes")).to_contain_text(tomorrow[:3])
    sent = page.get_by_role("row").filter(has_text="Helena Lund").get_by_role("link")
    for _ in range(2):  # it may be earlier than half past seven
        let_pass(page, "Next day")
        page.goto("/demo/mail?kind=review_mail&q=Helena+Lund")
        if sent.count():
            break
    sent.first.click()
    mail = page.frame_locator("iframe")
    expect(mail.get_by_role("heading", level=1)).to_contain_text("Meridian Support")
    expect(mail.get_by_text("First contact resolution")).to_be_visible()
    why = f"You get this every {tomorrow} at 07:30, Europe/Stockholm, because you are executive sponsor"
    expect(mail.get_by_text(why)).to_be_visible()
