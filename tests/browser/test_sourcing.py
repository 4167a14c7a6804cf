"""The six steps of the sourcing strategy in order: from a segment to a relationship that runs and tells of itself."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, ViewportSize, expect

from govtracker import clock
from tests.support import browsing, world
from tests.support.acting import let_pass, signed_in

NARROW: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 720}
NEEDS = {  # of what colleagues rate: the mean of two answers, 5 / 3, is self-service
    "Mia Sommer": {"Urgency": "2", "Help by a person": "2", "Expertise": "2", "The same people": "2"},
    "Rafael Ortega": {"Urgency": "2", "Help by a person": "1", "Expertise": "2", "The same people": "1"},
}
CANDIDATES = {"Meridian": "", "Cascade": "", "Northgate Leipzig": "in-house"}
LEVELS = {  # means: Meridian 4 (75 points), Leipzig 3.5 (62.5), Cascade 2 (25: below the floor of 60)
    "Rafael Ortega": {"Meridian": "5", "Cascade": "2", "Northgate Leipzig": "3"},
    "Jonas Wolf": {"Meridian": "3", "Cascade": "2", "Northgate Leipzig": "4"},
}


def test_the_strategy_is_walked_from_segments_to_a_running_relationship(live_server, new_page):
    world.make(live_server.app)
    office = signed_in(new_page, "Greta Falk")
    office.goto("/sourcing")
    assert office.get_by_role("listitem").filter(has=office.get_by_role("heading", level=2)).count() == 6
    open_to_all(office)
    colleagues = {name: signed_in(new_page, name) for name in (*NEEDS, "Jonas Wolf")}
    segment(office, colleagues)
    support_types(office)
    profile(office)
    evaluation(office, colleagues)
    chosen_by_result(office)
    relationship(office)
    both_sides(office, signed_in(new_page, "Lara Reyes"))
    spoc = signed_in(new_page, "Nils Frei")
    criteria_agreed(spoc, signed_in(new_page, "Carla Dizon"))
    review_mail(spoc)


def open_to_all(page: Page) -> None:
    """No barriers, and nothing to scroll sideways on the narrowest screen."""
    assert browsing.barriers(page) == "", page.url
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.set_viewport_size(WIDE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fact(page: Page, name: str) -> Locator:
    return page.locator(".facts > div").filter(has=page.get_by_text(name, exact=True))


def segment(office: Page, colleagues: dict[str, Page]) -> None:
    """Step 1: what a segment is worth and needs, how it is served, and that this is too much."""
    office.get_by_role("link", name="Segment customers").click()
    office.get_by_label("Name").fill("Online shops")
    office.get_by_label("Product").check()
    press(office, "Add the segment")
    expect(office.get_by_role("heading", level=1, name="Online shops")).to_be_visible()
    open_to_all(office)
    home = office.url
    for number, level in enumerate("342"):
        office.get_by_role("link", name="Enter it").first.click()
        office.get_by_label("Level").select_option(level)
        office.get_by_label("Source").fill("Report of the year")
        if not number:
            open_to_all(office)
        press(office, "Save")
    expect(office.locator("#value")).to_contain_text("Middle")  # (3 + 4 + 2) / 3 = 3
    for name, ratings in NEEDS.items():
        office.get_by_label("Ask a colleague").select_option(label=name)
        press(office, "Ask this colleague")
        answer(colleagues[name], ratings, look=name == "Mia Sommer")
    office.goto(home)
    expect(office.get_by_role("heading", name="2 of 2 answered")).to_be_visible()
    office.get_by_role("link", name="Write the plan").click()
    office.get_by_label("High touch").check()
    open_to_all(office)
    press(office, "Serve it by this plan")
    expect(office.get_by_text("It prefers self-service, and its plan gives high touch.")).to_be_visible()
    expect(office.get_by_text("Its needs come to self-service, and its plan gives high touch.")).to_be_visible()


def answer(page: Page, ratings: dict[str, str], *, look: bool) -> None:
    page.goto("/")
    page.get_by_role("link", name="What do “Online shops” need?").click()
    chosen = {"What do they want to have": "Quick answer", "Which way do they prefer": "Self-service"}
    for question, said in {**chosen, "When do they need help": "Office hours", **ratings}.items():
        page.get_by_role("group", name=question).get_by_role("radio", name=said).check()
    page.get_by_label("What comes first for them?").select_option(index=1)
    if look:
        open_to_all(page)
    press(page, "Send your answer")
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()


def support_types(office: Page) -> None:
    """Step 2: what support costs against the difference it makes."""
    for name, complexity, impact, spend in (
        ("Order questions", "2", "2", "600000"),
        ("Onboarding", "4", "4", "400000"),
    ):
        office.goto("/sourcing/support-types")
        office.get_by_label("Name").fill(name)
        press(office, "Add it")
        office.get_by_label("Complexity").select_option(complexity)
        office.get_by_label("Impact").select_option(impact)
        office.get_by_label("Spend a year").fill(spend)
        press(office, "Save")
    misfit = office.get_by_role("listitem").filter(has_text="Onboarding")
    expect(misfit).to_contain_text("40.0 % of spend for 66.7 % of impact")  # 4 of 6
    expect(misfit).to_contain_text("266,666.67 EUR a year to it")
    open_to_all(office)


def profile(office: Page) -> None:
    """Step 3: who should give it, by which rule."""
    office.get_by_role("link", name="Supplier profiles").click()
    open_to_all(office)
    office.get_by_label("Support type").select_option(label="Order questions")
    office.get_by_label("Customer segment").select_option(label="Online shops")
    press(office, "Give it a profile")
    expect(fact(office, "Rule that decided")).to_contain_text("low complexity, and the segment prefers self-service")
    office.get_by_role("link", name="Supplier profiles").last.click()
    office.get_by_role("link", name="Onboarding for whoever asks").click()
    expect(fact(office, "Kind of supplier and place")).to_contain_text("On-shore")
    expect(fact(office, "Rule that decided")).to_contain_text("high impact, and high complexity")
    open_to_all(office)


def evaluation(office: Page, colleagues: dict[str, Page]) -> None:
    """Step 4: two evaluators hand in without seeing each other's ratings."""
    office.get_by_role("link", name="Evaluations").click()
    office.get_by_role("link", name="Begin an evaluation").first.click()
    office.get_by_label("Title").fill("Onboarding of new customers")
    office.get_by_label("Support type").select_option(label="Onboarding")
    office.get_by_label("Acceptable-experience floor").fill("60")
    office.get_by_label("Evaluators hand in by").fill((clock.today("Europe/Berlin") + timedelta(days=20)).isoformat())
    press(office, "Begin it")
    for name, where in CANDIDATES.items():
        office.get_by_role("link", name="Add a candidate").click()
        office.get_by_label("Name").fill(name)
        office.get_by_label("In-house").set_checked(bool(where))
        press(office, "Add the candidate")
    press(office, "Take the ready-made set")
    for name, area in (("Rafael Ortega", "Customer care"), ("Jonas Wolf", "Finance")):
        office.get_by_label("Colleague").select_option(label=name)
        office.get_by_label("Speaks for").select_option(label=area)
        press(office, "Ask them")
    open_to_all(office)
    press(office, "Begin rating")
    for name, levels in LEVELS.items():
        hand_in(colleagues[name], levels, look=name == "Rafael Ortega")
    office.reload()
    expect(office.get_by_text("handed in", exact=True)).to_have_count(2)


