"""Perception: how both sides see the same statements, the gaps between them, and what a relationship is worth to both.

Ratings run from 1 to 5. Gap = client mean − supplier mean; from half a point on amber, from a whole point on red. A
mean of 3.5 or more is high: high on both sides is healthy, low on both an agreed problem, and where one side rates
high what the other rates low, the side that rates higher has a blind spot.

Equity (ours) = mean of both sides' means − half the mean absolute gap, over all statements; 1 to 5 becomes 0 to 100 by
(equity − 1) × 25. Statement by statement that is the view of the side that sees it lower. All figures are exact
fractions; rounding is for display alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from govtracker.enums import Perception, PulseTheme, Rag, Side

LOWEST, HIGHEST = 1, 5
HIGH: Final = Decimal("3.5")
AMBER: Final = Decimal("0.5")
RED: Final = Decimal("1.0")
CENT: Final = Decimal("0.01")
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Tally:
    """So many answers with so many points together."""

    answers: int
    points: int

    @property
    def mean(self) -> Fraction:
        """The mean, exactly."""
        return Fraction(self.points, self.answers)

    @property
    def shown(self) -> Decimal:
        """The same to two decimals."""
        return rounded(self.mean)


@dataclass(frozen=True)
class Seen:
    """A statement as each side sees it; None where a side is hidden."""

    theme: PulseTheme
    client: Tally | None
    supplier: Tally | None

    @property
    def gap(self) -> Fraction | None:
        """Client mean − supplier mean; None where a side is hidden."""
        return None if self.client is None or self.supplier is None else self.client.mean - self.supplier.mean

    @property
    def gap_shown(self) -> Decimal | None:
        """The same to two decimals."""
        return None if self.gap is None else rounded(self.gap)

    @property
    def rag(self) -> Rag:
        """How far apart the sides are; grey where that is not known."""
        if self.gap is None:
            return Rag.GREY
        apart = abs(self.gap)
        return Rag.RED if apart >= RED else Rag.AMBER if apart >= AMBER else Rag.GREEN

    @property
    def perception(self) -> Perception | None:
        """The quadrant of the gap map it lies in; None where a side is hidden."""
        if self.client is None or self.supplier is None:
            return None
        return QUADRANTS[self.client.mean >= HIGH, self.supplier.mean >= HIGH]


def side_mean(seen: Sequence[Seen], side: Side) -> Fraction | None:
    """The mean of a side over all statements, each counting alike; None where the side is hidden."""
    tallies = [one.client if side is Side.CLIENT else one.supplier for one in seen]
    means = [tally.mean for tally in tallies if tally is not None]
    return sum(means, Fraction()) / len(means) if means and len(means) == len(tallies) else None


def equity(seen: Sequence[Seen]) -> Fraction | None:
    """The equity of a relationship, 0 to 100; None where a side is hidden."""
    client, supplier = side_mean(seen, Side.CLIENT), side_mean(seen, Side.SUPPLIER)
    gaps = [abs(one.gap) for one in seen if one.gap is not None]
    if client is None or supplier is None:
        return None
    points = (client + supplier) / 2 - sum(gaps, Fraction()) / len(gaps) / 2
    return (points - LOWEST) * 100 / (HIGHEST - LOWEST)


def index(seen: Sequence[Seen]) -> Decimal | None:
    """The same to one decimal, as people read it."""
    found = equity(seen)
    return None if found is None else rounded(found, TENTH)


def blind_spots(seen: Sequence[Seen]) -> list[Seen]:
    """The statements that one side rates high and the other low, the widest gap first."""
    found = [one for one in seen if one.perception in BLIND]
    return sorted(found, key=lambda one: (-abs(one.gap or 0), one.theme))


def rounded(value: Fraction, places: Decimal = CENT) -> Decimal:
    """A fraction to two decimals, half away from zero."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(places, ROUND_HALF_UP)


BLIND: Final = (Perception.BLIND_SPOT_CLIENT, Perception.BLIND_SPOT_SUPPLIER)
# Whether the client rates it high, and whether the supplier does.
QUADRANTS: Final = {
    (True, True): Perception.HEALTHY,
    (False, False): Perception.AGREED_PROBLEM,
    (True, False): Perception.BLIND_SPOT_CLIENT,
    (False, True): Perception.BLIND_SPOT_SUPPLIER,
}
