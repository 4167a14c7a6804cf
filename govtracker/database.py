"""Base, column types, the two databases' settings, and transaction(): the only commit."""

import copy
import errno
import fcntl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import flask_migrate
from alembic.script import ScriptDirectory
from flask import Flask, current_app, has_request_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError

from govtracker.config import Settings

__all__ = [
    "Base",
    "IntegrityError",
    "Micro",
    "OperationalError",
    "StaleDataError",
    "UtcDateTime",
    "choice",
    "db",
    "only",
    "transaction",
]

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
MILLION = 1_000_000
DISK_FULL, NO_SUCH_TABLE = "53100", "42P01"  # SQLSTATE
UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP")
SCHEMA_NOW = "SELECT version_num FROM alembic_version"
SCHEMA_LOCK = 710_001  # PostgreSQL: whoever writes shares it, whoever changes the schema has it alone
MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs its zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Micro(TypeDecorator[Decimal]):
    """An exact decimal of up to six places, kept as whole millionths so that both databases sum it exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        millionths = Decimal(value) * MILLION
        if millionths != millionths.to_integral_value():
            raise ValueError(f"more than six decimals: {value}")
        return int(millionths)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)) / MILLION


class Duration(TypeDecorator[timedelta]):
    """A length of time, kept as whole microseconds so that both databases hold it exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(microseconds=int(value))


def choice(vocabulary: type[StrEnum], name: str) -> Enum:
    """A short string with a CHECK that holds it to `vocabulary`; `name` is the column's."""
    return Enum(
        vocabulary,
        name=name,
        native_enum=False,
        length=32,
        create_constraint=True,
        values_callable=lambda words: [word.value for word in words],
    )


def only(where: str, *, sqlite: str | None = None) -> dict[str, Any]:
    """Arguments of an Index over the rows `where` holds for, on both databases.

    SQLite uses such an index only for queries that repeat `where` word by word, and SQLAlchemy compares truth
    with 1 there: name that form in `sqlite`.
    """
    return {"sqlite_where": text(sqlite or where), "postgresql_where": text(where)}


class Base(DeclarativeBase):
    """What every table inherits: names of constraints and the types of columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        Decimal: Micro,
        timedelta: Duration,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True, session_options={"autoflush": True})
migrate = Migrate()

_unit: ContextVar[dict[str, Any] | None] = ContextVar("unit", default=None)
_last_steps: list[Callable[[], None]] = []


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    if settings.sqlite:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"connect_args": {"timeout": 15}}
    else:
        options = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10, "connect_args": {"connect_timeout": 5}}
    options["hide_parameters"] = settings.production  # or a failing statement would write people's words into the log
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), compare_type=True)


def upgrade() -> None:
    """Bring the schema to the newest revision; only one process at a time does so."""
    from govtracker import config  # the settings of this very application

    settings = config.current()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        flask_migrate.upgrade()


@contextmanager
def transaction() -> Iterator[None]:
    """One write: begins at once, commits at the end, rolls back on any error. Does not nest."""
    if writing():
        raise RuntimeError("A transaction is open already: services never open one, their caller does.")
    db.session.rollback()
    token = _unit.set({})
    try:
        yield
        db.session.flush()
        for step in _last_steps:
            step()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _unit.reset(token)


@contextmanager
def attempt() -> Iterator[None]:
    """Part of a transaction that is taken back alone when it fails, with all it wrote and was to leave behind."""
    unit = carried()
    before = {name: copy.copy(value) for name, value in unit.items()}
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        unit.clear()
        unit.update(before)
        raise


def writing() -> bool:
    """True inside transaction()."""
    return _unit.get() is not None


def let_go() -> None:
    """Give the connection back before something slow that needs none; objects read so far are read anew when used."""
    db.session.rollback()


def carried() -> dict[str, Any]:
    """What this transaction carries along until it ends; RuntimeError outside of one."""
    unit = _unit.get()
    if unit is None:
        raise RuntimeError("Writing needs database.transaction(): web, jobs and commands open it.")
    return unit


def before_commit(step: Callable[[], None]) -> Callable[[], None]:
    """Let `step` run last in every transaction, just before it commits."""
    if step not in _last_steps:
        _last_steps.append(step)
    return step


@event.listens_for(Engine, "connect")
def _settle_sqlite(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_as_meant(connection: Any) -> None:
    """Reading cannot write; writing takes its lock before it reads, or SQLite refuses the upgrade at once."""
    if connection.get_execution_options().get("schema_change"):
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing() else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing() else "BEGIN")
    else:
        connection.connection.dbapi_connection.read_only = not writing()
        _limit_requests(connection.connection.dbapi_connection)
    if writing():
        _hold_schema(connection.connection.dbapi_connection, connection.dialect.name)


def _limit_requests(connection: Any) -> None:
    """A page nobody waits for any more holds nobody up: PostgreSQL breaks off what takes a web request too long.

    Jobs and commands may take their time. For this transaction alone, so that it holds behind a pooler, too.
    """
    if has_request_context():
        settings: Settings = current_app.config["SETTINGS"]
        statement, lock = (round(1000 * each) for each in (settings.statement_seconds, settings.lock_seconds))
        connection.execute(f"SET LOCAL statement_timeout = {statement}; SET LOCAL lock_timeout = {lock}", prepare=False)


class OtherSchema(Exception):
    """The database's schema is not the one of this program, or is being changed: nothing may be written."""


@cache
def newest_schema() -> str | None:
    """The newest revision this program knows."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def schema() -> str | None:
    """The revision the database stands at, None for an empty one; asked past all that counts or frames statements."""
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        try:
            cursor.execute(SCHEMA_NOW)
        except Exception as error:
            if getattr(error, "sqlstate", "") == NO_SUCH_TABLE or "no such table" in str(error):
                return None
            raise
        found = cursor.fetchone()
    return found and str(found[0])


def _hold_schema(connection: Any, dialect: str) -> None:
    """Old code must not write into a new schema, nor new code into an old one, however long it has been running.

    Nobody changes the schema until this transaction ends: SQLite has one writer at a time, PostgreSQL a lock.
    """
    if dialect == "sqlite":
        [found] = connection.execute(SCHEMA_NOW).fetchone()
    else:
        cursor = connection.execute(
            f"SELECT pg_try_advisory_xact_lock_shared({SCHEMA_LOCK}); {SCHEMA_NOW}", prepare=False
        )
        [is_held] = cursor.fetchone()
        cursor.nextset()
        [found] = cursor.fetchone() if is_held else [None]
    if found != newest_schema():
        connection.rollback()
        raise OtherSchema(f"the database's schema is {found or 'being changed'}, this program's {newest_schema()}")


def watch_connections(app: Flask, *, taken: Callable[[], None], returned: Callable[[], None]) -> None:
    """Call these whenever a connection of the application's pool is taken and returned."""
    with app.app_context():
        event.listen(db.engine, "checkout", lambda *_: taken())
        event.listen(db.engine, "checkin", lambda *_: returned())


def is_full(error: Exception) -> bool:
    """Whether the disk took no more of what was to be written."""
    cause = getattr(error, "orig", error)
    if isinstance(cause, OSError):
        return cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return getattr(cause, "sqlite_errorname", "") in UNWRITABLE or getattr(cause, "sqlstate", "") == DISK_FULL


def is_busy(error: Exception) -> bool:
    """Whether the database was away or locked: the same request may succeed in a moment."""
    if isinstance(error, NoConnectionFree):  # no connection of the pool came free
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError):
        return False
    name = getattr(error.orig, "sqlite_errorname", None)
    return name is None or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
