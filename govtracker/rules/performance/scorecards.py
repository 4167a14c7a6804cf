"""Scorecards: from the criteria of a period to pillar scores, one overall score and how much it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Final

from govtracker.enums import MeasurementState, Pillar, Rag, Unit
from govtracker.rules.performance import scoring, values
from govtracker.rules.performance.anchors import Anchors

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
FLOOR: Final = Decimal(1)
LATER: Final = {
    "later": True
}  # a fact that came later: written only where it says something, older texts stay as signed
COUNTED: Final = frozenset({MeasurementState.MEASURED, MeasurementState.PROVISIONAL, MeasurementState.DISPUTED})


class BadWeights(ValueError):
    """Weights no score can be made of; its text is the sentence shown to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class CriterionInput:
    """A criterion as agreed, and what is known of it for the period.

    `value` is the period's value (already aggregated); numerator, denominator, `n` and where it comes from (`source`)
    are kept to explain it. What is `rated` comes in points: its value is its score. A value that was `summed` of
    several has the agreed anchors times as many.
    """

    id: int
    name: str
    pillar: Pillar
    weight: Decimal
    anchors: Anchors
    unit: Unit
    state: MeasurementState
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None
    gate: bool = False
    decimals: int = 1
    code: str = ""
    unit_label: str = ""
    source: str = ""
    rated: bool = field(default=False, metadata=LATER)
    summed: int = field(default=1, metadata=LATER)


@dataclass(frozen=True)
class CriterionResult:
    """What a criterion came to. Shares are percentages; they are 0 for a criterion that does not count.

    `agreed_share`: of the overall score if every applicable criterion were measured (coverage is made of these);
    `share`: of the overall score as it is; `share_in_pillar`: of its pillar's score as it is.
    """

    criterion: CriterionInput
    score: Decimal | None
    rag: Rag
    agreed_share: Decimal
    share: Decimal
    share_in_pillar: Decimal
    refusal: str = ""

    @property
    def value(self) -> Decimal | None:
        """The value that was scored, None when nothing was."""
        return None if self.score is None else self.criterion.value

    @property
    def stretched(self) -> Decimal | None:
        """Up to 110 for what lies beyond the target on the way to its stretch; None where that is not so.

        It counts as 100 all the same: a bonus may rest on it, no other criterion is made up for by it.
        """
        return None if self.value is None else scoring.stretched(self.value, self.criterion.anchors)

    @property
    def provisional(self) -> bool:
        """Counted, but not yet final."""
        return self.criterion.state is MeasurementState.PROVISIONAL

    @property
    def disputed(self) -> bool:
        """Counted as recorded, while the other side objects."""
        return self.criterion.state is MeasurementState.DISPUTED


@dataclass(frozen=True)
class PillarResult:
    """A pillar's score; shares are percentages of the overall score, agreed and as it is; coverage 0–100."""

    pillar: Pillar
    weight: Decimal
    score: Decimal | None
    agreed_share: Decimal
    share: Decimal
    coverage: Decimal


@dataclass(frozen=True)
class ScorecardResult:
    """A period's result. Scores and coverage are 0–100; a score is None where nothing was measured."""

    criteria: tuple[CriterionResult, ...]
    pillars: tuple[PillarResult, ...]
    overall: Decimal | None
    geometric: Decimal | None
    coverage: Decimal
    gates_red: tuple[str, ...]

    def pillar_score(self, pillar: Pillar) -> Decimal | None:
        """The score of one pillar, None when it has none."""
        return next((found.score for found in self.pillars if found.pillar is pillar), None)


def validate_weights(criteria: Iterable[CriterionInput], pillar_weights: Mapping[Pillar, Decimal]) -> None:
    """Raise BadWeights for a weight below zero, or where nothing carries any weight."""
    own = [(criterion.pillar, criterion.weight) for criterion in criteria]
    given = [*pillar_weights.values(), *(weight for _, weight in own)]
    if any(not weight.is_finite() or weight < 0 for weight in given):
        raise BadWeights("A weight has to be a number that is not below 0.")
    weighted = [pillar for pillar in Pillar if pillar in dict(own) and pillar_weights.get(pillar, ZERO) > 0]
    if not weighted:
        raise BadWeights("No pillar that has criteria carries any weight.")
    for pillar in weighted:
        if not any(weight for its, weight in own if its is pillar):
            raise BadWeights(f"None of the criteria under {pillar.replace('_', ' ')} carries any weight.")


def scorecard(criteria: Sequence[CriterionInput], pillar_weights: Mapping[Pillar, Decimal]) -> ScorecardResult:
    """The result of a period; raises BadWeights.

    Pillar score = Σw·s/Σw over its measured criteria, overall = ΣW·P/ΣW over pillars that have a score; weights need
    not add up to anything. Not applicable leaves both sums and coverage; missing leaves the sums but not coverage.
    Coverage is the agreed share of what was measured: an agreed share is W·w/Σw within the applicable criteria of
    the pillar, so that it does not depend on how large the numbers inside one pillar are. A pillar that has no
    applicable criterion leaves coverage, as it leaves the score.
    Beside the mean stands the geometric mean over the criteria's scores (floored at 1) with the same shares.
    """
    validate_weights(criteria, pillar_weights)
    with localcontext(scoring.EXACT):
        scored = [_scored(criterion) for criterion in criteria]
        applicable = _portions([one for one in scored if one.applicable], pillar_weights)
        counted = _portions([one for one in scored if one.score is not None], pillar_weights)
        pillars = [pillar for pillar in Pillar if _shown(pillar, scored, pillar_weights)]
        return ScorecardResult(
            criteria=tuple(_result(one, applicable, counted) for one in scored),
            pillars=tuple(_pillar(pillar, pillar_weights, applicable, counted) for pillar in pillars),
            overall=_mean(counted),
            geometric=_geometric_mean(counted),
            coverage=_coverage(applicable),
            gates_red=tuple(one.criterion.name for one in scored if one.criterion.gate and one.rag is Rag.RED),
        )


