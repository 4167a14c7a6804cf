"""Calendar files (RFC 5545) from plain values: invitations (RFC 5546) and what a calendar program subscribes to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from govtracker.documents import time_zones
from govtracker.enums import InvitationAnswer

PRODUCT: Final = "-//GovTracker//GovTracker//EN"
REFRESH: Final = timedelta(hours=4)
LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME = 255, 4_000, 120  # characters: calendar programs cut or refuse more
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
ANSWERS: Final = {
    InvitationAnswer.OPEN: "NEEDS-ACTION",
    InvitationAnswer.ACCEPTED: "ACCEPTED",
    InvitationAnswer.TENTATIVE: "TENTATIVE",
    InvitationAnswer.DECLINED: "DECLINED",
}


@dataclass(frozen=True)
class Attendee:
    """Somebody who is asked; `address` as mail is sent to it, in ASCII."""

    name: str
    address: str
    answer: InvitationAnswer = InvitationAnswer.OPEN


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A meeting as it is told to somebody; `stamp` is when it was said, `zone` the one its time is meant in."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    zone: ZoneInfo
    title: str
    text: str = ""
    url: str = ""
    organizer: str
    attendees: Sequence[Attendee] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something with a time (`minutes` long) or, where `starts` is a date, with a day."""

    uid: str
    starts: datetime | date
    title: str
    minutes: int = 0
    text: str = ""
    url: str = ""
    cancelled: bool = False
    answer: InvitationAnswer | None = None


def request(meeting: Invited) -> str:
    """An invitation, or what it says now: METHOD:REQUEST. Answers are given on our pages, so none is asked for."""
    return _sent(meeting, "REQUEST", "CONFIRMED")


def cancellation(meeting: Invited) -> str:
    """The same taken back: METHOD:CANCEL."""
    return _sent(meeting, "CANCEL", "CANCELLED")


def published(name: str, entries: Sequence[Entry], *, at: datetime) -> str:
    """A calendar to subscribe to, or a file to open: no METHOD, so that programs add it without asking anybody.

    Times are UTC: a program shows them in its own zone.
    """
    made = _calendar()
    made.add("X-WR-CALNAME", _line(name, LONGEST_TITLE))
    made.add("NAME", _line(name, LONGEST_TITLE))
    made.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", "PT4H")
    for entry in entries:
        made.add_component(_entry(entry, at))
    return _text(made)


def _sent(meeting: Invited, method: str, status: str) -> str:
    made = _calendar()
    made.add("METHOD", method)
    event = _event(meeting.uid, meeting.title, meeting.text, meeting.url, meeting.stamp)
    starts, ends = _walled(meeting)
    if starts.tzinfo is not UTC:
        made.add_component(time_zones.described(meeting.zone, starts.year))
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("SEQUENCE", meeting.sequence)
    event.add("STATUS", status)
    event.add("TRANSP", "OPAQUE")
    event.add("ORGANIZER", _address(meeting.organizer, CN="GovTracker"))
    for one in meeting.attendees:
        known = {"CN": _line(one.name, LONGEST_NAME) or one.address, "PARTSTAT": ANSWERS[one.answer]}
        event.add("ATTENDEE", _address(one.address, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT", RSVP="FALSE", **known))
    made.add_component(event)
    return _text(made)


def _entry(entry: Entry, at: datetime) -> Any:
    event = _event(entry.uid, entry.title, entry.text, entry.url, at)
    if isinstance(entry.starts, datetime):
        event.add("DTSTART", entry.starts.astimezone(UTC))
        event.add("DTEND", entry.starts.astimezone(UTC) + timedelta(minutes=entry.minutes))
    else:
        event.add("DTSTART", entry.starts)
        event.add("DTEND", entry.starts + timedelta(days=1))
    tentative = entry.answer in (InvitationAnswer.TENTATIVE, InvitationAnswer.OPEN)
    event.add("STATUS", "CANCELLED" if entry.cancelled else "TENTATIVE" if tentative else "CONFIRMED")
    busy = entry.minutes and not entry.cancelled and entry.answer is not InvitationAnswer.DECLINED
    event.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    return event


def _calendar() -> Any:
    import icalendar  # memory that only a process that writes calendars needs

    made = icalendar.Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    return made


def _event(uid: str, title: str, text: str, url: str, stamp: datetime) -> Any:
    import icalendar

    event = icalendar.Event()
    event.add("UID", uid)
    event.add("DTSTAMP", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("SUMMARY", _line(title, LONGEST_TITLE) or "Review")
    words = _lines(text, LONGEST_TEXT)
    if words or url:
        event.add("DESCRIPTION", "\n\n".join(part for part in (words, url) if part))
    if url:
        event.add("URL", url)
    return event


def _address(address: str, **parameters: str) -> Any:
    import icalendar

    made = icalendar.vCalAddress(f"mailto:{address}")
    for name, value in parameters.items():
        made.params[name] = value
    return made


def _walled(meeting: Invited) -> tuple[datetime, datetime]:
    """Begin and end on the wall of their zone; in UTC where the wall shows one of them twice and means the second."""
    both = (meeting.starts_at, meeting.starts_at + timedelta(minutes=meeting.minutes))
    starts, ends = (moment.astimezone(meeting.zone) for moment in both)
    if starts.fold or ends.fold or meeting.zone.key == "UTC":
        return both[0].astimezone(UTC), both[1].astimezone(UTC)
    return starts, ends


def _line(text: str, longest: int) -> str:
    """One line without what hides or turns text, and without the quotes that no parameter may hold."""
    plain = " ".join(UNPRINTABLE.sub(" ", text[: longest * 4]).replace('"', "”").split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def _lines(text: str, longest: int) -> str:
    plain = UNPRINTABLE.sub("", text[: longest * 4].replace("\r\n", "\n")).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def _text(made: Any) -> str:
    written: bytes = made.to_ical()
    return written.decode()
