"""The marked world, built and visited once in a process, as it was then for every test."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from tests.support import marked, marked_house
from tests.support.applications import let_go
from tests.support.databases import Database
from tests.support.marked_house import House

MARKED = "marked"  # the state of the database


@pytest.fixture(scope="session")
def visited(applications: Callable[[str], tuple[Flask, Database]]) -> House:
    """On SQLite: everybody has been everywhere."""
    app, store = applications("sqlite")
    store.restore()
    with time_machine.travel(marked.NOW, tick=False):
        found = marked_house.visited(app, list(marked_house.VISITORS))
    let_go(app)
    store.keep(MARKED)
    return found


@pytest.fixture
def house(visited: House, applications: Callable[[str], tuple[Flask, Database]]) -> Iterator[House]:
    """The marked world as they left it; the clock stands still."""
    app, store = applications("sqlite")
    store.restore(MARKED)
    with time_machine.travel(marked.NOW, tick=False):
        yield visited
    let_go(app)
