"""Where a request comes from, believing nobody but the proxies one has set up."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def origin(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address a request came from; "" where none is known.

    `peer` is who holds the connection, `forwarded` the hops of X-Forwarded-For from the farthest to the nearest. A hop
    is believed as far as a trusted proxy wrote it: read from the right, the first that is none of ours is the caller.
    """
    caller = _read(peer)
    for hop in reversed(forwarded):
        if caller is None or not any(caller in network for network in trusted):
            break
        said = _read(hop)
        if said is None:
            break
        caller = said
    return str(caller or "")


def network(address: str) -> str:
    """Whoever shares `address`: itself for IPv4, its /64 for IPv6, of which one household has all; "" for none."""
    known = _read(address)
    if isinstance(known, IPv6Address):
        return str(ip_network((known, 64), strict=False))
    return str(known or "")


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it, with or without a port; an IPv4 one also in the clothes of IPv6."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
