"""Calendar files as strangers read them: two parsers that share no code with what wrote them, and RFC 5545's terms."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import ics
import vobject


@dataclass(frozen=True)
class Read:
    """One event: instants in UTC, or a day; attendees by address with their PARTSTAT."""

    uid: str
    sequence: int
    title: str
    starts: datetime | date
    ends: datetime | date
    status: str
    method: str = ""
    attendees: Mapping[str, str] = field(default_factory=dict)


def by_vobject(text: str) -> list[Read]:
    """What vobject makes of it."""
    calendar = vobject.readOne(text)
    method = calendar.method.value if hasattr(calendar, "method") else ""
    return [
        Read(
            uid=event.uid.value,
            sequence=int(event.sequence.value) if hasattr(event, "sequence") else 0,
            title=event.summary.value,
            starts=_plain(event.dtstart.value),
            ends=_plain(event.dtend.value),
            status=event.status.value,
            method=method,
            attendees={one.value.removeprefix("mailto:"): one.params["PARTSTAT"][0] for one in _attendees(event)},
        )
        for event in getattr(calendar, "vevent_list", [])
    ]


def by_ics(text: str) -> list[Read]:
    """What ics makes of it."""
    calendar = ics.Calendar(text)
    found = [
        Read(
            uid=event.uid,
            sequence=int(next((line.value for line in event.extra if line.name == "SEQUENCE"), 0)),
            title=event.name or "",
            starts=event.begin.date() if event.all_day else event.begin.datetime.astimezone(UTC),
            ends=event.end.date() if event.all_day else event.end.datetime.astimezone(UTC),
            status=event.status or "",
            method=calendar.method or "",
            attendees={one.email.removeprefix("mailto:"): one.partstat or "" for one in event.attendees},
        )
        for event in calendar.events
    ]
    return sorted(found, key=lambda one: one.uid)


READERS: tuple[Callable[[str], list[Read]], ...] = (by_vobject, by_ics)


def read(text: str) -> list[Read]:
    """The events the readers agree on, by UID; fails where they do not, or where the file is not as it must be."""
    keep_to_the_rules(text)
    theirs = [sorted(reader(text), key=lambda one: one.uid) for reader in READERS]
    assert theirs[0] == theirs[1]
    return theirs[0]


def keep_to_the_rules(text: str) -> None:
    """RFC 5545: CRLF, lines of at most 75 octets, what a calendar and each event must have, once."""
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    whole = re.sub(r"\r\n[ \t]", "", text)
    assert whole.startswith("BEGIN:VCALENDAR\r\n")
    assert whole.count("\r\nVERSION:2.0\r\n") == whole.count("\r\nPRODID:") == 1
    for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", whole, flags=re.DOTALL):
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS"):
            assert len(re.findall(rf"^{name}[:;]", event, flags=re.MULTILINE)) == 1, name
        assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r$", event, flags=re.MULTILINE)
    zones = set(re.findall(r";TZID=([^:;]+):", whole))
    assert zones == set(re.findall(r"^TZID:(.*)\r$", whole, flags=re.MULTILINE))


def _attendees(event: Any) -> Iterable[Any]:
    return getattr(event, "attendee_list", [])


def _plain(value: Any) -> datetime | date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
