"""Supplier profiles: which rule decides, what it recommends, and the floor no choice may break."""

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from govtracker.enums import FitLevel, FloorMeasure, Geography, ServiceChannel, TouchLevel
from govtracker.rules.sourcing import judging, profile_choices, profiles
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.judging import OURS, BadJudging, Judging
from govtracker.rules.sourcing.profile_choices import BadChoice, Choice
from govtracker.rules.sourcing.profiles import RULES, Facts, Requirement
from govtracker.rules.words import label

SELF, HIGH, LOW = ServiceChannel.SELF_SERVICE, TouchLevel.HIGH_TOUCH, TouchLevel.LOW_TOUCH
FLOOR = Floor(FloorMeasure.CSAT, Decimal(75))
EVERY = [
    Facts(complexity, impact, need, channel)
    for complexity, impact in product(range(1, 6), repeat=2)
    for need in (None, *TouchLevel)
    for channel in (None, *ServiceChannel)
]


@pytest.mark.parametrize(
    ("facts", "number", "place", "fit"),
    [
        # complexity, impact, need, channel → the rule that decides, where, skill · culture · language
        (Facts(1, 1, None, SELF), 1, "self_service", "not_needed basic good"),
        (Facts(2, 5, HIGH, SELF), 1, "self_service", "not_needed basic good"),
        (Facts(3, 1, LOW, SELF), 8, "off_shore", "good good good"),
        (Facts(5, 5), 2, "in_house", "excellent excellent excellent"),
        (Facts(4, 5), 2, "in_house", "excellent excellent excellent"),
        (Facts(3, 5), 4, "near_shore", "good excellent excellent"),
        (Facts(3, 5, HIGH), 3, "on_shore", "excellent excellent excellent"),
        (Facts(5, 4), 3, "on_shore", "excellent excellent excellent"),
        (Facts(1, 4), 4, "near_shore", "good excellent excellent"),
        (Facts(4, 3), 5, "near_shore", "excellent good good"),
        (Facts(5, 1, HIGH), 5, "near_shore", "excellent good good"),
        (Facts(2, 2), 6, "off_shore", "basic basic basic"),
        (Facts(1, 2, LOW), 6, "off_shore", "basic basic basic"),
        (Facts(2, 2, HIGH), 7, "near_shore", "good good good"),
        (Facts(3, 3), 8, "off_shore", "good good good"),
        (Facts(3, 3, HIGH), 7, "near_shore", "good good good"),
    ],
)
def test_the_first_rule_that_holds_decides(facts: Facts, number: int, place: str, fit: str) -> None:
    found = profiles.recommend(facts, OURS)
    assert found is not None
    assert found.number == number
    assert found.requirement == Requirement(Geography(place), *(FitLevel(word) for word in fit.split()))


def test_every_fact_has_a_rule_and_every_rule_has_a_fact() -> None:
    found = [profiles.recommend(facts, OURS) for facts in EVERY]
    assert {one.number for one in found if one} == set(range(1, len(RULES) + 1))
    assert all(found)


@pytest.mark.parametrize("facts", [Facts(None, 3), Facts(3, None), Facts(None, None, HIGH, SELF)])
def test_without_complexity_and_impact_nothing_is_recommended(facts: Facts) -> None:
    assert profiles.recommend(facts, OURS) is None


def test_where_impact_is_high_no_place_is_chosen_for_its_cost() -> None:
    for facts in EVERY:
        found = profiles.recommend(facts, OURS)
        assert found
        if (facts.impact or 0) >= OURS.high_from and found.number != 1:
            assert found.requirement.culture is FitLevel.EXCELLENT
            assert found.requirement.geography is not Geography.OFF_SHORE


def test_other_levels_move_the_bounds() -> None:
    strict = Judging("EUR", Decimal(10), 1, 3, 3, FLOOR)
    found = profiles.recommend(Facts(3, 3), strict)
    assert found is not None
    assert found.requirement.geography is Geography.IN_HOUSE


GOOD = Requirement(Geography.NEAR_SHORE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)
CHEAPER = Requirement(Geography.OFF_SHORE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)
CLOSER = Requirement(Geography.ON_SHORE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)
LESS = Requirement(Geography.ON_SHORE, FitLevel.BASIC, FitLevel.EXCELLENT, FitLevel.GOOD)


@pytest.mark.parametrize(
    ("choice", "field", "said"),
    [
        (Choice(CLOSER, None, " "), "reason", "Say why"),
        (Choice(GOOD, None, "because"), "geography", "nothing to overrule"),
        (Choice(CHEAPER, None, "because"), "expected", "say which experience"),
        (Choice(LESS, None, "because"), "expected", "say which experience"),
        (
            Choice(CHEAPER, Decimal("74.9"), "because"),
            "expected",
            "a CSAT of 74.9 % is expected, at least",
        ),
        (Choice(CLOSER, Decimal(10), "because"), "expected", "no saving may break that"),
        (Choice(CHEAPER, Decimal(101), "because"), "expected", "from 0 to 100"),
    ],
)
def test_a_choice_that_breaks_the_floor_or_says_too_little_is_refused(choice: Choice, field: str, said: str) -> None:
    with pytest.raises(BadChoice, match=said) as refusal:
        profile_choices.check(choice, GOOD, FLOOR)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "choice",
    [Choice(CLOSER, None, "because"), Choice(CHEAPER, Decimal(75), "because"), Choice(LESS, Decimal(90), "because")],
)
def test_a_choice_at_the_floor_or_above_stands(choice: Choice) -> None:
    profile_choices.check(choice, GOOD, FLOOR)
    assert profile_choices.holds(choice, FLOOR)


def test_a_floor_that_was_raised_breaks_what_was_chosen_before() -> None:
    assert not profile_choices.holds(Choice(CHEAPER, Decimal(75), "because"), Floor(FloorMeasure.CSAT, Decimal(80)))


@pytest.mark.parametrize(
    ("judged", "field"),
    [
        (Judging("XXX", Decimal(10), 2, 4, 5, FLOOR), "currency"),
        (Judging("EUR", Decimal(0), 2, 4, 5, FLOOR), "misfit_points"),
        (Judging("EUR", Decimal(100), 2, 4, 5, FLOOR), "misfit_points"),
        (Judging("EUR", Decimal(10), 4, 4, 5, FLOOR), "low_up_to"),
        (Judging("EUR", Decimal(10), 0, 4, 5, FLOOR), "low_up_to"),
        (Judging("EUR", Decimal(10), 2, 4, 3, FLOOR), "critical_from"),
        (Judging("EUR", Decimal(10), 2, 4, 6, FLOOR), "critical_from"),
        (Judging("EUR", Decimal(10), 2, 4, 5, Floor(FloorMeasure.CSAT, Decimal(101))), "floor"),
    ],
)
def test_what_cannot_be_judged_by_is_refused_beside_its_field(judged: Judging, field: str) -> None:
    with pytest.raises(BadJudging) as refusal:
        judging.check(judged)
    assert refusal.value.field == field


def test_the_guide_lists_the_rules_in_their_order() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs" / "guide.md").read_text("utf-8")
    for number, rule in enumerate(RULES, 1):
        gives = rule.gives
        fits = ", ".join(label(one).lower() for one in (gives.skill, gives.culture, gives.language))
        assert f"| {number} | {rule.when} | {label(gives.geography).lower()} | {fits} |" in guide


def test_ours_can_be_judged_by() -> None:
    judging.check(OURS)
