"""The words of root causes become rows of a catalogue, and words again."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Integer, MetaData, Table, insert, select, text

from govtracker import config, create_app, database
from govtracker.database import db
from tests.support import applications

WORDS = ("people", "client_side", None)


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Flask:
    """An application over a database without any table."""
    return create_app(config.load(applications.environment(database_url, str(tmp_path)), local=True))


def test_words_become_references_and_words_again(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        flask_migrate.upgrade(revision="0003_catalogues")
        for number, word in enumerate(WORDS):
            issue(number, word)
        flask_migrate.upgrade(revision="0004_root_cause")
        joined = "SELECT c.name FROM issue i LEFT JOIN root_cause c ON c.id = i.root_cause_id ORDER BY i.number"
        assert column(joined) == ["People", "Client-side cause", None]
        run("INSERT INTO root_cause (name, position, is_client_side) VALUES ('Forecast of the client', 7, TRUE)")
        run("UPDATE issue SET root_cause_id = (SELECT max(id) FROM root_cause) WHERE number = 2")
        flask_migrate.downgrade(revision="0003_catalogues")
        assert column("SELECT root_cause FROM issue ORDER BY number") == ["people", "client_side", "client_side"]
        flask_migrate.upgrade(revision="0004_root_cause")
        assert column(joined) == ["People", "Client-side cause", "Client-side cause"]
    applications.let_go(bare)


def issue(number: int, word: str | None) -> None:
    """An issue as the first revision knows it, with companies and an area of its own."""
    with database.transaction():
        connection = db.session.connection()
        tables = MetaData()
        tables.reflect(connection)
        row: dict[str, Any] = {"root_cause": word, "number": number}
        client, supplier = (add(connection, tables.tables["organisation"], name=f"{side}{number}") for side in "CS")
        row["relationship_id"] = add(
            connection, tables.tables["relationship"], key=f"R{number}", client_id=client, supplier_id=supplier
        )
        row["area_id"] = add(connection, tables.tables["functional_area"], name=f"Area {number}")
        add(connection, tables.tables["issue"], **row)


def add(connection: Any, table: Table, **values: Any) -> int:
    """A row with anything that fits in every column that has to hold something."""
    filled = {
        column.name: plain(column)
        for column in table.columns
        if not column.nullable and not column.primary_key and column.name not in values
    }
    connection.execute(insert(table).values(**filled, **values))
    return int(connection.scalar(select(table.c.id).order_by(table.c.id.desc()).limit(1)))


PLAIN = {"audience": "shared", "severity": "high", "raised_side": "client", "waiting_on": "client", "status": "open"}
PLAIN |= {"stage": "exit", "category": "tactical"}


def plain(column: Any) -> Any:
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Date):
        return date(2026, 11, 20)
    return PLAIN.get(column.name, "x") if hasattr(column.type, "length") else datetime(2026, 11, 20, 9, tzinfo=UTC)


def column(question: str) -> list[Any]:
    with database.transaction():
        return list(db.session.scalars(text(question)))


def run(statement: str) -> None:
    with database.transaction():
        db.session.execute(text(statement))
