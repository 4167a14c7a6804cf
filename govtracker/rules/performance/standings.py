"""Standings: the band of a score, with gates and coverage; the zone of three gauges; movement since last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from govtracker.enums import Pillar, Standing, Zone
from govtracker.rules.performance.bands import BOTTOM, IN_ORDER, OURS, TOP, Band, Before, settled


@dataclass(frozen=True)
class StandingResult:
    """A standing and, where it is not simply the score's band, the reasons in words.

    `banded` is the band the score counts as, whatever a gate makes of it; None without a usable score.
    """

    standing: Standing
    reasons: tuple[str, ...] = ()
    banded: Standing | None = None


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


def standing(
    overall: Decimal | None,
    coverage: Decimal,
    gates_red: Sequence[str],
    bands: Sequence[Band] = OURS,
    before: Before | None = None,
) -> StandingResult:
    """The standing of an overall score (0–100) that rests on `coverage` percent of the weight.

    Too little coverage gives insufficient data whatever the score; `before` keeps a score at a bound from changing the
    standing to and fro; a red gate caps it.
    """
    gates = tuple(_gate(name, bands) for name in gates_red)
    if overall is None:
        return StandingResult(Standing.INSUFFICIENT_DATA, ("Nothing has been measured.", *gates))
    if coverage < ENOUGH:
        return StandingResult(Standing.INSUFFICIENT_DATA, (_too_little(coverage), *gates))
    band, held = settled(overall, bands, before)
    found = max(band.standing, CAP, key=IN_ORDER.index) if gates else band.standing
    return StandingResult(found, (*gates, *([held] if held else ())), band.standing)


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


def _gate(name: str, bands: Sequence[Band]) -> str:
    cap = next(one.called for one in bands if one.standing is CAP)
    return f"The gate “{name}” is red: the standing is capped at {cap.lower()}."


def _too_little(coverage: Decimal) -> str:
    shown = coverage.quantize(Decimal("0.1"), rounding=ROUND_FLOOR)
    return f"Only {shown} % of the weight has been measured; a standing needs {ENOUGH} %."


THREE: Final = (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE)  # the gauges, in the order of `zone`
ENOUGH: Final = Decimal(70)
CAP: Final = Standing.UNDER_REVIEW
# Experience against its corridor, and whether cost is at or above its floor.
ZONES: Final = {
    ("below", True): Zone.UNDER_SERVE,
    ("below", False): Zone.BOTH_MISSED,
    ("within", True): Zone.SWEET_SPOT,
    ("within", False): Zone.TOO_COSTLY,
    ("above", True): Zone.AHEAD,
    ("above", False): Zone.OVER_DELIVER,
}
