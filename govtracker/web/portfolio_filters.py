"""What an address asks of the portfolio; what it cannot mean is left out and said."""

from collections.abc import Mapping

from govtracker.enums import Standing
from govtracker.queries.structure.portfolio import ORDERS, Filter
from govtracker.web import addresses
from govtracker.web.addresses import Check, anything
from govtracker.web.forms.choices import chosen

LONGEST = 80


def read(args: Mapping[str, str]) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    sort = values.get("sort", "score")
    return (
        Filter(
            words=values.get("q", "")[:LONGEST],
            standing=chosen(Standing, values.get("standing")),
            escalated="escalated" in values,
            overdue="overdue" in values,
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
        ),
        ignored,
    )


CHECKS: Mapping[str, Check] = {
    "q": anything,
    "standing": lambda value: chosen(Standing, value) is not None,
    "escalated": anything,
    "overdue": anything,
    "sort": lambda value: value.removeprefix("-") in ORDERS,
}
