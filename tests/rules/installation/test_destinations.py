"""Where the server may fetch from, over all the ways an address can be written."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import destinations
from govtracker.rules.installation.destinations import Closed, destination, require_open

HIDDEN = ("127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0")


def spelled(address: IPv4Address) -> list[str]:
    """The ways browsers, libraries and resolvers take for this address."""
    number, parts = int(address), str(address).split(".")
    return [
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(hex(int(part)) for part in parts),
        ".".join(f"{int(part):#05o}".replace("o", "") for part in parts),
        f"{parts[0]}.{int.from_bytes(bytes(map(int, parts[1:])), 'big')}",
        f"{parts[0]}.{parts[1]}.{int.from_bytes(bytes(map(int, parts[2:])), 'big')}",
        f"{address}.",
        f"[::ffff:{address}]",
        f"[::{address}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        f"public.example@{address}",
        f"public.example\\@{address}",
        f"{address}\t",
        str(address).replace(".", "\u3002"),
        f"{chr(0xFF10 + int(str(address)[0]))}{str(address)[1:]}",  # a full-width digit
        f"%31{str(address)[1:]}",
    ]


@given(st.ip_addresses(v=4) | st.sampled_from(HIDDEN).map(IPv4Address))
def test_no_other_spelling_of_an_address_leads_anywhere(address):
    for host in spelled(address):
        with pytest.raises(Closed):
            destination(f"https://{host}/.well-known/openid-configuration", plain_loopback=True)


@given(st.ip_addresses())
def test_what_is_open_is_global_and_a_single_machine(address):
    if destinations.is_open(address):
        assert address.is_global
        assert not address.is_multicast
        assert getattr(address, "ipv4_mapped", None) is None


@given(st.ip_addresses(), st.booleans())
def test_a_literal_is_judged_as_what_a_name_resolves_to(address, internal):
    host = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    hosts = {str(address)} if internal else set()
    judged = []
    for judge in (
        lambda: require_open(str(address), internal=internal),
        lambda: destination(f"https://{host}/", internal_hosts=hosts),
    ):
        try:
            judge()
            judged.append(True)
        except Closed:
            judged.append(False)
    assert judged[0] == judged[1]


@pytest.mark.parametrize(
    "network", ["169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "0.0.0.0/8", "fe80::/10", "ff00::/8"]
)
@given(data=st.data())
def test_a_host_the_operator_named_still_never_leads_to_metadata_or_to_many(network, data):
    found = data.draw(st.ip_addresses(network=network))
    with pytest.raises(Closed):
        require_open(str(found), internal=True)


@given(st.sampled_from(destinations.INTERNAL), st.data())
def test_private_networks_open_for_hosts_the_operator_named_alone(network, data):
    found = data.draw(st.ip_addresses(network=str(network)))
    with pytest.raises(Closed, match="OIDC_INTERNAL_HOSTS"):
        require_open(str(found))
    if found in destinations.METADATA:
        with pytest.raises(Closed):
            require_open(str(found), internal=True)
    else:
        require_open(str(found), internal=True)


@given(st.text(max_size=80) | st.text(alphabet="htps:/@[]#?%.\\ \t\n0x1a:-", max_size=40))
def test_nothing_typed_fails_otherwise_than_by_being_refused(text):
    for address in (text, f"https://{text}", f"https://{text}/path"):
        try:
            found = destination(address)
        except Closed:
            continue
        assert found.scheme == "https"
        assert "." in found.host or ip_address(found.host) in ip_network("2000::/3")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://login.example.com", "https://"),
        ("ftp://login.example.com", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https:///login.example.com", "no name"),
        ("https://user:secret@login.example.com", "user name"),
        ("https://login.example.com/#top", "#"),
        ("https://login.example.com:0/", "port"),
        ("https://login.example.com:99999/", "no address"),
        ("https://login", "its domain"),
        ("https://login.example.com./", "no name"),
        ("https://login_1.example.com/", "no name"),
        ("https://[fe80::1%25eth0]/", "no address|no name|private"),
        ("https://127.0.0.1/", "private network"),
        ("https://localhost/", "its domain"),
        ("http://localhost:8080/", "https://"),
        ("", "no address"),
    ],
)
def test_a_refusal_says_what_is_wrong(address, says):
    with pytest.raises(Closed, match=says):
        destination(address)


@pytest.mark.parametrize(
    ("address", "port"), [("https://login.example.com/tenant/v2.0", 443), ("https://Login.Example.com:8443", 8443)]
)
def test_plain_https_addresses_lead_there(address, port):
    found = destination(address)
    assert (found.scheme, found.host, found.port, found.internal) == ("https", "login.example.com", port, False)


def test_plain_http_leads_to_this_machine_alone_and_only_where_that_is_switched_on():
    assert destination("http://127.0.0.1:9000", plain_loopback=True).internal
    for address in ("http://127.0.0.2:9000", "http://login.example.com", "http://10.0.0.7", "http://127.0.0.1.nip.io"):
        with pytest.raises(Closed):
            destination(address, plain_loopback=True)
