"""Whether the audit trail is as it was written: links, texts, personal hashes, heads, and the anchors outside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from govtracker import clock, database
from govtracker.queries import audit, trail_erasure
from govtracker.rules import audit_chain
from govtracker.rules.anchors import Anchor, Line
from govtracker.rules.audit_chain import Fault, Mark

log = structlog.get_logger()
EVERY = timedelta(days=1)
SOME = 500  # anchors compared at once


@dataclass
class Found:
    """What a verification counted; `superseded` anchors were made of what a restore took back.

    `lost` has, for each chain, the last event that is the first to miss what it says of somebody nobody erased.
    """

    chains: int = 0
    events: int = 0
    erased: int = 0
    withheld: int = 0
    anchors: int = 0
    superseded: int = 0
    faults: int = 0
    anchored_at: datetime | None = None
    first: tuple[int, Fault] | None = None
    ends: dict[int, Mark] = field(default_factory=dict)
    wrong: dict[int, Fault] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)

    def fault(self, chain: int, fault: Fault) -> tuple[int, Fault]:
        """Count a fault of a chain."""
        self.faults += 1
        self.first = self.first or (chain, fault)
        self.wrong.setdefault(chain, fault)
        return chain, fault


def verify(chains: Iterable[int], found: Found) -> Iterator[tuple[int, Fault]]:
    """Everything that is wrong in these chains from their beginnings, as (chain, fault); `found` counts on."""
    for chain in chains:
        found.chains += 1
        for fault in _since(chain):
            yield found.fault(chain, fault)
        for fault in _follow(chain, Mark(), found):
            yield found.fault(chain, fault)


def against_anchors(lines: Iterable[Line], found: Found, *, only: int | None = None) -> Iterator[tuple[int, Fault]]:
    """Everything the anchors know better; `only` one chain's. A line that was changed itself is a fault of chain 0."""
    waiting: defaultdict[int, list[Anchor]] = defaultdict(list)
    restores = audit.restores()
    for line in lines:
        if line.anchor is None or not line.is_sound:
            yield found.fault(0, Fault(0, f"line {line.number} of the anchors was changed, or the one before it"))
        if line.anchor is None or only not in (None, line.anchor.chain):
            continue
        found.anchors += 1
        found.anchored_at = line.anchor.at
        waiting[line.anchor.chain].append(line.anchor)
        if len(waiting[line.anchor.chain]) == SOME:
            yield from _compared(line.anchor.chain, waiting.pop(line.anchor.chain), restores, found)
    for chain, some in waiting.items():
        yield from _compared(chain, some, restores, found)


def against_seals(lines: Iterable[Line], seals: Iterable[str], found: Found) -> Iterator[tuple[int, Fault]]:
    """The seals that somebody kept elsewhere and no sound line bears: the file is another one, or it was cut."""
    missing = {seal.strip().lower() for seal in seals}
    for line in lines if missing else ():
        if line.is_sound:
            missing.discard(line.seal)
    for seal in sorted(missing):
        yield found.fault(0, Fault(0, f"no line of the anchors bears the seal {seal}"))


def is_unanchored(found: Found) -> bool:
    """Whether there are events and the newest anchor is missing or older than two days: a warning, no fault."""
    return bool(found.events) and (found.anchored_at is None or found.anchored_at < clock.real_now() - 2 * EVERY)


def note(found: Found) -> None:
    """Keep how far each chain was verified and its first fault, for the health page and for the next look.

    Where something is wrong, the earlier mark stays: what was cut is missed again next time.
    """
    at = clock.real_now()
    with database.transaction():
        for chain, mark in found.ends.items():
            fault = found.wrong.get(chain)
            _note(chain, mark, f"event {fault.seq} {fault.text}" if fault else "", at)


def due(_: datetime) -> list[int]:
    """The chains that were not looked at for a day."""
    return list(audit.to_check(clock.real_now() - EVERY))


def look(chain: int, _at: datetime) -> None:
    """Verify a chain from where it was verified last; a fault stays until a whole verification finds none."""
    before, found = audit.checked(chain), Found(chains=1)
    mark = Mark(before.seq, before.hash) if before else Mark()
    kept = before.fault if before else ""
    for fault in _since(chain):
        found.fault(chain, fault)
    for fault in _follow(chain, mark, found):
        found.fault(chain, fault)
    fresh = found.wrong.get(chain)
    if fresh is not None:
        log.error("the audit trail was touched", chain=chain, seq=fresh.seq, what=fresh.text)
    with database.transaction():
        text = kept or (f"event {fresh.seq} {fresh.text}" if fresh else "")
        _note(chain, found.ends[chain], text, clock.real_now())


def _note(chain: int, reached: Mark, fault: str, at: datetime) -> None:
    before = audit.checked(chain) if fault else None
    audit.note_check(chain, Mark(before.seq, before.hash) if before else reached, fault, at=at)


def _since(chain: int) -> Iterator[Fault]:
    """Whether the event up to which the chain was verified last is still there."""
    before = audit.checked(chain)
    if before is not None and before.seq and audit.hashes(chain, [before.seq]).get(before.seq) != before.hash:
        yield Fault(before.seq, "was verified once and is gone or another now")


def _follow(chain: int, since: Mark, found: Found) -> Iterator[Fault]:
    walk, until = audit_chain.Walk(since, trail_erasure.withheld(chain)), audit.end(chain)
    for events, said in audit.events(chain, after=since.seq):
        yield from walk.follow(events, said)
        if until.head is not None and walk.at.seq >= until.head.seq:
            break
    yield from _gone(chain, walk, found)
    yield from _at_the_end(walk.at, until)
    found.events += walk.events
    found.erased += walk.erased
    found.withheld += walk.withheld
    found.ends[chain] = walk.at


def emptied(found: Found) -> list[int]:
    """The chains whose events lost all they said of people up to some event, as a schema taken back leaves them."""
    first = {chain: audit.first_said(chain) for chain in found.lost}
    return [chain for chain, seq in found.lost.items() if (first[chain] or seq + 1) > seq]


def _gone(chain: int, walk: audit_chain.Walk, found: Found) -> Iterator[Fault]:
    """What is said of people is gone with an event that says so, or it was taken away."""
    erased = audit.erased_people(walk.gone)
    for person, seq in walk.gone.items():
        if person not in erased:
            found.lost[chain] = max(seq, found.lost.get(chain, 0))
            yield Fault(seq, f"has lost what it says of person {person}, whom nobody erased")


def _at_the_end(reached: Mark, until: audit.End) -> Iterator[Fault]:
    head = until.head
    fault = audit_chain.head_fault(reached, head) if head is None or reached.seq <= head.seq else None
    if fault is None and head is not None and until.last > head.seq:
        fault = Fault(head.seq + 1, "lies beyond the chain's head")
    if fault is not None:
        yield fault


def _compared(
    chain: int, some: list[Anchor], restores: list[tuple[datetime, datetime]], found: Found
) -> Iterator[tuple[int, Fault]]:
    stored = audit.hashes(chain, {anchor.mark.seq for anchor in some})
    for anchor in some:
        fault = audit_chain.anchor_fault(anchor.mark, stored.get(anchor.mark.seq)) if anchor.mark.seq else None
        if fault is None:
            continue
        if any(made <= anchor.at <= restored for made, restored in restores):
            found.superseded += 1
        else:
            yield found.fault(chain, fault)
