"""Whether the installation is well: the database answers, its schema is the newest, workers tick."""

import platform
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from govtracker.database import MIGRATIONS, db
from govtracker.models import Tick


def schema_is_newest() -> bool:
    """The database stands at the newest revision this program knows."""
    with db.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def schema_is_newer() -> bool:
    """The database stands at a revision this program does not know: a newer program has been here."""
    with db.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
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


def last_tick() -> datetime | None:
    """When any worker last ran anything (real time, UTC)."""
    return db.session.scalar(select(func.max(Tick.ticked_at)))


def tick_of(job: str) -> Tick | None:
    """The sign of life of one job."""
    return db.session.get(Tick, job)


def ticks() -> Sequence[Tick]:
    """The signs of life of all jobs, by name."""
    return db.session.scalars(select(Tick).order_by(Tick.job)).all()
