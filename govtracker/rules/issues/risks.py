"""How likely a risk is and how bad it would be, in words and as one figure; how it moves from status to status."""

from collections.abc import Mapping
from enum import StrEnum

from govtracker.enums import RiskStatus

LIKELIHOODS: Mapping[int, str] = {1: "rare", 2: "unlikely", 3: "possible", 4: "likely", 5: "almost certain"}
IMPACTS: Mapping[int, str] = {1: "negligible", 2: "minor", 3: "moderate", 4: "major", 5: "severe"}
MOVES: Mapping[RiskStatus, tuple[RiskStatus, ...]] = {
    RiskStatus.OPEN: (RiskStatus.HAPPENED, RiskStatus.CLOSED),
    RiskStatus.HAPPENED: (RiskStatus.OPEN, RiskStatus.CLOSED),
    RiskStatus.CLOSED: (RiskStatus.OPEN,),
}


class Exposure(StrEnum):
    """How much a risk weighs (our bands of likelihood × impact)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


FLOORS: Mapping[Exposure, int] = {Exposure.CRITICAL: 15, Exposure.HIGH: 10, Exposure.MEDIUM: 5, Exposure.LOW: 1}


def score(likelihood: int, impact: int) -> int:
    """1-25; ValueError with a sentence for a level outside 1-5."""
    if likelihood not in LIKELIHOODS or impact not in IMPACTS:
        raise ValueError("Likelihood and impact go from 1 to 5.")
    return likelihood * impact


def exposure(points: int) -> Exposure:
    """The band a score lies in: low 1-4, medium 5-9, high 10-14, critical 15-25."""
    return next(band for band, floor in FLOORS.items() if points >= floor)


def move_gap(before: RiskStatus, after: RiskStatus) -> str | None:
    """Why a risk cannot move so, as a sentence; None where it can."""
    return None if after in MOVES[before] else f"A risk that is {before.value} cannot become {after.value}."
