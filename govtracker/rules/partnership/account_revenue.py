"""What was won with accounts through opportunities: cross-sell, up-sell, and how the whole grew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from govtracker.enums import OpportunityKind
from govtracker.rules.performance.scoring import EXACT, settled


@dataclass(frozen=True)
class Won:
    """What a year brought, in minor units of one currency: add-ons, upgrades, improvements, and the year before it."""

    currency: str
    cross_sell: int = 0
    up_sell: int = 0
    improvements: int = 0
    before: int = 0

    @property
    def total(self) -> int:
        """All of the year."""
        return self.cross_sell + self.up_sell + self.improvements

    @property
    def growth(self) -> Decimal | None:
        """Percent against the year before; None where that brought nothing."""
        return growth(Decimal(self.total), Decimal(self.before))


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """By how many percent a figure has grown; None from nothing or from a loss."""
    if before <= 0:
        return None
    with localcontext(EXACT):
        return settled((now - before) * 100 / before)


def together(rows: Iterable[Any]) -> list[Won]:
    """One line for each currency, of rows with `currency`, `kind`, `is_recent` and `amount`; the largest first."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        sums[row.currency][NAMES[row.kind] if row.is_recent else "before"] += int(row.amount)
    return sorted((Won(currency, **of) for currency, of in sums.items()), key=lambda one: (-one.total, one.currency))


NAMES = {
    OpportunityKind.ADD_ON: "cross_sell",
    OpportunityKind.UPGRADE: "up_sell",
    OpportunityKind.IMPROVEMENT: "improvements",
}
