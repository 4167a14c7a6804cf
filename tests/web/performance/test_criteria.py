"""The pages of the success criteria: draft, propose, agree; nothing typed is lost."""

import re

import pytest
from flask.testing import FlaskClient

from govtracker import database
from govtracker.database import db
from govtracker.enums import CriteriaStatus
from govtracker.models import CriteriaSet, Kpi
from tests.support import measured, typed
from tests.support.statements import counted
from tests.support.world import World

KPI = {
    "code": "csat",
    "name": "Customer satisfaction",
    "definition": "Answers 4 and 5",
    "formula": "",
    "computed": "",
    "source": "survey",
    "unit": "percent",
    "unit_label": "",
    "decimals": "1",
    "aggregation": "ratio",
    "frequency": "monthly",
    "grace_days": "10",
    "entered_by": "either",
    "owner_seat_id": "",
    "pillar": "experience",
    "weight": "20",
    "worst": "60",
    "minimum": "75",
    "target": "85,5",
}
WEIGHTS = {
    "experience": "60",
    "cost": "40",
    "experience_floor": "65",
    "experience_top": "90",
    "cost_floor": "70",
    "revenue_floor": "70",
}


def text(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def digest(page: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def drafted(world: World) -> None:
    with world.context(), database.transaction():
        measured.drafted(world)


def test_from_nothing_to_a_version_both_sides_agreed_on(world: World) -> None:
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    assert "Nothing is agreed yet" in text(client, "/r/MER/criteria")
    assert client.post("/r/MER/criteria/drafts").location == "/r/MER/criteria/draft"
    assert client.post("/r/MER/criteria/draft", data={**WEIGHTS, "seen": ""}).status_code == 303
    assert client.post("/r/MER/criteria/draft/kpis", data=KPI).status_code == 303
    draft = text(supplier, "/r/MER/criteria/draft")
    assert "Customer experience 60 %" in draft
    assert "60 / 75 / 85.5" in draft
    assert client.post("/r/MER/criteria/1/proposal").status_code == 303
    proposed = text(supplier, "/r/MER/criteria")
    assert "It is in force when Meridian agrees too" in proposed
    assert supplier.post("/r/MER/criteria/1/agreement", data={"digest": digest(proposed)}).status_code == 303
    agreed = text(client, "/r/MER/criteria")
    assert "Diego Alonso" in agreed
    with world.context():
        assert db.session.query(CriteriaSet.status).scalar() is CriteriaStatus.AGREED


def test_crossing_anchors_are_refused_beside_the_field_and_nothing_typed_is_lost(world: World) -> None:
    drafted(world)
    answer = world.client("client_spoc").post(
        "/r/MER/criteria/draft/kpis", data={**KPI, "code": "NEW", "minimum": "90"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The target has to lie above the minimum." in page
    assert 'aria-describedby="target-error" aria-invalid="true"' in page
    for words in ('value="85,5"', 'value="90"', "Answers 4 and 5", 'value="survey"'):
        assert words in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("weight", "many", "“many” is not a number."),
        ("target", "1,234", "has two readings"),
        ("target", "101", "A percentage cannot be above 100."),
        ("target", "NaN", "not a number that can be scored"),
        ("target", "", "Enter a number."),
        ("decimals", "7", "Between 0 and 6."),
        ("name", "", "Enter a name."),
        ("name", "x" * 121, "120"),
        ("name", "x" * 1000, "120"),
        ("weight", "-1", "A weight lies between 0 and"),
        ("minimum", "60", "The minimum has to lie above the worst value."),
        ("high_target", "84", "A range needs all three anchors on its high side."),
        ("grace_days", "400", "Between 0 and 90 days."),
        ("frequency", "hourly", "Not a valid choice"),
        ("code", "a b", "capital letters"),
        ("unit", "parsec", "Not a valid choice"),
    ],
)
def test_bad_input_is_answered_beside_its_field(world: World, field: str, value: str, words: str) -> None:
    drafted(world)
    data = {**KPI, "code": "NEW", field: value}
    answer = world.client("client_spoc").post("/r/MER/criteria/draft/kpis", data=data)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True).replace("&#39;", "'")
    with world.context():
        assert db.session.query(Kpi).count() == 6


def test_weights_that_carry_nothing_or_lie_below_zero_are_answered_beside_their_field(world: World) -> None:
    drafted(world)
    client = world.client("client_spoc")
    nothing = {**WEIGHTS, "experience": "", "cost": "", "revenue": "0"}
    answer = client.post("/r/MER/criteria/draft", data=nothing)
    assert (answer.status_code, "Give at least one pillar a weight." in answer.get_data(as_text=True)) == (422, True)
    answer = client.post("/r/MER/criteria/draft", data={**WEIGHTS, "cost": "-5"})
    assert "A weight lies between 0 and" in answer.get_data(as_text=True)


def test_the_same_form_posted_twice_adds_one_kpi(world: World) -> None:
    drafted(world)
    client = world.client("client_spoc")
    data = {**KPI, "code": "NEW", "submission_id": "one-and-the-same"}
    assert [client.post("/r/MER/criteria/draft/kpis", data=data).status_code for _ in range(2)] == [303, 303]
    with world.context():
        assert db.session.query(Kpi).filter_by(code="NEW").count() == 1


def test_two_people_change_one_kpi_and_both_changes_stand(world: World) -> None:
    drafted(world)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    url = "/r/MER/criteria/draft/kpis/CSAT"
    opened = typed.form(text(client, url), url)
    assert supplier.post(url, data={**typed.form(text(supplier, url), url), "weight": "33"}).status_code == 303
    assert client.post(url, data={**opened, "definition": "Answers 4 and 5"}).status_code == 303
    now = text(client, url)
    assert 'value="33"' in now
    assert "Answers 4 and 5" in now
    answer = client.post(url, data={**opened, "weight": "44"})
    assert answer.status_code == 422
    assert "Changed meanwhile to “33”" in answer.get_data(as_text=True)


def test_sending_back_needs_a_reason_and_leads_to_the_draft(world: World) -> None:
    drafted(world)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    client.post("/r/MER/criteria/1/proposal")
    refused = supplier.post("/r/MER/criteria/1/return", data={"reason": ""})
    assert (refused.status_code, "Say what should change." in refused.get_data(as_text=True)) == (422, True)
    answer = supplier.post("/r/MER/criteria/1/return", data={"reason": "too steep"})
    assert answer.location == "/r/MER/criteria/draft"


def test_examples_come_while_anchors_are_typed_and_say_what_is_wrong(world: World) -> None:
    client = world.client("client_lead")
    found = text(client, "/r/MER/criteria/examples?worst=55&minimum=65&target=70&unit=percent")
    assert "(60 − 55) ÷ (65 − 55) × 60 = 30" in found
    wrong = text(client, "/r/MER/criteria/examples?worst=55&minimum=75&target=70&unit=percent")
    assert "The target has to lie above the minimum." in wrong
    for query in ("worst=55", "worst=x&minimum=1&target=2", "worst=1&minimum=2&target=3&unit=parsec"):
        assert client.get(f"/r/MER/criteria/examples?{query}").status_code == 200


def test_values_are_tried_on_the_curve_and_a_value_outside_the_unit_says_so(world: World) -> None:
    client = world.client("client_lead")
    query = "worst=55&minimum=65&target=70&unit=percent&try_1=58&try_2=67,5&try_3=101"
    page = text(client, f"/r/MER/criteria/examples?{query}")
    assert "(58 − 55) ÷ (65 − 55) × 60 = 18" in page
    assert "67.5 scores 80" in page
    assert "A percentage cannot be above 100." in page
    assert "<polyline" in page
    assert "<style" not in page
    assert "style=" not in page


def test_the_curve_is_drawn_again_without_saving_where_no_script_runs(world: World) -> None:
    drafted(world)
    client = world.client("client_spoc")
    data = {**KPI, "code": "NEW", "minimum": "90", "redraw": "1"}
    answer = client.post("/r/MER/criteria/draft/kpis", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The target has to lie above the minimum." in page
    assert "<polyline" in client.post("/r/MER/criteria/draft/kpis", data={**data, "minimum": "75"}).get_data(
        as_text=True
    )
    with world.context():
        assert db.session.query(Kpi).filter_by(code="NEW").count() == 0


def test_a_share_of_one_where_a_percentage_is_meant_is_asked_about_once(world: World) -> None:
    drafted(world)
    client = world.client("client_spoc")
    small = {**KPI, "code": "NEW", "worst": "0.5", "minimum": "0.75", "target": "0.85"}
    answer = client.post("/r/MER/criteria/draft/kpis", data=small)
    assert answer.status_code == 422
    assert "0.85 % is less than one in a hundred. Did you mean 85?" in answer.get_data(as_text=True)
    assert client.post("/r/MER/criteria/draft/kpis", data={**small, "small_percent": "y"}).status_code == 303
    url = "/r/MER/criteria/draft/kpis/NEW"
    opened = typed.form(text(client, url), url)
    assert client.post(url, data={**opened, "weight": "7"}).status_code == 303


def test_a_version_that_is_not_there_is_not_found(world: World) -> None:
    drafted(world)
    assert world.client("client_spoc").get("/r/MER/criteria?version=9").status_code == 404


def test_more_than_ten_criteria_warn_and_stop_nobody(world: World) -> None:
    with world.context(), database.transaction():
        measured.drafted(world, *(measured.terms(f"K{number}") for number in range(11)))
    page = text(world.client("client_spoc"), "/r/MER/criteria/draft")
    assert "11 criteria are many" in page
    assert "Propose it" in page


def test_what_an_agreed_version_changes_is_said_before_one_agrees(world: World) -> None:
    measured.agree(world)
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    client.post("/r/MER/criteria/draft/kpis/SL/removal")
    page = text(world.client("supplier_spoc"), "/r/MER/criteria?version=2")
    assert "Service level in 20 s: taken out." in page


def test_before_one_proposes_one_reads_what_it_would_have_made_of_the_last_month(world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-08", measured.OCTOBER)
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    assert "August 2026 would have come out the same: 65.6" in text(client, "/r/MER/criteria/draft")
    draft = "/r/MER/criteria/draft"
    client.post(draft, data={**WEIGHTS, "experience": "20", "cost": "65", "revenue": "15", "seen": ""})
    told = "With this version August 2026 would have been 77.7 (satisfactory) instead of 65.6 (watch)"
    assert told in text(client, draft)
    assert told in text(world.client("supplier_spoc"), "/r/MER/criteria?version=2")


def test_any_two_versions_are_laid_side_by_side_with_who_agreed(world: World) -> None:
    measured.agree(world)
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    client.post("/r/MER/criteria/draft/kpis/SL/removal")
    page = text(client, "/r/MER/criteria/differences")
    assert "Version 1 against version 2" in page
    assert "taken out" in page
    assert "Diego Alonso" in page
    assert "They say the same" in text(client, "/r/MER/criteria/differences?from=2&to=2")
    assert "added" in text(client, "/r/MER/criteria/differences?from=2&to=1")
    assert client.get("/r/MER/criteria/differences?from=7").status_code == 404
    assert client.get("/r/MER/criteria/differences?from=x").status_code == 200


def test_pages_need_a_fixed_number_of_statements(world: World) -> None:
    measured.agree(world)
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    for url, most in (("/r/MER/criteria?version=2", 9), ("/r/MER/criteria/draft", 10)):
        client.get(url)
        with counted() as made:
            client.get(url)
        assert len(made) <= most, made
