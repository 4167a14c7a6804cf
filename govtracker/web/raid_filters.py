"""What an address asks of the RAID log; what it cannot mean is left out and said."""

from collections.abc import Mapping

from govtracker.access import Viewer
from govtracker.enums import RaidKind, Side
from govtracker.queries.issues.lateness import Deadlines
from govtracker.queries.issues.raid import SORTS, Filter
from govtracker.web import addresses
from govtracker.web.addresses import Check
from govtracker.web.forms.choices import chosen


def read(args: Mapping[str, str], viewer: Viewer, *, deadlines: Deadlines) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    kind, sort = chosen(RaidKind, values.get("kind")), values.get("sort", "due")
    found = Filter(
        kinds=(kind,) if kind else tuple(RaidKind),
        finished=values.get("status") == "finished",
        owner_id=viewer.person_id if "owner" in values else None,
        side=chosen(Side, values.get("side")),
        area_id=int(values["area"]) if "area" in values else None,
        overdue=deadlines if "overdue" in values else None,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    return found, ignored


CHECKS: Mapping[str, Check] = {
    "kind": lambda value: chosen(RaidKind, value) is not None,
    "status": lambda value: value in ("open", "finished"),
    "owner": lambda value: value == "me",
    "side": lambda value: chosen(Side, value) is not None,
    "area": addresses.an_id,
    "overdue": addresses.anything,
    "sort": lambda value: value.removeprefix("-") in SORTS,
}
