"""Days that were typed wrongly before they were refused: the pages that reckon with them open again."""

import importlib
from datetime import date

from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import text

from govtracker import database
from govtracker.database import db
from govtracker.models import Benefit
from tests.support import valued
from tests.support.world import World

REVISION = importlib.import_module("migrations.versions.0067_partnership_days")


def test_a_slip_of_long_ago_becomes_a_day_that_has_a_period(in_app: Flask, world: World) -> None:
    valued.noted(world)
    with database.transaction():
        connection = db.session.connection()
        connection.execute(text("UPDATE benefit SET starts_on = '0206-07-01', due_on = '2926-12-31'"))
        with Operations.context(MigrationContext.configure(connection)):
            REVISION.upgrade()
    [benefit] = db.session.query(Benefit).all()
    assert (benefit.starts_on, benefit.due_on) == (date(2000, 1, 1), date(2100, 12, 31))
    assert benefit.baseline_on == date(2026, 6, 30)
