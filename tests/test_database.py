"""What the database answers when it cannot: away for a moment, or truly broken."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from govtracker import config, database
from govtracker.database import db


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


@pytest.mark.database("postgresql")
def test_what_takes_a_web_request_too_long_is_broken_off_and_a_job_may_take_its_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        short = config.current().with_(statement_seconds=0.05, lock_seconds=0.02)
    monkeypatch.setitem(app.config, "SETTINGS", short)
    limits = sa.text("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
    nap = sa.text("SELECT pg_sleep(0.2)")
    with app.app_context():
        assert db.session.execute(limits).one() == ("0", "0")
        db.session.execute(nap)
    with app.test_request_context():
        assert db.session.execute(limits).one() == ("50ms", "20ms")
        with pytest.raises(OperationalError) as broken:
            db.session.execute(nap)
        assert database.is_busy(broken.value)
        db.session.rollback()
        with database.transaction():
            assert db.session.execute(limits).one() == ("50ms", "20ms")
    with app.app_context():
        assert db.session.execute(limits).one() == ("0", "0")
