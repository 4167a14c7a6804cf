"""Criteria and weights that several tests of scorecards start from."""

from decimal import Decimal
from typing import Any, Final

from govtracker.enums import MeasurementState, Pillar, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scorecards import CriterionInput, ScorecardResult, scorecard

D: Final = Decimal
PLAIN: Final = Anchors(D(0), D(60), D(100))
"""Anchors on which every value from 0 to 100 is its own score."""


def criterion(number: int, value: str | None = "80", **facts: Any) -> CriterionInput:
    """A criterion whose score is its value; without a value it is missing."""
    state = MeasurementState.MISSING if value is None else MeasurementState.MEASURED
    given = {
        "name": f"Criterion {number}",
        "pillar": Pillar.EXPERIENCE,
        "weight": D(1),
        "anchors": PLAIN,
        "unit": Unit.POINTS,
        "state": state,
        "value": None if value is None else D(value),
    }
    return CriterionInput(id=number, **{**given, **facts})


PILLAR_WEIGHTS: Final = {Pillar.EXPERIENCE: D(50), Pillar.COST: D(35), Pillar.REVENUE: D(15)}

OCTOBER: Final = (
    criterion(
        1,
        "58",
        name="First contact resolution",
        weight=D(20),
        unit=Unit.PERCENT,
        anchors=Anchors(D(55), D(65), D(70)),
        numerator=D(38512),
        denominator=D(66400),
    ),
    criterion(
        2, "76", name="Customer satisfaction", weight=D(20), unit=Unit.PERCENT, anchors=Anchors(D(60), D(75), D(85))
    ),
    criterion(3, "71", name="Service level", weight=D(10), unit=Unit.PERCENT, anchors=Anchors(D(50), D(70), D(80))),
    criterion(
        4,
        "4.60",
        name="Price per contact",
        pillar=Pillar.COST,
        weight=D(25),
        unit=Unit.MONEY,
        anchors=Anchors(D(6), D(5), D("4.2")),
        decimals=2,
    ),
    criterion(
        5,
        "99.3",
        name="Invoice accuracy",
        pillar=Pillar.COST,
        weight=D(10),
        unit=Unit.PERCENT,
        anchors=Anchors(D(90), D(97), D(99)),
    ),
    criterion(
        6,
        "182",
        name="Cross- and up-sell",
        pillar=Pillar.REVENUE,
        weight=D(15),
        unit=Unit.MONEY,
        anchors=Anchors(D(100), D(150), D(200)),
    ),
)


def october() -> ScorecardResult:
    """A month with six criteria under three pillars, all of them measured."""
    return scorecard(OCTOBER, PILLAR_WEIGHTS)
