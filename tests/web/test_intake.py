"""Requests that nobody could have typed."""

import pytest
from flask.testing import FlaskClient

from tests.support.world import World


@pytest.mark.parametrize("address", ["/r/M%00R/issues", "/r/MER/issues/1%00", "/issues?q=a%00b", "/issues?a%00=b"])
def test_an_address_with_a_nul_is_refused(world: World, address: str) -> None:
    assert world.client("client_spoc").get(address).status_code == 400


def test_a_form_with_a_nul_is_refused(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"email": "a\x00", "password": "x"}).status_code == 400
    assert client.post("/sign-in", data={"email": "a", "pass\x00word": "x"}).status_code == 400
