"""Requests that nobody could have typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms.validators import InputRequired

from govtracker.web.forms.base import Form
from govtracker.web.forms.numbers import NumberField
from tests.support.world import World


@pytest.mark.parametrize("address", ["/r/M%00R/issues", "/r/MER/issues/1%00", "/issues?q=a%00b", "/issues?a%00=b"])
def test_an_address_with_a_nul_is_refused(world: World, address: str) -> None:
    assert world.client("client_spoc").get(address).status_code == 400


def test_a_form_with_a_nul_is_refused(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"email": "a\x00", "password": "x"}).status_code == 400
    assert client.post("/sign-in", data={"email": "a", "pass\x00word": "x"}).status_code == 400


@pytest.mark.parametrize(
    "address", [f"/r/MER/issues/{10**30}", f"/r/MER/contract/versions/{10**30}", f"/people/{2**31}", "/people/0"]
)
def test_a_number_no_id_can_be_leads_to_no_page(world: World, address: str) -> None:
    assert world.client("client_spoc").get(address).status_code == 404


@pytest.mark.parametrize("seen", ["1", "[]", "NaN", "[" * 20_000, '{"title": {}}', "no JSON"])
def test_what_was_seen_may_say_anything_and_the_form_still_answers(world: World, seen: str) -> None:
    client = world.client("client_spoc")
    issue = {"title": "Outage", "area_id": str(world.areas["Customer care"]), "severity": "high", "audience": "shared"}
    assert client.post("/r/MER/issues", data=issue).status_code == 303
    edited = {"title": "Outage again", "area_id": issue["area_id"], "severity": "high", "seen": seen}
    assert client.post("/r/MER/issues/1", data=edited).status_code in {303, 422}


def test_a_number_of_blanks_is_no_number(app: Flask) -> None:
    class Asked(Form):
        weight = NumberField("Weight", validators=[InputRequired("Say how much it weighs.")])

    with app.test_request_context(method="POST", data={"weight": "  "}):
        form = Asked()
        assert not form.validate()
        assert form.weight.errors == ["Say how much it weighs."]
