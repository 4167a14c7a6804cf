"""What an address asks of a list of actions; what it cannot mean is left out and said."""

from collections.abc import Mapping
from datetime import date

from govtracker.access import Viewer
from govtracker.enums import ActionType, Side
from govtracker.models import Relationship
from govtracker.queries.issues.actions import SORTS, Filter
from govtracker.queries.issues.lateness import Deadlines
from govtracker.web import addresses
from govtracker.web.addresses import Check, anything
from govtracker.web.forms.choices import chosen


def read(
    args: Mapping[str, str],
    viewer: Viewer,
    relationship: Relationship | None,
    *,
    today: date,
    deadlines: Deadlines | None = None,
) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it; late is what `deadlines` say, if given."""
    values, ignored = addresses.asked(args, CHECKS)
    sort = values.get("sort", "due")
    return (
        Filter(
            relationship_id=relationship.id if relationship else None,
            finished=values.get("status") == "finished",
            owner_id=viewer.person_id if "owner" in values else None,
            side=chosen(Side, values.get("side")),
            type=chosen(ActionType, values.get("type")),
            overdue_on=today if "overdue" in values and deadlines is None else None,
            deadlines=deadlines if "overdue" in values else None,
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
        ),
        ignored,
    )


CHECKS: Mapping[str, Check] = {
    "status": lambda value: value in ("open", "finished"),
    "owner": lambda value: value == "me",
    "side": lambda value: chosen(Side, value) is not None,
    "type": lambda value: chosen(ActionType, value) is not None,
    "overdue": anything,
    "sort": lambda value: value.removeprefix("-") in SORTS,
}