def hand_in(page: Page, levels: dict[str, str], *, look: bool) -> None:
    page.goto("/sourcing/evaluations/1/sheet")
    assert "Jonas" not in page.get_by_role("main").inner_text()
    for candidate, level in levels.items():
        for box in page.get_by_label(re.compile(f"^{candidate},")).all():
            box.select_option(level)
    if look:
        open_to_all(page)
    press(page, "Hand in")
    expect(page.get_by_text("You have handed in: your view stands as it is.")).to_be_visible()


def chosen_by_result(office: Page) -> None:
    """Step 5 begins with the decision."""
    office.get_by_text("Open the ratings…").click()
    press(office, "Open the ratings")
    order = office.get_by_role("table", name="Order of the candidates").get_by_role("row")
    expect(order.filter(has_text="Meridian")).to_contain_text(re.compile(r"\b75\b"))
    expect(order.filter(has_text="Northgate Leipzig")).to_contain_text("62.5")
    expect(order.filter(has_text="Cascade")).to_contain_text("knocked out")
    expect(office.get_by_role("table", name="Where evaluators disagree")).to_contain_text(
        "Customer care (Rafael Ortega) 5"
    )
    open_to_all(office)
    office.get_by_label("Chosen").select_option(label="Meridian")
    office.get_by_label("Reason").first.fill("Works as we do, and leads by 12.5 points")
    press(office, "Decide")
    expect(fact(office, "Chosen")).to_contain_text("Meridian")


