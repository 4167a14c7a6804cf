"""What every release left in a database comes to today's schema: nothing lost, nothing changed unasked, pages open.

tests/releases holds for each release its own demonstration on both databases; docs/how-to-add.md says how one is added.
"""

import hashlib
import lzma
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, Table, inspect, select, text

from govtracker import database
from govtracker.database import Base, db, newest_schema
from govtracker.enums import SeatRole, SignInWay
from govtracker.models import Relationship, Seat, SignInSession, Tenure
from govtracker.queries import claims
from govtracker.services.installation import tokens
from tests.support import applications, postgres
from tests.support.world import NEVER_OVER

RELEASES = Path(__file__).parents[1] / "releases"
NAMES = sorted({path.name.split(".")[0] for path in RELEASES.iterdir()})
ROOT = Path(__file__).parents[2]
CHANGED = {  # tables and columns that a revision has written to since, as it was meant to
    "alembic_version": {"version_num"},
}
FILLED_ANEW = ("search_", "issue_search", "sqlite_")  # indexes of what stands elsewhere
DIES = """
import os, signal
from alembic.runtime.migration import HeadMaintainer
from govtracker import config, create_app, database
whole, steps = HeadMaintainer.update_to_step, []
def update(self, step):
    whole(self, step)
    steps.append(step)
    if len(steps) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
HeadMaintainer.update_to_step = update
with create_app(config.load(os.environ, local=True)).app_context():
    database.upgrade()
"""
TOKEN = "known to this test"
PAGES = ("/", "/issues", "/actions", "/portfolio", "/r/MER", "/r/MER/issues", "/r/MER/scorecards", "/r/MER/criteria")


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, database_url: str, database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    """An application over the database as that release left it."""
    if database_kind == "sqlite":
        content = lzma.decompress((RELEASES / f"{request.param}.sqlite3.xz").read_bytes())
        Path(database_url.removeprefix("sqlite:///")).write_bytes(content)
    else:
        script = lzma.decompress((RELEASES / f"{request.param}.sql.xz").read_bytes())
        psql = [str(postgres.programs() / "psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", database_url]
        subprocess.run(psql, input=script, check=True, stdout=subprocess.DEVNULL)
    app = applications.build(applications.environment(database_url, str(tmp_path)))
    yield app
    applications.let_go(app)


def contents(only: dict[str, set[str]] | None = None) -> dict[str, dict[str, str]]:
    """A digest of every column of every table, its values in the order of the rows' keys; `only` these columns."""
    found: dict[str, dict[str, str]] = {}
    with db.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection, only=lambda name, _: not name.startswith(FILLED_ANEW))
        for table in tables.sorted_tables:
            names = [column.name for column in table.columns if only is None or column.name in only.get(table.name, ())]
            found[table.name] = {name: digest(connection, table, name) for name in names}
    return found


def digest(connection: Any, table: Table, column: str) -> str:
    key = ", ".join(name.name for name in table.primary_key) or column
    values = connection.execute(text(f'SELECT CAST("{column}" AS TEXT) FROM "{table.name}" ORDER BY {key}'))
    return hashlib.sha256(repr([row[0] for row in values]).encode()).hexdigest()


def test_nothing_is_lost_on_the_way_to_today(old: Flask, database_kind: str) -> None:
    with old.app_context():
        before = contents()
        database.upgrade()
        assert database.schema() == newest_schema()
        flask_migrate.check()
        kept = {name for name in inspect(db.engine).get_table_names() if not name.startswith(FILLED_ANEW)}
        assert kept - {"alembic_version"} == set(Base.metadata.tables) - {"search_document"}
        after = contents({name: set(columns) for name, columns in before.items()})
        changed = {
            (table, column)
            for table, columns in after.items()
            for column, value in columns.items()
            if before[table][column] != value and column not in CHANGED.get(table, ())
        }
        assert changed == set()
        database.upgrade()
        assert contents({name: set(columns) for name, columns in before.items()}) == after


def test_an_upgrade_killed_midway_has_not_happened(old: Flask, tmp_path: Path) -> None:
    settings = old.config["SETTINGS"]
    with old.app_context():
        before, stood_at = contents(), database.schema()
        db.engine.dispose()
        environ = {**os.environ, **applications.environment(settings.database_url, str(tmp_path))}
        died = subprocess.run([sys.executable, "-c", DIES], cwd=ROOT, env=environ, check=False)
        assert died.returncode == -signal.SIGKILL
        assert (database.schema(), contents()) == (stood_at, before)
        database.upgrade()
        assert database.schema() == newest_schema()


def test_pages_open_after_the_upgrade(old: Flask) -> None:
    with old.app_context():
        database.upgrade()
        keys = db.session.scalars(select(Relationship.key).order_by(Relationship.id)).all()
        person = db.session.scalars(
            select(Tenure.person_id)
            .join(Seat, Seat.id == Tenure.seat_id)
            .join(Relationship, Relationship.id == Seat.relationship_id)
            .where(Relationship.key == keys[0], Seat.role == SeatRole.SPOC, Tenure.to_on.is_(None))
        ).first()
        assert person is not None
        db.session.rollback()
        times = dict.fromkeys(("begun_at", "admitted_at", "proved_at", "seen_at"), NEVER_OVER)
        row = {"person_id": person, "token_hash": tokens.hashed(TOKEN), "way": SignInWay.PASSWORD, **times}
        with database.transaction():
            claims.insert_rows(SignInSession, [row])
    client = old.test_client()
    with client.session_transaction() as kept:
        kept.update({"_user_id": TOKEN, "_fresh": True})
    for address in PAGES:
        answer = client.get(address.replace("MER", keys[0]))
        assert answer.status_code == 200, (address, answer.status_code)
