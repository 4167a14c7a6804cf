"""The measured pages: what people open most, and one form they send."""

import html
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from benchmarks.load import Answer
from benchmarks.world import World

DEPTH = 20  # how many pages deep the deep page lies, where the list is that long
NEXT = re.compile(r'rel="next" href="([^"]+)"')
ISSUE = re.compile(r'href="(/r/\w+/issues/\d+)"')
SCORECARD = re.compile(r'href="(/r/\w+/scorecards/\d{4}-\d{2})"')
KPI = re.compile(r'href="(/r/\w+/kpis/[^"?#]+)')


class Browser(Protocol):
    """Whatever asks for pages."""

    def get(self, path: str) -> Answer:
        """The answer to GET."""

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """The answer to a form."""


@dataclass(frozen=True)
class Page:
    """A page by name. With `form` it is sent, each time as a new submission; `is_list` pages have aims of their own."""

    name: str
    path: str
    is_list: bool = False
    form: Mapping[str, str] | None = None

    @property
    def expected(self) -> int:
        """The status of an answer that is right."""
        return 200 if self.form is None else 303

    def ask(self, browser: Browser) -> Answer:
        """Open it, or send it."""
        if self.form is None:
            return browser.get(self.path)
        return browser.post(self.path, {**self.form, "submission_id": str(uuid.uuid4())})


HELLO = Page("Reference: Flask says hello", "/hello")
ROWS = Page("Reference: 50 plain rows", "/rows")


def of(browser: Browser, world: World) -> list[Page]:
    """The pages of one world as its person finds them; `browser` is signed in."""
    whole = "/issues?status=all"
    scorecard = _linked(browser, f"/r/{world.key}/scorecards", SCORECARD)
    return [
        Page("My work", "/"),
        Page("My work: waits on the other side", "/?tab=other_side", is_list=True),
        Page("Portfolio", "/portfolio", is_list=True),
        Page("Relationship", f"/r/{world.key}"),
        Page("Issues by due date", "/issues", is_list=True),
        Page("Issues of one relationship", f"/r/{world.key}/issues?status=all", is_list=True),
        Page("Issues, filtered", "/issues?waiting=them&sort=severity", is_list=True),
        Page("Issues, deep page", _deep(browser, whole), is_list=True),
        Page("Issues, searched", "/issues?q=invoice&status=all", is_list=True),
        Page("Search", "/search?q=invoice", is_list=True),
        Page("Actions by due date", "/actions", is_list=True),
        Page("Issue", _linked(browser, whole, ISSUE)),
        Page("Scorecard", scorecard, is_list=True),
        Page("KPI", _linked(browser, scorecard, KPI)),
        Page("Log an issue (sent)", f"/r/{world.key}/issues", form=_report(browser, world)),
    ]


def _linked(browser: Browser, path: str, sort: re.Pattern[str]) -> str:
    """The first link of that sort on a page."""
    found = sort.search(browser.get(path).text)
    if found is None:
        raise RuntimeError(f"{path} leads to nothing like {sort.pattern}.")
    return found[1]


def _deep(browser: Browser, path: str) -> str:
    """As deep as one gets by `next`, without the last page, which is shorter than the others."""
    for _ in range(DEPTH):
        found = browser.get(path).text
        follow = NEXT.search(found)
        if follow is None or not NEXT.search(browser.get(html.unescape(follow[1])).text):
            break
        path = html.unescape(follow[1])
    return path


def _report(browser: Browser, world: World) -> dict[str, str]:
    """What a SPOC types in half a minute."""
    form = browser.get(f"/r/{world.key}/issues/new").text
    area = re.search(r'<select[^>]*name="area_id".*?<option[^>]*value="(\d+)"', form, re.DOTALL)
    if area is None:
        raise RuntimeError("The form for an issue offers no area.")
    return {
        "title": "Invoice of the benchmark does not match the price list",
        "description": "Seen on every second contact since Monday; the team leads keep a list.",
        "area_id": area[1],
        "severity": "high",
        "audience": "shared",
    }
