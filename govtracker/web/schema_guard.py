"""A process whose program and database do not fit together any more answers nobody, until it is replaced."""

import threading
import time

from flask import Flask, request

from govtracker import database
from govtracker.database import OtherSchema

LOOK_EVERY = 5  # seconds; every write looks for itself
ALWAYS_ANSWERED = frozenset({"health.live", "health.ready"})


class Guard:
    """What was last seen of the schema, by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._refusal: str | None = None

    def refuse(self) -> None:
        """Raise OtherSchema where the database is not the one this program knows."""
        if request.endpoint in ALWAYS_ANSWERED:
            return
        with self._lock:
            is_old = time.monotonic() - self._looked_at >= LOOK_EVERY
            if is_old:
                self._looked_at = time.monotonic()
        if is_old:
            self._refusal = _objection()
        if self._refusal:
            raise OtherSchema(self._refusal)


def init_app(app: Flask) -> None:
    """Ask before anything else is asked of the database."""
    app.before_request(Guard().refuse)


def _objection() -> str | None:
    try:
        found = database.schema()
    except Exception:  # noqa: BLE001  # the database is away: what is asked of it next says so
        return None
    newest = database.newest_schema()
    return None if found == newest else f"the database's schema is {found}, this program's {newest}"
