"""Fixtures of the browser tests: a served application, a real Chromium, pages that report what goes wrong on them.

def test_on_empty_database(live_server, page): ...
def test_on_demonstration_data(demo_server, page): ...
def test_two_people(live_server, new_page): ...     new_page(**browsing.PHONE) is another person's
"""

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from govtracker import demonstration
from tests.support import applications, browsing, chromium, doors
from tests.support.applications import Served
from tests.support.browsing import NewPage
from tests.support.databases import Database, Ground
from tests.support.smtp import Sink

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served_applications(ground: Ground) -> Iterator[Callable[[str, str], tuple[Served, Database]]]:
    """One listening application per kind of database and contents ("empty", "demo"), in demo mode."""
    running: dict[tuple[str, str], tuple[Served, Database]] = {}
    with ExitStack() as stack:

        def application(kind: str, contents: str) -> tuple[Served, Database]:
            if (kind, contents) not in running:
                store = ground.database(kind, contents)
                environ = applications.environment(store.url, ground.data_dir(kind, contents), DEMO="1")
                served = stack.enter_context(applications.served(environ, store))
                if contents == "demo":
                    with served.app.app_context():
                        demonstration.fill_if_empty()
                    served.let_go()
                    store.keep()
                running[kind, contents] = served, store
            return running[kind, contents]

        yield application


@contextmanager
def restored(served: Served, store: Database) -> Iterator[Served]:
    """The served application for one test, which fails if a request raised."""
    served.let_go()
    store.restore()
    served.errors.clear()
    yield served
    served.let_go()
    assert not served.errors, f"Requests raised {served.errors!r}"


@pytest.fixture
def live_server(
    database_kind: str, served_applications: Callable[[str, str], tuple[Served, Database]]
) -> Iterator[Served]:
    """The application behind a real server: live_server.url, live_server.app (for rows, in its app_context())."""
    with restored(*served_applications(database_kind, "empty")) as served:
        yield served


@pytest.fixture
def demo_server(
    database_kind: str, served_applications: Callable[[str, str], tuple[Served, Database]]
) -> Iterator[Served]:
    """As live_server, with the demonstration data; `page` opens it when a test asks for both."""
    with restored(*served_applications(database_kind, "demo")) as served:
        yield served


@pytest.fixture
def mailed(live_server: Served, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """mailed("tessa@example.com", "/join/"): the path of that link in the last mail; mail leaves by a real server."""
    settings = live_server.app.config["SETTINGS"]
    monkeypatch.setitem(live_server.app.config, "SETTINGS", settings.with_(smtp_url=smtp_sink.url))

    def path(address: str, under: str) -> str:
        with live_server.app.app_context():
            return doors.mailed_link(smtp_sink, address, under)

    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.launched() as running:
        yield running


@pytest.fixture
def new_page(browser: Browser, database_kind: str, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """new_page(**browsing.PHONE): a page of another person; script errors, lost files and 5xx fail the test."""
    asked = "demo_server" if "demo_server" in request.fixturenames else "live_server"
    served: Served = request.getfixturevalue(asked)
    with browsing.pages(browser, served.url) as new:
        made: list[Page] = []

        def remembered(**options: Any) -> Page:
            made.append(new(**options))
            return made[-1]

        yield remembered
        if request.node.stash.get(FAILED, False):
            for number, page in enumerate(made):
                browsing.photograph(page, re.sub(r"\W+", "-", f"failed {request.node.name} {number}"))


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on the served application: page.goto("/")."""
    return new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
