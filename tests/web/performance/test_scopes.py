"""Services, sites and segments: named by a SPOC, measured by themselves, and put together for the whole."""

import io

import pytest
from flask import Flask

from govtracker.database import db
from govtracker.models import Measurement, ScorecardScope
from tests.support import measured
from tests.support.world import World


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def test_two_sites_are_named_measured_and_put_together(mer: World) -> None:
    client = mer.client("client_spoc")
    for name, text in (("Cebu", "90/100"), ("Manila", "10/300")):
        assert client.post("/r/MER/scopes", data={"name": name, "kind": "site"}).status_code == 303
        with mer.context():
            scope = db.session.query(ScorecardScope).filter_by(name=name).one().id
        answer = client.post(f"/r/MER/measurements?period=2026-10&scope={scope}", data={"SL:2026-10": text})
        assert answer.status_code == 303
        assert f"scope={scope}" in answer.location
    with mer.context():
        assert {row.scope_id for row in db.session.query(Measurement)} == {1, 2}
    assert "25.0 %" in client.get("/r/MER/measurements?period=2026-10").text
    assert "Cebu" in client.get("/r/MER/measurements/SL/2026-10?scope=1").text
    assert client.get("/r/MER/measurements?scope=99").status_code == 404


def test_a_name_that_is_taken_is_refused_beside_it(mer: World) -> None:
    client = mer.client("client_spoc")
    client.post("/r/MER/scopes", data={"name": "Cebu", "kind": "site"})
    answer = client.post("/r/MER/scopes", data={"name": " cebu ", "kind": "service"})
    assert answer.status_code == 422
    assert "There is one of that name already." in answer.text
    kept = {"name": "Cebu City", "kind": "site"}  # no longer offered
    assert client.post("/r/MER/scopes/1", data=kept).status_code == 303
    assert "no longer measured" in client.get("/r/MER/scopes").text


def test_the_page_of_a_month_shows_its_weeks_and_its_days(mer: World) -> None:
    client = mer.client("client_spoc")
    rows = "".join(f"SL,2026-10-{day:02},{day},40\n" for day in range(1, 32))
    data = {"file": (io.BytesIO(f"KPI,Date,Numerator,Denominator\n{rows}".encode()), "days.csv")}
    page = client.post("/r/MER/measurements/import", data=data).location
    assert client.post(f"{page}/confirmation", data={"mode": "all"}).status_code == 303
    shown = client.get("/r/MER/measurements/SL/2026-10").text
    assert "Week 41 of 2026 (5 October to 11 October)" in shown
    assert "20.0 %" in shown  # 5 to 11 of 40: 56 of 280
    assert "31 ÷ 40" in shown
    assert "It is rolled up from the days below" in shown
