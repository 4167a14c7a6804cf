"""Who gets what answer where: a file of rows per noun; a route without a row fails.

A row is `endpoint: Row(url, {name: status, …})` where `url` is a path in the test world (a callable of the World when
it needs ids) and names are those of tests/support/world.py plus "anonymous". Statuses: 200, 302/303 where it leads on,
403 seen but not allowed, 404 does not exist for this person. POST rows send `data` (a callable of the World or a dict).
Everybody the row does not name is held to `others`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.world import World

Address = str | Callable[[World], str]


@dataclass(frozen=True)
class Row:
    """The answers of one endpoint and method."""

    url: Address
    statuses: Mapping[str, int | tuple[int, ...]]
    others: int | tuple[int, ...] = 404
    anonymous: int | tuple[int, ...] = 303
    method: str = "GET"
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] = field(default_factory=dict)
    prepare: Callable[[World], None] | None = None  # runs in an application context, inside a transaction
    scene: Callable[[World], object] | None = None  # the same, but opens its transactions itself


CLIENT = (
    "client_spoc",
    "client_deputy",
    "client_sponsor",
    "client_lead",
    "client_member",
    "client_observer",
    "governance_office",
    "executive",
    "auditor",
)
SUPPLIER = (
    "supplier_spoc",
    "supplier_deputy",
    "supplier_sponsor",
    "supplier_lead",
    "supplier_member",
    "supplier_office",
)
READERS = dict.fromkeys((*CLIENT, *SUPPLIER), 200)  # everybody who sees what is shared in MER
ONLOOKERS = dict.fromkeys(READERS, 403)  # the same people where seeing is not enough
