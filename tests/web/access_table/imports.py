"""Imports of people, seats, actions and issues: a file is its owner's alone; whoever may import sees where to begin."""

from collections.abc import Callable, Mapping
from typing import Any

from govtracker.imports import batches
from govtracker.imports.accounts import ACCOUNTS
from govtracker.imports.action_import import ACTIONS
from govtracker.imports.batches import Where
from govtracker.imports.issue_log import ISSUES
from govtracker.imports.kinds import Kind
from govtracker.imports.people import PEOPLE
from govtracker.imports.seat_import import SEATS
from govtracker.imports.segments import SEGMENTS
from govtracker.queries import find
from govtracker.queries.structure import people
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, Row
from tests.web.access_table.settings_of_company import ADDERS
from tests.web.access_table.structure import EDITORS


def sent(kind: Kind, who: str, data: bytes, key: str | None = None) -> Callable[[World], None]:
    """A file of one person; to everybody else it does not exist."""

    def prepare(world: World) -> None:
        viewer = world.viewer(who)
        place = find.relationship(viewer, key) if key else people.own_company(viewer)
        batch = batches.receive(kind, "file.csv", data, Where(place, viewer, MADE_AT, MADE_AT.date()))
        assert batch.id == 1

    return prepare


def pages(
    name: str, path: str, may: Mapping[str, int], others: int, prepare: Callable[[World], None], owner: str
) -> dict[str, Row]:
    """The rows of the pages of one kind: `may` and `others` are the answers of its first page."""
    common: dict[str, Any] = {"others": others}
    not_theirs: dict[str, Any] = {"others": (others, 404), "prepare": prepare, "method": "POST"}
    refused = {who: 422 if status == 200 else status for who, status in may.items()}
    led_back = {who: 303 if status == 200 else status for who, status in may.items()}
    return {
        f"{name}.new": Row(path, may, **common),
        f"{name}.create": Row(path, refused, **common, method="POST"),
        f"{name}.template": Row(f"{path}/template", led_back, **common),
        f"{name}.show": Row(f"{path}/1", {owner: 200}, others=(others, 404), prepare=prepare),
        f"{name}.turn_to": Row(f"{path}/1/sheet", {owner: 422}, **not_theirs),
        f"{name}.choose": Row(f"{path}/1/columns", {owner: 422}, **not_theirs),
        f"{name}.confirm": Row(f"{path}/1/confirmation", {owner: 303}, **not_theirs, data={"mode": "valid"}),
        f"{name}.take_back": Row(f"{path}/1/taking-back", {owner: 422}, **not_theirs),
    }


IDA = b"Name,E-mail\nIda Holm,ida@northgate.example\n"
OWNER = "client_spoc"
SPOCS = (OWNER, "supplier_spoc")
ROWS = {
    **pages(
        "people_imports",
        "/organisation/people/import",
        dict.fromkeys(ADDERS, 200),
        403,
        sent(PEOPLE, OWNER, IDA),
        OWNER,
    ),
    **pages(
        "segment_imports",
        "/sourcing/segments/import",
        {"governance_office": 200, "supplier_office": 200},
        403,
        sent(SEGMENTS, "governance_office", b"Segment\nKey accounts\n"),
        "governance_office",
    ),
    **pages(
        "account_imports",
        "/supervision/accounts/import",
        {"governance_office": 200, "supplier_office": 200},
        403,
        sent(ACCOUNTS, "governance_office", b"Account\nHarbour Bank\n"),
        "governance_office",
    ),
    **pages(
        "seat_imports",
        "/r/MER/structure/import",
        {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)},
        404,
        sent(SEATS, OWNER, b"Role\nMember\n", "MER"),
        OWNER,
    ),
    **pages(
        "action_imports",
        "/r/MER/actions/import",
        {**ONLOOKERS, **dict.fromkeys(SPOCS, 200)},
        404,
        sent(ACTIONS, OWNER, b"Ref,What,Who,Due\nA-1,Do it,Eva Varga,2026-01-01\n", "MER"),
        OWNER,
    ),
    **pages(
        "issue_imports",
        "/r/MER/issues/import",
        {**ONLOOKERS, **dict.fromkeys(SPOCS, 200)},
        404,
        sent(ISSUES, OWNER, b"Ref,Title,Opened\nI-1,Late,2023-12-01\n", "MER"),
        OWNER,
    ),
}
