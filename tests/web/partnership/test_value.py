"""The pages of value: drafts without a baseline, both sides' agreement, damage, launches and the exit plan."""

from flask import Flask

from tests.support import measured, valued
from tests.support.world import World

VALUE = "/r/MER/value"
TYPED = {
    "title": "Cost of repeat contacts",
    "side": "client",
    "unit": "money",
    "currency": "EUR",
    "starts_on": "2026-07-01",
    "due_on": "2026-12-31",
    "baseline": "90000",
    "baseline_on": "2026-06-30",
    "target": "75000",
    "kpi_id": "",
    "check_id": "",
    "offsets_id": "",
}


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_a_benefit_goes_from_a_draft_to_what_both_sides_have_agreed(app: Flask, world: World) -> None:
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    assert "No programme yet" in text(client, VALUE)
    begun = {"title": "Calls settled", "objective": "Fewer", "from_on": "2026-07-01", "to_on": "2027-06-30"}
    assert client.post(f"{VALUE}/programmes", data=begun).location == f"{VALUE}/programmes/1"
    with world.context():
        seat = str(valued.seat_id(world, "supplier_lead"))
    bare = {**TYPED, "owner_seat_id": seat, "baseline": "", "baseline_on": ""}
    assert client.post(f"{VALUE}/programmes/1/benefits", data=bare).location == f"{VALUE}/benefits/1"
    assert "it has no baseline yet" in text(client, f"{VALUE}/benefits/1")
    refused = client.post(f"{VALUE}/benefits/1/proposal", data={"version": "1"})
    assert refused.status_code == 422
    assert 'id="baseline-error"' in refused.text
    whole = {**TYPED, "owner_seat_id": seat}
    assert client.post(f"{VALUE}/benefits/1", data=whole).status_code == 303
    assert client.post(f"{VALUE}/benefits/1/proposal", data={"version": "2"}).status_code == 303
    assert 'name="version" value="3"' in supplier.get(f"{VALUE}/benefits/1").text
    assert "It waits for Meridian" in text(supplier, f"{VALUE}/benefits/1")
    assert client.post(f"{VALUE}/benefits/1/agreement", data={"version": "3"}).status_code == 403
    assert supplier.post(f"{VALUE}/benefits/1/agreement", data={"version": "2"}).status_code == 422
    assert supplier.post(f"{VALUE}/benefits/1/agreement", data={"version": "3"}).status_code == 303
    month = {"period": "2026-07", "value": "89000", "note": ""}
    assert client.post(f"{VALUE}/benefits/1/months", data=month).status_code == 303
    page = text(supplier, f"{VALUE}/benefits/1")
    assert "July 2026: +1,000.00 EUR, 7 % of the whole gain" in page
    wrong = client.post(f"{VALUE}/benefits/1/months", data={**month, "period": "July"})
    assert 'id="period-error"' in wrong.text


def test_the_curve_is_drawn_with_its_months_as_a_table(app: Flask, world: World) -> None:
    valued.realised(world)
    client = world.client("supplier_member")
    page = text(client, f"{VALUE}/benefits/1")
    assert "At the pace of the last months, +2,500.00 EUR a month" in page
    assert "Committed so far" in page
    drawn = client.get(f"{VALUE}/benefits/1/curve")
    assert drawn.mimetype == "image/svg+xml"
    assert "Benefit curve of Cost of repeat contacts" in drawn.text


def test_a_watch_metric_that_is_a_kpi_of_the_programme_is_refused_beside_its_field(app: Flask, world: World) -> None:
    valued.watched(world)
    with world.context():
        [kpi_id] = valued.kpi_ids("INV")
    typed = {
        "kpi_id": str(kpi_id),
        "unit": "percent",
        "more_is_better": "1",
        "baseline": "99",
        "baseline_on": "2026-06-30",
        "tolerance": "1",
        "why": "To be sure",
    }
    refused = world.client("client_lead").post(f"{VALUE}/programmes/1/watch-metrics", data=typed)
    assert refused.status_code == 422
    assert "Invoice accuracy is a KPI of this programme" in refused.text
    assert 'id="kpi_id-error"' in refused.text
    assert "To be sure" in refused.text


def test_damage_stands_on_every_page_it_concerns_until_it_is_answered(app: Flask, world: World) -> None:
    valued.damaged(world)
    client = world.client("client_spoc")
    said = "Complaints was 130, 30 worse than its baseline of 100"
    for url in (VALUE, "/r/MER"):
        assert said in text(client, url)
    assert "Answer it" in text(client, "/")
    accepted = {"reason": "A campaign ran"}
    assert client.post(f"{VALUE}/alerts/1/acceptance", data=accepted).status_code == 303
    assert "A campaign ran" in text(client, f"{VALUE}/alerts/1")
    assert said not in text(client, VALUE)


def test_a_launch_says_what_is_not_ready_and_is_decided_by_a_spoc(app: Flask, world: World) -> None:
    measured.agree(world)
    valued.planned(world)
    client, lead = world.client("client_spoc"), world.client("supplier_lead")
    assert "0 of 5 done" in text(client, f"{VALUE}/launches/1")
    assert lead.post(f"{VALUE}/launches/1/decision", data={"decision": "go", "reason": "Yes"}).status_code == 403
    item = text(lead, f"{VALUE}/launch-items/1")
    assert "is it ready for “Fibre for business”?" in item
    assert client.post(f"{VALUE}/launches/1/decision", data={"decision": "go", "reason": ""}).status_code == 422
    assert 'name="version" value="1"' in client.get(f"{VALUE}/launches/1").text
    assert (
        client.post(
            f"{VALUE}/launches/1/decision", data={"decision": "go", "reason": "Small", "version": "1"}
        ).status_code
        == 303
    )
    assert "Small" in text(lead, f"{VALUE}/launches/1")


def test_the_exit_plan_is_written_reviewed_and_due_again_a_year_later(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    assert "There is no exit plan" in text(client, f"{VALUE}/exit")
    assert client.post(f"{VALUE}/exit", data={"text": "Three months"}).status_code == 303
    review = {"reviewed_on": "2026-10-01", "outcome": "It holds"}
    assert client.post(f"{VALUE}/exit/reviews", data={**review, "reviewed_on": "2031-01-01"}).status_code == 422
    assert client.post(f"{VALUE}/exit/reviews", data=review).status_code == 303
    assert "It holds" in text(world.client("supplier_member"), f"{VALUE}/exit")


def test_nothing_of_another_relationship_can_be_named(app: Flask, world: World) -> None:
    valued.noted(world)
    client = world.client("client_spoc")
    with world.context():
        seat = str(valued.seat_id(world, "supplier_lead"))
    whole = {**TYPED, "owner_seat_id": seat}
    for field in ("check_id", "offsets_id", "kpi_id"):
        assert client.post(f"{VALUE}/benefits/1", data={**whole, field: "987654321"}).status_code == 422
    foreign = {"title": "Calls settled", "from_on": "2026-07-01", "to_on": "2027-06-30", "kpi_ids": "987654321"}
    assert client.post(f"{VALUE}/programmes/1", data=foreign).status_code == 422
