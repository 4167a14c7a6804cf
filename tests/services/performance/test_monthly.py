"""A month of many relationships at once: the same drafts as one by one, in the same number of statements."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import Measurement, Reading
from govtracker.queries import find
from govtracker.queries.performance import in_force, scorecard_months
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.services.performance import monthly
from tests.support import measured
from tests.support.statements import counted
from tests.support.world import World

OCTOBER = date(2026, 10, 1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def both(in_app: Flask, world: World) -> World:
    for key in ("MER", "CAS"):
        measured.agree(world, *measured.KPIS[:3], key=key)
    with database.transaction():
        for key, spoc in (("MER", "client_spoc"), ("CAS", "other_client_spoc")):
            measures = months.measures(world.viewer(spoc), world.relationships[key])
            for place, measure in enumerate(measures):
                for offset in range(31):
                    parts = {"numerator": Decimal(60 + place + offset % 3), "denominator": Decimal(100 - offset)}
                    db.session.add(Reading(kpi_id=measure.kpi_id, day=OCTOBER + timedelta(days=offset), **parts))
    return world


def test_drafts_of_many_are_those_of_each_and_running_again_changes_nothing(both: World) -> None:
    ids = in_force.relationships()
    month = periods.parse("2026-10")
    assert set(ids) == {both.relationships["MER"], both.relationships["CAS"]}
    with database.transaction():
        drafts = monthly.run(ids, month, at=NOW)
    for key, spoc in (("MER", "client_spoc"), ("CAS", "other_client_spoc")):
        relationship = find.relationship(both.viewer(spoc), key)
        alone = scorecard_months.current(Slot(relationship, month, None))
        assert drafts[relationship.id] == alone
        assert alone is not None
        assert alone.result.overall is not None
    stood = {(one.kpi_id, one.numerator, one.entered_at) for one in db.session.query(Measurement)}
    with database.transaction():
        assert monthly.run(ids, month, at=NOW + timedelta(hours=1)) == drafts
    db.session.expire_all()
    assert {(one.kpi_id, one.numerator, one.entered_at) for one in db.session.query(Measurement)} == stood


def test_more_relationships_take_no_more_statements(both: World) -> None:
    sent = []
    for ids in (in_force.relationships()[:1], in_force.relationships()):
        with database.transaction(), counted() as made:
            monthly.run(ids, periods.parse("2026-10"), at=NOW)
        sent.append(len(made))
    assert sent == [10, 10]


def test_the_command_prints_every_draft(both: World, in_app: Flask) -> None:
    said = in_app.test_cli_runner().invoke(args=["score-month", "2020-01"])
    assert said.exit_code == 0
    assert [line.split("\t")[0] for line in said.output.splitlines()] == ["MER", "CAS"]
    refused = in_app.test_cli_runner().invoke(args=["score-month", "October"])
    assert "Write year and month" in refused.output
