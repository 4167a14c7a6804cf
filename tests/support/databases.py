"""Databases of the tests: each returns to one of its kept states in milliseconds."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine, event

from tests.support import folders
from tests.support.postgres import Server

MEMORY = Path("/dev/shm")
MIGRATED = "migrated"
ROOMY = 1 << 30  # bytes free, or a container's small share would fill up


@event.listens_for(Engine, "connect")
def _order_is_asked_for(connection: Any, _record: Any) -> None:
    """Rows nobody ordered come the other way round: what relies on their order fails here, not one day elsewhere."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


KEEP = """
DROP SCHEMA IF EXISTS {state} CASCADE;
CREATE SCHEMA {state};
CREATE TABLE {state}.counters AS
    SELECT sequencename, coalesce(last_value, start_value) AS value, last_value IS NOT NULL AS called
    FROM pg_sequences WHERE schemaname = 'public';
DO $$
DECLARE item record; filled boolean; emptied text := ''; refilled text := '';
BEGIN
    FOR item IN
        SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY table_name
    LOOP
        emptied := emptied || format('IF EXISTS (SELECT FROM public.%I) THEN DELETE FROM public.%I; END IF; ',
                                     item.name, item.name);
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', item.name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE {state}.%I AS SELECT %s FROM public.%I',
                           'row ' || item.name, item.columns, item.name);
            refilled := refilled || format(
                'INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT * FROM {state}.%I; ',
                item.name, item.columns, 'row ' || item.name);
        END IF;
    END LOOP;
    -- every table by its name: what was planned once is not planned again
    EXECUTE format('CREATE FUNCTION {state}.restore() RETURNS void LANGUAGE plpgsql AS %L',
                   'BEGIN ' || emptied || refilled || ' END');
END $$;
"""
RESTORE = """
BEGIN;
SELECT {state}.restore();
SELECT setval(format('public.%I', sequencename), value, called) FROM {state}.counters;
COMMIT;
"""
# neither triggers nor foreign keys: the whole state returns at once; set once, as plans are forgotten when it changes
RESTORING = "-c session_replication_role=replica -c lock_timeout=10s"


class Database(Protocol):
    """A database with kept states by name; nobody may hold a connection while one is kept or restored."""

    url: str

    def keep(self, state: str = MIGRATED) -> None:
        """Let what is stored now be the state to which restore(state) returns."""

    def restore(self, state: str = MIGRATED) -> None:
        """Return to that state, counters of identifiers included."""

    def close(self) -> None:
        """Hold nothing open any more."""


class Sqlite:
    """A file and its copy."""

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite:///{file}"
        self._file = file

    def keep(self, state: str = MIGRATED) -> None:
        with closing(sqlite3.connect(self._file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self._file, self._copy(state))

    def restore(self, state: str = MIGRATED) -> None:
        for suffix in ("-wal", "-shm", "-journal"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._copy(state), self._file)

    def close(self) -> None:
        """A file holds nothing open."""

    def _copy(self, state: str) -> Path:
        return self._file.with_suffix(f".{state}")


class Postgres:
    """Tables emptied and filled again from a schema beside them: ten times as fast as copying the database.

    By one connection, which knows the tables after the first time: a new one reads about all of them first.
    """

    def __init__(self, server: Server, name: str) -> None:
        self.url = server.database_url(name)
        self._connection: psycopg.Connection | None = None

    def keep(self, state: str = MIGRATED) -> None:
        self._run(KEEP, state)

    def restore(self, state: str = MIGRATED) -> None:
        self._run(RESTORE, state)

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def _run(self, script: str, state: str) -> None:
        command = script.replace("{state}", f"kept_{state}").encode()
        try:
            self._open().execute(command)
        except psycopg.OperationalError:  # the server was restarted since
            self.close()
            self._open().execute(command)

    def _open(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.url, autocommit=True, options=RESTORING)
        return self._connection


@dataclass(frozen=True)
class Ground:
    """Where one process of a run keeps its databases; `server` starts PostgreSQL when first asked."""

    folder: Path
    worker: str
    server: Callable[[], Server]
    made: list[Database] = field(default_factory=list)

    def database(self, kind: str, name: str) -> Database:
        """An empty database of this process: "sqlite" or "postgresql"."""
        if kind == "sqlite":
            (self.folder / name).mkdir(exist_ok=True)
            self.made.append(Sqlite(self.folder / name / "govtracker.sqlite3"))
        else:
            self.made.append(Postgres(self.server(), f"{name}_{self.worker}"))
        return self.made[-1]

    def close(self) -> None:
        """Let go of every database."""
        for database in self.made:
            database.close()

    def data_dir(self, kind: str, name: str) -> str:
        """Where an application on that database keeps its files."""
        return str(self.folder / name / kind)


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder for the time of the block, in memory where there is room: commits wait for the disk otherwise."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOMY
    with folders.held("govtracker-db-", MEMORY if in_memory else None) as folder:
        yield folder
