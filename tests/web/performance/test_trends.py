"""The page of a KPI's trend and its picture: what it says, begun anew with a reason, kept by the browser."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from govtracker.charts import shelf
from tests.support import measured, typed
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FCR = "/r/MER/kpis/FCR"
VALUES = ("70.5", "71.5", "70", "72", "71", "71.5", "70.5", "71", "72", "60")


@pytest.fixture
def mer(world: World, clock_at) -> World:
    clock_at(NOW)
    measured.agree(world)
    measured.enter_all(world, {f"2026-{month:02d}": {"FCR": value} for month, value in enumerate(VALUES, 1)})
    return world


def text(client: FlaskClient, url: str = FCR) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def source(page: str) -> str:
    """The address of the picture."""
    return page.split('hx-get="')[1].split('"', maxsplit=1)[0].replace("&amp;", "&")


def test_the_page_says_what_the_trend_shows_with_its_data_as_a_table(mer: World) -> None:
    page = text(mer.client("supplier_sponsor"))
    assert "Concern in October 2026: below the lower limit." in page
    assert 'October 2026</th><td data-label="Value">60 %' in page
    assert "Begin a new baseline" not in page  # the SPOCs alone


def test_what_a_page_costs_does_not_grow(mer: World) -> None:
    client = mer.client("client_spoc")
    measured.enter(mer, "2026-10", {"CSAT": "80", "SL": "70", "PRICE": "4.5"})
    for url in (FCR, "/r/MER/kpis"):
        with counted() as statements:
            text(client, url)
        assert len(statements) <= 12


def test_all_kpis_stand_on_one_page_what_concerns_first(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "80"})
    page = text(mer.client("client_observer"), "/r/MER/kpis?to=2026-10")
    names = ["First contact resolution", "Customer satisfaction", "Price per contact"]
    assert sorted(names, key=page.index) == names
    earlier = text(mer.client("client_observer"), "/r/MER/kpis?to=2026-09")
    assert "Concern" not in earlier


def test_the_scorecard_shows_the_gauges_and_leads_to_the_trends(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "80", "PRICE": "4.5", "SELL": "160"}, reason="late")
    page = text(mer.client("client_spoc"), "/r/MER/scorecards/2026-10")
    assert "Experience, cost and revenue" in page
    assert page.count("Zone: ") == 2  # for a desk and for a telephone
    assert 'hx-get="/r/MER/kpis?to=2026-10"' in page


def test_the_picture_is_kept_for_ever_under_its_digest_and_never_drawn_twice(mer: World, monkeypatch) -> None:
    client = mer.client("client_spoc")
    src = source(text(client))
    first = client.get(src)
    assert first.mimetype == "image/svg+xml"
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "target 70 %" in first.get_data(as_text=True)
    again = client.get(src, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    monkeypatch.setattr(shelf, "_put", lambda *_: pytest.fail("drawn again"))
    assert client.get(src).get_data() == first.get_data()


def test_an_address_that_is_out_of_date_shows_what_is_true_and_is_asked_again(mer: World) -> None:
    answer = mer.client("client_spoc").get("/r/MER/charts/trend/FCR?v=old&look=nothing&size=huge")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_baseline_begins_anew_with_a_reason(mer: World) -> None:
    client = mer.client("supplier_spoc")
    form = typed.form(text(client), f"{FCR}/baselines")
    refused = client.post(f"{FCR}/baselines", data={**form, "period": "2026-10", "reason": ""})
    assert refused.status_code == 422
    assert "Say what changed." in refused.get_data(as_text=True)
    answer = client.post(f"{FCR}/baselines", data={**form, "period": "2026-10", "reason": "A new telephone system"})
    assert answer.status_code == 303
    page = text(client)
    assert "A new telephone system" in page
    assert "Concern" not in page.split("What it says")[1]
    assert client.post(f"{FCR}/baselines/2026-10/removal").status_code == 303
    assert "A new telephone system" not in text(client)


def test_without_a_value_the_page_says_where_they_are_entered(mer: World) -> None:
    assert "Nothing is measured yet" in text(mer.client("client_spoc"), "/r/MER/kpis/CSAT")


def test_nobody_sees_the_trend_of_another_relationship(mer: World) -> None:
    stranger = mer.client("other_supplier_spoc")
    assert stranger.get(FCR).status_code == 404
    assert stranger.get("/r/MER/charts/trend/FCR").status_code == 404
