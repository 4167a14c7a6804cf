"""The text of an event and its link: what is hashed, and what is wrong with a chain that somebody touched."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from govtracker.rules import canonical, personal

START = "0" * 64
WITHHELD, FIRST, SALTED = 0, 1, 2  # editions: erased but for its link; names in the text; names beside it, sealed
FACTS = ("chain", "seq", "action", "label", "changes", "reason")
WITHOUT: Mapping[str, Any] = {
    "edition": WITHHELD,
    "text": "",
    "actor_name": "",
    "label": "",
    "changes": {},
    "reason": "",
}
LATER = ("company_id", "origin", "request_id", "is_refused", "for_seat_id", "for_person_id", "sealed")


def text_of(event: Mapping[str, Any]) -> str:
    """The text an event is hashed as, by its edition: JSON with sorted keys and no spaces, instants in UTC."""
    facts = {name: event[name] for name in FACTS} | {
        "at": instant(event["at"]),
        "actor": event["actor_id"],
        "actor_name": event["actor_name"],
        "subject": [event["subject_type"], event["subject_id"]],
        "audience": str(event["audience"]),
    }
    if event["edition"] >= SALTED:
        facts |= {name: event[name] for name in LATER} | {"v": event["edition"]}
    return canonical.json_text(facts)


def link(previous_hash: str, text: str) -> str:
    """SHA-256 in hex of the previous link and this event's text."""
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def left(event: Mapping[str, Any]) -> str:
    """SHA-256 in hex of what is left of an event that was withheld: the deed, when, by and on which number."""
    return hashlib.sha256(text_of({**event, **WITHOUT}).encode()).hexdigest()


def instant(at: datetime) -> str:
    """An instant as every event writes it: UTC with microseconds, as both databases keep it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Mark:
    """Where a chain stood: its last number and link."""

    seq: int = 0
    hash: str = START


@dataclass(frozen=True)
class Fault:
    """Something wrong with event `seq` of a chain."""

    seq: int
    text: str


@dataclass
class Walk:
    """A chain followed from `at`: how many events, those whose text was withheld, and each person of whom something is
    gone, with the event it first is gone from and how often.

    `told` is what the trail says is left of each withheld event: a hash (`left`) by seq.
    """

    at: Mark
    told: Mapping[int, str] = field(default_factory=dict)
    events: int = 0
    withheld: int = 0
    erased: int = 0
    gone: dict[int, int] = field(default_factory=dict)

    def follow(self, events: Iterable[Mapping[str, Any]], said: Mapping[tuple[int, int], Any]) -> Iterator[Fault]:
        """What is wrong with these events, the next in the chain's order.

        `said` has (salt, values) by (seq, person). After a fault the walk goes on from what stands there, so that one
        touched event is named once.
        """
        for event in events:
            yield from self._links(event)
            yield from self._says(event, said)
            self.at = Mark(event["seq"], event["hash"])
            self.events += 1

    def _links(self, event: Mapping[str, Any]) -> Iterator[Fault]:
        seq = event["seq"]
        if seq != self.at.seq + 1:
            missing = f"{self.at.seq + 1} to {seq - 1}" if seq > self.at.seq + 2 else f"{self.at.seq + 1}"
            yield Fault(seq, f"follows event {self.at.seq}: {missing} is missing")
        elif event["previous_hash"] != self.at.hash:
            yield Fault(seq, "does not link to the event before it: one of the two was replaced or moved")

    def _says(self, event: Mapping[str, Any], said: Mapping[tuple[int, int], Any]) -> Iterator[Fault]:
        seq = event["seq"]
        if event["edition"] == WITHHELD:
            self.withheld += 1
            if any(event[name] != value for name, value in WITHOUT.items()):
                yield Fault(seq, "says to be erased and still has words")
            elif self.told.get(seq) != left(event):
                yield Fault(seq, "has lost its words, and no erasure says so")
            return
        if link(event["previous_hash"], event["text"]) != event["hash"]:
            yield Fault(seq, "its text or its hash was changed")
        elif text_of(event) != event["text"]:
            yield Fault(seq, "its columns do not say what its text says")
        for person, seal in (event["sealed"] or {}).items():
            found = said.get((seq, int(person)))
            if found is None:
                self.erased += 1
                self.gone.setdefault(int(person), seq)
            elif personal.sealed(*found) != seal:
                yield Fault(seq, f"what it says of person {person} was changed")


def head_fault(reached: Mark, head: Mark | None) -> Fault | None:
    """Whether a walk to the end of a chain stands where its head says; an event may be cut off, or the head moved."""
    if head is None:
        return Fault(reached.seq, "the chain has no head") if reached.seq else None
    if head.seq > reached.seq:
        return Fault(reached.seq + 1, f"is missing: the head says the chain goes on to event {head.seq}")
    if head.seq < reached.seq:
        return Fault(head.seq + 1, "lies beyond the chain's head")
    return None if head.hash == reached.hash else Fault(reached.seq, "the head has another hash")


def anchor_fault(anchor: Mark, stored: str | None) -> Fault | None:
    """Whether the event an anchor was made of still stands with that link; `stored` is its hash now, if it is there."""
    if stored is None:
        return Fault(anchor.seq, "was anchored and is missing: the chain was cut or another one put in its place")
    return (
        None if stored == anchor.hash else Fault(anchor.seq, "was anchored with another hash: the chain was rewritten")
    )
