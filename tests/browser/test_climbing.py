"""An issue that nobody answers climbs its path before one's eyes."""

from playwright.sync_api import Locator, Page, expect

from tests.support import world
from tests.support.acting import let_pass, signed_in

TITLE = "Recordings of the night shift are missing"
LONGEST = 15  # days, for weekends and holidays on the way
LEVELS = {2: "E. Varga ⇄ D. Alonso", 3: "H. Lund ⇄ K. Iyer"}


def test_unanswered_issue_climbs_level_by_level_until_the_path_is_exhausted(live_server, new_page):
    world.make(live_server.app)
    page = signed_in(new_page, "Eva Varga")
    log_issue(page)
    for level, people in LEVELS.items():
        days_until(page, waiting_at(page, level))
        expect(waiting_at(page, level)).to_contain_text(people)
        expect(rung(page, level - 1)).to_contain_text("not acknowledged by")
    days_until(page, page.get_by_text("The escalation path is exhausted"))
    expect(rung(page, 3)).to_contain_text("nobody answered")

    assert recipients(page, "Assignment") == {"Rafael Ortega", "Priya Nair"}
    assert recipients(page, "Escalation") == {"Eva Varga", "Diego Alonso", "Helena Lund", "Kavita Iyer"}
    page.get_by_role("row").filter(has_text="Kavita Iyer").get_by_role("link").first.click()
    frame = page.frame_locator("iframe")
    reminder = "Meridian did not acknowledge it in time. This is reminder 3 of 3"
    expect(frame.get_by_role("paragraph").filter(has_text=reminder)).to_be_visible()

    page.goto("/portfolio")
    expect(page.get_by_role("row").filter(has_text="Meridian")).to_contain_text("exhausted")


def log_issue(page: Page) -> None:
    page.goto("/r/MER/issues/new")
    page.get_by_label("What is wrong").fill(TITLE)
    page.get_by_role("button", name="Log the issue").click()
    expect(waiting_at(page, 1)).to_contain_text("R. Ortega ⇄ P. Nair")


def rung(page: Page, level: int) -> Locator:
    return page.get_by_role("listitem").filter(has_text=f"Level {level} ·")


def waiting_at(page: Page, level: int) -> Locator:
    return rung(page, level).filter(has_text="waiting now")


def days_until(page: Page, sight: Locator) -> None:
    for _ in range(LONGEST):
        if sight.is_visible():
            return
        let_pass(page, "Next day")
    raise AssertionError(f"{sight} was not seen within {LONGEST} days.")


def recipients(page: Page, kind: str) -> set[str]:
    """Who got a mail of that kind about the issue."""
    page.goto("/demo/mail")
    page.get_by_label("Subject or recipient").fill(TITLE)
    page.get_by_label("Kind").select_option(kind)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Subject or recipient")).to_have_value(TITLE)
    return {cell.split("\n")[0] for cell in page.locator("td[data-label=To]").all_inner_texts()}
