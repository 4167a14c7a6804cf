"""How a company judges its support types: the defaults are ours, each company sets its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import FloorMeasure
from govtracker.rules import money
from govtracker.rules.sourcing import floors
from govtracker.rules.sourcing.floors import Floor


class BadJudging(ValueError):
    """A setting that is refused: the field at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Judging:
    """Currency of all spend, points over which a gap is a misfit, which levels (1–5) count as what, and the floor.

    Customer accounts are meant to grow by `growth_target` percent a year.
    """

    currency: str
    misfit_points: Decimal
    low_up_to: int
    high_from: int
    critical_from: int
    floor: Floor
    growth_target: Decimal = Decimal(5)


def check(judging: Judging) -> None:
    """Raise BadJudging for what cannot be: levels that overlap, points or a floor outside 0–100."""
    if not money.is_known(judging.currency):
        raise BadJudging("currency", "Enter a currency by its three letters, such as EUR or USD.")
    if not 0 < judging.misfit_points < 100:
        raise BadJudging("misfit_points", "A misfit begins between 0 and 100 points, without either.")
    if not LOWEST <= judging.low_up_to < judging.high_from:
        raise BadJudging("low_up_to", "Low levels have to end below where high ones begin.")
    if not judging.high_from <= judging.critical_from <= HIGHEST:
        raise BadJudging("critical_from", "The critical level is one of the high levels, 5 at most.")
    sentence = floors.fault(judging.floor.value)
    if sentence:
        raise BadJudging("floor", sentence)
    if not 0 < judging.growth_target <= 100:
        raise BadJudging("growth_target", "Accounts are meant to grow by more than 0 and at most 100 percent a year.")


LOWEST: Final = 1
HIGHEST: Final = 5
OURS: Final = Judging("EUR", Decimal(10), 2, 4, 5, Floor(FloorMeasure.EXPERIENCE_SCORE, Decimal(60)))
COMPLEXITY: Final[Mapping[int, str]] = {
    1: "One step, always the same answer; a page could give it",
    2: "A few known steps by a written guide",
    3: "Some judgement, two or three systems, now and then a colleague",
    4: "Diagnosis by somebody trained, several systems and departments",
    5: "Expert work without a known answer, often over days",
}
IMPACT: Final[Mapping[int, str]] = {
    1: "Customers expect it everywhere and do not notice it done well",
    2: "Noticed only when it goes wrong",
    3: "Customers compare it, it seldom decides whether they stay",
    4: "A reason to stay with you or to leave, and to tell others",
    5: "What customers choose you for: your advantage over competitors",
}
