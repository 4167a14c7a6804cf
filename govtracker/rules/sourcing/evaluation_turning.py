"""What would have to change for the second to win: one weight, or one of the second's mean ratings, at a time.

With weights w, points a of the first and b of the second, the lead is D = Σ w·(a − b). A weight turns the order beyond
w − D ÷ (a − b), the second's points beyond b + D ÷ w; all else stays as it is. Compared are the criteria that somebody
rated for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from govtracker.rules.sourcing.evaluation_scores import Part, Result, Standing
from govtracker.rules.sourcing.evaluations import HUNDRED

HIGHEST = 5


@dataclass(frozen=True)
class Turn:
    """One criterion: its weight now and where it would turn (percent of the whole), the second's level likewise.

    Beyond `weight_at` (below it where `is_less`), or above `level_at`, the second wins; None where nothing turns it.
    """

    name: str
    weight: Decimal
    weight_at: Decimal | None
    is_less: bool
    level: Decimal
    level_at: Decimal | None


@dataclass(frozen=True)
class Turning:
    """First and second, by how many points the first leads on what both were rated by, and each criterion's turn.

    `left_out` are criteria that were not rated for both. A lead of 0 or less is none.
    """

    first: Standing
    second: Standing
    lead: Decimal
    turns: tuple[Turn, ...]
    left_out: tuple[str, ...]

    @property
    def nothing_turns(self) -> bool:
        """Neither one weight nor one rating alone lets the second win."""
        return all(one.weight_at is None and one.level_at is None for one in self.turns)


def turning(result: Result) -> Turning | None:
    """Where the order of the first two turns; None with fewer than two to compare."""
    if len(result.ranked) < 2:
        return None
    first, second = result.ranked[:2]
    pairs = list(zip(first.parts, second.parts, strict=True))
    both = [(one, other) for one, other in pairs if one.cell.given and other.cell.given]
    whole = sum((one.criterion.weight for one, _ in both), Decimal(0))
    lead = sum((one.criterion.weight * _ahead(one, other) for one, other in both), Decimal(0))
    turns = tuple(_turn(one, other, lead, whole) for one, other in both) if whole and lead > 0 else ()
    names = tuple(one.criterion.name for one, other in pairs if not (one.cell.given and other.cell.given))
    return Turning(first, second, lead / whole if whole else Decimal(0), turns, names)


def easiest(turns: Sequence[Turn]) -> Turn | None:
    """The criterion whose weight has to move least, in points of percent; None where no weight turns the order."""
    movable = [(abs(one.weight_at - one.weight), place) for place, one in enumerate(turns) if one.weight_at is not None]
    return turns[min(movable)[1]] if movable else None


def _turn(one: Part, other: Part, lead: Decimal, whole: Decimal) -> Turn:
    weight, ahead = one.criterion.weight, _ahead(one, other)
    assert other.cell.mean is not None  # rated for both
    turned = weight - lead / ahead if ahead else None
    at = None if turned is None or turned <= 0 else turned / (whole - weight + turned) * HUNDRED
    level = other.cell.mean + lead / weight / 25 if weight else None
    return Turn(
        one.criterion.name,
        weight / whole * HUNDRED,
        at,
        ahead > 0,
        other.cell.mean,
        level if level is not None and level < HIGHEST else None,
    )


def _ahead(one: Part, other: Part) -> Decimal:
    """By how many points the first is ahead by one criterion."""
    assert one.cell.points is not None  # rated for both
    assert other.cell.points is not None
    return one.cell.points - other.cell.points
