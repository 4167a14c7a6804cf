"""Spend entered as shares of a total: whether they add up, what can be done when they do not, and the amounts."""

from collections.abc import Mapping
from decimal import Decimal

from govtracker.rules.performance.explanation import figure
from govtracker.rules.sourcing import apportioning

HUNDRED = Decimal(100)
Shares = Mapping[int, Decimal]  # type → percent


def missing(shares: Shares) -> Decimal:
    """Points that are missing from 100 %; below 0 where there are too many."""
    return HUNDRED - sum(shares.values(), Decimal(0))


def fault(shares: Shares) -> str:
    """Why shares do not stand for a whole, "" where they do."""
    rest = missing(shares)
    if rest == 0:
        return ""
    which = f"{figure(rest)} points are missing" if rest > 0 else f"{figure(-rest)} points are too many"
    return f"The shares add up to {figure(HUNDRED - rest)} %, not to 100 %: {which}."


def rescaled(shares: Shares) -> dict[int, Decimal]:
    """The same proportions with two decimals, together exactly 100; all 0 stays as it is."""
    if not any(shares.values()):
        return dict(shares)
    return {key: Decimal(part) / 100 for key, part in apportioning.parted(10_000, shares).items()}


def with_rest(shares: Shares, type_id: int) -> dict[int, Decimal] | None:
    """The shares with what is missing on one type, or what is too much taken off it; None where it has less."""
    share = shares.get(type_id, Decimal(0)) + missing(shares)
    return {**shares, type_id: share} if share >= 0 else None


def amounts(total: int, shares: Shares) -> dict[int, int]:
    """Minor units by type that come to `total`, for shares that come to 100."""
    return apportioning.parted(total, shares)
