"""Attendance: who of the forum was at a review, who came instead, and guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Presence, Side
from govtracker.models import Attendee, Review
from govtracker.queries.reviews import minutes
from govtracker.services import Refused, events

THERE = (Presence.PRESENT, Presence.REPRESENTED)


@dataclass(frozen=True)
class Entry:
    """One of the forum's people; `represented_by` names who came instead."""

    person_id: int
    name: str
    side: Side
    presence: Presence
    represented_by: str = ""


@dataclass(frozen=True)
class Attendance:
    """Everybody of the forum, and guests as text, one a line."""

    entries: Sequence[Entry] = ()
    guests: str = ""


def check(said: Attendance) -> None:
    """Refuse where nobody was there, or nobody is named who came instead of somebody."""
    for entry in said.entries:
        if entry.presence is Presence.REPRESENTED and not entry.represented_by.strip():
            raise Refused(f"Say who came instead of {entry.name}.", f"represented_{entry.person_id}")
    if not said.guests.strip() and not any(entry.presence in THERE for entry in said.entries):
        raise Refused("Say who was there.", "guests")


def write(review: Review, said: Attendance, *, by: Viewer, at: datetime) -> bool:
    """Keep who was there; whether that is other than what was kept."""
    check(said)
    before = minutes.people(review.id)
    kept = minutes.rows_of(review.id)
    for entry in said.entries:
        row = kept.pop(entry.person_id, None)
        if row is None:
            row = Attendee(review_id=review.id, person_id=entry.person_id, side=entry.side)
            db.session.add(row)
        instead = entry.represented_by.strip() if entry.presence is Presence.REPRESENTED else ""
        row.presence, row.represented_by = entry.presence, instead
    for row in kept.values():
        db.session.delete(row)
    db.session.flush()
    changes = _changes(before, minutes.people(review.id))
    guests = said.guests.strip()
    if guests != review.guests:
        changes["guests"] = [_count(review.guests), _count(guests)]  # the trail could never forget their names
        review.guests = guests
    if changes:
        events.record(review, "attendance_written", by=by, at=at, changes=changes)
    return bool(changes)


def _count(guests: str) -> int:
    return sum(1 for line in guests.splitlines() if line.strip())


def _changes(before: Sequence[minutes.There], now: Sequence[minutes.There]) -> dict[str, list[Any]]:
    """Who was there, away and represented, as people, whom the trail can forget; who came instead is a mere name."""
    return {
        presence.value: [[one.person for one in some if one.presence is presence] for some in (before, now)]
        for presence in Presence
        if [one for one in before if one.presence is presence] != [one for one in now if one.presence is presence]
    }
