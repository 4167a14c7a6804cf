"""How far a share of few cases can be trusted: the Wilson interval."""

from decimal import Decimal, localcontext
from typing import Final

from govtracker.rules.performance.anchors import Span
from govtracker.rules.performance.scoring import EXACT, settled


def wilson(successes: Decimal, cases: Decimal) -> Span | None:
    """The 95 % interval (percent) in which the true share of `successes` in `cases` lies; None without cases.

    Wilson 1927: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96.
    """
    if cases <= 0 or not 0 <= successes <= cases:
        return None
    with localcontext(EXACT):
        share, square = successes / cases, Z * Z
        middle = share + square / (2 * cases)
        half = Z * (share * (1 - share) / cases + square / (4 * cases * cases)).sqrt()
        whole = 1 + square / cases
        low, high = ((middle - half) / whole, (middle + half) / whole)
        return Span(settled(max(low, Decimal(0)) * 100), settled(min(high, Decimal(1)) * 100))


def is_unsure(cases: Decimal | int | None) -> bool:
    """Whether so few cases stand behind a figure that it deserves little confidence."""
    return cases is not None and cases < FEW


Z: Final = Decimal("1.96")
FEW: Final = 30
