"""Whether the installation is well: the database answers, its schema is the newest, workers tick."""

from collections.abc import Sequence
from datetime import datetime

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from govtracker.database import MIGRATIONS, db
from govtracker.models import Tick


def schema_is_newest() -> bool:
    """The database stands at the newest revision this program knows."""
    with db.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def last_tick() -> datetime | None:
    """When any worker last ran anything (real time, UTC)."""
    return db.session.scalar(select(func.max(Tick.ticked_at)))


def tick_of(job: str) -> Tick | None:
    """The sign of life of one job."""
    return db.session.get(Tick, job)


def ticks() -> Sequence[Tick]:
    """The signs of life of all jobs, by name."""
    return db.session.scalars(select(Tick).order_by(Tick.job)).all()
