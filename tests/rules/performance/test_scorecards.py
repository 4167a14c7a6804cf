"""A period's result: weights, coverage, missing values, gates."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import MeasurementState, Pillar, Rag, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scorecards import BadWeights, CriterionInput, ScorecardResult, scorecard
from tests.rules.scorecard_examples import OCTOBER, PILLAR_WEIGHTS, D, criterion, october

ONE_PILLAR = {Pillar.EXPERIENCE: D(1)}


def tenths(value: Decimal | None) -> Decimal:
    assert value is not None
    return round(value, 1)


@st.composite
def criteria(draw: st.DrawFn) -> list[CriterionInput]:
    """One to eight criteria under three pillars in every state, some weights zero, each pillar with some weight."""
    drawn = [
        criterion(
            number,
            str(draw(st.decimals(min_value=0, max_value=100, places=2))),
            pillar=draw(st.sampled_from(list(PILLAR_WEIGHTS))),
            weight=draw(st.decimals(min_value=0, max_value=50, places=1)),
            state=draw(st.sampled_from(MeasurementState)),
            gate=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    return drawn + [criterion(100 + place, pillar=pillar) for place, pillar in enumerate(PILLAR_WEIGHTS)]


def figures(result: ScorecardResult) -> tuple[Decimal | None, Decimal | None, Decimal]:
    return result.overall, result.geometric, result.coverage


def test_a_month_worked_out_by_hand() -> None:
    result = october()
    assert [one.score for one in result.criteria] == [D(18), D(64), D(64), D(80), D(100), D("85.6")]
    assert [one.rag for one in result.criteria] == [Rag.RED, Rag.AMBER, Rag.AMBER, Rag.AMBER, Rag.GREEN, Rag.AMBER]
    assert result.pillar_score(Pillar.EXPERIENCE) == D("45.6")  # (20·18 + 20·64 + 10·64) ÷ 50
    assert tenths(result.pillar_score(Pillar.COST)) == D("85.7")  # (25·80 + 10·100) ÷ 35
    assert result.pillar_score(Pillar.REVENUE) == D("85.6")
    assert result.overall == D("65.64")  # (50·45.6 + 35·85.714… + 15·85.6) ÷ 100
    assert result.coverage == D(100)
    assert [tenths(one.share) for one in result.criteria] == [D(20), D(20), D(10), D(25), D(10), D(15)]
    assert tenths(result.criteria[3].share_in_pillar) == D("71.4")


@pytest.mark.parametrize(
    "pillars",
    [
        (Pillar.EXPERIENCE, Pillar.EXPERIENCE, Pillar.EXPERIENCE),
        (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE),
    ],
)
def test_the_geometric_mean_shows_the_hole_that_the_mean_hides(pillars: tuple[Pillar, ...]) -> None:
    weights = (D("0.5"), D("0.3"), D("0.2"))
    given = zip(("95", "90", "20"), weights, pillars, strict=True)
    result = scorecard(
        [criterion(place, value, weight=weight, pillar=its) for place, (value, weight, its) in enumerate(given)],
        {
            pillar: sum((w for w, its in zip(weights, pillars, strict=True) if its is pillar), D(0))
            for pillar in pillars
        },
    )
    assert result.overall == D("78.5")
    assert tenths(result.geometric) == D("68.4")


def test_a_value_beyond_its_target_makes_up_for_no_other() -> None:
    keen = Anchors(D(0), D(60), D(70), stretch=D(80))
    result = scorecard([criterion(1, "80", anchors=keen), criterion(2, "40")], ONE_PILLAR)
    assert result.criteria[0].stretched == D(110)
    assert (result.criteria[0].score, result.pillar_score(Pillar.EXPERIENCE), result.overall) == (D(100), D(70), D(70))


def test_a_score_of_zero_is_floored_at_one_in_the_geometric_mean() -> None:
    result = scorecard([criterion(1, "0"), criterion(2, "100")], ONE_PILLAR)
    assert (result.overall, result.geometric) == (D(50), D(10))  # √(1 · 100)


def test_missing_is_neither_0_nor_100() -> None:
    result = scorecard([criterion(1, "80"), criterion(2, None)], ONE_PILLAR)
    assert (result.overall, result.geometric, result.coverage) == (D(80), D(80), D(50))
    missing = result.criteria[1]
    assert (missing.score, missing.rag, missing.share, missing.agreed_share) == (None, Rag.GREY, D(0), D(50))
    assert result.criteria[0].share == D(100)


def test_zero_is_a_measurement() -> None:
    result = scorecard([criterion(1, "80"), criterion(2, "0")], ONE_PILLAR)
    assert (result.overall, result.coverage) == (D(40), D(100))
    assert result.criteria[1].rag is Rag.RED


def test_nothing_measured_gives_no_score_rather_than_100() -> None:
    result = scorecard([criterion(1, None), criterion(2, None)], ONE_PILLAR)
    assert figures(result) == (None, None, D(0))


def test_not_applicable_leaves_score_and_coverage() -> None:
    result = scorecard(
        [criterion(1, "80"), criterion(2, "10", state=MeasurementState.NOT_APPLICABLE), criterion(3, None)], ONE_PILLAR
    )
    assert (result.overall, result.coverage) == (D(80), D(50))
    assert (result.criteria[1].rag, result.criteria[1].agreed_share) == (Rag.GREY, D(0))


def test_provisional_and_disputed_count_as_recorded_and_are_flagged() -> None:
    result = scorecard(
        [
            criterion(1, "80", state=MeasurementState.PROVISIONAL),
            criterion(2, "60", state=MeasurementState.DISPUTED),
            criterion(3, "70"),
        ],
        ONE_PILLAR,
    )
    assert (result.overall, result.coverage) == (D(70), D(100))
    assert [(one.provisional, one.disputed) for one in result.criteria] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_recorded_ratio_over_nothing_counts_as_missing() -> None:
    nothing = criterion(2, None, state=MeasurementState.MEASURED, numerator=D(0), denominator=D(0))
    result = scorecard([criterion(1, "80"), nothing], ONE_PILLAR)
    assert (result.overall, result.coverage) == (D(80), D(50))


def test_a_value_outside_its_unit_is_refused_not_scored() -> None:
    result = scorecard([criterion(1, "80"), criterion(2, "101", unit=Unit.PERCENT)], ONE_PILLAR)
    assert (result.overall, result.coverage) == (D(80), D(50))
    assert (result.criteria[1].rag, result.criteria[1].refusal) == (Rag.GREY, "A percentage cannot be above 100.")


def test_a_pillar_without_a_score_leaves_the_mean_but_not_coverage() -> None:
    missing_cost = [replace(one, value=None) if one.pillar is Pillar.COST else one for one in OCTOBER]
    result = scorecard(missing_cost, PILLAR_WEIGHTS)
    assert tenths(result.overall) == D("54.8")  # (50·45.6 + 15·85.6) ÷ 65
    assert result.coverage == D(65)
    assert result.pillar_score(Pillar.COST) is None
    assert [(one.pillar, tenths(one.agreed_share), tenths(one.share), one.coverage) for one in result.pillars] == [
        (Pillar.EXPERIENCE, D(50), D("76.9"), D(100)),
        (Pillar.COST, D(35), D(0), D(0)),
        (Pillar.REVENUE, D(15), D("23.1"), D(100)),
    ]


def test_coverage_does_not_depend_on_how_large_the_numbers_inside_a_pillar_are() -> None:
    weights = {Pillar.EXPERIENCE: D(1), Pillar.COST: D(1)}
    small = [criterion(1, None), criterion(2, "50", pillar=Pillar.COST)]
    large = [replace(small[0], weight=D(1000)), small[1]]
    assert scorecard(small, weights).coverage == scorecard(large, weights).coverage == D(50)


def test_a_pillar_nobody_measures_anything_for_is_shown_and_carries_nothing() -> None:
    result = scorecard([criterion(1, "80")], {Pillar.EXPERIENCE: D(3), Pillar.REVENUE: D(1)})
    assert (result.overall, result.coverage) == (D(80), D(100))
    assert [(one.pillar, one.score, one.share) for one in result.pillars] == [
        (Pillar.EXPERIENCE, D(80), D(100)),
        (Pillar.REVENUE, None, D(0)),
    ]


def test_a_pillar_without_weight_is_scored_and_counts_for_nothing() -> None:
    result = scorecard([criterion(1, "80"), criterion(2, "10", pillar=Pillar.COMPLIANCE)], ONE_PILLAR)
    assert (result.overall, result.coverage) == (D(80), D(100))
    assert result.pillar_score(Pillar.COMPLIANCE) == D(10)


def test_a_criterion_without_weight_is_scored_and_counts_for_nothing() -> None:
    result = scorecard([criterion(1, "80"), criterion(2, "10", weight=D(0))], ONE_PILLAR)
    assert figures(result) == (D(80), D(80), D(100))
    assert result.criteria[1].score == D(10)


def test_only_criteria_without_weight_measured_gives_no_pillar_score() -> None:
    result = scorecard([criterion(1, None), criterion(2, "10", weight=D(0))], ONE_PILLAR)
    assert figures(result) == (None, None, D(0))
    assert result.pillar_score(Pillar.EXPERIENCE) is None


def test_gates_at_red_are_named_and_others_are_not() -> None:
    result = scorecard(
        [
            criterion(1, "59.99", name="Data protection", gate=True),
            criterion(2, "60", name="Availability", gate=True),
            criterion(3, "0", name="Not a gate"),
            criterion(4, None, name="Missing gate", gate=True),
        ],
        ONE_PILLAR,
    )
    assert result.gates_red == ("Data protection",)


@pytest.mark.parametrize(
    ("given", "weights", "part"),
    [
        ([], {Pillar.EXPERIENCE: D(1)}, "No pillar"),
        ([criterion(1)], {}, "No pillar"),
        ([criterion(1)], {Pillar.EXPERIENCE: D(0)}, "No pillar"),
        ([criterion(1)], {Pillar.COST: D(1)}, "No pillar"),
        ([criterion(1, weight=D(0))], {Pillar.EXPERIENCE: D(1)}, "under experience"),
        ([criterion(1, weight=D(-1)), criterion(2, weight=D(2))], {Pillar.EXPERIENCE: D(1)}, "not below 0"),
        ([criterion(1)], {Pillar.EXPERIENCE: D(1), Pillar.COST: D(-1)}, "not below 0"),
        ([criterion(1, weight=D("NaN"))], {Pillar.EXPERIENCE: D(1)}, "not below 0"),
    ],
)
def test_weights_no_score_can_be_made_of_are_refused(
    given: list[CriterionInput], weights: dict[Pillar, Decimal], part: str
) -> None:
    with pytest.raises(BadWeights, match=part):
        scorecard(given, weights)


def test_thirds_do_not_miss_a_band_by_a_rounding_error() -> None:
    # 200/3 and 220/3 have no end as decimals; their mean is 70 exactly.
    anchors = Anchors(D(0), D(3), D(9))
    result = scorecard([criterion(1, "4", anchors=anchors), criterion(2, "5", anchors=anchors)], ONE_PILLAR)
    assert [tenths(one.score) for one in result.criteria] == [D("66.7"), D("73.3")]
    assert result.overall == D(70)


@given(criteria(), st.randoms())
def test_order_does_not_matter(given: list[CriterionInput], random: Random) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)
    assert figures(scorecard(given, PILLAR_WEIGHTS)) == figures(scorecard(shuffled, PILLAR_WEIGHTS))


@given(criteria(), st.integers(2, 1000), st.integers(2, 1000))
def test_scaling_all_weights_changes_nothing(given: list[CriterionInput], inner: int, outer: int) -> None:
    scaled = [replace(one, weight=one.weight * inner) for one in given]
    larger = {pillar: weight * outer for pillar, weight in PILLAR_WEIGHTS.items()}
    assert figures(scorecard(scaled, larger)) == figures(scorecard(given, PILLAR_WEIGHTS))


@given(criteria())
def test_a_missing_criterion_neither_helps_nor_harms_the_mean_of_the_others(given: list[CriterionInput]) -> None:
    present = [one for one in given if one.state is not MeasurementState.MISSING]
    before, after = scorecard(given, PILLAR_WEIGHTS), scorecard(present, PILLAR_WEIGHTS)
    assert (before.overall, before.geometric) == (after.overall, after.geometric)
    assert before.coverage <= after.coverage


@given(criteria())
def test_a_criterion_that_does_not_apply_might_as_well_not_be_there(given: list[CriterionInput]) -> None:
    present = [one for one in given if one.state is not MeasurementState.NOT_APPLICABLE]
    assert figures(scorecard(given, PILLAR_WEIGHTS)) == figures(scorecard(present, PILLAR_WEIGHTS))


@given(criteria(), st.integers(0, 7), st.decimals(min_value=0, max_value=100, places=2))
def test_a_better_value_never_lowers_the_whole(given: list[CriterionInput], place: int, gain: Decimal) -> None:
    place %= len(given)
    value = given[place].value
    assert value is not None
    better = list(given)
    better[place] = replace(given[place], value=min(D(100), value + gain))
    before, after = scorecard(given, PILLAR_WEIGHTS), scorecard(better, PILLAR_WEIGHTS)
    assert before.overall is not None
    assert after.overall is not None
    assert before.overall <= after.overall
    assert before.coverage == after.coverage


@given(criteria())
def test_everything_lies_between_0_and_100_and_shares_make_up_the_whole(given: list[CriterionInput]) -> None:
    result = scorecard(given, PILLAR_WEIGHTS)
    assert result.overall is not None
    assert result.geometric is not None
    assert 0 <= result.overall <= 100
    assert 1 <= result.geometric <= max(D(1), result.overall) + D("1e-9")
    assert 0 <= result.coverage <= 100
    assert round(sum(one.share for one in result.criteria), 9) == 100
    assert round(sum(one.agreed_share for one in result.criteria), 9) == 100
    assert round(sum(one.share for one in result.pillars), 9) == 100
