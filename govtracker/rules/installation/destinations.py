"""Where the server may fetch from: addresses of the open internet, and hosts the operator named, and nowhere else.

A web server stands where its users do not: what it fetches for them could reach machines that trust it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

LONGEST = 2000
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")  # what ends in one is an IPv4 address to every browser (WHATWG URL, 3.5)

# IANA's registries of special addresses, and one public address that answers inside a cloud alone.
CLOSED_4 = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        "168.63.129.16/32",
    )
)
OPEN_6 = ip_network("2000::/3")
CLOSED_6 = tuple(
    ip_network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

# What a company may use inside: private, shared and loopback networks, and unique local addresses.
INTERNAL = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
METADATA = frozenset({ip_address("100.100.100.200"), ip_address("fd00:ec2::254"), ip_address("fd20:ce::254")})


class Closed(Exception):
    """The server does not fetch from there; the text says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A place to connect to. `internal` ones may resolve to addresses of the company's own network."""

    scheme: str
    host: str
    port: int
    internal: bool = False


def destination(address: str, *, internal_hosts: Collection[str] = (), plain_loopback: bool = False) -> Destination:
    """Where `address` leads; raises Closed where it is no plain https address of a host that may be asked.

    Plain http leads to this very machine alone, and only with `plain_loopback`.
    """
    if len(address) > LONGEST or not re.fullmatch(r"[!-\[\]-~]+", address):  # printable ASCII but for the backslash
        raise Closed("This is no address a server can be asked at.")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Closed("This is no address a server can be asked at.") from None
    if "@" in parts.netloc:
        raise Closed("The address holds a user name or a password: leave them out.")
    if parts.fragment or "#" in address:
        raise Closed("The address ends in a part that begins with #: leave it out.")
    loopback = plain_loopback and host in LOOPBACK_NAMES
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise Closed("The address has to begin with https://.")
    if port == 0:
        raise Closed("The port in the address does not exist.")
    internal = loopback or host in internal_hosts
    _require_host(host, internal=internal)
    return Destination(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), internal)


def require_open(address: str, *, internal: bool = False) -> None:
    """Raise Closed unless `address`, an IP address a name resolved to, is one that may be connected to."""
    try:
        found = ip_address(address)
    except ValueError:
        raise Closed("The name leads to no address that can be asked.") from None
    if not is_open(found) and not (internal and _is_internal(found)):
        raise Closed(
            "The name leads to an address inside a private network. If that is meant, whoever runs this installation "
            "has to name the host in OIDC_INTERNAL_HOSTS."
        )


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address belongs to the open internet, and to one machine, not to a group of them."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_4)
    if address.scope_id is not None:
        return False
    return address in OPEN_6 and not any(address in network for network in CLOSED_6)


def _is_internal(address: IPv4Address | IPv6Address) -> bool:
    return address not in METADATA and any(address in network for network in INTERNAL)


def _require_host(host: str, *, internal: bool) -> None:
    try:
        literal = ip_address(host)
    except ValueError:
        literal = None
    if literal is not None:
        require_open(host, internal=internal)
        return
    if not NAME.fullmatch(host) or len(host) > 253 or NUMBER.fullmatch(host.rpartition(".")[2]):
        raise Closed("The host in the address is no name that can be looked up.")
    if "." not in host and not internal:
        raise Closed("The host in the address needs its domain, such as login.example.com.")
