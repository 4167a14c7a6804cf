"""Addresses of the page one is on, with something changed: the address bar holds the whole state."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import Flask, current_app, request, url_for
from werkzeug.routing import IntegerConverter, Map

from govtracker.queries.paging import Slice
from govtracker.web.filters import record_number

Check = Callable[[str], bool]

OF_LISTS = frozenset(
    {"after", "before", "choose", "columns", "format", "up", "view"}
)  # parts of an address that every list knows


LARGEST = 2**31 - 1  # what a column of numbers holds
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*")

# Where forms that My work opens lead back to.
WORK = {"work": "/", **{tab: f"/?tab={tab}" for tab in ("own_side", "other_side", "snoozed")}}


def init_app(app: Flask) -> None:
    """Give templates `here(**changes)`, `is_page(endpoint)`, and the paths of issues and actions; bound numbers."""
    app.url_map.converters["int"] = Number
    app.jinja_env.globals.update(here=here, is_page=is_page, issue_path=issue_path, action_path=action_path)


class Number(IntegerConverter):
    """A whole number no larger than what an id can be; a larger one leads to no page."""

    def __init__(self, map: Map, **named: Any) -> None:  # noqa: A002  # as in its base
        super().__init__(map, **{"max": LARGEST, **named})


def here(**changes: Any) -> str:
    """This page's address with some of its query changed; None takes a part out."""
    query = {**request.args.to_dict(flat=False), **{name: [value] for name, value in changes.items()}}
    kept = {name: [value for value in values if value not in (None, "")] for name, values in query.items()}
    assert request.endpoint is not None
    values: dict[str, Any] = {**{name: v for name, v in kept.items() if v}, **(request.view_args or {})}
    return url_for(request.endpoint, **values)


def issue_path(key: str, record: Any) -> str:
    """The address of an issue, from its relationship's key; for lists, where url_for takes longer than all else."""
    return f"/r/{key}/issues/{record_number(record)}"


def action_path(key: str, record: Any) -> str:
    """The address of an action, from its relationship's key; as issue_path."""
    return f"/r/{key}/actions/{record_number(record)}"


def asked(args: Mapping[str, str], checks: Mapping[str, Check]) -> tuple[dict[str, str], list[str]]:
    """The parts of a list's query string that fit their checks, and the names of what was ignored in it."""
    values = {name: value.strip() for name, value in args.items() if name in checks and value.strip()}
    unfit = {name for name, value in values.items() if not checks[name](value)}
    unknown = {name for name in args if name not in checks and name not in OF_LISTS}
    return {name: value for name, value in values.items() if name not in unfit}, sorted(unfit | unknown)


def anything(_value: str) -> bool:
    """The check of a part that may say anything."""
    return True


def own_path(url: str | None) -> str | None:
    """The address, if it leads to a page of ours; else None."""
    return url if url and OWN_PATH.fullmatch(url) else None


def an_id(value: str) -> bool:
    """The check of a part that names a row by its id."""
    return value.isascii() and value.isdigit() and len(value) < 10


def is_page(endpoint: str) -> bool:
    """Whether the application has this page."""
    return endpoint in current_app.view_functions


def back(url: str) -> str:
    """Where a deed was asked for: My work or one of its tabs, as the form says; else `url`."""
    came = request.values.get("from", "")
    return WORK.get(came, url)


def cursors() -> dict[str, Any]:
    """The cursors of this request, for paging.page."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def number(typed: str) -> int:
    """The number a part of an address names; raises ValueError for none, and for one no record or version can have."""
    found = int(typed)
    if not 0 <= found <= LARGEST:
        raise ValueError(typed)
    return found


def day(name: str) -> date | None:
    """The day that part of the address names, None where it names none, or one no relationship has."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def around(found: Slice) -> dict[str, str | None]:
    """Addresses of the pages before and after, as components/pagination takes them."""
    return {
        "previous": here(before=found.before, after=None) if found.before else None,
        "following": here(after=found.after, before=None) if found.after else None,
    }
