"""Every route × everybody: who gets which answer, and no route without its row."""

import importlib
import pkgutil
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask

from govtracker import database
from govtracker.access import Permission
from tests.support.world import PEOPLE, World
from tests.web import access_table
from tests.web.access_table import Row

PEOPLE_OF_NO_PAGE = "client_spoc"  # asks for what leads on, or is nobody's
ASKED_WITHIN = {Permission.SHARE_VIEW}  # by a service, which knows more than an address says
ROWS: dict[str, Row] = {}
for module in pkgutil.iter_modules(access_table.__path__):
    ROWS |= importlib.import_module(f"{access_table.__name__}.{module.name}").ROWS


def test_every_route_has_its_row(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    missing, gone = sorted(routes - ROWS.keys()), sorted(ROWS.keys() - routes)
    assert not missing, f"Say in tests/web/access_table/<noun>.py who gets what at: {missing}"
    assert not gone, f"These routes are gone; take their rows out: {gone}"


def test_every_permission_is_asked_for_by_a_route_or_a_page(app: Flask) -> None:
    asked = {getattr(view, "declared").permission for view in app.view_functions.values()}  # noqa: B009
    elsewhere = set(Permission) - asked
    assert elsewhere <= ASKED_WITHIN, f"Nothing asks for these: take them out of access.POLICY: {elsewhere}"


def prepared(row: Row, app: Flask, world: World) -> tuple[str, Mapping[str, Any]]:
    """The world is as the row wants it; its address and what is sent there."""
    if row.prepare:
        with app.app_context(), database.transaction():
            row.prepare(world)
    if row.scene:
        with app.app_context():
            row.scene(world)
    url = row.url if isinstance(row.url, str) else row.url(world)
    return url, row.data if not callable(row.data) else row.data(world)


@pytest.mark.parametrize("endpoint", sorted(ROWS))
def test_everybody_gets_the_answer_of_the_table(endpoint: str, app: Flask, world: World) -> None:
    row = ROWS[endpoint]
    url, data = prepared(row, app, world)
    wrong = {}
    for who in ("anonymous", *PEOPLE):
        expected = row.anonymous if who == "anonymous" else row.statuses.get(who, row.others)
        client = app.test_client() if who == "anonymous" else world.client(who)
        got = client.open(url, method=row.method, data=data, buffered=True).status_code  # a download is closed, too
        if got not in (expected if isinstance(expected, tuple) else (expected,)):
            wrong[who] = f"{got} instead of {expected}"
    assert not wrong, f"{row.method} {url}: {wrong}"


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("endpoint", sorted(name for name, row in ROWS.items() if row.method == "GET"))
def test_every_page_comes_from_postgresql_too(endpoint: str, app: Flask, world: World) -> None:
    row = ROWS[endpoint]
    url, _ = prepared(row, app, world)
    who = next((who for who in PEOPLE if row.statuses.get(who, row.others) == HTTPStatus.OK), PEOPLE_OF_NO_PAGE)
    expected = row.statuses.get(who, row.others)
    got = world.client(who).get(url, buffered=True).status_code
    assert got in (expected if isinstance(expected, tuple) else (expected,)), url
