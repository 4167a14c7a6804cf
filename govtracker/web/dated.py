"""What stands in a calendar, ready to be shown: what it is called, where it leads, how it stands in a file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from flask import url_for

from govtracker import config
from govtracker.documents.calendar_files import Entry
from govtracker.enums import DateKind
from govtracker.mail import links
from govtracker.queries.reviews.dates import Dated
from govtracker.rules import keys, wall_time

WORDS: Final[Mapping[DateKind, str]] = {
    DateKind.REVIEW: "Review",
    DateKind.ACTION: "Action due",
    DateKind.ISSUE: "Issue due",
    DateKind.ACKNOWLEDGEMENT: "Your answer is due",
    DateKind.OBLIGATION: "Obligation due",
    DateKind.NOTICE: "Last day of notice",
    DateKind.BENEFIT: "Benefit due",
    DateKind.LAUNCH: "Launch",
    DateKind.EXIT_REVIEW: "Look at the exit plan",
}


def called(one: Dated) -> str:
    """The key of its record, or of its relationship, as people read it."""
    return KEYS[one.kind](one) if one.kind in KEYS else one.key


def address(one: Dated) -> str:
    """The path of its page."""
    return ADDRESSES[one.kind](one)


def wall(at: datetime, zone: str) -> str:
    """The time on the wall of a zone: "09:30"."""
    return f"{wall_time.local(at, zone):%H:%M}"


def side(one: Dated) -> str:
    """Whose last day of notice it is; "" for anything else."""
    return f"of the {one.side.value}" if one.side else ""


def entries(found: Sequence[Dated]) -> list[Entry]:
    """The same for a calendar file; each keeps its UID for ever."""
    host = config.current().public_host
    return [
        Entry(
            uid=f"{one.kind.value}-{one.key.lower()}-{_named(one)}@{host}",
            starts=one.at or one.on,
            minutes=one.minutes,
            title=f"{WORDS[one.kind]} {side(one)}".rstrip() + f": [{called(one)}] {one.title}",
            url=links.to(address(one)),
            cancelled=one.called_off,
            answer=one.answer,
        )
        for one in found
    ]


def _named(one: Dated) -> str:
    if one.kind is DateKind.OBLIGATION:
        return f"{one.number}-{one.on.isoformat()}"
    return f"{one.number}-{one.side.value}" if one.side else f"{one.audience.value}-{one.number}"


def _number(one: Dated) -> str:
    return keys.number(one.number, one.audience)


KEYS: Final[Mapping[DateKind, Callable[[Dated], str]]] = {
    DateKind.ACTION: lambda one: keys.action_key(one.key, one.number, one.audience),
    DateKind.ISSUE: lambda one: keys.issue_key(one.key, one.number, one.audience),
    DateKind.ACKNOWLEDGEMENT: lambda one: keys.issue_key(one.key, one.number, one.audience),
}
ADDRESSES: Final[Mapping[DateKind, Callable[[Dated], str]]] = {
    DateKind.REVIEW: lambda one: url_for("reviews.show", key=one.key, review_id=one.number),
    DateKind.ACTION: lambda one: url_for("actions.show", key=one.key, number=_number(one)),
    DateKind.ISSUE: lambda one: url_for("issues.show", key=one.key, number=_number(one)),
    DateKind.ACKNOWLEDGEMENT: lambda one: url_for("issues.show", key=one.key, number=_number(one)),
    DateKind.OBLIGATION: lambda one: url_for("obligations.show", key=one.key, obligation_id=one.number),
    DateKind.NOTICE: lambda one: url_for("contracts.show", key=one.key),
    DateKind.BENEFIT: lambda one: url_for("benefits.show", key=one.key, benefit_id=one.number),
    DateKind.LAUNCH: lambda one: url_for("launches.show", key=one.key, launch_id=one.number),
    DateKind.EXIT_REVIEW: lambda one: url_for("exits.show", key=one.key),
}
