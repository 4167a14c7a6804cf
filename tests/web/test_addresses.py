"""Odd values in addresses: they name nothing, and break nothing."""

import pytest

from tests.support.world import World

ODD = ("99999999999999999999", "-1", "1e400", "0001-01-01", "9999-12-31", "2026-02-30", "\u0663", "%00", "NaN")


@pytest.mark.parametrize(
    "address",
    [
        "/r/MER/escalation-path?from={}",
        "/r/MER/escalation-path?area={}",
        "/r/MER/contacts?area={0}&person={0}",
        "/r/MER/structure?on={}",
        "/r/MER/changes?since={}",
        "/r/MER/trends?scope={}",
        "/r/MER/history?since={0}&until={0}&after={0}",
        "/calendar?month={}",
    ],
)
def test_an_odd_value_in_an_address_is_no_error(world: World, address: str) -> None:
    client = world.client("client_spoc")
    wrong = {odd: got for odd in ODD if (got := client.get(address.format(odd)).status_code) >= 500}
    assert not wrong