def relationship(office: Page) -> None:
    """The winner becomes a relationship."""
    office.get_by_role("link", name="Begin the relationship").click()
    office.get_by_label("Key").fill("ONB")
    open_to_all(office)
    press(office, "Begin the relationship")
    expect(office.get_by_role("heading", level=1)).to_contain_text("Northgate ⇄ Meridian")


def both_sides(client: Page, supplier: Page) -> None:
    """Each governance office seats its SPOC."""
    for page, holder, side in ((client, "Nils Frei", 0), (supplier, "Carla Dizon", 1)):
        page.goto("/r/ONB/structure")
        row = page.get_by_role("row").filter(has_text=re.compile("^SPOC"))
        row.get_by_role("link", name="the seat").nth(side).click()
        page.get_by_text("Fill…").click()
        page.get_by_role("combobox", name=re.compile("^Who")).select_option(label=holder)
        press(page, "Give the seat")
        expect(page.get_by_role("table", name="Tenures")).to_contain_text(holder)


def criteria_agreed(client: Page, supplier: Page) -> None:
    """What was rated of the candidates is rated by both sides from now on."""
    client.goto("/r/ONB/criteria/draft")
    for carried in ("Values", "Culture", "Strategic emphasis"):
        expect(client.get_by_role("row").filter(has_text=carried).first).to_be_visible()
    press(client, "Propose it")
    supplier.goto("/r/ONB/criteria")
    press(supplier, "Agree")
    expect(supplier.get_by_text("Agreed relative importance")).to_be_visible()


def review_mail(page: Page) -> None:
    """Step 6: it runs, and the first review mail of its SPOC says how it stands and when both sides meet."""
    page.goto("/r/ONB/reviews")
    expect(page.get_by_role("table", name="Coming reviews")).to_contain_text("Business review")
    page.goto("/settings/mail")
    page.get_by_label("Every week").check()
    page.get_by_label("On", exact=True).select_option(f"{clock.today('Europe/Berlin') + timedelta(days=1):%A}")
    press(page, "Save")
    expect(page.get_by_text("The next one comes")).to_be_visible()
    sent = page.get_by_role("row").filter(has_text="Nils Frei").get_by_role("link")
    for _ in range(2):  # it may be earlier than half past seven
        let_pass(page, "Next day")
        page.goto("/demo/mail?kind=review_mail&q=Nils+Frei")
        if sent.count():
            break
    sent.first.click()
    mail = page.frame_locator("iframe")
    expect(mail.get_by_role("heading", level=1)).to_contain_text("Meridian")
    expect(mail.get_by_role("listitem").filter(has_text="Customer care seat")).to_contain_text("vacant at Northgate")
    expect(mail.get_by_text(re.compile("nothing overdue · review [A-Z]"))).to_be_visible()
