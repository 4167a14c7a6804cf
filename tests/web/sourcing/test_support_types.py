"""Pages of support types: the check with its misfits, spend as shares that do not add up, and shifts tried and kept."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govtracker.database import db
from govtracker.models import SpendShift, SupportType
from tests.support import typed
from tests.support.statements import counted
from tests.support.world import World

ROOT = "/sourcing/support-types"
FIGURES = {"Billing": ("2", "600,000.00"), "Complex support": ("5", "200 000"), "Moves": ("3", "200000")}


def figures(name: str, impact: str, spend: str) -> dict[str, str]:
    unknown = dict.fromkeys(("complexity", "volume", "served_from", "served_by_id", "note"), "")
    return {**unknown, "name": name, "impact": impact, "spend": spend}


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    client = world.client("governance_office")
    for number, (name, (impact, spend)) in enumerate(FIGURES.items(), 1):
        assert client.post(ROOT, data={"name": name}).status_code == 303
        answer = client.post(f"{ROOT}/{number}", data=figures(name, impact, spend))
        assert answer.status_code == 303
    return client


def spends(world: World) -> list[int | None]:
    with world.context():
        return [row.spend for row in db.session.query(SupportType).order_by(SupportType.id)]


def test_each_misfit_is_said_with_its_direction_and_the_money_a_fit_would_move(
    world: World, office: FlaskClient
) -> None:
    text = " ".join(world.client("executive").get(ROOT).text.split())
    assert re.search(r"Billing</strong> .{0,120}\+40.0 points, too much", text)
    assert "60.0 % of spend for 20.0 % of impact. A fit would move 400,000.00 EUR a year away from it." in text
    assert "20.0 % of spend for 50.0 % of impact. A fit would move 300,000.00 EUR a year to it." in text
    assert "−10.0 points, fits" in text
    assert "<title>Spend where it makes a difference</title>" in text
    assert "Add it" not in text


def test_what_is_not_known_is_named_and_left_out(world: World, office: FlaskClient) -> None:
    office.post(ROOT, data={"name": "Chat"})
    text = office.get(ROOT).text
    assert "Chat (no impact and no spend yet)" in text
    assert "60.0 %" in text


def test_shares_that_do_not_add_up_say_so_and_are_mended_on_the_page(world: World, office: FlaskClient) -> None:
    shares = {"currency": "EUR", "total": "1000000", "spend_1": "50", "spend_2": "27,5", "spend_3": "20"}
    answer = office.post(f"{ROOT}/spend?by=shares", data=shares)
    assert answer.status_code == 422
    assert "The shares add up to 97.5 %, not to 100 %: 2.5 points are missing." in answer.text
    assert 'value="27,5"' in answer.text
    put = office.post(f"{ROOT}/spend?by=shares", data={**shares, "mend": "rest", "rest_to": "2"})
    assert 'value="30"' in put.text
    rescaled = office.post(f"{ROOT}/spend?by=shares", data={**shares, "mend": "rescale"})
    assert all(f'value="{share}"' in rescaled.text for share in ("51.28", "28.21", "20.51"))
    assert spends(world) == [60_000_000, 20_000_000, 20_000_000]
    assert office.post(f"{ROOT}/spend?by=shares", data={**shares, "spend_2": "30"}).status_code == 303
    assert spends(world) == [50_000_000, 30_000_000, 20_000_000]


def test_what_another_stated_meanwhile_is_kept_and_a_currency_nobody_knows_is_refused(
    world: World, office: FlaskClient
) -> None:
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', office.get(f"{ROOT}/spend").text)
    assert seen
    mine = {"currency": "EUR", "spend_1": "550000", "spend_2": "200000", "spend_3": "200000"}
    office.post(f"{ROOT}/2", data=figures("Complex support", "5", "250000"))
    data = {**mine, "seen": seen[1].replace("&#34;", '"').replace("&quot;", '"')}
    assert office.post(f"{ROOT}/spend", data=data).status_code == 303
    assert spends(world) == [55_000_000, 25_000_000, 20_000_000]
    refused = office.post(f"{ROOT}/spend", data={**mine, "currency": "XXX"})
    assert refused.status_code == 422
    assert "three letters" in refused.text


def test_a_shift_is_looked_at_kept_once_and_adopted(world: World, office: FlaskClient) -> None:
    tried = office.get(f"{ROOT}/shifts?from_id=1&to_2=300000&to_3=100000").text
    assert "400,000.00 EUR a year would move" in tried
    assert "No misfit" in tried
    assert spends(world)[0] == 60_000_000
    data = {"from_id": "1", "to_2": "300000", "to_3": "100000", "reason": "", "submission_id": "a"}
    missing = office.post(f"{ROOT}/shifts", data=data)
    assert missing.status_code == 422
    assert "Say why." in missing.text
    assert "400,000.00 EUR a year would move" in missing.text
    for _ in range(2):
        assert office.post(f"{ROOT}/shifts", data={**data, "reason": "It fits"}).status_code == 303
    with world.context():
        assert db.session.query(SpendShift).count() == 1
    assert "Proposals side by side" in world.client("auditor").get(f"{ROOT}/shifts").text
    assert office.post(f"{ROOT}/shifts/1/adoption").status_code == 303
    assert spends(world) == [20_000_000, 50_000_000, 30_000_000]
    assert office.post(f"{ROOT}/shifts/1/adoption").status_code == 422


def test_a_shift_of_more_than_there_is_says_what_there_is(world: World, office: FlaskClient) -> None:
    text = office.get(f"{ROOT}/shifts?from_id=2&to_1=200000.01").text
    assert "Complex support has 200,000.00 EUR a year; 200,000.01 EUR cannot be taken from it." in text
    assert 'value="200000.01"' in text
    assert office.get(f"{ROOT}/shifts?from_id=nobody&to_1=5").status_code == 200


def test_what_the_pages_ask_does_not_grow_with_types_and_proposals(world: World, office: FlaskClient) -> None:
    def cost(address: str) -> int:
        office.get(address)
        with counted() as statements:
            assert office.get(address).status_code == 200
        return len(statements)

    pages = (ROOT, f"{ROOT}/shifts")
    office.post(f"{ROOT}/shifts", data={"from_id": "1", "to_2": "5", "reason": "one"})
    few = [cost(address) for address in pages]
    office.post(ROOT, data={"name": "Chat"})
    office.post(f"{ROOT}/4", data=figures("Chat", "3", "5"))
    office.post(f"{ROOT}/shifts", data={"from_id": "1", "to_2": "5", "to_3": "6", "reason": "two"})
    more = [cost(address) for address in pages]
    assert few == more
    assert max(more) <= 12


def test_two_who_set_how_it_is_judged_for_the_first_time_read_each_other(app, world):
    office = world.client("governance_office")
    url = "/sourcing/support-types/judging"
    mine = typed.form(office.get(url).text, url)
    assert office.post(url, data={**mine, "misfit_points": "15"}).status_code == 303
    refused = office.post(url, data={**mine, "misfit_points": "20", "low_up_to": "1"})
    assert refused.status_code == 422
    assert "Changed meanwhile to “15" in refused.text
    again = typed.form(refused.text, url)
    assert (again["misfit_points"], again["low_up_to"]) == ("20", "1")
    assert office.post(url, data=again).status_code == 303
