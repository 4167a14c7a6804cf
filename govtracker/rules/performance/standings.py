"""Standings: the named band of a score, the zone of three gauges, and movement since last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from govtracker.enums import Standing, Zone


@dataclass(frozen=True)
class Band:
    """Scores from `low` up to, but without, `high`; the band that ends at 100 holds 100 too."""

    standing: Standing
    low: Decimal
    high: Decimal

    def holds(self, score: Decimal) -> bool:
        """Whether a score of 0–100 lies in the band."""
        return self.low <= score < self.high or score == self.high == TOP


@dataclass(frozen=True)
class StandingResult:
    """A standing and, where it is not simply the score's band, the reasons in words."""

    standing: Standing
    reasons: tuple[str, ...] = ()


class BadCorridor(ValueError):
    """A corridor that is refused: the field that is at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Corridor:
    """Pillar scores (0–100) between which experience is meant to lie, and floors for cost and revenue."""

    experience_floor: Decimal
    experience_top: Decimal
    cost_floor: Decimal
    revenue_floor: Decimal


def standing(overall: Decimal | None, coverage: Decimal, gates_red: Sequence[str]) -> StandingResult:
    """The band of an overall score (0–100) that rests on `coverage` percent of the weight.

    Too little coverage gives insufficient data whatever the score; a red gate caps the standing.
    """
    gates = tuple(f"The gate “{name}” is red: the standing is capped at {CAP_WORDS}." for name in gates_red)
    if overall is None:
        return StandingResult(Standing.INSUFFICIENT_DATA, ("Nothing has been measured.", *gates))
    if coverage < ENOUGH:
        return StandingResult(Standing.INSUFFICIENT_DATA, (_too_little(coverage), *gates))
    found = band(overall)
    return StandingResult(max(found, CAP, key=RANK.__getitem__) if gates else found, gates)


def band(score: Decimal) -> Standing:
    """The band that holds a score; raises ValueError outside 0–100."""
    for one in BANDS:
        if one.holds(score):
            return one.standing
    raise ValueError(f"a score lies between 0 and 100, not at {score}")


def validate_corridor(corridor: Corridor) -> None:
    """Raise BadCorridor for a figure outside 0–100 or an experience floor that is not below its top."""
    for field in ("experience_floor", "experience_top", "cost_floor", "revenue_floor"):
        value: Decimal = getattr(corridor, field)
        if not value.is_finite() or not BOTTOM <= value <= TOP:
            raise BadCorridor(field, "This is a score: it lies between 0 and 100.")
    if corridor.experience_floor >= corridor.experience_top:
        raise BadCorridor("experience_top", "The top of experience has to lie above its floor.")


def zone(experience: Decimal | None, cost: Decimal | None, revenue: Decimal | None, corridor: Corridor) -> Zone | None:
    """Where three pillar scores (0–100, high is good, cost included) put a relationship; None if one is missing."""
    if experience is None or cost is None or revenue is None:
        return None
    found = ZONES[_place(experience, corridor), cost >= corridor.cost_floor]
    if found in {Zone.SWEET_SPOT, Zone.AHEAD} and revenue >= corridor.revenue_floor:
        return Zone.EMERGING_SWEET_SPOT
    return found


def movement(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Points gained since before, below zero when lost; None where one of the two is missing."""
    return None if now is None or before is None else now - before


def _place(experience: Decimal, corridor: Corridor) -> str:
    if experience < corridor.experience_floor:
        return "below"
    return "above" if experience > corridor.experience_top else "within"


def _too_little(coverage: Decimal) -> str:
    shown = coverage.quantize(Decimal("0.1"), rounding=ROUND_FLOOR)
    return f"Only {shown} % of the weight has been measured; a standing needs {ENOUGH} %."


BOTTOM: Final = Decimal(0)
TOP: Final = Decimal(100)
ENOUGH: Final = Decimal(70)
CAP: Final = Standing.UNDER_REVIEW
CAP_WORDS: Final = CAP.replace("_", " ")
BANDS: Final = (
    Band(Standing.PREFERRED, Decimal(85), TOP),
    Band(Standing.SATISFACTORY, Decimal(70), Decimal(85)),
    Band(Standing.WATCH, Decimal(55), Decimal(70)),
    Band(Standing.IMPROVEMENT_PLAN, Decimal(40), Decimal(55)),
    Band(Standing.UNDER_REVIEW, BOTTOM, Decimal(40)),
)
RANK: Final = {one.standing: place for place, one in enumerate(BANDS)}
# Experience against its corridor, and whether cost is at or above its floor.
ZONES: Final = {
    ("below", True): Zone.UNDER_SERVE,
    ("below", False): Zone.BOTH_MISSED,
    ("within", True): Zone.SWEET_SPOT,
    ("within", False): Zone.TOO_COSTLY,
    ("above", True): Zone.AHEAD,
    ("above", False): Zone.OVER_DELIVER,
}
