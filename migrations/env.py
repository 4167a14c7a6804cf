"""How Alembic reaches the application's database: one linear history, up and down on both databases."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

from govtracker import models  # noqa: F401  # fills the metadata
from govtracker.database import SCHEMA_LOCK, Base


def run() -> None:
    """Run the revisions in one transaction, one process at a time."""
    engine: Engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(schema_change=True) as connection:
        if connection.dialect.name == "sqlite":
            _run_on_sqlite(connection)
        else:
            connection.connection.dbapi_connection.read_only = False  # type: ignore[union-attr]  # psycopg's own
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
                _run_migrations(connection)


def _run_on_sqlite(connection: Connection) -> None:
    """Rebuilding a table with foreign keys on would delete the rows that hang on it."""
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.rollback()
    with connection.begin():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _run_migrations(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration would leave rows that point nowhere: {broken[:5]}")
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    connection.rollback()


def _run_migrations(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=_is_ours,
        render_item=_render_type,
        transactional_ddl=False,
    )
    context.run_migrations()


def _is_ours(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Full-text tables and indexes are made by hand, differently on the two databases."""
    return not (name or "").startswith(("search_index", "ix_search_index", "ix_issue_search"))


def _render_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types, by their names in govtracker.database."""
    if kind == "type" and type(item).__module__ == "govtracker.database":
        return f"database.{type(item).__name__}()"
    return False


run()
