"""What an address asks of a history; what it cannot mean is left out and said."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from govtracker.enums import Origin
from govtracker.queries.history import Filter
from govtracker.rules import wall_time
from govtracker.web import addresses
from govtracker.web.addresses import Check
from govtracker.web.forms.choices import chosen
from govtracker.web.moments import viewer_zone

LONGEST = 80


def read(args: Mapping[str, str]) -> tuple[Filter, dict[str, str], list[str]]:
    """The filter of a query string, its parts as they were typed, and the names of what was ignored in it."""
    values, ignored = addresses.asked(args, CHECKS)
    found = Filter(
        who=values.get("who", ""),
        action=values.get("action", "").strip().lower().replace(" ", "_"),
        kind=values.get("kind", "").strip().lower().replace(" ", "_"),
        origin=chosen(Origin, values.get("origin")),
        since=_begins(values["from"]) if "from" in values else None,
        until=_begins(values["until"], days=1) if "until" in values else None,
        refused="refused" in values,
    )
    return found, {name: values.get(name, "") for name in CHECKS}, ignored


def _begins(day: str, *, days: int = 0) -> datetime:
    """When a day, or one some days later, begins where the reader is."""
    return wall_time.on(date.fromisoformat(day) + timedelta(days=days), time(), viewer_zone())


def _words(value: str) -> bool:
    return len(value) <= LONGEST


def _a_day(value: str) -> bool:
    try:
        return date(1970, 1, 1) <= date.fromisoformat(value) < date(9999, 1, 1)
    except ValueError:
        return False


CHECKS: Mapping[str, Check] = {
    "who": _words,
    "action": _words,
    "kind": _words,
    "origin": lambda value: chosen(Origin, value) is not None,
    "from": _a_day,
    "until": _a_day,
    "refused": lambda value: value == "1",
}
