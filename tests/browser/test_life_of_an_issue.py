"""Three weeks in the life of a critical issue, through both companies; every deadline on the way is counted by hand.

Northgate works 09:00–17:00 in Berlin (UTC+1 in January: 08:00–16:00 UTC), Meridian 09:00–17:00 in Manila (UTC+8:
01:00–09:00 UTC), both from Monday to Friday. The path: level 1 answers within 4 h and resolves within 16 h, level 2
within 8 h and 24 h, level 3 within 8 h and 40 h. 7 January 2030 is a Monday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from govtracker import jobs
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import NewPage
from tests.support.world import World

TITLE = "Night calls are cut off"


@dataclass
class Stage:
    """Where it is played: whoever is asked for, at the instant that is set, on the issue's page."""

    served: Served
    world: World
    new_page: NewPage
    clock_at: Callable[[datetime], None]
    address: str = "/"

    def __post_init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """It is that instant of January 2030 (UTC), and the worker has looked."""
        self.clock_at(january(day, hour, minute))
        with self.served.app.app_context():
            jobs.run(jobs.job_named("escalate"))

    def of(self, who: str) -> Page:
        """That person's page of the issue as it is now, signed in anew: days have passed."""
        if who not in self._pages:
            self._pages[who] = self.new_page()
        page = self._pages[who]
        session = self.served.app.session_interface.get_signing_serializer(self.served.app).dumps(  # type: ignore[attr-defined]
            worlds.cookie(who)
        )
        page.context.add_cookies([{"name": "session", "value": session, "url": self.served.url}])
        page.goto(self.address)
        return page


@pytest.fixture
def stage(live_server: Served, new_page: NewPage, clock_at: Callable[[datetime], None]) -> Stage:
    clock_at(january(7, 9))
    return Stage(live_server, worlds.make(live_server.app), new_page, clock_at)


def test_three_weeks_of_a_critical_issue(stage: Stage) -> None:
    # Monday 09:00 UTC is 17:00 in Manila: nobody works there any more. Tuesday 09:00–13:00 are the 4 h to answer;
    # Tuesday and Wednesday, 8 h each, are the 16 h to resolve.
    stage.at(7, 9)
    log(stage)
    page = stage.of("client_spoc")
    assert due(page, "Meridian", "Acknowledge") == january(8, 5)
    assert due(page, "Meridian", "Resolve") == january(9, 9)

    # Tuesday 10:00 in Manila: in time. The 16 h run on.
    stage.at(8, 2)
    page = stage.of("supplier_lead")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)
    assert due(page, "Meridian", "Resolve") == january(9, 9)

    # Tuesday 16:00 in Manila: 7 h are spent when Northgate gives time until Thursday. Nothing is due meanwhile.
    stage.at(8, 8)
    page = stage.of("client_spoc")
    step(page, "Pause…", "Pause", {"Paused until": "2030-01-10", "Why": "Their network freezes until Thursday."})
    expect(clock(page, "Meridian")).to_contain_text("stands still")
    assert clock(page, "Meridian").get_by_role("time").count() == 0

    # Thursday 00:00 in Manila is Wednesday 16:00 UTC: it goes on by itself. 16 h less 7 h are 9 h:
    # Thursday 8 h, Friday 09:00–10:00.
    stage.at(9, 16)
    assert due(stage.of("client_spoc"), "Meridian", "Resolve") == january(11, 2)

    # Friday 10:00 in Manila: not resolved, level 2 is told. 8 h to answer: Friday 10:00–17:00 are 7, Monday 1.
    # Of 24 h to resolve 16 are spent: 8 h are left, until Monday 10:00 as well.
    stage.at(11, 2)
    page = stage.of("supplier_spoc")
    expect(rung(page, 2)).to_contain_text("E. Varga ⇄ D. Alonso")
    assert due(page, "Meridian", "Acknowledge") == january(14, 2)
    assert due(page, "Meridian", "Resolve") == january(14, 2)
    stage.at(11, 4)
    page = stage.of("supplier_spoc")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)

    # Friday 14:00 in Manila: 20 h are spent (16 on level 1, 4 since). A new round at level 1: 4 h to answer are
    # Friday 14:00–17:00 and Monday 09:00–10:00. The 16 h of level 1 are spent, so the 24 h of level 2 count: 4 h left.
    stage.at(11, 6)
    page = stage.of("supplier_spoc")
    step(page, "Step down…", "Step down", {"Why": "The cause is found; the team takes it from here."})
    expect(page.get_by_text("round 2")).to_be_visible()
    assert due(page, "Meridian", "Acknowledge") == january(14, 2)
    assert due(page, "Meridian", "Resolve") == january(14, 2)

    # Friday 16:00 in Manila, 09:00 in Berlin: 22 h are spent when Meridian asks for something. Northgate has its own
    # 4 h (09:00–13:00) and its own 16 h (Friday and Monday).
    stage.at(11, 8)
    page = stage.of("supplier_lead")
    page.get_by_role("button", name="Acknowledge").click()
    step(page, "Hand over…", "Hand over", {"What you ask": "Please send us the call recordings of Thursday night."})
    expect(clock(page, "Meridian")).to_contain_text("stands still")
    assert due(page, "Northgate", "Acknowledge") == january(11, 12)
    assert due(page, "Northgate", "Resolve") == january(14, 16)

    # Friday 11:00 in Berlin, 18:00 in Manila: handed back. 4 h to answer anew are Monday 09:00–13:00; of the 24 h
    # 2 are left: Monday 09:00–11:00.
    stage.at(11, 10)
    page = stage.of("client_lead")
    page.get_by_role("button", name="Acknowledge").click()
    step(page, "Hand over…", "Hand over", {"What you ask": "Here they are. Please finish it."})
    expect(page.get_by_text("handed over 2 times").first).to_be_visible()
    assert due(page, "Meridian", "Acknowledge") == january(14, 5)
    assert due(page, "Meridian", "Resolve") == january(14, 3)

    # Monday 09:30 in Manila: answered, worked on, understood, resolved and closed.
    stage.at(14, 1, 30)
    page = stage.of("supplier_lead")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)
    act(page, stage.address, "Replace the trunk card", "Corrective")
    act(page, stage.address, "Watch the error rate of every trunk", "Preventive")
    resolve_and_close(page, stage.address)
    expect(page.get_by_role("term").filter(has_text="Closed")).to_be_visible()

    # Tuesday of the next week: the side that raised it judges, on the day that was planned.
    stage.at(22, 9)
    page = stage.of("client_spoc")
    page.get_by_role("link", name="Hold the effectiveness check…").click()
    page.get_by_label("It holds").check()
    page.get_by_role("button", name="Keep what I found").click()
    expect(page.get_by_role("definition").filter(has_text="on its day")).to_be_visible()

    # Thursday: the same again. What was judged to hold has failed: its corrective action is open again.
    stage.at(24, 9)
    first = stage.address
    log(stage)
    page = stage.of("client_spoc")
    page.get_by_role("link", name="Its measures failed…").click()
    page.get_by_label("Replace the trunk card").check()
    page.get_by_label("What shows it").fill("The same trunk again.")
    page.get_by_label("To be done anew by").fill("2030-01-31")
    page.get_by_role("button", name="Open them again").click()
    stage.address = first
    page = stage.of("client_spoc")
    expect(page.get_by_role("row").filter(has_text="Replace the trunk card")).to_contain_text("Open")

    # Friday 17:00 in Manila: reopened, in a new round with everything refunded. Monday 09:00–13:00 are the 4 h,
    # Monday and Tuesday the 16 h.
    stage.at(25, 9)
    page = stage.of("client_spoc")
    step(page, "Reopen…", "Reopen", {"Why": "It is back."})
    expect(page.get_by_text("round 3")).to_be_visible()
    assert due(page, "Meridian", "Acknowledge") == january(28, 5)
    assert due(page, "Meridian", "Resolve") == january(29, 9)


