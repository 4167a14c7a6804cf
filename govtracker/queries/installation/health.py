"""Whether the installation is well: the database answers, its schema is the newest, workers tick."""

import platform
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from govtracker.database import MIGRATIONS, db, newest_schema, schema
from govtracker.models import Tick

LAST_WITH_FAULT = (3, 51, 2)


def schema_is_newest() -> bool:
    """The database stands at the newest revision this program knows."""
    return schema() == newest_schema()


def schema_is_newer() -> bool:
    """The database stands at a revision this program does not know: a newer program has been here."""
    at = schema()
    return at is not None and at not in _known()


def is_known(revision: str) -> bool:
    """Whether this program knows that revision of the schema."""
    return revision in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def versions() -> dict[str, str]:
    """What runs here: the database with its version, the revision of its schema, and Python."""
    sqlite = db.engine.dialect.name == "sqlite"
    version = text("sqlite_version()" if sqlite else "current_setting('server_version')")
    row = db.session.execute(select(version, text("version_num")).select_from(text("alembic_version"))).one()
    return {
        "Database": f"{'SQLite' if sqlite else 'PostgreSQL'} {row[0]}",
        "Schema": str(row[1]),
        "Python": platform.python_version(),
    }


def forgetful() -> list[str]:
    """What of the database's settings lets a loss of power take what was saved; SQLite's are set by ourselves."""
    if db.engine.dialect.name == "sqlite":
        return []
    names = ("fsync", "full_page_writes", "synchronous_commit")
    found = db.session.execute(select(*(func.current_setting(name) for name in names))).one()
    return [name for name, value in zip(names, found, strict=True) if value == "off"]


def has_rare_fault() -> bool:
    """Whether this SQLite may, very rarely, spoil its file where several processes write ("WAL reset" race)."""
    return db.engine.dialect.name == "sqlite" and sqlite3.sqlite_version_info <= LAST_WITH_FAULT


def last_tick() -> datetime | None:
    """When any worker last ran anything (real time, UTC)."""
    return db.session.scalar(select(func.max(Tick.ticked_at)))


def tick_of(job: str) -> Tick | None:
    """The sign of life of one job."""
    return db.session.get(Tick, job)


def ticks() -> Sequence[Tick]:
    """The signs of life of all jobs, by name."""
    return db.session.scalars(select(Tick).order_by(Tick.job)).all()
