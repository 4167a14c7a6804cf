"""Collateral damage: a programme whose own KPIs are green while something beside it gets worse."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from govtracker.enums import AlertAnswer, Rag


class Following(Enum):
    """What becomes of a month when what was measured in it is looked at again."""

    NOTHING = auto()
    RAISE = auto()
    RAISE_ANEW = auto()
    CORRECT = auto()
    RESOLVE = auto()


@dataclass(frozen=True)
class Raised:
    """An alert that stands: by how much it said the figure was worse, and what was made of it."""

    worse: Decimal
    answer: AlertAnswer | None = None


@dataclass(frozen=True)
class Looked:
    """What stands in a month now: the colours of the programme's KPIs, by how much it is worse, what is tolerated."""

    colours: Collection[Rag]
    worse: Decimal
    tolerance: Decimal

    @property
    def is_damage(self) -> bool:
        """All green, and worse by more than is tolerated."""
        return is_damage(self.colours, self.worse, self.tolerance)

    @property
    def is_none(self) -> bool:
        """Measured to be no damage; a KPI without a usable value proves nothing."""
        return self.worse <= self.tolerance or bool({Rag.AMBER, Rag.RED} & set(self.colours))


def follow(there: Raised | None, looked: Looked) -> Following:
    """How an alert follows what is measured.

    One that nobody answered goes with its figure, and resolves when that is no damage. What people answered stands, and
    is raised anew only when it turns out worse than they knew; what a correction resolved, when it is damage after all.
    """
    if there is None:
        return Following.RAISE if looked.is_damage else Following.NOTHING
    if there.answer is None:
        if looked.is_none:
            return Following.RESOLVE
        return Following.CORRECT if looked.worse != there.worse else Following.NOTHING
    knew = looked.tolerance if there.answer is AlertAnswer.CORRECTED else there.worse
    return Following.RAISE_ANEW if looked.is_damage and looked.worse > knew else Following.NOTHING


def all_green(colours: Collection[Rag]) -> bool:
    """Whether every KPI of a programme met its target; one without a value did not, and no KPI is no programme."""
    return bool(colours) and all(colour is Rag.GREEN for colour in colours)


def worse_by(value: Decimal, baseline: Decimal, *, more_is_better: bool) -> Decimal:
    """By how much a figure is worse than its baseline; 0 where it is not."""
    return max(baseline - value if more_is_better else value - baseline, Decimal(0))


def is_damage(colours: Collection[Rag], worse: Decimal, tolerance: Decimal) -> bool:
    """Whether a month is an alert: all green, and worse by more than is tolerated."""
    return all_green(colours) and worse > tolerance