def january(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of January 2030 (UTC)."""
    return datetime(2030, 1, day, hour, minute, tzinfo=UTC)


def log(stage: Stage) -> None:
    page = stage.of("client_spoc")
    page.goto("/r/MER/issues/new")
    page.get_by_label("What is wrong").fill(TITLE)
    page.get_by_label("Functional area").select_option("Customer care")
    page.get_by_label("Critical").check()
    page.get_by_text("Owner, due date, category…").click()
    page.get_by_label("Category").fill("Telephony")
    page.get_by_role("button", name="Log the issue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    stage.address = page.url


def clock(page: Page, company: str) -> Locator:
    """What stands of a company's clock."""
    return page.locator("section:has(> .clock-side)").filter(
        has=page.get_by_role("heading", name=re.compile(f"^{company}"))
    )


def due(page: Page, company: str, name: str) -> datetime:
    """When that is due by a company's clock, as the page says."""
    term = clock(page, company).locator("dt", has_text=re.compile(f"^{name}$"))
    shown = term.locator("xpath=following-sibling::dd[1]").get_by_role("time")
    return datetime.fromisoformat(shown.get_attribute("datetime") or "")


def rung(page: Page, level: int) -> Locator:
    return page.get_by_role("listitem").filter(has_text=f"Level {level} ·")


def step(page: Page, link: str, button: str, fields: dict[str, str]) -> None:
    """Open a step, fill its form in and send it."""
    page.get_by_role("link", name=link).click()
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    for label, text in fields.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name=button, exact=True).click()
    expect(form).to_have_count(0)


def act(page: Page, address: str, title: str, kind: str) -> None:
    """An action of that kind on the issue, done."""
    page.goto(address)
    page.get_by_role("link", name="Add an action").click()
    form = page.get_by_role("dialog", name="Add an action")
    form.get_by_label("What will be done").fill(title)
    form.get_by_label("Kind").select_option(kind)
    form.get_by_label("Due").fill("2030-01-14")
    form.get_by_label("If it is late").fill("Calls are cut off again.")
    form.get_by_role("button", name="Add the action").click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Done…").click()
    done = page.get_by_role("dialog", name="Mark it done")
    done.get_by_role("textbox").fill("The ticket of the change says so.")
    done.get_by_role("button", name="It is done").click()
    expect(done).to_have_count(0)


def resolve_and_close(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Resolve…").click()
    page.get_by_label("What was done").fill("The trunk card was replaced.")
    page.get_by_role("button", name="It is resolved").click()
    page.get_by_role("link", name="Close…").click()
    page.get_by_label("Why it occurred").fill("A trunk card failed under load.")
    for number in (1, 2, 3):
        page.get_by_label(f"Answer {number}").fill(f"Reason {number}: nobody looked at its error rate.")
    page.get_by_label("Whether it held is checked on").fill("2030-01-22")
    page.get_by_label("Kind of root cause").select_option("Technology")
    page.get_by_label("Why it will not happen again").fill("Error rates of all trunks are watched.")
    page.get_by_role("button", name="Close it", exact=True).click()
