"""The page of an improvement plan: ended by one side, and going on because the other does not see it so."""

from flask import Flask

from tests.support.world import World
from tests.web.access_table.improvement_plans import PLAN, begun


def test_one_side_ends_a_plan_and_the_other_lets_it_go_on(app: Flask, world: World) -> None:
    begun(world)
    supplier, client = world.client("supplier_spoc"), world.client("client_spoc")
    page = supplier.get(PLAN).text
    assert "End it…" in page
    assert f'href="{PLAN}/edit"' in page
    assert "End it…" not in world.client("client_lead").get(PLAN).text
    ended = {"status": "achieved", "outcome": "Three good months"}
    assert supplier.post(f"{PLAN}/end", data=ended).status_code == 303
    page = client.get(PLAN).text
    assert "Let it go on…" in page
    assert "Three good months" in page
    assert client.post(f"{PLAN}/reopening", data={"reason": " "}).status_code == 422
    assert client.post(f"{PLAN}/reopening", data={"reason": "Two are red"}).status_code == 303
    assert "End it…" in client.get(PLAN).text


def test_both_sides_say_what_they_put_in_and_get_out(app: Flask, world: World) -> None:
    begun(world)
    client = world.client("client_spoc")
    form = client.get(f"{PLAN}/edit").text
    assert "What Northgate invests" in form
    assert "What Meridian gains" in form
    changed = {
        "title": "Answer faster",
        "why": "Two red months",
        "objective": "Service level at 80 % again",
        "client_invests": "Two people",
        "supplier_gains": "The bonus",
        "process_changes": "One view of an invoice",
        "version": "1",
    }
    assert client.post(PLAN, data=changed).status_code == 303
    page = world.client("supplier_member").get(PLAN).text
    for said in ("Two people", "The bonus", "One view of an invoice"):
        assert said in page
