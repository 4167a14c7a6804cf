"""Applications under test: one per process and kind of database, its data restored before each test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, got_request_exception, has_app_context
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from govtracker import config, create_app, database
from tests.support import postgres, traced
from tests.support.databases import Database

SECRET = "a secret for tests, long enough to be taken"
COMPILED = Path(__file__).resolve().parents[2] / ".cache" / "templates"
Settled = Callable[..., AbstractContextManager[Flask]]  # the fixture with_settings
CHEAP = {"PASSWORD_TIME_COST": "1", "PASSWORD_MEMORY_COST": "8", "ADMINISTRATORS_NEED_SECOND_FACTOR": "0"}


def environment(database_url: str, data_dir: str, **more: str) -> dict[str, str]:
    """What a test application reads instead of the process environment."""
    return {
        "DATABASE_URL": database_url,
        "DATA_DIR": data_dir,
        "SECRET_KEY": SECRET,
        "POSTGRESQL_BIN": str(postgres.programs()),
        **CHEAP,
        **more,
    }


def build(environ: dict[str, str]) -> Flask:
    """An application for in-process requests: errors reach the test, forms need no token."""
    app = created(config.load(environ, local=True))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = Client
    return app


def created(settings: config.Settings) -> Flask:
    """An application whose templates were compiled by those before it, where they are the same still."""
    app = create_app(settings)
    COMPILED.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    return app


def migrate(app: Flask, store: Database) -> None:
    """Run the real migrations and keep what they leave."""
    with app.app_context():
        database.upgrade()
    let_go(app)
    store.keep()


def end_session(app: Flask) -> None:
    """Undo what was not committed; connections stay open."""
    with app.app_context():
        database.db.session.remove()


def let_go(app: Flask) -> None:
    """Close every connection the application holds."""
    with app.app_context():
        database.db.session.remove()
        database.db.engine.dispose()


traced.watch()


@contextmanager
def settled(app: Flask, data_dir: str, **settings: str) -> Iterator[Flask]:
    """Inside the application, which has these settings for the time of the block."""
    usual = app.config["SETTINGS"]
    app.config["SETTINGS"] = config.load(environment(usual.database_url, data_dir, **settings), local=True)
    try:
        with app.app_context():
            yield app
    finally:
        app.config["SETTINGS"] = usual


class Client(FlaskClient):
    """Refuses to run inside an application context, where a request would share the test's session unnoticed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        assert not has_app_context(), "Send requests outside `with app.app_context()` and without the fixture in_app."
        return super().open(*args, **kwargs)


class Requests:
    """WSGI middleware that knows whether the application is still making an answer."""

    def __init__(self, app: Any) -> None:
        self._app, self._running, self._changed = app, 0, threading.Condition()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self._count(1)
        try:
            return self._app(environ, start_response)
        finally:
            self._count(-1)

    def wait(self) -> None:
        """Return when nothing is being answered any more: a page that was left may have asked just before."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._running, timeout=60), "A request does not end."

    def _count(self, more: int) -> None:
        with self._changed:
            self._running += more
            self._changed.notify_all()


@dataclass(frozen=True)
class Served:
    """An application that listens: `url` has no slash at its end, `errors` are what its requests raised."""

    app: Flask
    url: str
    requests: Requests
    errors: list[BaseException] = field(default_factory=list)

    def let_go(self) -> None:
        """Close every connection it holds, once every request has been answered."""
        self.requests.wait()
        let_go(self.app)


@contextmanager
def served(environ: dict[str, str], store: Database) -> Iterator[Served]:
    """The application behind a real threaded server on a free port of this machine, migrated."""
    server = make_server("127.0.0.1", 0, _not_yet, threaded=True, request_handler=_Quiet)
    url = f"http://127.0.0.1:{server.port}"
    app = created(config.load({**environ, "PUBLIC_URL": url, "PORT": str(server.port)}))
    migrate(app, store)
    running = Served(app, url, Requests(app))

    def note(_sender: Flask, exception: BaseException, **_more: object) -> None:
        running.errors.append(exception)

    got_request_exception.connect(note, app)
    server.app = running.requests
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="served application")
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        running.let_go()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # the name is Werkzeug's
        """Requests are of no interest; errors are kept in Served.errors."""


def _not_yet(_environ: Any, _start_response: Any) -> Any:
    raise AssertionError("The application is not there yet.")
