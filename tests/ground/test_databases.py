"""A restored database is the kept one, whatever a test did to it."""

import sqlite3
from contextlib import closing
from typing import Any

import psycopg
import pytest

TABLES = [
    "CREATE TABLE parent ({id}, name TEXT, shout TEXT GENERATED ALWAYS AS (upper(name)) STORED)",
    "CREATE TABLE child ({id}, parent_id BIGINT NOT NULL REFERENCES parent (id))",
]
IDENTITY = {
    "sqlite": "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "postgresql": "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
}


def run(store, *statements):
    """The rows of the last statement."""
    connection: Any
    if store.url.startswith("sqlite"):
        connection = sqlite3.connect(store.url.removeprefix("sqlite:///"), isolation_level=None)
    else:
        connection = psycopg.connect(store.url, autocommit=True)
    with closing(connection):
        cursor = [connection.execute(statement) for statement in statements][-1]
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def store(ground, database_kind):
    store = ground.database(database_kind, "restored")
    run(store, "DROP TABLE IF EXISTS child", "DROP TABLE IF EXISTS parent")
    run(store, *(table.format(id=IDENTITY[database_kind]) for table in TABLES))
    run(store, "INSERT INTO parent (name) VALUES ('kept')")
    store.keep()
    return store


def test_rows_return_and_others_go(store):
    run(store, "UPDATE parent SET name = 'changed'", "INSERT INTO child (parent_id) VALUES (1)")
    run(store, "INSERT INTO parent (name) VALUES ('new')")
    store.restore()
    assert run(store, "SELECT id, name, shout FROM parent") == [(1, "kept", "KEPT")]
    assert run(store, "SELECT id FROM child") == []


def test_counters_return_so_that_identifiers_repeat(store):
    for _ in range(2):
        run(store, "INSERT INTO parent (name) VALUES ('second')")
        assert run(store, "SELECT id FROM parent WHERE name = 'second'") == [(2,)]
        run(store, "DELETE FROM parent WHERE name = 'second'")
        store.restore()


def test_state_may_be_kept_anew(store):
    run(store, "INSERT INTO parent (name) VALUES ('later')")
    store.keep()
    run(store, "DELETE FROM parent")
    store.restore()
    assert run(store, "SELECT name FROM parent ORDER BY id") == [("kept",), ("later",)]
