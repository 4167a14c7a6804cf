"""Behind a scorecard: down to the measurement, two periods beside each other, quarters, fiscal years and scopes."""

import re
from datetime import date

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.documents.scorecard_pdf import Paper
from govtracker.enums import PeriodKind, ScopeKind, ScorecardStatus
from govtracker.models import Kpi, Measurement, Scorecard, ScorecardScope
from govtracker.queries import find
from govtracker.queries.performance import scorecard_months, scorecard_rows
from govtracker.rules.performance import snapshot, verification
from govtracker.services import Refused
from govtracker.services.structure import relationships
from govtracker.web import scorecard_papers
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.statements import counted
from tests.support.world import World

CARDS = "/r/MER/scorecards"


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    with app.app_context():
        measured.agree(world)
        for month in ("2026-07", "2026-08", "2026-09"):
            measured.enter(world, month, {**OCTOBER, "FCR": "650/1000"})
        measured.enter(world, "2026-09", {"FCR": "60/200"}, reason="The file was that of August")
    return world


def kpi_id(world: World, code: str = "FCR") -> int:
    with world.app.app_context():
        return db.session.query(Kpi.id).filter_by(code=code).scalar() or 0


def paper_of(world: World, period: str) -> Paper:
    with world.app.app_context():
        viewer = world.viewer("supplier_lead")
        shown = scorecard_months.shown(viewer, find.relationship(viewer, "MER"), period)
    assert shown is not None
    with world.app.test_request_context():
        return scorecard_papers.of(shown)


