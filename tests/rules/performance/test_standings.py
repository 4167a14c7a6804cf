"""Bands, gates, coverage; the zone of three gauges; movement."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Standing, Zone
from govtracker.rules.performance import bands
from govtracker.rules.performance.standings import (
    BadCorridor,
    Corridor,
    StandingResult,
    movement,
    standing,
    validate_corridor,
    zone,
)

D = Decimal
CORRIDOR = Corridor(D(65), D(90), D(70), D(60))
scores = st.decimals(min_value=0, max_value=100, places=4)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("100", Standing.PREFERRED),
        ("85", Standing.PREFERRED),
        ("84.999999999999", Standing.SATISFACTORY),
        ("79.96", Standing.SATISFACTORY),
        ("70", Standing.SATISFACTORY),
        ("69.999999999999", Standing.WATCH),
        ("55", Standing.WATCH),
        ("54.999999999999", Standing.IMPROVEMENT_PLAN),
        ("40", Standing.IMPROVEMENT_PLAN),
        ("39.999999999999", Standing.UNDER_REVIEW),
        ("0", Standing.UNDER_REVIEW),
    ],
)
def test_bands_hold_their_lower_end_and_the_last_one_100(score: str, expected: Standing) -> None:
    assert standing(D(score), D(100), []) == StandingResult(expected, (), expected)


@given(scores)
def test_every_score_has_a_standing(score: Decimal) -> None:
    assert bands.of(score).standing is not Standing.INSUFFICIENT_DATA


@pytest.mark.parametrize("score", ["-0.1", "100.1"])
def test_no_score_outside_0_to_100_has_a_band(score: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        bands.of(D(score))


def test_no_score_is_insufficient_data_and_not_the_best_or_worst_band() -> None:
    assert standing(None, D(0), []) == StandingResult(Standing.INSUFFICIENT_DATA, ("Nothing has been measured.",))


def test_coverage_below_70_percent_is_insufficient_data_whatever_the_score() -> None:
    assert standing(D(95), D(70), []).standing is Standing.PREFERRED
    found = standing(D(95), D("69.999"), [])
    assert found.standing is Standing.INSUFFICIENT_DATA
    assert found.reasons == ("Only 69.9 % of the weight has been measured; a standing needs 70 %.",)


def test_a_red_gate_caps_the_standing_and_says_why() -> None:
    found = standing(D(95), D(100), ["Data protection", "Availability"])
    assert found.standing is Standing.UNDER_REVIEW
    assert found.reasons == (
        "The gate “Data protection” is red: the standing is capped at under review.",
        "The gate “Availability” is red: the standing is capped at under review.",
    )


def test_a_red_gate_is_told_with_insufficient_data_too() -> None:
    found = standing(D(95), D(10), ["Data protection"])
    assert found.standing is Standing.INSUFFICIENT_DATA
    assert len(found.reasons) == 2


@pytest.mark.parametrize(
    ("experience", "cost", "revenue", "expected"),
    [
        ("46", "86", "86", Zone.UNDER_SERVE),
        ("64.99", "70", "0", Zone.UNDER_SERVE),
        ("64.99", "69.99", "100", Zone.BOTH_MISSED),
        ("65", "70", "59.99", Zone.SWEET_SPOT),
        ("90", "70", "59.99", Zone.SWEET_SPOT),
        ("65", "70", "60", Zone.EMERGING_SWEET_SPOT),
        ("65", "69.99", "100", Zone.TOO_COSTLY),
        ("90", "69.99", "100", Zone.TOO_COSTLY),
        ("90.01", "69.99", "100", Zone.OVER_DELIVER),
        ("90.01", "70", "59.99", Zone.AHEAD),
        ("90.01", "70", "60", Zone.EMERGING_SWEET_SPOT),
    ],
)
def test_three_scores_have_a_zone(experience: str, cost: str, revenue: str, expected: Zone) -> None:
    assert zone(D(experience), D(cost), D(revenue), CORRIDOR) is expected


@pytest.mark.parametrize("missing", range(3))
def test_a_missing_pillar_gives_no_zone(missing: int) -> None:
    three: list[Decimal | None] = [D(80), D(80), D(80)]
    three[missing] = None
    assert zone(three[0], three[1], three[2], CORRIDOR) is None


@given(scores, scores, scores)
def test_every_three_scores_have_one_zone(experience: Decimal, cost: Decimal, revenue: Decimal) -> None:
    assert zone(experience, cost, revenue, CORRIDOR) is not None


@pytest.mark.parametrize(
    ("corridor", "field"),
    [
        (Corridor(D(90), D(90), D(70), D(60)), "experience_top"),
        (Corridor(D(-1), D(90), D(70), D(60)), "experience_floor"),
        (Corridor(D(65), D(101), D(70), D(60)), "experience_top"),
        (Corridor(D(65), D(90), D("NaN"), D(60)), "cost_floor"),
        (Corridor(D(65), D(90), D(70), D("Infinity")), "revenue_floor"),
    ],
)
def test_a_corridor_that_is_none_is_refused_beside_its_field(corridor: Corridor, field: str) -> None:
    with pytest.raises(BadCorridor) as refusal:
        validate_corridor(corridor)
    assert refusal.value.field == field


def test_a_corridor_in_order_is_taken() -> None:
    validate_corridor(CORRIDOR)


def test_movement_is_what_was_gained_and_nothing_where_one_is_missing() -> None:
    assert movement(D("65.6"), D("67.5")) == D("-1.9")
    assert movement(None, D(1)) is None
    assert movement(D(1), None) is None
