"""The minutes of a review as one value: what chairs agree to, what is kept when both have, what is printed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from govtracker.rules import canonical

FORMAT: Final = 1


@dataclass(frozen=True)
class Attended:
    """Somebody of the forum: whether they were there, or who came instead."""

    name: str
    side: str
    presence: str
    represented_by: str = ""


@dataclass(frozen=True)
class Born:
    """A shared record that was born in the review."""

    kind: str
    key: str
    title: str
    note: str


@dataclass(frozen=True)
class MinutedTopic:
    """A topic with what was said and decided, and what was born of it."""

    title: str
    notes: str
    decision: str
    born: tuple[Born, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """All that both chairs agree to; reading it needs nothing else that is stored. `held` is ISO 8601 in UTC.

    `number` is 1 for the first agreed text and rises with each amendment, whose `reason` says why it was made.
    """

    relationship: str
    companies: tuple[str, ...]
    forum: str
    period: str
    held: str
    zone: str
    attended: tuple[Attended, ...]
    guests: str
    topics: tuple[MinutedTopic, ...]
    others: tuple[Born, ...]
    number: int
    reason: str = ""

    @property
    def held_at(self) -> datetime:
        """When the review was held (UTC)."""
        return datetime.fromisoformat(self.held)


def write(minutes: Minutes) -> str:
    """The canonical text."""
    return canonical.write(minutes, edition=FORMAT)


def read(text: str) -> Minutes:
    """The minutes a text was written from; raises canonical.NotCanonical."""
    return canonical.read(Minutes, text, edition=FORMAT)


def digest(text: str) -> str:
    """SHA-256 of a canonical text, 64 hexadecimal digits."""
    return canonical.digest(text)


def mark(minutes: Minutes) -> str:
    """A mark of the words as they stand, so that nobody agrees to what they have not read: their digest."""
    return digest(write(minutes))
