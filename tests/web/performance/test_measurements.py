"""The grid and the single measurement: typed once, refused in place, corrected with a reason."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from govtracker.database import db
from govtracker.models import Correction, Measurement
from tests.support import measured, typed
from tests.support.statements import counted
from tests.support.world import World

GRID = "/r/MER/measurements?period=2026-11"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def mer(world: World, clock_at) -> World:
    clock_at(NOW)
    measured.agree(world)
    return world


def text(client: FlaskClient, url: str = GRID) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def save(client: FlaskClient, page: str, **cells: str) -> tuple[int, str]:
    named = {name.replace("__", ":"): value for name, value in cells.items()}
    answer = client.post(GRID, data={**typed.form(page, GRID), **named})
    return answer.status_code, answer.get_data(as_text=True)


def stored(world: World) -> dict[str, str]:
    with world.context():
        rows = db.session.query(Measurement).order_by(Measurement.kpi_id)
        return {f"{row.kpi.code} {row.period_on:%m}": str(row.value or row.numerator) for row in rows}


def test_values_are_typed_into_the_grid_and_shown_with_who_entered_them(mer: World) -> None:
    client = mer.client("supplier_lead")
    status, _ = save(
        client, text(client), **{"CSAT:2026-10": "84,5", "FCR:2026-10": "38512/66400", "SL:2026-11": "70?"}
    )
    assert status == 303
    assert stored(mer) == {"FCR 10": "38512", "CSAT 10": "84.5", "SL 11": "70"}
    page = text(client)
    assert 'value="84.50"' not in page
    assert 'value="84.5"' in page
    assert 'value="70?"' in page
    assert "Priya Nair, provisional" in page
    assert "3 values saved." in page


def test_a_bad_cell_is_refused_in_place_and_nothing_is_saved_or_lost(mer: World) -> None:
    client = mer.client("client_spoc")
    status, page = save(client, text(client), **{"CSAT:2026-10": "101", "FCR:2026-10": "=A1", "SL:2026-10": "70"})
    assert status == 422
    for words in ("A percentage cannot be above 100.", "“=A1” is a formula.", 'value="70"', 'value="101"'):
        assert words in page
    assert "Customer satisfaction, October 2026: A percentage" in page
    assert stored(mer) == {}


def test_a_share_of_one_is_asked_about_where_a_percentage_is_expected(mer: World) -> None:
    client = mer.client("client_spoc")
    status, page = save(client, text(client), **{"CSAT:2026-10": "0.85"})
    assert (status, stored(mer)) == (422, {})
    assert "0.85 may be 85 % or 0.85 %: write which, with the percent sign." in page
    status, _ = save(client, page, **{"CSAT:2026-10": "0.85 %"})
    assert (status, stored(mer)) == (303, {"CSAT 10": "0.85"})
    assert save(client, text(client), **{"SL:2026-10": "70"})[0] == 303  # what stands is not asked about again


def test_a_correction_asks_for_its_reason(mer: World) -> None:
    client = mer.client("client_spoc")
    save(client, text(client), **{"CSAT:2026-10": "84"})
    status, page = save(client, text(client), **{"CSAT:2026-10": "86"})
    assert (status, "say why. The old value is kept" in page, 'value="86"' in page) == (422, True, True)
    status, _ = save(client, text(client), **{"CSAT:2026-10": "86", "reason": "Late answers"})
    assert status == 303
    one = text(client, "/r/MER/measurements/CSAT/2026-10")
    assert "Late answers" in one
    assert "What it said before" in one


def test_two_people_in_one_grid_keep_both_their_cells_and_hear_of_a_clash(mer: World) -> None:
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    mine, theirs = text(client), text(supplier)
    assert save(supplier, theirs, **{"CSAT:2026-10": "84"})[0] == 303
    assert save(client, mine, **{"FCR:2026-10": "71"})[0] == 303
    assert stored(mer) == {"FCR 10": "71", "CSAT 10": "84"}
    status, page = save(client, mine, **{"CSAT:2026-10": "90"})
    assert (status, "Changed meanwhile to “84”" in page) == (422, True)


def test_what_a_shared_scorecard_holds_is_shown_and_not_typed_over(mer: World) -> None:
    measured.enter(mer, "2026-10", measured.OCTOBER)
    measured.share(mer)
    client = mer.client("client_spoc")
    page = text(client)
    assert 'name="CSAT:2026-10"' not in page
    assert 'name="CSAT:2026-09"' in page
    assert "76.0 %" in page
    assert "Dispute the scorecard first" in text(client, "/r/MER/measurements/CSAT/2026-10")
    answer = client.post("/r/MER/measurements/CSAT/2026-10", data={"state": "measured", "value": "80", "reason": "x"})
    assert (answer.status_code, "Dispute the scorecard first" in answer.get_data(as_text=True)) == (422, True)


def test_one_measurement_whole_takes_numerator_denominator_and_note(mer: World) -> None:
    client = mer.client("client_spoc")
    url = "/r/MER/measurements/FCR/2026-10"
    data = typed.form(text(client, url), url)
    both = client.post(url, data={**data, "value": "58", "numerator": "58", "denominator": "100"})
    assert "or numerator and denominator, not both" in both.get_data(as_text=True)
    data |= {"numerator": "38512", "denominator": "66400", "n": "66400", "note": "Two days estimated"}
    assert client.post(url, data=data).status_code == 303
    page = text(client, url)
    assert "38,512 ÷ 66,400" in page
    assert "58.0 %" in page
    assert "Two days estimated" in page
    again = client.post(url, data={**typed.form(page, url), "state": "not_applicable"})
    assert "Leave the figures empty" in again.get_data(as_text=True)


@pytest.mark.parametrize("tail", ["CSAT/2026-13", "CSAT/1999-01", "CSAT/x", "NONE/2026-10"])
def test_a_month_or_kpi_that_is_none_is_not_found(mer: World, tail: str) -> None:
    assert mer.client("client_spoc").get(f"/r/MER/measurements/{tail}").status_code == 404


def test_months_lead_back_to_the_beginning_and_forward_to_the_running_one(mer: World) -> None:
    client = mer.client("client_spoc")
    assert "period=2026-05" in text(client)
    assert "period=2026-11" in text(client, "/r/MER/measurements?period=2026-05")
    assert client.get("/r/MER/measurements?period=2000-02").status_code == 200
    assert client.get("/r/MER/measurements?period=nonsense").status_code == 404
    future = text(client, "/r/MER/measurements?period=2027-03")
    assert 'name="CSAT:2026-11"' in future
    assert 'name="CSAT:2026-12"' not in future


def test_people_who_may_only_read_get_figures_and_no_fields(mer: World) -> None:
    measured.enter(mer, "2026-10", {"FCR": "38512/66400"})
    page = text(mer.client("executive"))
    assert "58.0 %" in page
    assert 'name="CSAT' not in page


def test_computed_kpis_are_computed_on_demand_and_not_typed(world: World, clock_at) -> None:
    clock_at(NOW)
    measured.agree(world, *measured.COMPUTED)
    client = world.client("client_spoc")
    page = text(client)
    assert "Compute what is known here" in page
    assert 'name="MTTR' not in page
    answer = client.post("/r/MER/measurements/computation?period=2026-11")
    assert answer.location == "/r/MER/measurements?period=2026-11"


def test_the_grid_needs_the_same_statements_however_much_there_is(mer: World) -> None:
    client = mer.client("client_spoc")
    text(client)
    with counted() as few:
        text(client)
    for month in range(6, 11):
        measured.enter(mer, f"2026-{month:02}", measured.OCTOBER)
    with counted() as many:
        text(client)
    assert len(few) == len(many) <= 8
    with mer.context():
        assert db.session.query(Correction).count() == 0
        assert db.session.query(Measurement).filter_by(period_on=date(2026, 6, 1)).count() == 6
