"""From measurements to a value, from a value to a score and a colour."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Aggregation, Direction, Rag, Unit
from govtracker.rules.performance.anchors import Anchors, BadAnchors, direction, validate
from govtracker.rules.performance.scoring import Measured, aggregate, rag, score, storable, stretched
from govtracker.rules.performance.values import BadValue

D = Decimal

HIGHER = Anchors(D(55), D(65), D(70))
LOWER = Anchors(D("6.2"), D(5), D("4.2"))
RANGE = Anchors(D(280), D(320), D(330), high_target=D(420), high_minimum=D(430), high_worst=D(500))

numbers = st.decimals(min_value=-1000, max_value=1000, places=3)


@st.composite
def any_anchors(draw: st.DrawFn) -> Anchors:
    corners = sorted(draw(st.lists(numbers, min_size=6, max_size=6, unique=True)))
    kind = draw(st.sampled_from(Direction))
    if kind is Direction.RANGE:
        low, minimum, target, high_target, high_minimum, high = corners
        return Anchors(low, minimum, target, None, high_target, high_minimum, high)
    worst, minimum, target = corners[:3] if kind is Direction.HIGHER else corners[2::-1]
    return Anchors(worst, minimum, target)


@pytest.mark.parametrize(
    ("anchors", "value", "expected"),
    [
        (HIGHER, "58", "18"),  # (58 − 55) ÷ (65 − 55) × 60
        (HIGHER, "55", "0"),
        (HIGHER, "54.9", "0"),
        (HIGHER, "65", "60"),
        (HIGHER, "67.5", "80"),
        (HIGHER, "70", "100"),
        (HIGHER, "99", "100"),
        (Anchors(D(60), D(75), D(85)), "76", "64"),
        (LOWER, "6.2", "0"),
        (LOWER, "7", "0"),
        (LOWER, "5.6", "30"),
        (LOWER, "5", "60"),
        (LOWER, "4.6", "80"),
        (LOWER, "4.2", "100"),
        (LOWER, "0", "100"),
        (RANGE, "280", "0"),
        (RANGE, "300", "30"),
        (RANGE, "320", "60"),
        (RANGE, "325", "80"),
        (RANGE, "330", "100"),
        (RANGE, "380", "100"),
        (RANGE, "420", "100"),
        (RANGE, "430", "60"),
        (RANGE, "465", "30"),
        (RANGE, "500", "0"),
        (RANGE, "9000", "0"),
        (Anchors(D(-20), D(10), D(40)), "-5", "30"),
        (Anchors(D(100), D(150), D(200)), "182", "85.6"),
        (Anchors(D(0), D(3), D(4)), "1", "20"),
    ],
)
def test_scores_by_straight_lines_between_the_anchors(anchors: Anchors, value: str, expected: str) -> None:
    assert score(D(value), anchors) == D(expected)


def test_a_small_value_is_not_rounded_away() -> None:
    assert score(D("0.004"), Anchors(D(0), D("0.01"), D("0.02"))) == D(24)


def test_a_stretch_never_scores_above_target() -> None:
    assert score(D(99), Anchors(D(55), D(65), D(70), stretch=D(80))) == D(100)


@pytest.mark.parametrize(
    ("anchors", "value", "expected"),
    [
        (Anchors(D(55), D(65), D(70), stretch=D(80)), "70", None),
        (Anchors(D(55), D(65), D(70), stretch=D(80)), "69", None),
        (Anchors(D(55), D(65), D(70), stretch=D(80)), "76", "106"),  # 100 + (76 − 70) ÷ (80 − 70) × 10
        (Anchors(D(55), D(65), D(70), stretch=D(80)), "80", "110"),
        (Anchors(D(55), D(65), D(70), stretch=D(80)), "95", "110"),
        (Anchors(D(8), D(5), D(3), stretch=D(1)), "2", "105"),
        (HIGHER, "90", None),
    ],
)
def test_what_lies_beyond_the_target_is_known_up_to_110(anchors: Anchors, value: str, expected: str | None) -> None:
    assert stretched(D(value), anchors) == (None if expected is None else D(expected))


@given(any_anchors(), numbers)
def test_a_score_lies_between_0_and_100(anchors: Anchors, value: Decimal) -> None:
    assert 0 <= score(value, anchors) <= 100


@given(any_anchors(), numbers, numbers)
def test_a_better_measurement_never_lowers_a_score_or_worsens_the_colour(
    anchors: Anchors, one: Decimal, other: Decimal
) -> None:
    worse, better = sorted((one, other), key=lambda value: -_distance(value, anchors))
    assert score(worse, anchors) <= score(better, anchors)
    colours = [Rag.RED, Rag.AMBER, Rag.GREEN]
    assert colours.index(rag(worse, anchors)) <= colours.index(rag(better, anchors))


def _distance(value: Decimal, anchors: Anchors) -> Decimal:
    """How far a value lies from its target on a scale that is the same on both sides of a range."""
    if anchors.high_target is None:
        way = 1 if anchors.target > anchors.worst else -1
        return max(D(0), (anchors.target - value) * way)
    assert anchors.high_minimum is not None
    assert anchors.high_worst is not None
    below, above = anchors.target - value, value - anchors.high_target
    if below <= 0 and above <= 0:
        return D(0)
    gap, corners = (
        (below, (anchors.target - anchors.minimum, anchors.target - anchors.worst))
        if below > 0
        else (above, (anchors.high_minimum - anchors.high_target, anchors.high_worst - anchors.high_target))
    )
    to_minimum, to_worst = corners
    return gap / to_minimum if gap <= to_minimum else 1 + (gap - to_minimum) / (to_worst - to_minimum)


@given(any_anchors(), numbers)
def test_the_colour_agrees_with_the_score_at_its_corners(anchors: Anchors, value: Decimal) -> None:
    found = score(value, anchors)
    assert (rag(value, anchors) is Rag.GREEN) == (found == 100)
    assert (rag(value, anchors) is Rag.RED) == (found < 60)


@pytest.mark.parametrize(
    ("anchors", "value", "expected"),
    [
        (HIGHER, "70", Rag.GREEN),
        (HIGHER, "69.999999", Rag.AMBER),
        (HIGHER, "65", Rag.AMBER),
        (HIGHER, "64.999999", Rag.RED),
        (LOWER, "4.2", Rag.GREEN),
        (LOWER, "4.200001", Rag.AMBER),
        (LOWER, "5", Rag.AMBER),
        (LOWER, "5.000001", Rag.RED),
        (RANGE, "330", Rag.GREEN),
        (RANGE, "420", Rag.GREEN),
        (RANGE, "329.999999", Rag.AMBER),
        (RANGE, "420.000001", Rag.AMBER),
        (RANGE, "320", Rag.AMBER),
        (RANGE, "430", Rag.AMBER),
        (RANGE, "319.999999", Rag.RED),
        (RANGE, "430.000001", Rag.RED),
    ],
)
def test_an_anchor_counts_on_the_good_side(anchors: Anchors, value: str, expected: Rag) -> None:
    assert rag(D(value), anchors) is expected


def test_a_value_that_only_rounds_to_the_target_is_amber() -> None:
    assert rag(D("79.96"), Anchors(D(60), D(70), D(80))) is Rag.AMBER


def test_no_value_is_grey() -> None:
    assert rag(None, HIGHER) is Rag.GREY


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_not_scored(value: str) -> None:
    with pytest.raises(BadValue):
        score(D(value), HIGHER)


@pytest.mark.parametrize(
    ("anchors", "unit", "expected"),
    [
        (HIGHER, Unit.PERCENT, Direction.HIGHER),
        (LOWER, Unit.MONEY, Direction.LOWER),
        (RANGE, Unit.SECONDS, Direction.RANGE),
        (Anchors(D(55), D(65), D(70), stretch=D(80)), Unit.PERCENT, Direction.HIGHER),
        (Anchors(D(8), D(5), D(3), stretch=D(0)), Unit.PERCENT, Direction.LOWER),
    ],
)
def test_the_order_of_the_anchors_says_which_way_is_better(anchors: Anchors, unit: Unit, expected: Direction) -> None:
    validate(anchors, unit)
    assert direction(anchors) is expected


@pytest.mark.parametrize(
    ("anchors", "field", "part"),
    [
        (Anchors(D(55), D(75), D(70)), "target", "above the minimum"),
        (Anchors(D(70), D(70), D(80)), "minimum", "above the worst"),
        (Anchors(D(55), D(70), D(70)), "target", "above the minimum"),
        (Anchors(D(70), D(60), D(70)), "target", "below the minimum"),
        (Anchors(D(10), D(4), D(5)), "target", "below the minimum"),
        (Anchors(D(55), D(65), D(70), stretch=D(70)), "stretch", "above the target"),
        (Anchors(D(8), D(5), D(3), stretch=D(4)), "stretch", "below the target"),
        (Anchors(D(55), D(65), D(101)), "target", "above 100"),
        (Anchors(D(-1), D(65), D(70)), "worst", "below 0"),
        (Anchors(D("NaN"), D(65), D(70)), "worst", "not a number"),
        (Anchors(D(55), D("Infinity"), D(70)), "minimum", "not a number"),
        (Anchors(D(1), D(2), D(3), high_target=D(4)), "high_minimum", "all three"),
        (Anchors(D(1), D(2), D(3), high_target=D(3), high_minimum=D(5), high_worst=D(6)), "high_target", "above"),
        (Anchors(D(1), D(2), D(3), high_target=D(4), high_minimum=D(6), high_worst=D(5)), "high_worst", "above"),
        (Anchors(D(3), D(2), D(1), high_target=D(4), high_minimum=D(5), high_worst=D(6)), "target", "lowest"),
        (
            Anchors(D(1), D(2), D(3), stretch=D(4), high_target=D(5), high_minimum=D(6), high_worst=D(7)),
            "stretch",
            "no stretch",
        ),
    ],
)
def test_refuses_anchors_beside_the_field_at_fault(anchors: Anchors, field: str, part: str) -> None:
    with pytest.raises(BadAnchors, match=part) as refusal:
        validate(anchors, Unit.PERCENT)
    assert refusal.value.field == field


@given(any_anchors())
def test_anchors_in_order_are_taken(anchors: Anchors) -> None:
    validate(anchors, Unit.POINTS)


def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    # Two days, 90 of 100 and 1 of 10: the mean of the ratios would be 50 %.
    days = [Measured(numerator=D(90), denominator=D(100)), Measured(numerator=D(1), denominator=D(10))]
    assert aggregate(Aggregation.RATIO, days, unit=Unit.PERCENT) == D("82.727272727273")
    assert aggregate(Aggregation.RATIO, days, unit=Unit.POINTS) == D("0.827272727273")


def test_a_day_without_cases_changes_no_ratio() -> None:
    days = [Measured(numerator=D(0), denominator=D(0)), Measured(numerator=D(3), denominator=D(4))]
    assert aggregate(Aggregation.RATIO, days, unit=Unit.PERCENT) == D(75)


def test_a_ratio_over_nothing_has_no_value() -> None:
    assert aggregate(Aggregation.RATIO, [Measured(numerator=D(0), denominator=D(0))], unit=Unit.PERCENT) is None


def test_one_ratio_entered_without_its_parts_stands_as_it_is_but_several_are_never_averaged() -> None:
    whole = Measured(value=D("58.2"))
    assert aggregate(Aggregation.RATIO, [whole], unit=Unit.PERCENT) == D("58.2")
    parts = Measured(numerator=D(1), denominator=D(2))
    assert aggregate(Aggregation.RATIO, [whole, parts], unit=Unit.PERCENT) is None


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Aggregation.SUM, "36"), (Aggregation.MEAN, "12"), (Aggregation.LAST, "6")],
)
def test_sum_mean_and_last_of_values(aggregation: Aggregation, expected: str) -> None:
    measured = [Measured(value=D(10)), Measured(value=D(20)), Measured(value=D(6))]
    assert aggregate(aggregation, measured, unit=Unit.COUNT) == D(expected)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_no_measurement_is_no_value_and_zero_is_one(aggregation: Aggregation) -> None:
    assert aggregate(aggregation, [], unit=Unit.COUNT) is None
    assert aggregate(aggregation, [Measured()], unit=Unit.COUNT) is None
    zero = Measured(value=D(0), numerator=D(0), denominator=D(7))
    assert aggregate(aggregation, [zero], unit=Unit.COUNT) == 0


def test_thirds_add_up_to_the_whole_again() -> None:
    thirds = [Measured(numerator=D(1), denominator=D(3))] * 3
    assert aggregate(Aggregation.RATIO, thirds, unit=Unit.PERCENT) == D("33.333333333333")
    assert score(D(1), Anchors(D(0), D(3), D(6))) == D(20)


@pytest.mark.parametrize(("exact", "stored"), [("33.333333333333", "33.333333"), ("0.0000005", "0"), ("70", "70")])
def test_a_figure_to_be_stored_has_six_decimals(exact: str, stored: str) -> None:
    assert storable(D(exact)) == D(stored)
    assert storable(D(exact)).as_tuple().exponent == -6
