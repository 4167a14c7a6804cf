"""How many statements a page sends to its database, counted inside this process."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import event

from benchmarks.load import HOST, TOKEN, Answer
from benchmarks.pages import Page
from benchmarks.world import World
from govtracker.database import db

SETTINGS = ("BEGIN", "PRAGMA")


class InProcess:
    """A signed-in browser without a network, on the same database."""

    def __init__(self, app: Flask, world: World) -> None:
        self._client = app.test_client()
        self._base = f"http://{HOST}:{app.config['SETTINGS'].port}"
        self._token = ""
        self._open("/sign-in")
        self.post("/sign-in", {"email": world.email, "password": world.password})
        self._open("/")

    def get(self, path: str) -> Answer:
        """The answer to GET."""
        return self._answer(self._client.get(path, base_url=self._base))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """The answer to a form."""
        return self._answer(self._client.post(path, data={**fields, "csrf_token": self._token}, base_url=self._base))

    def _open(self, path: str) -> None:
        found = TOKEN.search(self.get(path).text)
        assert found, f"There is no form on {path}."
        self._token = found[1]

    def _answer(self, response: Any) -> Answer:
        return Answer(response.status_code, response.data, response.headers.get("Location", ""))


def statements(app: Flask, browser: InProcess, page: Page) -> int:
    """Statements of one request, the session's included; what only begins or tunes a transaction is none."""
    counted: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(SETTINGS):
            counted.append(statement)

    page.ask(browser)  # the first time may fill caches
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        page.ask(browser)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(counted)
