"""The page of a measurement where both sides settle it: disputed, both values shown; asked whether it applies."""

import pytest
from flask import Flask

from tests.support import measured
from tests.support.world import World

PAGE = "/r/MER/measurements/CSAT/2026-10"


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def test_a_dispute_shows_both_values_until_one_side_gives_way(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "76"}, who="supplier_spoc")
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    assert "Dispute this value" in client.get(PAGE).text
    assert "Dispute this value" not in supplier.get(PAGE).text
    refused = client.post(f"{PAGE}/dispute", data={"value": "70", "reason": ""})
    assert refused.status_code == 422
    assert "Say why: both sides see it." in refused.text
    assert client.post(f"{PAGE}/dispute", data={"value": "70", "reason": "A site is missing."}).status_code == 303
    page = supplier.get(PAGE).text
    assert "Two values stand" in page
    assert 'value="measured" checked' in page  # whoever corrects it need not say that it is measured
    assert "A site is missing." in page
    assert supplier.post(f"{PAGE}/settlement", data={"words": "You are right."}).status_code == 303
    page = client.get(PAGE).text
    assert "the claimed value stands, You are right." in page
    assert "70.0 %" in page


def test_the_other_side_consents_that_it_does_not_apply(mer: World) -> None:
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    answer = client.post("/r/MER/measurements?period=2026-10", data={"CSAT:2026-10": "n/a", "reason": "No survey."})
    assert answer.status_code == 303
    assert "No survey." in client.get(PAGE).text
    assert client.post(f"{PAGE}/consent", data={"given": "yes"}).status_code == 422
    assert supplier.post(f"{PAGE}/consent", data={"given": "no"}).status_code == 422
    assert supplier.post(f"{PAGE}/consent", data={"given": "yes"}).status_code == 303
    assert "consented" in client.get(PAGE).text
