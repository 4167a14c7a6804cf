"""What an address asks of a list of risks; what it cannot mean is left out and said."""

from collections.abc import Mapping
from datetime import date

from govtracker.enums import RiskResponse, Side
from govtracker.models import Relationship
from govtracker.queries.issues.risks import SORTS, Filter
from govtracker.web import addresses
from govtracker.web.addresses import Check
from govtracker.web.forms.choices import chosen


def read(args: Mapping[str, str], relationship: Relationship, *, today: date) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    sort = values.get("sort", "-score")
    found = Filter(
        relationship.id,
        finished=values.get("status") == "finished",
        area_id=int(values["area"]) if "area" in values else None,
        side=chosen(Side, values.get("side")),
        response=chosen(RiskResponse, values.get("response")),
        overdue_on=today if "overdue" in values else None,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    return found, ignored


CHECKS: Mapping[str, Check] = {
    "status": lambda value: value in ("open", "finished"),
    "area": addresses.an_id,
    "side": lambda value: chosen(Side, value) is not None,
    "response": lambda value: chosen(RiskResponse, value) is not None,
    "overdue": addresses.anything,
    "sort": lambda value: value.removeprefix("-") in SORTS,
}
