"""The rolling score: several periods in one figure, the newest weighing most; what has no score weighs nothing."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Final

from govtracker.rules.performance import scoring

PERIODS: Final = 12
HUNDRED: Final = Decimal(100)


def linear(periods: int = PERIODS) -> list[Decimal]:
    """Weights that fall by the same step from the newest period on, in percent: of twelve 15.4, 14.1, 12.8 … 1.3."""
    with localcontext(scoring.EXACT):
        total = Decimal(periods * (periods + 1)) / 2
        return [HUNDRED * (periods - age) / total for age in range(periods)]


def rolling(scores: Sequence[Decimal | None], weights: Sequence[Decimal]) -> Decimal | None:
    """Σ weight · score / Σ weight over the periods that have a score, the newest first; None where none has."""
    with localcontext(scoring.EXACT):
        known = [(weight, score) for weight, score in zip(weights, scores, strict=False) if score is not None]
        total = sum((weight for weight, _ in known), Decimal(0))
        if not total:
            return None
        return scoring.settled(sum((weight * score for weight, score in known), Decimal(0)) / total)
