"""The pages of the client's obligations: proposed, agreed, met, contested; shown beside the supplier's part."""

from datetime import date

import pytest

from tests.support import measured, obliged
from tests.support.measured import OCTOBER
from tests.support.statements import counted

TYPED = {
    "title": "Volume forecast",
    "description": "Per week and channel",
    "kpi_id": "",
    "starts_on": "2026-10-09",
    "every": "FREQ=MONTHLY",
    "lead_days": "7",
}


@pytest.fixture
def seat(world):
    with world.context():
        return str(obliged.seat_id(world, "client_lead"))


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_an_obligation_is_proposed_by_one_side_and_counts_when_the_other_agrees(world, seat):
    supplier, client = world.client("supplier_spoc"), world.client("client_spoc")
    assert "No obligation is agreed" in text(supplier, "/r/MER/obligations")
    answer = supplier.post("/r/MER/obligations", data={**TYPED, "owner_seat_id": seat})
    assert answer.location == "/r/MER/obligations/1"
    assert "It counts once Northgate has agreed" in text(supplier, "/r/MER/obligations/1")
    assert supplier.post("/r/MER/obligations/1/agreement").status_code == 403
    assert client.post("/r/MER/obligations/1/agreement").status_code == 303
    assert "every month on the 9th" in text(client, "/r/MER/obligations")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": ""}, "title"), ({"starts_on": "soon"}, "starts_on"), ({"lead_days": "400"}, "lead_days")],
)
def test_what_is_wrong_is_said_beside_its_field(world, seat, wrong, field):
    answer = world.client("client_spoc").post("/r/MER/obligations", data={**TYPED, "owner_seat_id": seat, **wrong})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert "Per week and channel" in page


def test_what_came_late_stands_on_the_scorecard_beside_the_red_kpi_it_caused(world):
    obliged.agreed(world)
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)
    measured.share(world)
    lead, supplier, client = (world.client(who) for who in ("client_lead", "supplier_lead", "client_spoc"))
    late = lead.post("/r/MER/obligations/due/1/meeting", data={"met_on": "2026-10-12"})
    assert late.status_code == 422
    assert "Say why it came late" in late.get_data(as_text=True)
    obliged.meet(world, 1, date(2026, 10, 12), "The planner was ill.")
    said = {"reason": "Staffed for the old volume", "occurrence_id": "1"}
    answer = supplier.post("/r/MER/scorecards/2026-10/misses/FCR", data=said)
    assert answer.location.endswith("/scorecards/2026-10#client-part")
    assert "/r/MER/scorecards/2026-10/client-part" in text(client, "/r/MER/scorecards/2026-10")
    card = text(client, "/r/MER/scorecards/2026-10/client-part")
    assert "0 of 1 obligations in time" in card
    assert "The planner was ill." in card
    assert "Said by one side: Staffed for the old volume" in card
    assert "client-caused" not in card
    assert client.post("/r/MER/misses/1/acceptance").status_code == 303
    assert "client-caused" in text(supplier, "/r/MER/scorecards/2026-10/client-part")


def test_open_obligations_stand_among_what_both_sides_owe_and_beside_the_suppliers_punctuality(world):
    obliged.agreed(world)
    client = world.client("supplier_lead")
    assert "Volume forecast" in text(client, "/r/MER/owed")
    with counted() as statements:
        page = text(client, "/r/MER/obligations")
    assert "Meridian, in time" in page
    assert len(statements) <= 12
