"""What an address asks of a list of issues; what it cannot mean is left out and said."""

from collections.abc import Mapping
from datetime import date

from govtracker.access import Viewer
from govtracker.enums import ContactChannel, Severity
from govtracker.queries.issues.issues import SORTS, STATUSES, Filter
from govtracker.services.issues.issue_fields import LONGEST
from govtracker.web import addresses
from govtracker.web.addresses import Check, anything
from govtracker.web.forms.choices import chosen


def read(args: Mapping[str, str], viewer: Viewer, *, today: date) -> tuple[Filter, list[str]]:
    """The filter of a query string, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    sort = values.get("sort", "due")
    return (
        Filter(
            words=values.get("q", ""),
            status=values.get("status", "open"),
            severity=chosen(Severity, values.get("severity")),
            area_id=int(values["area"]) if "area" in values else None,
            waiting=values.get("waiting", ""),
            category=values.get("category", ""),
            segment=values.get("segment", ""),
            channel=chosen(ContactChannel, values.get("channel")),
            owner_id=viewer.person_id if "owner" in values else None,
            overdue_on=today if "overdue" in values else None,
            escalated="escalated" in values,
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
        ),
        ignored,
    )


CHECKS: Mapping[str, Check] = {
    "q": anything,
    "status": lambda value: value in STATUSES,
    "severity": lambda value: chosen(Severity, value) is not None,
    "area": addresses.an_id,
    "waiting": lambda value: value in ("us", "them"),
    "category": lambda value: len(value) <= LONGEST["category"],
    "segment": lambda value: len(value) <= LONGEST["segment"],
    "channel": lambda value: chosen(ContactChannel, value) is not None,
    "owner": lambda value: value == "me",
    "overdue": anything,
    "escalated": anything,
    "sort": lambda value: value.removeprefix("-") in SORTS,
}
