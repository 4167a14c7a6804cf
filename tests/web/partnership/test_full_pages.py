"""What pages around a relationship cost when all they can show is there: twelve statements, however much it is."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.support import brimful
from tests.support.statements import counted
from tests.support.world import World

MOST = 12
PAGES = (
    "/plan",
    "/plan/versions/1",
    "/plan/versions/2",
    "/value",
    "/value/programmes/1",
    "/value/programmes/1/edit",
    "/value/benefits/1",
    "/value/benefits/2",
    "/value/watch-metrics/1",
    "/value/watch-metrics/2",
    "/value/alerts/1",
    "/value/capability-checks/1",
    "/value/launches/1",
    "/value/launch-items/1",
    "/value/exit",
    "/reviews/1",
    "/reviews/1/agenda",
    "/reviews/1/preparation",
    "/pulse",
    "/pulse/2",
    "",
)
WHO = {"client_spoc": PAGES, "governance_office": ("/plan", "/reviews/1")}  # that reads the strategy behind it, too


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(brimful.NOW)


def costs(world: World) -> dict[tuple[str, str], int]:
    found = {}
    for who, pages in WHO.items():
        client = world.client(who)
        client.get("/")
        for page in pages:
            with counted() as made:
                assert client.get(f"/r/MER{page}").status_code == 200, page
            found[who, page] = len(made)
    return found


def test_a_full_page_sends_twelve_statements_at_most_however_much_it_shows(world: World) -> None:
    brimful.filled(world)
    before = costs(world)
    assert not {page: cost for page, cost in before.items() if cost > MOST}
    brimful.more(world, 2)
    after = costs(world)
    assert not {page: (cost, after[page]) for page, cost in before.items() if cost != after[page]}
