"""What the database answers when it cannot: away for a moment, or truly broken."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from govtracker import database


def raised(url: str, statement: str) -> OperationalError:
    with pytest.raises(OperationalError) as caught, sa.create_engine(url).connect() as connection:
        connection.execute(sa.text(statement))
    return caught.value


def test_a_locked_database_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE kept (id INTEGER)")
        other.execute("BEGIN IMMEDIATE")
        assert database.is_busy(raised(f"sqlite:///{file}?timeout=0", "INSERT INTO kept VALUES (1)"))


def test_a_database_that_cannot_be_reached_is_busy() -> None:
    assert database.is_busy(raised("postgresql+psycopg://nobody@127.0.0.1:1/nothing", "SELECT 1"))


def test_a_broken_database_is_not_busy(tmp_path: Path) -> None:
    assert not database.is_busy(raised(f"sqlite:///{tmp_path}/empty.db", "SELECT * FROM person"))
    assert not database.is_busy(ValueError("something else"))
