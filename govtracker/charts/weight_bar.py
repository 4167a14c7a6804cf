"""The weight bar: how much each pillar weighs against the others, as lengths of one bar."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import Pillar


@dataclass(frozen=True)
class Part:
    """A pillar's part of the bar: where it starts and how long it is, in thousandths; `percent` of the whole."""

    pillar: Pillar
    percent: Decimal
    start: float
    length: float


def parts(weights: Mapping[Pillar, Decimal]) -> tuple[Part, ...]:
    """The parts from left to right in the order of the pillars; weights are rescaled, those of 0 have no part."""
    total = sum(weights.values(), Decimal(0))
    found: list[Part] = []
    start = Decimal(0)
    for pillar in Pillar:
        weight = weights.get(pillar, Decimal(0))
        if weight > 0:
            length = weight * LENGTH / total
            found.append(Part(pillar, weight * 100 / total, round(float(start), 1), round(float(length), 1)))
            start += length
    return tuple(found)


LENGTH: Final = 1000
