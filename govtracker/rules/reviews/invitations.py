"""Who is told what of a meeting: whom to ask, whom to ask again, whose invitation to take back; and when to remind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

REMIND_BEFORE: Final = timedelta(days=3)  # ours
LEFT_ALONE: Final = timedelta(days=1)  # after the last word, before somebody is reminded (ours)
LONGEST_NOTE: Final = 300
LONGEST_TITLE: Final = 255


@dataclass(frozen=True)
class Meeting:
    """What an invitation says: when (UTC), how long, and what the meeting is called."""

    starts_at: datetime
    minutes: int
    title: str


@dataclass(frozen=True)
class Held:
    """What a person's calendar was told last."""

    sequence: int
    meeting: Meeting
    is_active: bool


@dataclass(frozen=True)
class Settlement:
    """What is to be said: whom to invite (anew, or again with what has changed), whose invitation to take back.

    All of it under one `sequence` number (RFC 5546, 2.1.4) that is higher than any used for this meeting before.
    """

    sequence: int
    newly_asked: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()
    updated: frozenset[int] = frozenset()
    taken_back: frozenset[int] = frozenset()

    @property
    def asked(self) -> frozenset[int]:
        """Everybody who is sent an invitation."""
        return self.newly_asked | self.moved | self.updated


def settle(held: Mapping[int, Held], meeting: Meeting, wanted: Collection[int]) -> Settlement | None:
    """What to tell so that the calendars of `wanted`, and no others, hold the meeting; None when they do.

    `held` and `wanted` go by person. Once anything changes everybody asked is told, for the list of who comes changes.
    """
    active = {person for person, one in held.items() if one.is_active}
    joined, gone = frozenset(wanted) - active, active - frozenset(wanted)
    stale = {person for person in active - gone if held[person].meeting != meeting}
    if not (joined or gone or stale):
        return None
    moved = {person for person in stale if held[person].meeting.starts_at != meeting.starts_at}
    return Settlement(
        sequence=max((one.sequence for one in held.values()), default=-1) + 1,
        newly_asked=joined,
        moved=frozenset(moved),
        updated=frozenset(active - gone - moved),
        taken_back=frozenset(gone),
    )


def remind_at(invited_at: datetime, starts_at: datetime) -> datetime:
    """From when on somebody who has not answered is reminded, once: never the moment after the last word."""
    return max(starts_at - REMIND_BEFORE, invited_at + LEFT_ALONE)


def title(forum: str, period_key: str) -> str:
    """What the meeting is called, at most LONGEST_TITLE characters."""
    return f"{forum}, {period_key}"[:LONGEST_TITLE]
