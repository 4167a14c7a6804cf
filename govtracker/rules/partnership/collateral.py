"""Collateral damage: a programme whose own KPIs are green while something beside it gets worse."""

from collections.abc import Collection
from decimal import Decimal

from govtracker.enums import Rag


def all_green(colours: Collection[Rag]) -> bool:
    """Whether every KPI of a programme met its target; one without a value did not, and no KPI is no programme."""
    return bool(colours) and all(colour is Rag.GREEN for colour in colours)


def worse_by(value: Decimal, baseline: Decimal, *, more_is_better: bool) -> Decimal:
    """By how much a figure is worse than its baseline; 0 where it is not."""
    return max(baseline - value if more_is_better else value - baseline, Decimal(0))


def is_damage(colours: Collection[Rag], worse: Decimal, tolerance: Decimal) -> bool:
    """Whether a month is an alert: all green, and worse by more than is tolerated."""
    return all_green(colours) and worse > tolerance
