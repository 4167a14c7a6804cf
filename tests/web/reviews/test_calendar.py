"""The calendar page: what stands on which day for whom, in their zone, at a fixed cost."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from govtracker import database
from govtracker.enums import ActionType, Audience, ReviewStatus
from govtracker.queries import find
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from tests.support import forums
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 17, tzinfo=UTC)  # the second of December in Manila
CANARY = "canary-of-the-other-side"


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def planned(world: World, at: datetime = LATE, status: ReviewStatus = ReviewStatus.SCHEDULED) -> None:
    with world.context(), database.transaction():
        forums.review(forums.forum(world), at, status)


def promise(world: World, title: str, due_on: date, *, who: str, audience: Audience) -> None:
    with world.context():
        viewer = world.viewer(who)
        with database.transaction():
            relationship = find.relationship(viewer, "MER")
            new = NewAction(title, ActionType.CORRECTION, world.people[who], due_on, "Late.", audience)
            actions.add(relationship, new, by=viewer, at=NOW, today=NOW.date())


def day(world: World, who: str, on: str, query: str = "month=2026-12") -> str:
    """The words of a day of the calendar."""
    text = world.client(who).get(f"/calendar?{query}").get_data(as_text=True)
    found = re.search(rf'<li[^>]*id="day-{on}".*?(?=<li[^>]*id="day-|</ol>)', text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group(0))) if found else ""


def test_a_review_stands_on_the_day_it_is_where_somebody_lives(world: World) -> None:
    planned(world)
    assert "18:00 Review MER · Monthly business review, 2026-12" in day(world, "client_spoc", "2026-12-01")
    assert "01:00 Review" in day(world, "supplier_spoc", "2026-12-02")
    assert "Review" not in day(world, "supplier_spoc", "2026-12-01")
    assert "Review" not in day(world, "other_client_spoc", "2026-12-01")


def test_what_one_side_keeps_to_itself_stands_in_its_own_calendar_alone(world: World) -> None:
    promise(world, CANARY, date(2026, 12, 4), who="client_lead", audience=Audience.CLIENT)
    for query in ("month=2026-12", "month=2026-12&view=agenda"):
        assert CANARY in day(world, "client_spoc", "2026-12-04", query)
        assert CANARY not in day(world, "supplier_spoc", "2026-12-04", query)


def test_kind_and_relationship_narrow_it_and_nonsense_counts_as_unsaid(world: World) -> None:
    planned(world)
    promise(world, "Regression suite", date(2026, 12, 1), who="client_lead", audience=Audience.SHARED)
    assert "Regression suite" not in day(world, "client_spoc", "2026-12-01", "month=2026-12&kind=review")
    assert "Regression suite" in day(world, "client_spoc", "2026-12-01", "month=2026-12&kind=action&r=mer")
    for nonsense in ("month=9999-99", "month=2026-1&view=x&kind=y&r=CAS", "month=0001-01", "month=9999-12"):
        assert world.client("client_spoc").get(f"/calendar?{nonsense}").status_code == 200
    assert "Regression suite" in day(world, "client_spoc", "2026-12-01", "month=2026-12&r=CAS")


def test_today_is_said_in_words_and_weeks_begin_as_chosen(world: World) -> None:
    assert "24 November today" in day(world, "client_spoc", "2026-11-24", "")
    client = world.client("client_spoc")
    for languages, first in (("de-DE", "2026-11-30"), ("en-US", "2026-11-29"), ("xx", "2026-11-30")):
        text = client.get("/calendar?month=2026-12", headers={"Accept-Language": languages}).get_data(as_text=True)
        assert re.findall(r'id="day-([0-9-]+)"', text)[0] == first
    assert client.post("/settings/calendar", data={"first_weekday": "5", "reviews": "y"}).status_code == 303
    text = client.get("/calendar?month=2026-12").get_data(as_text=True)
    assert re.findall(r'id="day-([0-9-]+)"', text)[0] == "2026-11-28"


def test_an_empty_month_says_what_will_stand_there(world: World) -> None:
    text = world.client("client_spoc").get("/calendar?month=2031-05").get_data(as_text=True)
    assert "Nothing stands in this month" in text
    assert "make an address for your calendar feed" in text


def test_it_costs_the_same_however_much_stands_in_it(world: World) -> None:
    planned(world)
    client, numbers = world.client("client_spoc"), []
    for round_ in range(2):
        for number in range(1, 4):
            title = f"Promise {round_} {number}"
            promise(world, title, date(2026, 12, 3), who="client_spoc", audience=Audience.SHARED)
        client.get("/calendar?month=2026-12")
        with counted() as found:
            client.get("/calendar?month=2026-12")
        numbers.append(len(found))
    assert numbers[0] == numbers[1] <= 12
    assert "2 more" in day(world, "client_spoc", "2026-12-03")