def digest_on(html: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', html)
    assert found
    return found[1]


def test_a_score_is_explained_down_to_who_entered_what_and_what_it_said_before(mer: World) -> None:
    html = mer.client("supplier_lead").get(f"{CARDS}/2026-09/explanation/{kpi_id(mer)}").text
    assert "60 ÷ 200 × 100 = 30 %" in html
    assert "Eva Varga" in html
    assert "650 ÷ 1,000" in html
    assert "The file was that of August" in html
    assert mer.client("client_spoc").get(f"{CARDS}/2026-09/explanation/999").status_code == 404
    assert mer.client("other_client_spoc").get(f"{CARDS}/2026-09/explanation/{kpi_id(mer)}").status_code == 404


def test_two_periods_stand_side_by_side_with_what_moved_the_score(mer: World) -> None:
    html = mer.client("client_spoc").get(f"{CARDS}/2026-09/comparison").text
    assert "September 2026 beside August 2026" in html
    assert "−12.00" in html, "FCR fell from 60 to 0 and carries a fifth"
    other = mer.client("client_spoc").get(f"{CARDS}/2026-09/comparison?with=2026-07")
    assert "July 2026" in other.text
    assert mer.client("client_spoc").get(f"{CARDS}/2026-09/comparison?with=2026-Q2").status_code == 404
    assert "Nothing to compare" in mer.client("client_spoc").get(f"{CARDS}/2026-07/comparison").text


def test_a_quarter_is_rolled_up_by_sums_and_shared_agreed_and_verified_like_a_month(mer: World) -> None:
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    page = client.get(f"{CARDS}/2026-Q3").text
    whole = client.get(f"{CARDS}/2026-Q3/explanation/{kpi_id(mer)}").text
    assert "1,360 ÷ 2,200 × 100 = 61.818182 %" in whole, "no mean of ratios, which is 53.3 %"
    assert "3 of 3 months: July 2026, August 2026, September 2026" in page
    assert "for 3 periods" in page, "what is summed up has the anchors of as many months"
    assert paper_of(mer, "2026-Q3").criteria[5].anchors == "300 / 450 / 600 for 3 periods"
    assert client.post(f"{CARDS}/2026-Q3/sharing", data={"digest": digest_on(page)}).status_code == 303
    seen = digest_on(supplier.get(f"{CARDS}/2026-Q3").text)
    assert supplier.post(f"{CARDS}/2026-Q3/agreement", data={"digest": seen}).status_code == 303
    with mer.app.app_context():
        card = db.session.query(Scorecard).one()
        assert (card.period_kind, card.period_key, card.status) == (
            PeriodKind.QUARTER,
            "2026-Q3",
            ScorecardStatus.AGREED,
        )
        assert snapshot.read(card.snapshot).months == ("2026-07", "2026-08", "2026-09")
        assert [verification.differences(kept) for _, _, kept in scorecard_rows.signed()] == [[]]
    assert "Quarter 3 of 2026" in client.get(f"{CARDS}?kind=quarter").text
    with mer.app.app_context(), database.transaction():
        spoc = mer.viewer("client_spoc")
        with pytest.raises(Refused, match="have scorecards already"):
            relationships.edit(find.relationship(spoc, "MER"), {"fiscal_year_start": 2}, by=spoc, at=measured.AGREED_AT)
    with mer.app.app_context(), database.transaction():
        db.session.query(Scorecard).one().period_on = date(2026, 4, 1)
    assert "is not the one that was signed for this" in client.get(f"{CARDS}/1").text, "moved"
    with mer.app.app_context(), database.transaction():
        db.session.query(Scorecard).one().period_on = date(2026, 7, 1)
    assert client.get(CARDS).text.count(">Draft<") == 3, "its months are drafts still"


def test_a_fiscal_year_with_months_to_come_is_provisional_and_not_shared(mer: World) -> None:
    page = mer.client("client_spoc").get(f"{CARDS}/FY2026").text
    assert "provisional" in page
    assert "3 of 12 months" in page
    assert "This period is not over" in page


def test_a_scope_has_its_scorecard_and_the_whole_is_what_its_scopes_come_to(mer: World) -> None:
    scope_id = scope_id_of(mer)
    client = mer.client("client_spoc")
    page = client.get(f"{CARDS}/2026-08?scope={scope_id}").text
    assert "August 2026, Cebu" in page
    assert client.post(f"{CARDS}/2026-08/sharing?scope={scope_id}", data={"digest": digest_on(page)}).status_code == 303
    assert "Cebu" in client.get(f"{CARDS}/1").text
    assert "A draft" in client.get(f"{CARDS}/2026-08").text, "the whole is shared by itself"
    assert "Cebu" in client.get(f"{CARDS}/2026-08/explanation/{kpi_id(mer)}").text
    assert client.get(f"{CARDS}/2026-08?scope=99").status_code == 404
    assert mer.client("client_spoc").get(f"{CARDS}?scope={scope_id}").status_code == 200


def test_what_is_done_on_a_scopes_page_is_done_to_the_scopes_scorecard(mer: World) -> None:
    scope = scope_id_of(mer)
    mine = f"?scope={scope}"
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    for query in ("", mine):
        seen = digest_on(client.get(f"{CARDS}/2026-08{query}").text)
        assert client.post(f"{CARDS}/2026-08/sharing{query}", data={"digest": seen}).status_code == 303
    page = supplier.get(f"{CARDS}/2026-08{mine}").text
    action = re.search(r'action="([^"]*/dispute[^"]*)"', page)
    assert action
    assert supplier.post(action[1], data={"reason": "Not so"}).headers["Location"].endswith(mine)
    assert statuses(mer) == {None: ScorecardStatus.SHARED, scope: ScorecardStatus.DISPUTED}
    seen = digest_on(client.get(f"{CARDS}/2026-08{mine}").text)
    client.post(f"{CARDS}/2026-08/sharing{mine}", data={"digest": seen})
    answer = supplier.post(f"{CARDS}/2026-08/agreement{mine}", data={"digest": seen})
    assert answer.status_code == 303
    assert statuses(mer) == {None: ScorecardStatus.SHARED, scope: ScorecardStatus.AGREED}
    assert client.post(f"{CARDS}/2026-08/amendment{mine}", data={"why": "", "digest": seen}).status_code == 422
    assert client.post(f"{CARDS}/2026-08/amendment?scope=99", data={"why": "x", "digest": seen}).status_code == 404


def statuses(world: World) -> dict[int | None, ScorecardStatus]:
    with world.app.app_context():
        return {card.scope_id: card.status for card in db.session.query(Scorecard)}


def scope_id_of(world: World) -> int:
    """A scope with the first contact resolution of all months as its own."""
    with world.app.app_context(), database.transaction():
        scope = ScorecardScope(relationship_id=world.relationships["MER"], kind=ScopeKind.SITE, name="Cebu")
        db.session.add(scope)
        db.session.flush()
        for one in db.session.query(Measurement).filter_by(kpi_id=kpi_id_of("FCR")):
            one.scope_id = scope.id
        return scope.id


def kpi_id_of(code: str) -> int:
    return db.session.query(Kpi.id).filter_by(code=code).scalar() or 0


def test_pages_behind_a_scorecard_keep_to_their_statements(mer: World) -> None:
    spoc = mer.client("client_spoc")
    for url in ("2026-Q3", f"2026-09/explanation/{kpi_id(mer)}", "2026-09/comparison"):
        spoc.get(f"{CARDS}/{url}")
        with counted() as made:
            spoc.get(f"{CARDS}/{url}")
        assert len(made) <= 12, url


def test_the_paper_carries_the_digest_both_sign_and_nobody_else_gets_it(mer: World) -> None:
    answer = mer.client("supplier_lead").get(f"{CARDS}/2026-09.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    paper = paper_of(mer, "2026-09")
    on_page = digest_on(mer.client("client_spoc").get(f"{CARDS}/2026-09").text)
    assert (paper.digest, paper.standing, len(paper.criteria)) == (on_page, "Watch", 6)
    assert paper.signatures[0].said == "has not signed"
    assert paper.gauges_said.startswith("Customer experience 38, below its floor of 65")
    assert mer.client("other_client_spoc").get(f"{CARDS}/2026-09.pdf").status_code == 404


def test_the_paper_says_nought_where_that_was_measured(mer: World) -> None:
    measured.enter(mer, "2026-09", {"INV": "0"}, reason="All of them were wrong")
    assert paper_of(mer, "2026-09").criteria[4].value == "0 %"
