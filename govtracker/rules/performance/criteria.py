"""Success criteria of a version: what it still lacks, what weighs how much, and examples of its curves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import (
    Aggregation,
    ComputedKpi,
    CriterionKind,
    EnteredBy,
    Frequency,
    MeasurementState,
    Pillar,
    Rag,
    Unit,
)
from govtracker.rules.performance import anchors, explanation, ratings, scorecards, scoring, values
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.ratings import Level
from govtracker.rules.performance.standings import Corridor

MANY: Final = 10
CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,39}")
HEAVIEST: Final = Decimal(1_000_000)
HUNDRED: Final = Decimal(100)
LONGEST_GRACE: Final = 90


class BadTerms(ValueError):
    """A KPI that is refused: the field that is at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Terms:
    """A KPI as one version has it; `owner` is the title of the seat that owns its data.

    A qualitative one has five levels, its anchors follow from them, and it is measured in points.
    """

    kpi_id: int
    code: str
    name: str
    definition: str
    formula: str
    unit: Unit
    unit_label: str
    decimals: int
    aggregation: Aggregation
    computed: ComputedKpi | None
    source: str
    pillar: Pillar
    weight: Decimal
    anchors: Anchors
    is_gate: bool
    kind: CriterionKind = CriterionKind.QUANTITATIVE
    levels: tuple[Level, ...] = ()
    frequency: Frequency = Frequency.MONTHLY
    grace_days: int = 10
    entered_by: EnteredBy = EnteredBy.EITHER
    owner_seat_id: int | None = None
    owner: str = ""

    @property
    def is_rated(self) -> bool:
        """Whether both sides rate it instead of measuring it."""
        return self.kind is CriterionKind.QUALITATIVE


@dataclass(frozen=True)
class Criteria:
    """The content of one version."""

    version: int
    pillar_weights: Mapping[Pillar, Decimal]
    corridor: Corridor
    terms: tuple[Terms, ...]


@dataclass(frozen=True)
class Example:
    """A worked example of a curve: a value, its score (0–100), its colour, and the sum in words.

    A value outside its unit's domain has no score; the words say why.
    """

    value: Decimal
    score: Decimal | None
    rag: Rag
    sum_done: str


def check(terms: Terms) -> None:
    """Raise BadTerms for a KPI that cannot be measured or scored as it is described."""
    if not CODE.fullmatch(terms.code):
        raise BadTerms("code", "Use 1 to 40 capital letters, digits, hyphens and underscores, such as CSAT.")
    if not terms.name.strip():
        raise BadTerms("name", "Enter a name.")
    if not 0 <= terms.decimals <= 6:
        raise BadTerms("decimals", "Show between 0 and 6 decimals.")
    check_weight("weight", terms.weight)
    if not 0 <= terms.grace_days <= LONGEST_GRACE:
        raise BadTerms("grace_days", f"Between 0 and {LONGEST_GRACE} days.")
    if terms.is_rated:
        _check_rated(terms)
    else:
        _check_measured(terms)


def _check_rated(terms: Terms) -> None:
    if terms.unit is not Unit.POINTS or terms.aggregation is not Aggregation.RATIO or terms.computed:
        raise BadTerms("unit", "What is rated comes in points, as the mean over those who rated.")
    try:
        ratings.check(terms.levels)
    except ratings.BadLevels as refusal:
        raise BadTerms(refusal.field, refusal.sentence) from refusal


def _check_measured(terms: Terms) -> None:
    if terms.unit is Unit.MONEY and not terms.unit_label.strip():
        raise BadTerms("unit_label", "Say which currency, such as EUR.")
    needed = COMPUTED_IN.get(terms.computed) if terms.computed else None
    if needed and terms.unit is not needed:
        raise BadTerms("unit", f"What is computed from issues comes in {needed.value}.")
    if terms.computed and terms.aggregation is not Aggregation.RATIO:
        raise BadTerms("aggregation", "What is computed from issues comes as a ratio.")
    try:
        anchors.validate(terms.anchors, terms.unit)
    except anchors.BadAnchors as refusal:
        raise BadTerms(refusal.field, refusal.sentence) from refusal


