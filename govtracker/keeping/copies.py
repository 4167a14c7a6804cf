"""A copy of a whole database as it is at one instant, while writing goes on: made, and put back into an empty place.

SQLite copies itself by VACUUM INTO. PostgreSQL's own pg_dump copies the other: it alone knows every trigger, function,
counter and order of constraints, so that a copy of our own could only say less.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from govtracker.keeping import programs
from govtracker.keeping.programs import Unable

FILES = "SELECT place, digest, size FROM stored_file WHERE kept_at IS NOT NULL ORDER BY id"
POINTED_AT = "SELECT place FROM stored_file WHERE id IN (SELECT file_id FROM {})"
POINTING = ("attachment", "evaluation_file")  # a database of an older schema has not all of them
HIDDEN = ("sqlite_", "search_index")  # tables that the database keeps for itself, or fills from others


@dataclass(frozen=True)
class StoredContent:
    """Content beside the database: where it is kept, its SHA-256 (hex), its size in bytes."""

    place: str
    digest: str
    size: int


@dataclass(frozen=True)
class Copied:
    """What a copy holds: the database's name and version, its schema's revision, rows by table, content it names.

    `needed` are the places of content that an attachment points at.
    """

    engine: str
    version: str
    schema: str
    rows: dict[str, int]
    content: tuple[StoredContent, ...]
    needed: frozenset[str]


def name_of(url: str) -> str:
    """What the copy of such a database is called in the archive."""
    return "database.sqlite3" if url.startswith("sqlite") else "database.dump"


def copy(url: str, target: Path, folder: str = "") -> Copied:
    """Copy the database at `url` into the new file `target`; `folder` names where PostgreSQL's programs are.

    Raises Unable.
    """
    return _copy_sqlite(url, target) if url.startswith("sqlite") else _copy_postgresql(url, target, folder)


def put_back(source: Path, url: str, folder: str = "") -> None:
    """Fill the empty database at `url` from a copy; raises Unable."""
    if url.startswith("sqlite"):
        source.rename(_file(url))
    else:
        programs.restore(source, plain(url), folder)


def is_empty(url: str) -> bool:
    """Whether nothing stands at `url` yet; raises Unable where no database answers."""
    if url.startswith("sqlite"):
        return not _file(url).exists()
    with _connected(url) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema' "
            "LIMIT 1"
        )
        return found.fetchone() is None


def objections(url: str) -> Iterator[str]:
    """What the database finds wrong with itself; PostgreSQL reads every row and finds what it cannot read."""
    if not url.startswith("sqlite"):
        with _connected(url) as connection:
            for table in _tables(connection):
                try:
                    connection.execute(sql.SQL("SELECT count(t.*::text) FROM {} t").format(sql.Identifier(table)))
                except psycopg.errors.DataCorrupted as error:
                    yield f"{table}: {error}"
        return
    with closing(sqlite3.connect(f"{_file(url).as_uri()}?mode=ro", uri=True)) as connection:
        yield from (row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok")
        for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            yield f"{table} {rowid} points to a row of {parent} that is not there"


def plain(url: str) -> str:
    """The address as PostgreSQL's own programs read it."""
    return url.replace("+psycopg", "", 1)


def _copy_sqlite(url: str, target: Path) -> Copied:
    with closing(sqlite3.connect(_file(url), isolation_level=None, timeout=60)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            raise Unable(f"SQLite could not copy itself: {error}") from error
    with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as copied:
        names = [row[0] for row in copied.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return Copied(
            engine="sqlite",
            version=sqlite3.sqlite_version,
            schema=str(copied.execute("SELECT version_num FROM alembic_version").fetchone()[0]),
            rows={name: _counted(copied, name) for name in names if not name.startswith(HIDDEN)},
            content=tuple(StoredContent(*row) for row in copied.execute(FILES)),
            needed=frozenset(
                row[0] for table in POINTING if table in names for row in copied.execute(POINTED_AT.format(table))
            ),
        )


def _counted(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608  # names of our own


def _copy_postgresql(url: str, target: Path, folder: str) -> Copied:
    """One snapshot for the dump and for what is counted."""
    with _connected(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        [snapshot] = _first(connection, "SELECT pg_export_snapshot()")
        [version] = _first(connection, "SHOW server_version")
        programs.dump(target, plain(url), folder, snapshot=snapshot, major=int(version.split(".")[0].split()[0]))
        return Copied(
            engine="postgresql",
            version=version,
            schema=_first(connection, "SELECT version_num FROM alembic_version")[0],
            rows={
                table: _first(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))[0]
                for table in _tables(connection)
            },
            content=tuple(StoredContent(*row) for row in connection.execute(FILES)),
            needed=frozenset(
                row[0]
                for table in POINTING
                if table in _tables(connection)
                for row in connection.execute(sql.SQL(POINTED_AT).format(sql.Identifier(table)))
            ),
        )


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return [row[0] for row in found]


def _first(connection: psycopg.Connection[Any], statement: Any) -> Any:
    return connection.execute(statement).fetchone()


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    try:
        connection = psycopg.connect(plain(url), connect_timeout=10)
    except psycopg.OperationalError as error:
        raise Unable(f"The database does not answer: {error}") from error
    with connection:
        yield connection


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///")).absolute()
