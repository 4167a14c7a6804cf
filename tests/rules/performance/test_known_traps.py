"""Where scorecards are known to go wrong, each with its figures: a right answer here."""

from decimal import Decimal

import pytest

from govtracker.enums import MeasurementState, Pillar, Rag, Standing
from govtracker.rules.performance import bands
from govtracker.rules.performance.scorecards import scorecard
from govtracker.rules.performance.standings import standing
from tests.rules.scorecard_examples import D, criterion

ONE = {Pillar.EXPERIENCE: D(1)}


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("0", Standing.UNDER_REVIEW),
        ("40", Standing.IMPROVEMENT_PLAN),
        ("55", Standing.WATCH),
        ("70", Standing.SATISFACTORY),
        ("85", Standing.PREFERRED),
        ("100", Standing.PREFERRED),
    ],
)
def test_every_bound_and_both_ends_have_exactly_one_standing(score: str, expected: Standing) -> None:
    assert [band.standing for band in bands.OURS if band.holds(D(score))] == [expected]


def test_no_data_is_no_score_and_no_standing_and_certainly_not_a_hundred() -> None:
    result = scorecard([criterion(1, None), criterion(2, None)], ONE)
    assert (result.overall, result.coverage) == (None, D(0))
    assert standing(result.overall, result.coverage, []).standing is Standing.INSUFFICIENT_DATA


def test_zero_is_a_value_and_missing_is_none() -> None:
    zero = scorecard([criterion(1, "0"), criterion(2, "80")], ONE)
    missing = scorecard([criterion(1, None), criterion(2, "80")], ONE)
    assert (zero.overall, zero.coverage) == (D(40), D(100))
    assert (missing.overall, missing.coverage) == (D(80), D(50))
    assert (zero.criteria[0].rag, missing.criteria[0].rag) == (Rag.RED, Rag.GREY)


def test_a_ratio_over_nothing_spoils_no_other_criterion() -> None:
    nothing = criterion(1, None, state=MeasurementState.MEASURED, numerator=D(0), denominator=D(0))
    assert scorecard([nothing, criterion(2, "80")], ONE).overall == 80


def test_a_best_possible_criterion_brings_all_of_its_weight() -> None:
    best_of_five = criterion(1, "100", rated=True, weight=D(50))
    result = scorecard([best_of_five, criterion(2, "0", weight=D(50))], ONE)
    assert (result.overall, result.criteria[0].share) == (D(50), D(50))


def test_tenths_that_add_up_to_no_round_float_are_whole_weights() -> None:
    assert sum([0.1] * 3) != 0.3, "what would go wrong"
    result = scorecard([criterion(number, "70", weight=D("0.1")) for number in range(3)], {Pillar.EXPERIENCE: D("0.3")})
    assert (result.overall, result.coverage) == (D(70), D(100))


def test_a_very_small_value_is_scored_as_it_is() -> None:
    assert scorecard([criterion(1, "0.004")], ONE).overall == Decimal("0.004")


def test_79_96_is_no_80_however_it_is_shown() -> None:
    at_80 = bands.made(
        {one.standing: (one.called, D(80) if one.standing is Standing.PREFERRED else one.low) for one in bands.OURS}
    )
    assert standing(D("79.96"), D(100), [], at_80).standing is Standing.SATISFACTORY
    assert standing(D(80), D(100), [], at_80).standing is Standing.PREFERRED


def test_the_hole_an_average_hides_is_seen_beside_it() -> None:
    pillars = {Pillar.EXPERIENCE: D(5), Pillar.COST: D(3), Pillar.REVENUE: D(2)}
    result = scorecard(
        [
            criterion(1, "95"),
            criterion(2, "90", pillar=Pillar.COST),
            criterion(3, "20", pillar=Pillar.REVENUE),
        ],
        pillars,
    )
    assert result.overall == D("78.5")
    assert result.geometric is not None
    assert round(result.geometric, 1) == D("68.4")


def test_coverage_of_70_percent_is_enough_and_less_is_not() -> None:
    seven, ten = [criterion(number, "90") for number in range(7)], [criterion(7 + number, None) for number in range(3)]
    enough = scorecard([*seven, *ten], ONE)
    assert (enough.coverage, standing(enough.overall, enough.coverage, []).standing) == (D(70), Standing.PREFERRED)
    less = scorecard([*seven[1:], criterion(99, None), *ten], ONE)
    assert (less.coverage, standing(less.overall, less.coverage, []).standing) == (D(60), Standing.INSUFFICIENT_DATA)
