"""Where worlds are loaded and served: databases of their own on SQLite or PostgreSQL, removed in the end."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from flask import Flask
from psycopg import sql

from benchmarks import served, world
from benchmarks.world import World
from govtracker import config, create_app
from tests.support import postgres

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "100"}


@dataclass(frozen=True)
class Ground:
    """A loaded world: `app` is on its database inside this process, `environ` lets a server answer for it."""

    world: World
    app: Flask
    environ: dict[str, str]
    log: Path
    load_seconds: float

    @property
    def size(self) -> int:
        """How many issues it has."""
        return self.world.issues


def load(folder: Path, url: str, *, issues: int, relationships: int, at: datetime) -> Ground:
    """Fill the empty database at `url`."""
    environ = served.environment(url, folder, served.free_port())
    app = create_app(config.load(environ))
    began = time.perf_counter()
    made = world.load(app, issues=issues, relationships=relationships, at=at)
    return Ground(made, app, environ, folder / "server.log", time.perf_counter() - began)


@contextmanager
def databases(wanted: str) -> Iterator[tuple[str, Callable[[Path, int], str]]]:
    """What the database is called, and a function from (folder, issues) to the address of a new and empty one.

    `wanted` is "sqlite", "postgresql" (a server of our own that keeps what it commits) or the address of a server
    on which this person may make databases.
    """
    if wanted == "sqlite":
        yield "SQLite", lambda folder, issues: f"sqlite:///{folder / 'govtracker.sqlite3'}"
    elif wanted == "postgresql":
        with postgres.server(DURABLE) as server:
            yield "PostgreSQL", lambda folder, issues: server.database_url(f"bench_{issues}")
    else:
        with ExitStack() as made:
            yield "PostgreSQL", lambda folder, issues: made.enter_context(_beside(wanted, issues))


@contextmanager
def _beside(address: str, issues: int) -> Iterator[str]:
    """A database of our own on the server at `address`; what is there already is left alone."""
    name = f"govtracker_bench_{os.getpid()}_{issues}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(address)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
