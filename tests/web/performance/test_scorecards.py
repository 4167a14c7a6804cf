"""Scorecard pages: a draft, shared, agreed, disputed, each with its explanation."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from govtracker.database import db
from govtracker.models import Kpi
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.statements import counted
from tests.support.world import World

CARD = "/r/MER/scorecards/2026-10"


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    with app.app_context():
        measured.agree(world)
        measured.enter(world, "2026-10", OCTOBER)
    return world


def digest_on(html: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', html)
    assert found, "no button that names a digest"
    return found[1]


def shared(world: World) -> str:
    spoc = world.client("client_spoc")
    digest = digest_on(spoc.get(CARD).text)
    assert spoc.post(f"{CARD}/sharing", data={"digest": digest}).status_code == 303
    return digest


def test_a_draft_says_so_and_explains_every_score(mer: World) -> None:
    html = mer.client("supplier_lead").get(CARD).text
    assert "A draft" in html
    assert "(58 − 55) ÷ (65 − 55) × 60 = 18" in html
    assert "Share it" not in html, "only a SPOC shares"


def test_one_side_shares_and_the_other_agrees_to_the_same_digest(mer: World) -> None:
    digest = shared(mer)
    across = mer.client("supplier_spoc")
    html = across.get(CARD).text
    assert digest_on(html) == digest
    assert across.post(f"{CARD}/agreement", data={"digest": digest}).status_code == 303
    agreed = across.get(CARD).text
    assert "Eva Varga" in agreed
    assert "Diego Alonso" in agreed
    assert digest in agreed
    assert 'name="digest"' not in agreed, "what both have signed has no button any more"


def test_agreeing_to_other_figures_than_those_shown_is_refused_in_words(mer: World) -> None:
    shared(mer)
    answer = mer.client("supplier_spoc").post(f"{CARD}/agreement", data={"digest": "0" * 64})
    assert answer.status_code == 422
    assert "has changed since you opened the page" in answer.text


def test_a_dispute_needs_its_reason_and_keeps_the_page(mer: World) -> None:
    shared(mer)
    across = mer.client("supplier_spoc")
    answer = across.post(f"{CARD}/dispute", data={"reason": " "})
    assert answer.status_code == 422
    assert "Say what is wrong" in answer.text
    assert across.post(f"{CARD}/dispute", data={"reason": "Two days are missing"}).status_code == 303
    html = mer.client("client_spoc").get(CARD).text
    assert "Disputed: Two days are missing" in html
    assert "Share it again" in html


def test_what_is_missing_is_listed_plainly_and_leads_to_where_it_is_entered(mer: World) -> None:
    measured.enter(mer, "2026-10", {"FCR": ""}, reason="not delivered")
    measured.excuse(mer, "2026-10", "SL")
    html = mer.client("client_spoc").get(CARD).text
    assert "Not measured: First contact resolution. What is missing counts neither as 0 nor as 100." in html
    assert "/r/MER/measurements?period=2026-10" in html


def test_a_month_ends_where_the_client_is_whoever_looks(mer: World, clock_at) -> None:
    clock_at(datetime(2026, 10, 31, 20, tzinfo=UTC))  # November in Manila, October in Berlin
    assert "This month is not over" in mer.client("supplier_spoc").get(CARD).text
    clock_at(datetime(2026, 10, 31, 23, tzinfo=UTC))
    assert "Share it" in mer.client("supplier_spoc").get(CARD).text


def test_pages_need_the_same_statements_however_much_was_measured(mer: World) -> None:
    spoc = mer.client("client_spoc")
    counts = []
    for month in ("2026-09", "2026-08", "2026-07"):
        for url in (CARD, "/r/MER/scorecards"):
            spoc.get(url)
            with counted() as made:
                spoc.get(url)
            counts.append(len(made))
        measured.enter(mer, month, OCTOBER)
    assert counts[0::2] == [counts[0]] * 3
    assert counts[1::2] == [counts[1]] * 3
    assert max(counts) <= 12
    shared(mer)
    with counted() as made:
        spoc.get(CARD)
    assert len(made) <= 12


def test_the_list_names_each_month_with_its_standing(mer: World) -> None:
    html = mer.client("client_spoc").get("/r/MER/scorecards").text
    assert "October 2026" in html
    assert "Draft" in html


def test_the_first_month_there_can_be_has_none_before_it(app: Flask, world: World) -> None:
    with app.app_context():
        measured.agree(world)
        measured.enter(world, "2000-01", {"CSAT": "80"})
    for url in ("/r/MER/scorecards/2000-01", "/r/MER/scorecards", "/r/MER/measurements?period=2000-01"):
        assert world.client("client_spoc").get(url).status_code == 200


def test_months_of_long_ago_are_listed_where_nothing_is_newer(app: Flask, world: World) -> None:
    with app.app_context():
        measured.agree(world)
        measured.enter_all(world, {"2016-03": {"CSAT": "80"}, "2014-01": {"CSAT": "80"}})
    spoc = world.client("client_spoc")
    html = spoc.get("/r/MER/scorecards").text
    assert "March 2016" in html
    assert "before=2016-03" in html
    assert "January 2014" in spoc.get("/r/MER/scorecards?before=2016-03").text


@pytest.mark.parametrize("period", ["2026-13", "october", "1999-01"])
def test_a_month_that_is_none_does_not_exist(mer: World, period: str) -> None:
    assert mer.client("client_spoc").get(f"/r/MER/scorecards/{period}").status_code == 404


def test_without_criteria_the_page_says_what_to_do_first(app: Flask, world: World) -> None:
    html = world.client("client_spoc").get(CARD).text
    assert "There are no success criteria in force" in html


def test_a_red_kpi_names_its_open_actions_or_says_that_there_are_none(app: Flask, world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", {**measured.OCTOBER, "CSAT": "60"})
    client = world.client("supplier_lead")
    shown = client.get("/r/MER/scorecards/2026-10").text
    assert "Nobody has promised anything yet." in shown
    url = "/r/MER/kpis/2/actions"
    assert f"{url}/new" in shown
    assert f"{url}/new" not in world.client("client_observer").get("/r/MER/scorecards/2026-10").text
    promised = {
        "audience": "shared",
        "title": "Train the night shift",
        "type": "corrective",
        "owner_id": world.people["supplier_lead"],
        "due_on": "2090-01-02",
        "consequence": "It stays red.",
    }
    assert client.post(url, data=promised).location == "/r/MER/actions/1"
    assert "MER-A1 Train the night shift" in client.get("/r/MER/scorecards/2026-10").text


def test_both_sides_talk_under_a_shared_scorecard_and_what_is_internal_stays_so(mer: World) -> None:
    shared(mer)
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    for audience, body in (("shared", "Cebu was closed for two days."), ("client", "Ask for the logs before we sign.")):
        answer = client.post("/r/MER/scorecards/1/comments", data={"audience": audience, "body": body})
        assert answer.status_code == 303
        assert client.get(answer.location).status_code == 200
    assert "Ask for the logs" in client.get(CARD).text
    seen = supplier.get(CARD).text
    assert "Cebu was closed for two days." in seen
    assert "Ask for the logs" not in seen
    assert mer.client("other_client_spoc").get("/r/MER/scorecards/1/comments").status_code == 404


def test_an_agreed_scorecard_is_amended_and_both_snapshots_stay_readable(mer: World) -> None:
    digest = shared(mer)
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    supplier.post(f"{CARD}/agreement", data={"digest": digest})
    assert "Amend…" not in client.get(CARD).text, "nothing has changed"
    with mer.context():
        measured.enter(mer, "2026-10", {"FCR": "70"}, reason="Two days were missing")
    page = client.get(CARD).text
    assert "The figures have changed since both sides agreed" in page
    unsaid = client.post(f"{CARD}/amendment", data={"digest": digest_on(page), "why": ""})
    assert unsaid.status_code == 422
    assert "Say why it has to be amended." in unsaid.text
    made = client.post(f"{CARD}/amendment", data={"digest": digest_on(page), "why": "Two days were missing"})
    assert made.location.endswith("/r/MER/scorecards/2")
    assert "An amendment is proposed" in supplier.get(CARD).text
    amendment = supplier.get(made.location).text
    assert "This amends" in amendment
    assert supplier.post(f"{made.location}/agreement", data={"digest": digest_on(amendment)}).status_code == 303
    assert "82.0" in client.get(CARD).text
    with counted() as made_by:
        before = client.get("/r/MER/scorecards/1").text
    assert len(made_by) <= 12
    assert "Both sides have amended this since" in before
    assert "65.6" in before


def test_the_list_puts_what_was_shared_into_one_rolling_figure(mer: World) -> None:
    assert "Rolling score" not in mer.client("client_spoc").get("/r/MER/scorecards").text
    with mer.context():
        measured.enter(mer, "2026-09", {**OCTOBER, "FCR": "70"})
        for month in ("2026-09", "2026-10"):
            measured.share(mer, month)
    html = mer.client("client_spoc").get("/r/MER/scorecards").text
    assert "73.5" in html, "(12 × 65.64 + 11 × 82.04) ÷ 23"
    assert "of the 2 shared scorecards" in html


def test_what_is_missing_leads_to_where_it_is_entered_or_rated(app: Flask, world: World) -> None:
    with app.app_context():
        measured.agree(world, measured.TRUST, *measured.KPIS)
        measured.enter(world, "2026-10", {code: text for code, text in OCTOBER.items() if code != "CSAT"})
    spoc = world.client("client_spoc")
    entering, rating = "/r/MER/measurements?period=2026-10", "/r/MER/ratings?period=2026-10"
    card = spoc.get(CARD).text
    assert f'<a href="{entering}">Enter it</a>' in card
    assert f'<a href="{rating}">Rate it</a>' in card
    quarter = spoc.get("/r/MER/scorecards/2026-Q3").text
    assert f'<a href="{entering.replace("10", "09")}">' in quarter
    with app.app_context():
        trust = db.session.query(Kpi.id).filter_by(code="TRUST").scalar()
    assert rating in spoc.get(f"{CARD}/explanation/{trust}").text
