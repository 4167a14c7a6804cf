"""Every route × everybody: who gets which answer, and no route without its row."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from govtracker import database
from govtracker.access import Permission
from govtracker.database import db
from govtracker.models import ImportBatch
from tests.support import outsiders, swapping
from tests.support import world as worlds
from tests.support.applications import let_go
from tests.support.databases import Database
from tests.support.world import PEOPLE, World
from tests.web import access_table
from tests.web.access_table import Row

PEOPLE_OF_NO_PAGE = "client_spoc"  # asks for what leads on, or is nobody's
ANONYMOUS, HOLDER = "anonymous", "holder of secrets"
DEPUTIES = {"client_spoc": "client_deputy", "supplier_spoc": "supplier_deputy"}
# who gets what somebody else gets, where a row does not say otherwise
AS = {"former_member": "nobody", "sibling": "other_supplier_spoc"}
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
OF_A_PERSON = {"batch_id", "session_id", "view_id"}  # in an address: theirs alone, whoever acts for them
# by a service, which knows more than an address says; by `visible.events`, event by event
ASKED_WITHIN = {Permission.SHARE_VIEW, Permission.READ_REFUSED}
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
    return addressed(row, world)


def addressed(row: Row, world: World) -> tuple[str, Mapping[str, Any]]:
    """Its address and what is sent there."""
    url = row.url if isinstance(row.url, str) else row.url(world)
    return url, row.data if not callable(row.data) else row.data(world)


def expected(row: Row, who: str) -> tuple[int, ...]:
    """The statuses that are right for them."""
    alike = row.statuses.get(AS.get(who, who), row.others)
    found = row.anonymous if who == ANONYMOUS else row.statuses.get(who, alike)
    return found if isinstance(found, tuple) else (found,)


def is_of_a_person(app: Flask, endpoint: str) -> bool:
    """Is it about a person's own file, view, session or invitation?"""
    rules = app.url_map.iter_rules(endpoint)
    return endpoint.startswith("invitations.") or any(rule.arguments & OF_A_PERSON for rule in rules)


@pytest.fixture(scope="session")
def crowded(applications: Callable[[str], tuple[Flask, Database]]) -> World:
    """The world with outsiders in it, kept as a state of its own."""
    app, store = applications("sqlite")
    store.restore("world")
    world = worlds.kept(app)
    with app.app_context():
        outsiders.add(world)
    let_go(app)
    store.keep("crowded")
    return world


@pytest.fixture
def crowd(crowded: World, app: Flask, applications: Callable[[str], tuple[Flask, Database]]) -> World:
    """That world, as it was."""
    applications("sqlite")[1].restore("crowded")
    return deepcopy(crowded, {id(app): app})


@pytest.mark.parametrize("endpoint", sorted(ROWS))
def test_everybody_gets_the_answer_of_the_table(endpoint: str, app: Flask, crowd: World) -> None:
    row = ROWS[endpoint]
    url, data = prepared(row, app, crowd)
    wrong = {}

    def ask(who: str, client: FlaskClient, address: str, right: tuple[int, ...]) -> None:
        got = client.open(address, method=row.method, data=data, buffered=True).status_code  # a download is closed, too
        if got not in right:
            wrong[who] = f"{got} instead of {right}"

    spoc = next((who for who in DEPUTIES if not {*expected(row, who)} & REFUSED), None)
    if spoc and not is_of_a_person(app, endpoint) and expected(row, DEPUTIES[spoc]) != expected(row, spoc):
        with outsiders.away(crowd, spoc), swapping.nothing_kept():
            ask("acting deputy", crowd.client(DEPUTIES[spoc]), url, expected(row, spoc))
    # whoever is refused comes first, before others make it something else
    for who in sorted((*PEOPLE, *AS), key=lambda who: not {*expected(row, who)} <= REFUSED):
        ask(who, crowd.client(who), url, expected(row, who))
    for who in (ANONYMOUS, "deactivated", HOLDER):
        client = outsiders.holder(crowd) if who == HOLDER else app.test_client()
        client = crowd.client(who) if who == "deactivated" else client
        shown = f"{'&' if '?' in url else '?'}token={outsiders.FEED}" if who == HOLDER else ""
        ask(who, client, f"{url}{shown}", expected(row, ANONYMOUS))
    assert not wrong, f"{row.method} {url}: {wrong}"


def of_somebody_who_may_not(world: World) -> str:
    """Let the files that are being imported be of somebody who may not take them in (any more); who that is."""
    with world.context(), database.transaction():
        db.session.execute(update(ImportBatch).values(person_id=world.people["client_member"]))
    return "client_member"


@pytest.mark.parametrize("kind", ["action", "issue", "measurement", "people", "seat"])
def test_whoever_may_take_in_files_no_more_goes_on_with_none_they_began(kind: str, app: Flask, world: World) -> None:
    steps = [name for name in ROWS if name.startswith(f"{kind}_imports.") and is_of_a_person(app, name)]
    began, got = "", {}
    for step in steps:
        url, data = prepared(ROWS[step], app, world) if not began else addressed(ROWS[step], world)
        began = began or of_somebody_who_may_not(world)
        got[step] = world.client(began).open(url, method=ROWS[step].method, data=data).status_code
    assert got == dict.fromkeys(steps, HTTPStatus.FORBIDDEN)
    assert steps


def test_secret_of_a_feed_or_of_a_link_opens_no_other_address_that_takes_one(app: Flask, crowd: World) -> None:
    with app.app_context():
        secrets = {"feeds": outsiders.FEED, "tasks": outsiders.task_token()}
    builder, opened, taking = app.url_map.bind("localhost"), {}, set()
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0]
        if rule.arguments != {"token"}:
            continue
        taking.add(blueprint)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            for secret in [secrets[name] for name in secrets if name != blueprint]:
                address = builder.build(rule.endpoint, {"token": secret})
                unheard_of = app.test_client().open(builder.build(rule.endpoint, {"token": "x" * 43}), method=method)
                got = app.test_client().open(address, method=method)
                if (got.status_code, got.location) != (unheard_of.status_code, unheard_of.location):
                    opened[rule.endpoint, method] = got.status_code
    assert taking > secrets.keys()
    assert not opened


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("endpoint", sorted(name for name, row in ROWS.items() if row.method == "GET"))
def test_every_page_comes_from_postgresql_too(endpoint: str, app: Flask, world: World) -> None:
    row = ROWS[endpoint]
    url, _ = prepared(row, app, world)
    who = next((who for who in PEOPLE if row.statuses.get(who, row.others) == HTTPStatus.OK), PEOPLE_OF_NO_PAGE)
    expected = row.statuses.get(who, row.others)
    got = world.client(who).get(url, buffered=True).status_code
    assert got in (expected if isinstance(expected, tuple) else (expected,)), url
