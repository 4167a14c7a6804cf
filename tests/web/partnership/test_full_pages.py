"""What pages around a relationship cost when everything they can show is there: twelve statements, once or threefold."""

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


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(brimful.NOW)


def costs(world: World, who: str) -> dict[str, list[str]]:
    client, found = world.client(who), {}
    client.get("/r/MER")
    for page in PAGES:
        with counted() as made:
            assert client.get(f"/r/MER{page}").status_code == 200, page
        found[page] = made
    return found


@pytest.mark.parametrize("who", ["client_spoc", "governance_office"])
def test_a_full_page_sends_twelve_statements_at_most(world: World, who: str) -> None:
    brimful.filled(world, times=1)
    dear = {page: made for page, made in costs(world, who).items() if len(made) > MOST}
    for page, made in dear.items():
        print("=====", page, len(made)); print("\n".join("  -- " + " ".join(m.split())[:60] + " ..." + " ".join(m.split()).split(" FROM ",1)[-1][:160] for m in made))
    assert not {page: len(made) for page, made in dear.items()}
