"""Where a request comes from: only trusted proxies are believed."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import callers

TRUSTED = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/24"), ip_network("::1"))
ADDRESSES = st.ip_addresses().map(str)


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),  # nobody we trust said so
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["9.9.9.9", "198.51.100.1"], "198.51.100.1"),  # the left is what the caller claimed
        ("127.0.0.1", ["198.51.100.1", "10.0.0.5"], "198.51.100.1"),  # two proxies of ours
        ("127.0.0.1", ["10.0.0.5"], "10.0.0.5"),
        ("127.0.0.1", ["rubbish"], "127.0.0.1"),
        ("127.0.0.1", [" 198.51.100.1:4711 "], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("::ffff:127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("", ["198.51.100.1"], ""),
        ("unix:", [], ""),
    ],
)
def test_the_caller_is_the_first_hop_from_the_right_that_is_none_of_ours(
    peer: str, forwarded: list[str], caller: str
) -> None:
    assert callers.origin(peer, forwarded, TRUSTED) == caller


@given(real=ADDRESSES, claimed=st.lists(st.one_of(ADDRESSES, st.text(max_size=20)), max_size=4))
def test_nothing_a_caller_claims_changes_their_address(real: str, claimed: list[str]) -> None:
    assert callers.origin("127.0.0.1", [*claimed, real], ()) == "127.0.0.1"
    alone = callers.origin("127.0.0.1", [real], TRUSTED)
    if not any(ip_address(alone) in network for network in TRUSTED):
        assert callers.origin("127.0.0.1", [*claimed, real], TRUSTED) == alone


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_household_shares_its_network(address: str, network: str) -> None:
    assert callers.network(address) == network
