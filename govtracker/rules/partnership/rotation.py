"""Rotation: who is asked in a round of the pulse, so that nobody is asked too often and everybody often enough.

On each side a share of one in `every` is asked: those first who have waited longest, then those who were asked least.
Nobody waits longer than `every` rounds; whoever was never asked is asked at once, so that a first round asks everybody.
So few are never asked that too little could be shown: FEWEST at least, where there are so many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final

from govtracker.enums import Side, Tier

FEWEST: Final = 5
TIERS: Final = tuple(Tier)


@dataclass(frozen=True)
class Asked:
    """In how many rounds somebody was asked, the number of the first and of the last of them."""

    times: int
    first: int
    last: int


@dataclass(frozen=True)
class Member:
    """Somebody in a seat of the chosen tiers, and when they were asked before; `area_id` is an area they lead."""

    person_id: int
    side: Side
    tier: Tier
    area_id: int | None = None
    asked: Asked | None = None


def seated_once(members: Iterable[Member]) -> list[Member]:
    """Everybody once: whoever holds several seats in the highest of their tiers, with the first area they lead."""
    found: dict[int, Member] = {}
    for one in members:
        known = found.get(one.person_id)
        if known is None:
            found[one.person_id] = one
            continue
        tier = min(known.tier, one.tier, key=TIERS.index)
        area_id = known.area_id if known.area_id is not None else one.area_id
        found[one.person_id] = Member(one.person_id, known.side, tier, area_id, known.asked)
    return list(found.values())


def whose_turn(members: Sequence[Member], *, number: int, every: int) -> list[Member]:
    """Who is asked in round `number`, by person; each of `members` stands in it once."""
    asked = [one for side in Side for one in _of_side([m for m in members if m.side is side], number, every)]
    return sorted(asked, key=lambda one: one.person_id)


def _of_side(members: Sequence[Member], number: int, every: int) -> list[Member]:
    """Whoever must be asked, and of the others those who have waited longest, until the share is full."""
    ordered = sorted(members, key=lambda one: (-_waited(one, number, every), _burden(one, number), _lot(one, number)))
    due = [one for one in ordered if _waited(one, number, every) >= every]
    share = max(-(-len(members) // every), min(len(members), FEWEST), len(due))
    return ordered[:share]


def _waited(one: Member, number: int, every: int) -> int:
    """How many rounds ago somebody was asked; as many as make it their turn where they never were."""
    return every if one.asked is None else number - one.asked.last


def _burden(one: Member, number: int) -> Fraction:
    """In what share of the rounds since their first somebody was asked."""
    return Fraction(0) if one.asked is None else Fraction(one.asked.times, number - one.asked.first)


def _lot(one: Member, number: int) -> bytes:
    """An order among those who waited alike that favours nobody: another one each round, the same whenever asked."""
    return sha256(f"{number}:{one.person_id}".encode()).digest()
