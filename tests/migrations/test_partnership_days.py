"""Days that were typed wrongly before they were refused: the pages that reckon with them open again."""

import importlib
from datetime import date

import pytest
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


FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


@pytest.mark.parametrize(
    ("typed", "become"),
    [
        (("0206-07-01", "2926-12-31"), (FIRST, LAST)),
        (("0020-01-01", "0021-12-31"), (FIRST, FIRST)),
        (("2926-01-01", "2927-12-31"), (LAST, LAST)),
        (("2026-07-01", "2927-12-31"), (date(2026, 7, 1), LAST)),
    ],
)
def test_a_slip_of_long_ago_becomes_a_day_that_has_a_period(
    in_app: Flask, world: World, typed: tuple[str, str], become: tuple[date, date]
) -> None:
    valued.noted(world)
    with database.transaction():
        connection = db.session.connection()
        connection.execute(text("UPDATE benefit SET starts_on = '{}', due_on = '{}'".format(*typed)))
        with Operations.context(MigrationContext.configure(connection)):
            REVISION.upgrade()
    [benefit] = db.session.query(Benefit).all()
    assert (benefit.starts_on, benefit.due_on) == become
    assert benefit.baseline_on == date(2026, 6, 30)
