"""Parting a whole among several in proportion, so that the parts come to the whole itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key")


def parted(whole: int, weights: Mapping[Key, Decimal | int]) -> dict[Key, int]:
    """Whole parts in proportion to `weights` (none below 0, not all 0) that come to `whole` (largest remainders)."""
    total = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    exact = {key: Fraction(weight) * whole / total for key, weight in weights.items()}
    found = {key: int(part) for key, part in exact.items()}
    for key in _by_remainder(exact)[: whole - sum(found.values())]:
        found[key] += 1
    return found


def shown(shares: Sequence[Decimal], places: int = 1) -> list[Decimal]:
    """Percentages that come to 100, rounded for display so that what is shown comes to 100 as well."""
    if not shares:
        return []
    tick = 10**places
    parts = parted(100 * tick, dict(enumerate(shares)))
    return [Decimal(part) / tick for part in parts.values()]


def _by_remainder(exact: Mapping[Key, Fraction]) -> list[Key]:
    return sorted(exact, key=lambda key: int(exact[key]) - exact[key])
