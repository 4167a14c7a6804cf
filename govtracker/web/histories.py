"""Histories in words: audit events as components/timeline shows them."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from govtracker.web.filters import label

Event = Any  # an AuditEvent, or a row with its columns
LONGEST = 120


def init_app(app: Flask) -> None:
    """Give templates the filter `histories`."""
    app.jinja_env.filters["histories"] = histories


def histories(events: Iterable[Event], *, named: bool = False) -> list[dict[str, Any]]:
    """Events as {at, who, text, changes: [(field, before, after)]}; `named` where they tell of many records."""
    return [
        {
            "at": event.at,
            "who": event.actor_name,
            "text": _text(event, named=named),
            "changes": [(label(field), *(_words(value) for value in _pair(values))) for field, values in _told(event)],
        }
        for event in events
    ]


def _text(event: Event, *, named: bool) -> str:
    what = f"{label(event.action)} · {event.label}" if named and event.label else label(event.action)
    return f"{what}: {event.reason}" if event.reason else what


def _told(event: Event) -> list[tuple[str, Any]]:
    return [(field, values) for field, values in event.changes.items() if not field.endswith("_id")]


def _pair(values: Any) -> tuple[Any, Any]:
    return (values[0], values[1]) if isinstance(values, list) and len(values) == 2 else (None, values)


def _words(value: Any) -> str:
    text = "nothing" if value in (None, "") else "yes" if value is True else "no" if value is False else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
