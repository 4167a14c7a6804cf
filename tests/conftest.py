"""Fixtures: an application on both databases, a client, a mail server, the clock. The browser's are in browser/.

    def test_service(in_app): ...                 inside an application context, on SQLite and on PostgreSQL
    def test_page(app, client): ...               requests; make rows within `with app.app_context(): ...`
    @pytest.mark.database("sqlite")               where one database is enough

Every test starts from the freshly migrated database.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from govtracker import clock
from tests.support import databases, postgres, smtp
from tests.support.databases import Database, Ground

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.applications import Settled
    from tests.support.world import World

KINDS = ("sqlite", "postgresql")
ONE_IS_ENOUGH = ("browser", "architecture", "web")  # folders; every page is asked of PostgreSQL by the access table
SHARED = pytest.StashKey[ExitStack]()
SERVER_FOLDER = pytest.StashKey[Path]()
BETWEEN_COLLECTIONS = (20_000, 20, 20)  # objects made, younger collections, and again


# --- memory ----------------------------------------------------------------------------------------------------------


def pytest_collection_finish() -> None:
    """What is imported by now stays: to look for garbage among it again and again took a sixth of a run's time."""
    gc.set_threshold(*BETWEEN_COLLECTIONS)
    settle()


def settle() -> None:
    """Whatever stands now, stays until the end."""
    gc.collect()
    gc.freeze()


# --- one PostgreSQL for all processes of a run -----------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", None)
    stack = config.stash[SHARED] = ExitStack()
    config.stash[SERVER_FOLDER] = (
        Path(given["postgres_folder"]) if given else stack.enter_context(postgres.shared_folder())
    )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["postgres_folder"] = str(node.config.stash[SERVER_FOLDER])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.support.scheduling import Together  # xdist is needed by runs in several processes alone

    return Together(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SHARED].close()


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> postgres.Server:
    """The run's PostgreSQL, started by the first test that asks."""
    return postgres.join(pytestconfig.stash[SERVER_FOLDER])


# --- which tests run on which database -------------------------------------------------------------------------------


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both databases, unless @pytest.mark.database(...) says which; browser, architecture and web need but SQLite."""
    if "database_kind" not in metafunc.fixturenames:
        return
    folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    mark = metafunc.definition.get_closest_marker("database")
    kinds = mark.args if mark else KINDS[:1] if folder in ONE_IS_ENOUGH else KINDS
    marks = {"postgresql": [pytest.mark.postgresql]}
    metafunc.parametrize(
        "database_kind", [pytest.param(kind, marks=marks.get(kind, [])) for kind in kinds], indirect=True
    )


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Either of KINDS; pytest_generate_tests fills it in."""
    return str(request.param)


@pytest.fixture(scope="session")
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    with databases.quick_folder() as folder:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        found = Ground(folder, worker, lambda: request.getfixturevalue("postgres_server"))
        yield found
        found.close()


@pytest.fixture
def database_url(database_kind: str, ground: Ground) -> Iterator[str]:
    """The address of a database without any table, for one test."""
    if database_kind == "sqlite":
        file = ground.folder / "empty.sqlite3"
        yield f"sqlite:///{file}"
        for leftover in ground.folder.glob("empty.sqlite3*"):
            leftover.unlink()
    else:
        server = ground.server()
        name = f"empty_{ground.worker}"
        yield server.database_url(name)
        server.drop(name)


# --- the application -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def applications(ground: Ground) -> Iterator[Callable[[str], tuple["Flask", Database]]]:
    """One application per kind of database, built when first asked for; its states: migrated, and with the world."""
    from tests.support import applications, world

    built: dict[str, tuple[Flask, Database]] = {}

    def application(kind: str) -> "tuple[Flask, Database]":
        if kind not in built:
            store = ground.database(kind, "app")
            app = applications.build(applications.environment(store.url, ground.data_dir(kind, "app")))
            applications.migrate(app, store)
            world.keep(app, store)
            built[kind] = app, store
            settle()
        return built[kind]

    yield application
    for app, _ in built.values():
        applications.let_go(app)


@pytest.fixture
def app(
    request: pytest.FixtureRequest, database_kind: str, applications: "Callable[[str], tuple[Flask, Database]]"
) -> Iterator["Flask"]:
    """The application on a freshly migrated database; it is shared, so leave its configuration alone."""
    from tests.support.applications import end_session, let_go

    application, store = applications(database_kind)
    store.restore("world" if "world" in request.fixturenames else "migrated")
    yield application
    if database_kind == "postgresql":  # a connection that knows the tables is worth keeping
        end_session(application)
    else:
        let_go(application)


@pytest.fixture
def in_app(app: "Flask") -> Iterator["Flask"]:
    """The application with its context pushed, for services and queries. Not for requests: see Client."""
    with app.app_context():
        yield app


@pytest.fixture
def with_settings(app: "Flask", ground: Ground, database_kind: str) -> "Settled":
    """`with with_settings(SMTP_URL=…):` inside `app`, with other settings meanwhile: such as are read as it runs."""
    from tests.support.applications import settled

    data_dir = ground.data_dir(database_kind, "app")
    return lambda **settings: settled(app, data_dir, **settings)


@pytest.fixture
def make_app(app: "Flask", ground: Ground, database_kind: str) -> Iterator[Callable[..., "Flask"]]:
    """make_app(DEMO="1", …): another application on the database of `app`, for settings that are read at its start."""
    from tests.support.applications import build, environment, let_go

    made: list[Flask] = []

    def make(**settings: str) -> "Flask":
        url = app.config["SETTINGS"].database_url
        made.append(build(environment(url, ground.data_dir(database_kind, "app"), **settings)))
        return made[-1]

    yield make
    for other in made:
        let_go(other)


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """Somebody's browser without a browser; app.test_client() makes another somebody."""
    return app.test_client()


@pytest.fixture
def world(app: "Flask") -> "World":
    """Northgate, Meridian, Cascade and their people: world.viewer("client_spoc"), world.client("supplier_lead")."""
    from tests.support import world as worlds

    return worlds.kept(app)


# --- mail and time ---------------------------------------------------------------------------------------------------


@pytest.fixture
def smtp_sink() -> Iterator[smtp.Sink]:
    """A real SMTP server: smtp_sink.url, .messages, .fail("RCPT", "550 unknown"), .hang_up("BODY")."""
    with smtp.listening() as sink:
        yield sink


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime], None]]:
    """clock_at(instant): from here on it is that instant, and it stays; may be called again."""
    with ExitStack() as travels:

        def travel(instant: datetime) -> None:
            assert instant.tzinfo is not None, "An instant needs its zone."
            travels.close()
            travels.enter_context(time_machine.travel(instant, tick=False))

        yield travel


@pytest.fixture(autouse=True)
def business_time_is_real_time() -> Iterator[None]:
    """A demo clock moved in one test must not run ahead in the next."""
    yield
    clock.run_ahead(timedelta())


@pytest.fixture(autouse=True)
def every_change_leaves_an_event() -> Iterator[None]:
    """What the product changes in a record without an event in the same transaction fails the test (support/traced)."""
    traced = sys.modules.get("tests.support.traced")  # there is none before the first application
    found: list[str] = traced.found if traced else []
    found.clear()
    yield
    assert not found, f"changed without an event: record one (services/events), or say in UNTRACKED why not: {found}"
