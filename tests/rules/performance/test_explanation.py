"""How a score came about, in words and figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from govtracker.enums import MeasurementState, Pillar, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.explanation import colour, explain, figure, sum_done
from govtracker.rules.performance.scorecards import CriterionInput, scorecard
from tests.rules.scorecard_examples import D, criterion, october

RANGE = Anchors(D(280), D(320), D(330), high_target=D(420), high_minimum=D(430), high_worst=D(500))


def explained(one: CriterionInput) -> dict[str, str]:
    return dict(explain(scorecard([one, criterion(99)], {Pillar.EXPERIENCE: D(1)}).criteria[0]))


def test_a_score_is_explained_from_its_parts_to_its_share() -> None:
    assert explain(october().criteria[0]) == [
        ("Numerator", "38,512"),
        ("Denominator", "66,400"),
        ("Value", "38,512 ÷ 66,400 × 100 = 58 %"),
        ("Anchors", "55 → 0 · 65 → 60 · 70 → 100"),
        ("Score", "(58 − 55) ÷ (65 − 55) × 60 = 18"),
        ("Colour", "red: worse than the minimum of 65"),
        ("Weight", "20; 40 % of its pillar's score"),
        ("Share of the overall score", "20 %"),
    ]


@pytest.mark.parametrize(
    ("anchors", "value", "expected"),
    [
        (Anchors(D(60), D(75), D(85)), "76", "60 + (76 − 75) ÷ (85 − 75) × 40 = 64"),
        (Anchors(D("6.2"), D(5), D("4.2")), "4.6", "60 + (5 − 4.6) ÷ (5 − 4.2) × 40 = 80"),
        (Anchors(D("6.2"), D(5), D("4.2")), "5.6", "(6.2 − 5.6) ÷ (6.2 − 5) × 60 = 30"),
        (Anchors(D(-20), D(10), D(40)), "-5", "(−5 − (−20)) ÷ (10 − (−20)) × 60 = 30"),
        (RANGE, "425", "60 + (430 − 425) ÷ (430 − 420) × 40 = 80"),
        (RANGE, "300", "(300 − 280) ÷ (320 − 280) × 60 = 30"),
        (RANGE, "400", "on target: 100"),
        (RANGE, "500", "at the worst value or beyond it: 0"),
        (Anchors(D(55), D(65), D(70)), "70", "on target: 100"),
        (Anchors(D(55), D(65), D(70)), "12", "at the worst value or beyond it: 0"),
        (Anchors(D(0), D(3), D(6)), "1", "(1 − 0) ÷ (3 − 0) × 60 = 20"),
    ],
)
def test_the_sum_is_written_out(anchors: Anchors, value: str, expected: str) -> None:
    assert sum_done(D(value), anchors) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("325", "amber: short of the target, no worse than the minimum of 320 to 430"),
        ("400", "green: meets the target of 330 to 420"),
        ("200", "red: worse than the minimum of 320 to 430"),
    ],
)
def test_the_colour_names_the_anchors_it_comes_from(value: str, expected: str) -> None:
    result = scorecard([criterion(1, value, anchors=RANGE)], {Pillar.EXPERIENCE: D(1)})
    assert colour(result.criteria[0]) == expected


def test_a_value_that_rounds_to_its_target_is_shown_unrounded() -> None:
    lines = explained(criterion(1, "79.96", unit=Unit.PERCENT, anchors=Anchors(D(60), D(70), D(80)), decimals=1))
    assert lines["Value"] == "79.96 %"
    assert lines["Colour"].startswith("amber")


def test_missing_says_so_and_shows_no_sum() -> None:
    lines = explained(criterion(1, None))
    assert lines == {
        "Score": "none",
        "Because": "Nothing has been entered for this period. Missing counts neither as 0 nor as 100.",
    }


def test_each_reason_for_no_score_is_told() -> None:
    not_applicable = criterion(1, state=MeasurementState.NOT_APPLICABLE)
    refused = criterion(1, "101", unit=Unit.PERCENT)
    nothing = criterion(1, None, state=MeasurementState.MEASURED)
    told = [explained(one)["Because"] for one in (not_applicable, refused, nothing)]
    assert told == ["It does not apply in this period.", "A percentage cannot be above 100.", "No usable value."]


def test_provisional_and_disputed_values_are_marked() -> None:
    given = criterion(1, "80", n=31)
    assert "provisional" in explained(replace(given, state=MeasurementState.PROVISIONAL))["Note"]
    assert "disputes" in explained(replace(given, state=MeasurementState.DISPUTED))["Note"]
    assert "Note" not in explained(given)
    assert explained(given)["Cases"] == "31"


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("38512", 6, "38,512"),
        ("0.500", 6, "0.5"),
        ("33.333333333333", 6, "33.333333"),
        ("-1234.5", 6, "−1,234.5"),
        ("-0.00001", 2, "0"),
        ("100", 2, "100"),
        ("1E+2", 2, "100"),
    ],
)
def test_figures_are_shown_without_zeros_behind(value: str, places: int, expected: str) -> None:
    assert figure(Decimal(value), places) == expected
