"""A whole review with one person a side in two browsers: prepared, its pack made, held, written at once, agreed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from govtracker import database, jobs
from govtracker.enums import ReviewStatus
from govtracker.queries.reviews import reviews as asked
from tests.support import browsing, forums
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import NewPage
from tests.support.world import World

BEFORE = datetime(2030, 1, 7, 9, tzinfo=UTC)  # a Monday
MEETING = datetime(2030, 1, 8, 9, tzinfo=UTC)
AFTER = datetime(2030, 1, 8, 15, tzinfo=UTC)
REVIEW = "/r/MER/reviews/1"


@dataclass
class Stage:
    """The two companies at one review."""

    served: Served
    world: World
    new_page: NewPage
    clock_at: Callable[[datetime], None]
    pages: dict[str, Page] = field(default_factory=dict)

    def of(self, who: str, path: str = REVIEW) -> Page:
        """That person's browser, signed in, at that address."""
        if who not in self.pages:
            self.pages[who] = self.new_page()
        page = self.pages[who]
        session = self.served.app.session_interface.get_signing_serializer(self.served.app).dumps(  # type: ignore[attr-defined]
            worlds.cookie(who)
        )
        page.context.add_cookies([{"name": "session", "value": session, "url": self.served.url}])
        page.goto(path)
        return page

    def work(self, *names: str) -> None:
        """Let the worker do these jobs."""
        with self.served.app.app_context():
            for name in names:
                assert jobs.run(jobs.job_named(name)).failed == 0


@pytest.fixture
def stage(live_server: Served, new_page: NewPage, clock_at: Callable[[datetime], None]) -> Stage:
    clock_at(BEFORE)
    world = worlds.make(live_server.app)
    with live_server.app.app_context(), database.transaction():
        forums.review(forums.forum(world), MEETING, ReviewStatus.IN_PREPARATION, step_at=MEETING)
    return Stage(live_server, world, new_page, clock_at)


def test_a_review_from_its_preparation_to_agreed_minutes(stage: Stage) -> None:
    prepared(stage)
    stage.clock_at(AFTER)
    held(stage)
    written_at_once(stage)
    born_in_place(stage)
    agreed(stage)
    stage.clock_at(AFTER + timedelta(minutes=30))
    stage.work("render-notices")
    page = stage.of("supplier_spoc", "/demo/mail?kind=review_outcome&q=Diego+Alonso")
    page.get_by_role("row").filter(has_text="Diego Alonso").get_by_role("link").first.click()
    mail = page.frame_locator("iframe")
    for told in ("Send forecasts on Thursdays", "Forecasts come late again", "Keep two forecasts a month"):
        expect(mail.get_by_text(told)).to_be_visible()
    expect(mail.get_by_text("You get this because you chair")).to_be_visible()


def prepared(stage: Stage) -> None:
    """Each side adds a topic; the pack of both is made while its page is open, and taken along."""
    for who, topic in (("client_spoc", "Night shift"), ("supplier_spoc", "Forecasts")):
        page = stage.of(who)
        page.get_by_label("Another topic").fill(topic)
        page.get_by_role("button", name="Add the topic").click()
        expect(page.get_by_role("heading", name=topic)).to_be_visible()
    page = stage.of("supplier_spoc")
    page.get_by_role("link", name="Read or take along").click()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_text("The pack is being made")).to_be_visible()
    stage.work("make-packs")
    expect(page.get_by_text("The pack is being made")).to_have_count(0)
    expect(page.get_by_role("row").filter(has_text="Night shift")).to_be_visible()
    assert browsing.barriers(page) == ""
    page.reload()
    address = page.get_by_role("link", name="Take it along as PDF").get_attribute("href") or ""
    assert page.request.get(address).body().startswith(b"%PDF")


