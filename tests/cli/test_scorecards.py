"""flask scorecard verify: silence where all is as signed, lines and 1 where something is not."""

from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import Scorecard
from govtracker.queries.performance import scorecard_rows
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World


@pytest.fixture
def two_months(in_app: Flask, world: World) -> Flask:
    measured.agree(world)
    for month in ("2026-09", "2026-10"):
        measured.enter(world, month, OCTOBER)
        measured.sign(world, measured.share(world, month), month)
    return in_app


def test_what_was_signed_is_verified(two_months: Flask) -> None:
    result = two_months.test_cli_runner().invoke(args=["scorecard", "verify"])
    assert result.exit_code == 0
    assert result.output == "2 scorecards computed again, 0 of them not as they were signed.\n"


def test_what_was_tampered_with_is_named(two_months: Flask) -> None:
    with database.transaction():
        card = db.session.query(Scorecard).filter_by(number=2).one()
        card.snapshot = card.snapshot.replace('"overall":"65.64"', '"overall":"95.64"')
        card.overall = Decimal(96)
    result = two_months.test_cli_runner().invoke(args=["scorecard", "verify"])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("MER, scorecard 2: the digest is ")
    assert "MER, scorecard 2: overall: 95.64 is stored, 65.64 computes" in lines
    assert lines[-1] == "2 scorecards computed again, 1 of them not as they were signed."


def test_all_are_looked_at_some_at_a_time(two_months: Flask) -> None:
    assert [(key, number) for key, number, _ in scorecard_rows.signed(batch=1)] == [("MER", 1), ("MER", 2)]
