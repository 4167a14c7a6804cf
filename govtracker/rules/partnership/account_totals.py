"""What customer accounts bring in a year, how much of it is cross-sell and up-sell, and how it grew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from govtracker.rules import periods
from govtracker.rules.partnership import account_revenue
from govtracker.rules.performance import scoring
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scoring import EXACT, settled

MONTHS: Final = 12
SHOWN: Final = 2 * MONTHS


@dataclass(frozen=True)
class Month:
    """What the month that begins on a day brought, in minor units of one currency."""

    first_on: date
    base: int
    cross_sell: int
    up_sell: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.base + self.cross_sell + self.up_sell


@dataclass(frozen=True)
class Year:
    """Twelve months, in minor units of one currency; `known` counts months of accounts.

    `now` and `before` are those of them that are known a year before too, `compared` in number: growth is that of the
    same accounts in the same months, so that a month nobody entered is no loss.
    """

    currency: str
    base: int = 0
    cross_sell: int = 0
    up_sell: int = 0
    known: int = 0
    now: int = 0
    before: int = 0
    compared: int = 0

    @property
    def total(self) -> int:
        """All of the year."""
        return self.base + self.cross_sell + self.up_sell

    @property
    def share(self) -> Decimal | None:
        """Percent of the total that is cross-sell and up-sell; None where there is none."""
        if self.total <= 0:
            return None
        with localcontext(EXACT):
            return settled(Decimal(self.cross_sell + self.up_sell) * 100 / self.total)

    @property
    def growth(self) -> Decimal | None:
        """Percent against the year before; None where nothing can be compared."""
        return account_revenue.growth(Decimal(self.now), Decimal(self.before))


def anchors(target: Decimal) -> Anchors:
    """What growth in percent a year is worth: 100 points at the target, 60 without any, 0 lost as much (ours)."""
    return Anchors(-target, Decimal(0), target)


def score(years: Iterable[Year], target: Decimal) -> Decimal | None:
    """The points (0–100) of the growth of accounts; None where it is not known, or is of several currencies."""
    grown = [one.growth for one in years]
    if len(grown) != 1 or grown[0] is None:
        return None
    return scoring.score(grown[0], anchors(target))


def course(months: Iterable[Month], up_to: date) -> list[tuple[date, Month | None]]:
    """Each month of the two years up to one, with what is known of it, from the first one that is known."""
    known = {one.first_on: one for one in months}
    every = [periods.month_after(up_to, -back) for back in reversed(range(SHOWN))]
    begins = next((place for place, one in enumerate(every) if one in known), len(every))
    return [(one, known.get(one)) for one in every[begins:]]