def held(stage: Stage) -> None:
    """It took place; somebody came instead of the supplier's chair."""
    page = stage.of("client_spoc")
    page.get_by_role("link", name="It was held…").click()
    page.get_by_label("Diego Alonso", exact=True).select_option("Represented")
    page.get_by_role("button", name="It was held").click()
    expect(page.locator(".field-error")).to_contain_text("Say who came instead of Diego Alonso.")
    page.get_by_role("group", name="From Meridian").get_by_label("Who came instead").fill("Carla Dizon")
    page.get_by_label("Guests").fill("Ida Holt")
    assert browsing.barriers(page) == ""
    page.get_by_role("button", name="It was held").click()
    expect(page.get_by_text("represented by Carla Dizon", exact=True)).to_be_visible()


def written_at_once(stage: Stage) -> None:
    """Both write the minutes of a topic they opened alike: what they add is kept, where they clash both is shown."""
    writing = f"{REVIEW}/topics/2/edit"
    client, supplier = stage.of("client_spoc", writing), stage.of("supplier_spoc", writing)
    noted(client, "Late twice in December")
    noted(supplier, "A new planner starts in March")
    expect(supplier.get_by_text("together with what somebody else wrote meanwhile")).to_be_visible()
    expect(topic(supplier)).to_contain_text("Late twice in December")
    expect(topic(supplier)).to_contain_text("A new planner starts in March")

    client, supplier = stage.of("client_spoc", writing), stage.of("supplier_spoc", writing)
    noted(client, "Late three times in December\nA new planner starts in March")
    noted(supplier, "Late once in December\nA new planner starts in March\nWe check it in April")
    expect(supplier.locator(".field-error")).to_contain_text("Somebody changed the same lines meanwhile")
    expect(supplier.locator(".clash")).to_contain_text("Late three times in December")
    expect(supplier.get_by_label("Notes")).to_have_value(
        "Late once in December\nA new planner starts in March\nWe check it in April"
    )
    assert browsing.barriers(supplier) == ""
    noted(supplier, "Late two or three times in December\nA new planner starts in March\nWe check it in April")
    expect(topic(supplier)).to_contain_text("Late two or three times in December")


def noted(page: Page, notes: str) -> None:
    page.get_by_label("Notes").fill(notes)
    page.get_by_role("button", name="Save").click()


def topic(page: Page) -> Locator:
    return page.locator("#topic-2")


def born_in_place(stage: Stage) -> None:
    """A decision, an action and a risk of a topic."""
    page = stage.of("client_spoc")
    born(
        page, "Decision", "Record it", {"What is decided": "Keep two forecasts a month", "Why": "Three were too many."}
    )
    expect(topic(page)).to_contain_text("Keep two forecasts a month")
    action = {"What will be done": "Send forecasts on Thursdays", "Due": "2030-01-17", "If it is late": "No plan"}
    born(page, "Action", "Add the action", action)
    expect(topic(page)).to_contain_text("Send forecasts on Thursdays")
    risk = {"What may happen": "Forecasts come late again", "What is done about it": "A reminder each Monday"}
    born(page, "Risk", "Record the risk", risk)
    expect(topic(page)).to_contain_text("Forecasts come late again")


def born(page: Page, what: str, button: str, fields: dict[str, str]) -> None:
    page.goto(topic(page).get_by_role("link", name=what, exact=True).get_attribute("href") or "")
    for label, value in fields.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name=button).click()
    expect(page).to_have_url(re.compile("#topic-2$"))


def agreed(stage: Stage) -> None:
    """Both chairs give their word on what they read; then it stands, with its digest."""
    for who in ("client_spoc", "supplier_spoc"):
        page = stage.of(who)
        page.get_by_role("link", name="Agree the minutes…").click()
        page.get_by_role("button", name="Agree the minutes").click()
        expect(page.get_by_role("link", name="Agree the minutes…")).to_have_count(0)
    with stage.served.app.app_context():
        assert asked.to_be_stepped(1).status is ReviewStatus.MINUTES_AGREED
    page = stage.of("supplier_spoc")
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text("Late two or three times in December")).to_be_visible()
    expect(page.get_by_text("represented", exact=False).first).to_be_visible()
    assert browsing.barriers(page) == ""
