"""Histories in words: audit events as components/timeline shows them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import Flask

from govtracker.enums import Audience, Origin
from govtracker.rules.words import label
from govtracker.web.moments import local_date, local_time
from govtracker.web.signed_in import current_viewer

Event = Any  # a history.Told
LONGEST = 120
BEGINNINGS = frozenset({"raised"})  # what a record began with stands on its page already
WHENCE = {
    Origin.WEB: "on a page",
    Origin.COMMAND: "by a command",
    Origin.WORKER: "by a worker",
    Origin.LINK: "by a link",
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WORD = re.compile(r"[a-z]+(?:_[a-z]+)+")


def init_app(app: Flask) -> None:
    """Give templates the filter `histories`."""
    app.jinja_env.filters["histories"] = histories


def histories(events: Iterable[Event], *, named: bool = False) -> list[dict[str, Any]]:
    """Events as {at, who, behalf, text, internal, refused, whence, changes: [(field, before, after)]}.

    `named` where they tell of many records: then each says what it is about and from where it came.
    """
    return [
        {
            "at": event.at,
            "who": event.actor_name,
            "behalf": event.on_behalf_of,
            "refused": event.is_refused,
            "whence": _whence(event) if named else "",
            "text": _text(event, named=named),
            "internal": event.audience is not Audience.SHARED,
            "changes": [(label(field), *(_words(value) for value in _pair(values))) for field, values in _told(event)],
        }
        for event in events
    ]


def _whence(event: Event) -> str:
    """From where it came, in words; "" where nobody kept that. The network is for the person's own company to know."""
    if event.origin is None:
        return ""
    viewer = current_viewer()
    is_theirs = viewer is not None and (viewer.is_administrator or event.company_id == viewer.organisation_id)
    return f"{WHENCE[event.origin]}{', from ' + event.address if event.address and is_theirs else ''}"


def _text(event: Event, *, named: bool) -> str:
    what = f"{label(event.action)} · {event.label}" if named and event.label else label(event.action)
    return f"{what}: {event.reason}" if event.reason else what


def _told(event: Event) -> list[tuple[str, Any]]:
    if event.action in BEGINNINGS:
        return []
    return [(field, values) for field, values in event.changes.items() if not field.endswith("_id")]


def _pair(values: Any) -> tuple[Any, Any]:
    return (values[0], values[1]) if isinstance(values, list) and len(values) == 2 else (None, values)


def _words(value: Any) -> str:
    """A value of an event as people read it: instants and days as dates, lists and tables written out."""
    match value:
        case None | "" | []:
            text = "nothing"
        case bool():
            text = "yes" if value else "no"
        case list():
            text = ", ".join(_words(item) for item in value)
        case dict():
            told = (f"{label(name)}: {_words(item)}" for name, item in value.items() if item not in (None, ""))
            text = "; ".join(told) or "nothing"
        case str():
            text = _told_plainly(value)
        case _:
            text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _told_plainly(text: str) -> str:
    try:
        if INSTANT.fullmatch(text):
            return local_time(datetime.fromisoformat(text))
        if DAY.fullmatch(text):
            return local_date(date.fromisoformat(text))
    except ValueError:
        return text
    return text.replace("_", " ") if WORD.fullmatch(text) else text
