"""Fixtures: an application on both databases, a client, a browser on a served application, a mail server, the clock.

    def test_service(in_app): ...                 inside an application context, on SQLite and on PostgreSQL
    def test_page(app, client): ...               requests; make rows within `with app.app_context(): ...`
    def test_in_browser(live_server, page): ...   a real server and a real Chromium
    @pytest.mark.database("sqlite")               where one database is enough

Every test starts from the freshly migrated database.
"""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from govtracker import clock
from tests.support import databases, postgres, smtp
from tests.support.databases import Database

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

    from tests.support.applications import Served
    from tests.support.browsing import NewPage
    from tests.support.world import World

KINDS = ("sqlite", "postgresql")
ONE_IS_ENOUGH = ("browser", "architecture")  # folders
SHARED = pytest.StashKey[ExitStack]()
SERVER_FOLDER = pytest.StashKey[Path]()
FAILED = pytest.StashKey[bool]()


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


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SHARED].close()


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> postgres.Server:
    """The run's PostgreSQL, started by the first test that asks."""
    return postgres.join(pytestconfig.stash[SERVER_FOLDER])


# --- which tests run on which database -------------------------------------------------------------------------------


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both databases, unless @pytest.mark.database(...) names one; browser and architecture need but SQLite."""
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


@dataclass(frozen=True)
class Ground:
    """Where this process keeps its databases."""

    folder: Path
    worker: str
    request: pytest.FixtureRequest

    def database(self, kind: str, name: str) -> Database:
        if kind == "sqlite":
            (self.folder / name).mkdir(exist_ok=True)
            return databases.Sqlite(self.folder / name / "govtracker.sqlite3")
        server: postgres.Server = self.request.getfixturevalue("postgres_server")
        return databases.Postgres(server, f"{name}_{self.worker}")

    def data_dir(self, kind: str, name: str) -> str:
        return str(self.folder / name / kind)


@pytest.fixture(scope="session")
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    with databases.quick_folder() as folder:
        yield Ground(folder, os.environ.get("PYTEST_XDIST_WORKER", "alone"), request)


@pytest.fixture
def database_url(database_kind: str, ground: Ground) -> Iterator[str]:
    """The address of a database without any table, for one test."""
    if database_kind == "sqlite":
        file = ground.folder / "empty.sqlite3"
        yield f"sqlite:///{file}"
        for leftover in ground.folder.glob("empty.sqlite3*"):
            leftover.unlink()
    else:
        server: postgres.Server = ground.request.getfixturevalue("postgres_server")
        name = f"empty_{ground.worker}"
        yield server.database_url(name)
        server.drop(name)


# --- the application -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def applications(ground: Ground) -> Callable[[str], tuple["Flask", Database]]:
    """One application per kind of database, built and migrated when first asked for."""
    from tests.support import applications

    built: dict[str, tuple[Flask, Database]] = {}

    def application(kind: str) -> "tuple[Flask, Database]":
        if kind not in built:
            store = ground.database(kind, "app")
            app = applications.build(applications.environment(store.url, ground.data_dir(kind, "app")))
            applications.migrate(app, store)
            built[kind] = app, store
        return built[kind]

    return application


@pytest.fixture
def app(database_kind: str, applications: "Callable[[str], tuple[Flask, Database]]") -> Iterator["Flask"]:
    """The application on a freshly migrated database; it is shared, so leave its configuration alone."""
    from tests.support.applications import let_go

    application, store = applications(database_kind)
    store.restore()
    yield application
    let_go(application)


@pytest.fixture
def in_app(app: "Flask") -> Iterator["Flask"]:
    """The application with its context pushed, for services and queries. Not for requests: see Client."""
    with app.app_context():
        yield app


@pytest.fixture
def make_app(app: "Flask", ground: Ground, database_kind: str) -> Iterator[Callable[..., "Flask"]]:
    """make_app(DEMO="1", …): another application with these settings, on the same database as `app`."""
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

    return worlds.make(app)


# --- the browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def served_applications(ground: Ground) -> Iterator[Callable[[str], tuple["Served", Database]]]:
    """One listening application per kind of database, in demo mode."""
    from tests.support import applications

    running: dict[str, tuple[Served, Database]] = {}
    with ExitStack() as stack:

        def application(kind: str) -> "tuple[Served, Database]":
            if kind not in running:
                store = ground.database(kind, "live")
                environ = applications.environment(store.url, ground.data_dir(kind, "live"), DEMO="1")
                running[kind] = stack.enter_context(applications.served(environ, store)), store
            return running[kind]

        yield application


@pytest.fixture
def live_server(
    database_kind: str, served_applications: "Callable[[str], tuple[Served, Database]]"
) -> Iterator["Served"]:
    """The application behind a real server: live_server.url, live_server.app (for rows, in its app_context())."""
    from tests.support.applications import let_go

    served, store = served_applications(database_kind)
    let_go(served.app)
    store.restore()
    served.errors.clear()
    yield served
    let_go(served.app)
    assert not served.errors, f"Requests raised {served.errors!r}"


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    from tests.support import chromium

    with chromium.launched() as running:
        yield running


@pytest.fixture
def new_page(browser: "Browser", live_server: "Served", request: pytest.FixtureRequest) -> Iterator["NewPage"]:
    """new_page(**browsing.PHONE): a page of another person; script errors, lost files and 5xx fail the test."""
    from tests.support import browsing

    with browsing.pages(browser, live_server.url) as new:
        made: list[Page] = []

        def remembered(**options: Any) -> "Page":
            made.append(new(**options))
            return made[-1]

        yield remembered
        if request.node.stash.get(FAILED, False):
            for number, page in enumerate(made):
                browsing.photograph(page, re.sub(r"\W+", "-", f"failed {request.node.name} {number}"))


@pytest.fixture
def page(new_page: "NewPage") -> "Page":
    """A page on the served application: page.goto("/")."""
    return new_page()


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


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
