"""The page of daily performance: yesterday against plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import CriteriaSet, Kpi, Reading
from tests.support import measured
from tests.support.world import World

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_yesterday_stands_against_plan_and_a_day_without_figures_says_so(
    app: Flask, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(NOW)
    with app.app_context():
        measured.agree(world, measured.terms("CSAT"))
        with database.transaction():
            kpi = db.session.query(Kpi).filter_by(code="CSAT").one()
            db.session.add(Reading(kpi_id=kpi.id, day=date(2026, 11, 21), scope=0, value=Decimal(1)))
    page = world.client("supplier_member").get("/r/MER/daily").get_data(as_text=True)
    assert "how did Sat 21 Nov go against plan?" in page
    assert page.count('data-label="Colour"') == 1
    earlier = world.client("client_lead").get("/r/MER/daily?on=2026-10-01").get_data(as_text=True)
    assert "No day is known here" in earlier
    assert world.client("other_supplier_spoc").get("/r/MER/daily").status_code == 404


def test_a_past_day_is_held_against_what_was_agreed_for_its_month(
    app: Flask, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(NOW)
    with app.app_context():
        for code in ("CSAT", "FCR"):
            measured.agree(world, measured.terms(code))
        with database.transaction():
            second = db.session.query(CriteriaSet).filter_by(version=2)
            second.update({"in_force_from": datetime(2026, 10, 31, 23, 30, tzinfo=UTC)})  # 1 November in Berlin
            for kpi in db.session.query(Kpi):
                for month in (10, 11):
                    db.session.add(Reading(kpi_id=kpi.id, day=date(2026, month, 20), scope=0, value=Decimal(1)))
    client = world.client("client_lead")
    pages = [client.get(f"/r/MER/daily?on=2026-{month}-20").get_data(as_text=True) for month in (10, 11)]
    assert [page.count('data-label="Colour"') for page in pages] == [1, 2]
    assert "CSAT" in pages[0]
