"""Pages of the pulse: statements agreed, a round answered twice, and what both sides see when it is closed."""

from datetime import timedelta

import time_machine
from flask import Flask

from tests.support import pulses
from tests.support.pulses import AT, CLIENTS, CLOSED, SUPPLIERS
from tests.support.world import World

PULSE = "/r/MER/pulse"
SHEET = {"rating_1": "4", "rating_2": "2", "comment_1": "Said plainly", "comment_2": ""}
WORDED = {"trust": "y", "trust_client": "We rely on Meridian.", "trust_supplier": "Northgate relies on us."}


def test_one_side_proposes_statements_and_the_other_agrees(app: Flask, world: World) -> None:
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    assert "Choose the statements" in client.get(PULSE).text
    assert client.post(f"{PULSE}/statements", data={}).status_code == 422
    refused = client.post(f"{PULSE}/statements", data={**WORDED, "trust_supplier": " "})
    assert "Word the statement for this side" in refused.text
    assert "We rely on Meridian." in refused.text
    assert client.post(f"{PULSE}/statements", data=WORDED).status_code == 303
    assert f"{PULSE}/statements/1/agreement" not in client.get(f"{PULSE}/statements").text
    assert f"{PULSE}/statements/1/agreement" in supplier.get(f"{PULSE}/statements").text
    assert supplier.post(f"{PULSE}/statements/1/agreement").status_code == 303
    assert "Open a round" in client.get(PULSE).text


@time_machine.travel(AT + timedelta(hours=1), tick=False)
def test_a_pulse_answered_twice_counts_once_and_says_so(app: Flask, world: World) -> None:
    pulses.agreed(world)
    pulses.opened(world)
    spoc = world.client("client_spoc")
    assert "Relationship pulse, round 1" in spoc.get("/").text
    sheet = f"{PULSE}/1/answer"
    missing = spoc.post(sheet, data={**SHEET, "rating_2": ""})
    assert missing.status_code == 422
    assert "Said plainly" in missing.text
    assert "Thank you" in spoc.post(sheet, data=SHEET, follow_redirects=True).text
    assert "Said plainly" in spoc.get(sheet).text
    changed = spoc.post(sheet, data={**SHEET, "rating_2": "5"}, follow_redirects=True).text
    assert "the earlier ones are gone" in changed
    assert "Northgate: 1 of 5 have answered" in changed
    assert "Said plainly" not in world.client("client_deputy").get(f"{PULSE}/1").text
    assert "Relationship pulse, round 1" not in spoc.get("/").text


def test_the_result_says_who_has_a_blind_spot_and_an_action_comes_of_it(app: Flask, world: World) -> None:
    pulses.agreed(world)
    pulses.opened(world)
    pulses.answers(world, dict.fromkeys(CLIENTS, (2, 4)) | dict.fromkeys(SUPPLIERS, (5, 4)))
    pulses.close(world)
    for who in ("client_spoc", "supplier_spoc"):
        page = world.client(who).get(PULSE).text
        assert "Blind spot of Meridian" in page
        assert "−3.00" in page
    new = {"title": "Talk about reliance", "type": "improvement", "owner_id": str(world.people["client_spoc"])}
    due = (CLOSED + timedelta(days=30)).date().isoformat()
    action = {**new, "due_on": due, "consequence": "It stays so", "audience": "shared"}
    spoc = world.client("client_spoc")
    assert spoc.post(f"{PULSE}/statements/1/actions", data=action).status_code == 303
    assert "Talk about reliance" in spoc.get(f"{PULSE}/1").text
    assert "Relationship pulse: Trust" in spoc.get("/r/MER/actions/1").text
