"""What is found of a relationship's structure: vacant, dormant and doubled function pairs, and who acts as SPOC."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govtracker.enums import PairFinding, Side
from govtracker.rules.date_words import listed


@dataclass(frozen=True)
class PairFacts:
    """A functional area with the person who leads it on each side; None is nobody.

    `complete_since` is the first day on which both of today's leads had it, `last_contact_on` that of the last contact
    one of the two made in it.
    """

    area_id: int
    area: str
    client_person_id: int | None
    supplier_person_id: int | None
    complete_since: date | None = None
    last_contact_on: date | None = None

    def person_id(self, side: Side) -> int | None:
        """Who leads the area on that side."""
        return self.client_person_id if side is Side.CLIENT else self.supplier_person_id


@dataclass(frozen=True)
class Finding:
    """What is found of a pair, with a sentence that says why."""

    kind: PairFinding
    why: str


@dataclass(frozen=True)
class Quiet:
    """How long a pair may be quiet (in days), looked at on a day; contacts were counted back to `since`."""

    on: date
    after_days: int
    since: date


@dataclass(frozen=True)
class Spoc:
    """Who speaks for a side; `acting` where the deputy does. Without a person nobody does."""

    person_id: int | None
    acting: bool


def findings(pairs: Sequence[PairFacts], quiet: Quiet | None = None) -> dict[int, Finding]:
    """Area id → what weighs most of all that is found of it, for all pairs of one relationship."""
    return {area_id: found[0] for area_id, found in all_findings(pairs, quiet).items()}


def all_findings(pairs: Sequence[PairFacts], quiet: Quiet | None = None) -> dict[int, list[Finding]]:
    """Area id → all findings, the weightiest first: a vacant side, a dormant pair, a doubled lead.

    Without `quiet` contacts are not known, and no pair is dormant.
    """
    return {pair.area_id: _of_pair(pair, pairs, quiet) or [HEALTHY] for pair in pairs}


def in_short(pairs: Sequence[PairFacts], *, dormant: int = 0, key_persons: int = 0, collapsed: bool = False) -> str:
    """All that is found in a few words: "a bow-tie again, 1 vacant, 2 dormant", or healthy."""
    counted = Counter(finding.kind for finding in findings(pairs).values())
    numbers = [
        (counted[PairFinding.VACANT], "vacant"),
        (dormant, "dormant"),
        (counted[PairFinding.DOUBLED], "doubled"),
        (key_persons, "key person" if key_persons == 1 else "key persons"),
    ]
    told = ["a bow-tie again"] if collapsed else []
    told += [f"{number} {word}" for number, word in numbers if number]
    return ", ".join(told) or ("healthy" if pairs else "no areas yet")


def quiet_for(pair: PairFacts, quiet: Quiet) -> str:
    """How long the two have had no direct contact since both lead the area: "41 days", or "90+ days"."""
    counted = (quiet.on - quiet.since).days + 1
    days = _quiet_days(pair, quiet.on) or 0
    return f"{counted}+ days" if pair.last_contact_on is None and days >= counted else f"{days} days"


def acting(spoc_id: int | None, deputy_id: int | None, *, away: bool = False) -> Spoc:
    """The SPOC, or their deputy as acting SPOC while the seat is vacant or its holder away."""
    if deputy_id is not None and (spoc_id is None or away):
        return Spoc(deputy_id, acting=True)
    return Spoc(spoc_id, acting=False)


def _of_pair(pair: PairFacts, pairs: Sequence[PairFacts], quiet: Quiet | None) -> list[Finding]:
    vacant = _vacant(pair)
    found = [vacant, None if vacant else _dormant(pair, quiet), _doubled(pair, pairs)]
    return [one for one in found if one]


def _dormant(pair: PairFacts, quiet: Quiet | None) -> Finding | None:
    days = _quiet_days(pair, quiet.on) if quiet else None
    if quiet is None or days is None or days <= quiet.after_days:
        return None
    said = f"The leads of {pair.area} have had no direct contact for {quiet_for(pair, quiet)}"
    return Finding(PairFinding.DORMANT, f"{said}; at most {quiet.after_days} were agreed.")


def _quiet_days(pair: PairFacts, on: date) -> int | None:
    if pair.complete_since is None:
        return None
    return (on - max(pair.complete_since, pair.last_contact_on or pair.complete_since)).days


def _vacant(pair: PairFacts) -> Finding | None:
    empty = [f"the {side.value}’s side" for side in Side if pair.person_id(side) is None]
    return Finding(PairFinding.VACANT, f"Nobody leads {pair.area} on {listed(empty)}.") if empty else None


def _doubled(pair: PairFacts, pairs: Sequence[PairFacts]) -> Finding | None:
    sentences = [sentence for side in Side if (sentence := _also_leads(pair, side, pairs))]
    return Finding(PairFinding.DOUBLED, " ".join(sentences)) if sentences else None


def _also_leads(pair: PairFacts, side: Side, pairs: Sequence[PairFacts]) -> str:
    others = [
        other.area for other in pairs if other.area_id != pair.area_id and other.person_id(side) == pair.person_id(side)
    ]
    return f"On the {side.value}’s side the lead of {pair.area} also leads {listed(others)}." if others else ""


HEALTHY = Finding(PairFinding.HEALTHY, "Each side has a lead with this area alone.")
