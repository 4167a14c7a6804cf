"""What an address asks of the decision log; what it cannot mean is left out and said."""

from collections.abc import Mapping

from govtracker.enums import DecisionStatus, Side
from govtracker.models import Relationship
from govtracker.queries.issues.decisions import Filter
from govtracker.web import addresses
from govtracker.web.addresses import Check
from govtracker.web.forms.choices import chosen


def read(args: Mapping[str, str], relationship: Relationship) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    found = Filter(
        relationship.id,
        status=chosen(DecisionStatus, values.get("status")),
        area_id=int(values["area"]) if "area" in values else None,
        side=chosen(Side, values.get("side")),
    )
    return found, ignored


CHECKS: Mapping[str, Check] = {
    "status": lambda value: chosen(DecisionStatus, value) is not None,
    "area": addresses.an_id,
    "side": lambda value: chosen(Side, value) is not None,
}