def scores(criteria: Iterable[CriterionInput]) -> dict[int, Decimal | None]:
    """The score of each criterion by its id, as `scorecard` gives it, without what they come to together."""
    with localcontext(scoring.EXACT):
        return {criterion.id: _score_of(criterion)[0] for criterion in criteria}


@dataclass(frozen=True)
class _Scored:
    criterion: CriterionInput
    score: Decimal | None
    rag: Rag
    refusal: str = ""

    @property
    def applicable(self) -> bool:
        return self.criterion.state is not MeasurementState.NOT_APPLICABLE


@dataclass(frozen=True)
class _Portion:
    """A criterion's part of its pillar and of the whole, both 0–1 within the group it was taken from."""

    one: _Scored
    in_pillar: Decimal
    overall: Decimal


def _scored(criterion: CriterionInput) -> _Scored:
    score, refusal = _score_of(criterion)
    rag = Rag.GREY if score is None else scoring.rag(criterion.value, criterion.anchors)
    return _Scored(criterion, score, rag, refusal)


def _score_of(criterion: CriterionInput) -> tuple[Decimal | None, str]:
    """The score, or why what was measured gives none."""
    value = criterion.value
    if criterion.state not in COUNTED or value is None:
        return None, ""
    try:
        values.check_value(value, criterion.unit)
    except values.BadValue as refusal:
        return None, refusal.sentence
    return scoring.settled(value) if criterion.rated else scoring.score(value, criterion.anchors), ""


def _portions(group: Sequence[_Scored], pillar_weights: Mapping[Pillar, Decimal]) -> list[_Portion]:
    within: defaultdict[Pillar, Decimal] = defaultdict(Decimal)
    for one in group:
        within[one.criterion.pillar] += one.criterion.weight
    total = sum((pillar_weights.get(pillar, ZERO) for pillar, weight in within.items() if weight), ZERO)
    return [_portion(one, within[one.criterion.pillar], pillar_weights, total) for one in group]


def _portion(one: _Scored, within: Decimal, pillar_weights: Mapping[Pillar, Decimal], total: Decimal) -> _Portion:
    in_pillar = one.criterion.weight / within if within else ZERO
    pillar_weight = pillar_weights.get(one.criterion.pillar, ZERO)
    return _Portion(one, in_pillar, in_pillar * pillar_weight / total if total else ZERO)


def _result(one: _Scored, applicable: Sequence[_Portion], counted: Sequence[_Portion]) -> CriterionResult:
    agreed = [portion for portion in applicable if portion.one is one]
    actual = [portion for portion in counted if portion.one is one]
    return CriterionResult(
        criterion=one.criterion,
        score=one.score,
        rag=one.rag,
        agreed_share=_percent(portion.overall for portion in agreed),
        share=_percent(portion.overall for portion in actual),
        share_in_pillar=_percent(portion.in_pillar for portion in actual),
        refusal=one.refusal,
    )


def _shown(pillar: Pillar, scored: Sequence[_Scored], pillar_weights: Mapping[Pillar, Decimal]) -> bool:
    return pillar_weights.get(pillar, ZERO) > 0 or any(one.criterion.pillar is pillar for one in scored)


def _pillar(
    pillar: Pillar,
    pillar_weights: Mapping[Pillar, Decimal],
    applicable: Sequence[_Portion],
    counted: Sequence[_Portion],
) -> PillarResult:
    agreed = [portion for portion in applicable if portion.one.criterion.pillar is pillar]
    actual = [portion for portion in counted if portion.one.criterion.pillar is pillar and portion.in_pillar]
    points = sum((portion.in_pillar * _score(portion) for portion in actual), ZERO)
    return PillarResult(
        pillar=pillar,
        weight=pillar_weights.get(pillar, ZERO),
        score=scoring.settled(points) if actual else None,
        agreed_share=_percent(portion.overall for portion in agreed),
        share=_percent(portion.overall for portion in actual),
        coverage=_percent(portion.in_pillar for portion in agreed if portion.one.score is not None),
    )


def _mean(counted: Sequence[_Portion]) -> Decimal | None:
    weighted = [portion for portion in counted if portion.overall]
    mean = sum((portion.overall * _score(portion) for portion in weighted), ZERO)
    return scoring.settled(mean) if weighted else None


def _geometric_mean(counted: Sequence[_Portion]) -> Decimal | None:
    weighted = [portion for portion in counted if portion.overall]
    logarithm = sum((portion.overall * max(_score(portion), FLOOR).ln() for portion in weighted), ZERO)
    return scoring.settled(logarithm.exp()) if weighted else None


def _coverage(applicable: Sequence[_Portion]) -> Decimal:
    return _percent(portion.overall for portion in applicable if portion.one.score is not None)


def _score(portion: _Portion) -> Decimal:
    return ZERO if portion.one.score is None else portion.one.score


def _percent(portions: Iterable[Decimal]) -> Decimal:
    return scoring.settled(HUNDRED * sum(portions, ZERO))