def check_weight(field: str, weight: Decimal) -> None:
    """Raise BadTerms for a weight below zero or beyond measure."""
    if not weight.is_finite() or not 0 <= weight <= HEAVIEST:
        raise BadTerms(field, f"A weight lies between 0 and {HEAVIEST:,}.")


def gaps(criteria: Criteria) -> list[str]:
    """What stands in the way of proposing, as sentences."""
    if not criteria.terms:
        return ["There is no criterion yet: add at least one."]
    try:
        scorecards.validate_weights(_unmeasured(criteria.terms), criteria.pillar_weights)
    except scorecards.BadWeights as refusal:
        return [refusal.sentence]
    return []


def warnings(criteria: Criteria) -> list[str]:
    """What should be looked at, and stops nobody."""
    found = []
    if len(criteria.terms) > MANY:
        found.append(f"{len(criteria.terms)} criteria are many: more than {MANY} are hard to steer by.")
    total = sum(criteria.pillar_weights.values(), Decimal(0))
    if total and total != HUNDRED:
        found.append(f"The pillars weigh {explanation.figure(total)} together, not 100: what each comes to is shown.")
    measured = {terms.pillar for terms in criteria.terms}
    found += [
        f"{pillar_name(pillar)} carries weight, and no criterion measures it."
        for pillar, weight in criteria.pillar_weights.items()
        if weight > 0 and pillar not in measured
    ]
    found += [
        f"{pillar_name(pillar)} has criteria and no weight: they do not count."
        for pillar in Pillar
        if pillar in measured and not criteria.pillar_weights.get(pillar)
    ]
    return found


def effective_weights(criteria: Criteria) -> dict[int, Decimal]:
    """KPI id → percent of the overall score while everything is measured; {} while weights do not stand."""
    if gaps(criteria):
        return {}
    result = scorecards.scorecard(_unmeasured(criteria.terms), criteria.pillar_weights)
    return {one.criterion.id: one.agreed_share for one in result.criteria}


def example(value: Decimal, curve: Anchors, unit: Unit) -> Example:
    """What a value comes to on the curve of valid anchors."""
    try:
        values.check_value(value, unit)
    except values.BadValue as refusal:
        return Example(value, None, Rag.GREY, refusal.sentence)
    sum_done = explanation.sum_done(value, curve)
    beyond = scoring.stretched(value, curve)
    if beyond is not None:
        sum_done += f"; {explanation.figure(beyond, 2)} where a bonus is paid"
    return Example(value, scoring.score(value, curve), scoring.rag(value, curve), sum_done)


def telling_values(curve: Anchors) -> tuple[Decimal, Decimal, Decimal]:
    """Three values on the curve of valid anchors: half-way to the minimum, half-way on to the target, on target.

    Of a range: half-way to its low minimum, on target, half-way on to its high minimum.
    """
    low = (curve.worst + curve.minimum) / 2
    high = (curve.minimum + curve.target) / 2
    if curve.high_target is not None and curve.high_minimum is not None:
        return low, curve.target, (curve.high_target + curve.high_minimum) / 2
    return low, high, curve.target


def pillar_name(pillar: Pillar) -> str:
    """The pillar as people say it."""
    return "Customer experience" if pillar is Pillar.EXPERIENCE else pillar.value.replace("_", " ").capitalize()


def _unmeasured(terms: Sequence[Terms]) -> list[scorecards.CriterionInput]:
    return [
        scorecards.CriterionInput(
            one.kpi_id, one.name, one.pillar, one.weight, one.anchors, one.unit, MeasurementState.MISSING
        )
        for one in terms
    ]


COMPUTED_IN: Final = {
    ComputedKpi.RESOLVED_WITHIN_TARGET: Unit.PERCENT,
    ComputedKpi.MEAN_TIME_TO_RESOLVE: Unit.HOURS,
    ComputedKpi.ACKNOWLEDGED_IN_TIME: Unit.PERCENT,
    ComputedKpi.ACTIONS_CLOSED_IN_TIME: Unit.PERCENT,
    ComputedKpi.EFFECTIVENESS_VERIFIED: Unit.PERCENT,
    ComputedKpi.REVIEWS_HELD_IN_TIME: Unit.PERCENT,
    ComputedKpi.RECURRING_SHARE: Unit.PERCENT,
}
