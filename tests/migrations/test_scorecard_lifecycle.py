"""Scorecards of the first kind begin to wait for their answer, and amended ones can be taken away again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, insert, select

from govtracker import config, create_app, database
from govtracker.database import db
from tests.migrations.test_root_cause import column, plain
from tests.support import applications

BEFORE, AFTER = "0026_value_disputes", "0027_scorecard_lifecycle"
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = date(2026, 9, 1)


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Flask:
    """An application over a database without any table."""
    return create_app(config.load(applications.environment(database_url, str(tmp_path)), local=True))


def test_what_was_shared_long_ago_waits_from_now_on(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        flask_migrate.upgrade(revision=BEFORE)
        with database.transaction():
            parents()
            card(status="shared", shared_at=LONG_AGO)
        flask_migrate.upgrade(revision=AFTER)
        [waits] = column(f"SELECT id FROM scorecard WHERE next_at > '{now() + timedelta(days=6):%Y-%m-%d}'")
        assert column("SELECT id FROM scorecard WHERE answer_due_at IS NULL") == [waits]
    applications.let_go(bare)


def test_amended_scorecards_go_with_what_was_made_of_them(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        flask_migrate.upgrade(revision=AFTER)
        with database.transaction():
            parents()
            old = card(status="amended", is_current=False, number=1)
            new = card(status="agreed", amends_id=old, number=2)
            for one in (old, new):
                row("incentive_reckoning", scorecard_id=one)
                row("incentive_entry", scorecard_id=one, kind="credit", basis={}, turn=one)
                row("correction", scorecard_id=one, state="measured")
        flask_migrate.downgrade(revision=BEFORE)
        assert column("SELECT id FROM scorecard") == [new]
        assert column("SELECT scorecard_id FROM incentive_reckoning") == [new]
        assert column("SELECT scorecard_id FROM incentive_entry ORDER BY id") == [None, new]
        assert column("SELECT scorecard_id FROM correction ORDER BY id") == [None, new]
        flask_migrate.upgrade(revision=AFTER)
        assert column("SELECT status FROM scorecard") == ["agreed"]
    applications.let_go(bare)


def parents() -> None:
    """The first row of each table that scorecards and what is made of them point to."""
    row("organisation", name="Northgate")
    row("organisation", name="Meridian")
    row("person", email="cs@northgate.example")
    row("relationship", client_id=1, supplier_id=2)
    row("criteria_set", status="agreed")
    row("kpi", unit="percent", aggregation="ratio")
    row("measurement", state="measured")
    row(
        "contract",
        status="in_force",
        pricing="per_contact",
        earn_back="none",
        earn_back_share=0,
        starts_on=FIRST,
        counts_from=FIRST,
    )


def card(**values: Any) -> int:
    return row("scorecard", standing="watch", **values)


def row(table: str, **values: Any) -> int:
    """A row of relationship 1, filled with anything that fits."""
    connection = db.session.connection()
    known = MetaData()
    known.reflect(connection, only=[table])
    its = known.tables[table]
    usual = {one.name: plain(one) for one in its.columns if not (one.nullable or one.primary_key or one.server_default)}
    connection.execute(insert(its).values(**{**usual, **values}))
    return int(connection.scalar(select(its.c.id).order_by(its.c.id.desc()).limit(1)) or 0)


def now() -> datetime:
    return datetime.now(UTC)
