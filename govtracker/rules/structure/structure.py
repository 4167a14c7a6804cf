"""What is found of a relationship's structure: vacant and doubled function pairs, and who acts as SPOC."""

from collections.abc import Sequence
from dataclasses import dataclass

from govtracker.enums import PairFinding, Side
from govtracker.rules.date_words import listed


@dataclass(frozen=True)
class PairFacts:
    """A functional area with the person who leads it on each side; None is nobody."""

    area_id: int
    area: str
    client_person_id: int | None
    supplier_person_id: int | None

    def person_id(self, side: Side) -> int | None:
        """Who leads the area on that side."""
        return self.client_person_id if side is Side.CLIENT else self.supplier_person_id


@dataclass(frozen=True)
class Finding:
    """What is found of a pair, with a sentence that says why."""

    kind: PairFinding
    why: str


@dataclass(frozen=True)
class Spoc:
    """Who speaks for a side; `acting` where the deputy does. Without a person nobody does."""

    person_id: int | None
    acting: bool


def findings(pairs: Sequence[PairFacts]) -> dict[int, Finding]:
    """Area id → finding, for all pairs of one relationship; a vacant side outranks a doubled one."""
    return {pair.area_id: _vacant(pair) or _doubled(pair, pairs) or HEALTHY for pair in pairs}


def acting(spoc_id: int | None, deputy_id: int | None) -> Spoc:
    """The SPOC, or their deputy as acting SPOC while the seat is vacant."""
    return Spoc(deputy_id, acting=True) if spoc_id is None and deputy_id is not None else Spoc(spoc_id, acting=False)


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
