"""Ratings: how the levels both sides see reached become the score of a qualitative criterion.

Score of a month = mean of the scores of both sides' levels; of one side alone, its own, provisional until the other
has rated too. Colour: green from the score of level 4 on (80, unless agreed otherwise), amber from that of level 3
(60), red below. Two levels or more between the sides are a difference to be talked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import MeasurementState, Side
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.measuring import Entry
from govtracker.rules.performance.values import number_text

LEVELS: Final = range(1, 6)
USUAL_SCORES: Final = tuple(Decimal(score) for score in (0, 30, 60, 80, 100))
FAR_APART: Final = 2
LONGEST: Final = 600


class BadLevels(ValueError):
    """Levels that are refused: the field at fault ("level_3", "level_3_score") and the sentence beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Level:
    """What a level means, and what it scores (0–100)."""

    description: str
    score: Decimal


def check(levels: Sequence[Level]) -> None:
    """Raise BadLevels unless five levels are described and score 0–100, each more than the one below."""
    for number, level in zip(LEVELS, levels, strict=True):
        if not level.description.strip():
            raise BadLevels(f"level_{number}", f"Say what level {number} looks like: both sides rate against it.")
        if len(level.description) > LONGEST:
            raise BadLevels(f"level_{number}", f"Keep it to {LONGEST} characters.")
        if not level.score.is_finite() or not 0 <= level.score <= 100:
            raise BadLevels(f"level_{number}_score", "A level scores between 0 and 100.")
        if number > 1 and level.score <= levels[number - 2].score:
            raise BadLevels(f"level_{number}_score", f"Level {number} has to score more than level {number - 1}.")


def curve(levels: Sequence[Level]) -> Anchors:
    """The anchors of five levels in points: level 1 is worst, level 3 the minimum, level 4 the target."""
    return Anchors(levels[0].score, levels[2].score, levels[3].score)


def entry(levels: Sequence[Level], rated: Mapping[Side, int]) -> Entry:
    """What is said of a month: numerator = the scores of the levels given, denominator = how many sides gave one."""
    if not rated:
        return Entry(MeasurementState.MISSING)
    total = sum((levels[level - 1].score for level in rated.values()), Decimal(0))
    state = MeasurementState.MEASURED if len(rated) == len(Side) else MeasurementState.PROVISIONAL
    return Entry(state, numerator=total, denominator=Decimal(len(rated)), n=len(rated))


def are_far_apart(rated: Mapping[Side, int]) -> bool:
    """Whether the sides differ by two levels or more."""
    return len(rated) == len(Side) and abs(rated[Side.CLIENT] - rated[Side.SUPPLIER]) >= FAR_APART


def words(levels: Sequence[Level], rated: Mapping[Side, int]) -> str:
    """Who gave what: "client 4 (80), supplier 2 (30), 2 levels apart"; at most 120 characters."""
    given = [
        f"{side.value} {rated[side]} ({number_text(levels[rated[side] - 1].score)})" if side in rated else ""
        for side in Side
    ]
    told = [one for one in given if one]
    if are_far_apart(rated):
        told.append(f"{abs(rated[Side.CLIENT] - rated[Side.SUPPLIER])} levels apart")
    return ", ".join(told)
