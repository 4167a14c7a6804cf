"""The portfolio in pictures: the filters and the rights of the list."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govtracker import database
from tests.support import scorecards
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/portfolio/pictures"


@pytest.fixture
def scored(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> World:
    """MER fell from 72 in July to 65.6 in October, CAS stands at 76."""
    clock_at(NOW)
    with app.app_context(), database.transaction():
        scorecards.shared(world, "MER", date(2026, 7, 1), "72")
        scorecards.shared(world, "MER", date(2026, 10, 1), "65.6")
        scorecards.shared(world, "CAS", date(2026, 10, 1), "76.0", ("79", "71", "80"))
    return world


def sources(client: FlaskClient, url: str = PAGE) -> tuple[str, list[str]]:
    """The page, and the addresses of its pictures."""
    page = client.get(url).get_data(as_text=True)
    return page, [part.split('"', maxsplit=1)[0].replace("&amp;", "&") for part in page.split('hx-get="')[1:]]


def test_both_pictures_show_where_each_relationship_stands(scored: World) -> None:
    client = scored.client("governance_office")
    page, found = sources(client)
    assert "Weak and losing: MER." in page
    assert "−6.4" in page
    assert len(found) == 4
    for src in found:
        answer = client.get(src)
        assert answer.headers["Cache-Control"].endswith("immutable")
        assert "MER" in answer.get_data(as_text=True)


def test_a_filter_of_the_list_narrows_the_pictures(scored: World) -> None:
    client = scored.client("executive")
    page, found = sources(client, f"{PAGE}?standing=satisfactory")
    assert "(CAS)" in page
    assert "(MER)" not in page
    assert "MER" not in client.get(found[0]).get_data(as_text=True)
    assert "No relationship to draw" in client.get(f"{PAGE}?q=nobody").get_data(as_text=True)


def test_a_supplier_sees_its_clients_and_no_other_supplier(scored: World) -> None:
    client = scored.client("supplier_spoc")
    page, found = sources(client)
    assert "Northgate" in page.split("The data as a table")[1]
    assert "CAS" not in page
    assert "CAS" not in client.get(found[0]).get_data(as_text=True)
    theirs = sources(scored.client("governance_office"))[1][0]
    assert "CAS" not in client.get(theirs).get_data(as_text=True)  # an address is no permission


def test_a_page_needs_few_statements(scored: World) -> None:
    client = scored.client("governance_office")
    with counted() as made:
        client.get(PAGE)
    assert len(made) <= 12
