"""Migrations: one linear history, up and down on both databases, saying the same as the models."""

import re
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import CheckConstraint, Enum, Table, inspect

from govtracker import config, create_app, database
from govtracker.database import MIGRATIONS, Base, db
from tests.support import applications


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Flask:
    """An application over a database without any table."""
    environ = applications.environment(database_url, str(tmp_path))
    return create_app(config.load(environ, local=True))


def tables() -> set[str]:
    return {name for name in inspect(db.engine).get_table_names() if not name.startswith(("search_index", "alembic"))}


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_up_makes_what_the_models_say_and_down_takes_it_away(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        database.upgrade()
        assert tables() == set(Base.metadata.tables)
        flask_migrate.check()
        flask_migrate.downgrade(revision="base")
        db.engine.dispose()
        assert tables() == set()
        database.upgrade()
        assert tables() == set(Base.metadata.tables)
    applications.let_go(bare)


def test_going_up_twice_changes_nothing(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        database.upgrade()
        database.upgrade()
        assert tables() == set(Base.metadata.tables)
    applications.let_go(bare)


def test_the_database_is_held_to_the_same_conditions_as_the_models(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        database.upgrade()
        for table in Base.metadata.sorted_tables:
            stored = {check["name"]: check["sqltext"] for check in inspect(db.engine).get_check_constraints(table.name)}
            said = {str(check.name): check for check in table.constraints if isinstance(check, CheckConstraint)}
            assert set(stored) == set(said), table.name
            for name, words in vocabularies(table).items():
                assert set(re.findall(r"'([^']*)'", stored[name])) == words, name
    applications.let_go(bare)


def vocabularies(table: Table) -> dict[str, set[str]]:
    """The words of each column of a closed vocabulary, by the name of its check."""
    return {
        f"ck_{table.name}_{column.name}": set(column.type.enums)
        for column in table.columns
        if isinstance(column.type, Enum) and column.type.create_constraint
    }
