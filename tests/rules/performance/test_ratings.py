"""Levels, and how the ratings of both sides become a score and a colour."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import MeasurementState, Pillar, Rag, Side
from govtracker.rules.performance import criteria, criteria_changes, drafts, explanation, ratings
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.drafts import Said
from govtracker.rules.performance.ratings import BadLevels, Level
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.performance.standings import Corridor
from tests.support import measured
from tests.support.measured import LEVELS

D = Decimal
C, S = Side.CLIENT, Side.SUPPLIER
TRUST = replace(measured.TRUST, kpi_id=1, pillar=Pillar.RELATIONSHIP)


def scored(rated: dict[Side, int], levels: tuple[Level, ...] = LEVELS) -> CriterionResult:
    """The result of a month in which this was rated."""
    wanted = replace(TRUST, levels=levels, anchors=ratings.curve(levels))
    version = Criteria(1, {Pillar.RELATIONSHIP: D(1)}, Corridor(D(65), D(90), D(70), D(70)), (wanted,))
    said = {1: Said(ratings.entry(levels, rated), ratings.words(levels, rated))}
    return drafts.draft("MER", "2026-10", version, said).result.criteria[0]


@pytest.mark.parametrize(
    ("rated", "score", "rag", "state"),
    [
        ({C: 4, S: 2}, "55", Rag.RED, MeasurementState.MEASURED),  # (80 + 30) ÷ 2
        ({C: 4, S: 4}, "80", Rag.GREEN, MeasurementState.MEASURED),
        ({C: 5, S: 3}, "80", Rag.GREEN, MeasurementState.MEASURED),  # (100 + 60) ÷ 2
        ({C: 4, S: 3}, "70", Rag.AMBER, MeasurementState.MEASURED),
        ({C: 3, S: 3}, "60", Rag.AMBER, MeasurementState.MEASURED),
        ({C: 3, S: 2}, "45", Rag.RED, MeasurementState.MEASURED),
        ({C: 1, S: 1}, "0", Rag.RED, MeasurementState.MEASURED),
        ({C: 5, S: 5}, "100", Rag.GREEN, MeasurementState.MEASURED),
        ({S: 4}, "80", Rag.GREEN, MeasurementState.PROVISIONAL),
        ({}, None, Rag.GREY, MeasurementState.MISSING),
    ],
)
def test_the_score_is_the_mean_of_what_both_sides_see(rated, score, rag, state):
    found = scored(rated)
    assert (found.score, found.rag) == (None if score is None else D(score), rag)
    assert found.criterion.state is state


@pytest.mark.parametrize(
    ("rated", "apart"), [({C: 4, S: 2}, True), ({C: 1, S: 5}, True), ({C: 4, S: 3}, False), ({C: 5}, False)]
)
def test_two_levels_between_the_sides_are_far_apart(rated, apart):
    assert ratings.are_far_apart(rated) is apart
    assert ("levels apart" in ratings.words(LEVELS, rated)) is apart


def test_the_score_is_explained_by_who_gave_which_level():
    told = dict(explanation.explain(scored({C: 4, S: 2})))
    assert told["Source"] == "client 4 (80), supplier 2 (30), 2 levels apart"
    assert told["Value"] == "110 ÷ 2 = 55 points"
    assert told["Score"] == "55, the mean of the levels' scores"
    assert told["Colour"] == "red: worse than the minimum of 60"


@given(st.integers(1, 4), st.integers(1, 5), st.lists(st.integers(0, 100), min_size=5, max_size=5, unique=True))
def test_a_better_rating_never_lowers_the_score(lower, other, scores):
    levels = tuple(Level("words", D(score)) for score in sorted(scores))
    before, after = scored({C: lower, S: other}, levels), scored({C: lower + 1, S: other}, levels)
    assert before.score is not None
    assert after.score is not None
    assert before.score < after.score
    colours = [Rag.RED, Rag.AMBER, Rag.GREEN]
    assert colours.index(before.rag) <= colours.index(after.rag)


def test_the_score_of_a_quarter_is_the_mean_over_all_that_was_given():
    months = [{C: 4, S: 2}, {C: 5}, {C: 3, S: 4}]  # 80 + 30, 100, 60 + 80: 350 over 5
    version = Criteria(1, {Pillar.RELATIONSHIP: D(1)}, Corridor(D(65), D(90), D(70), D(70)), (TRUST,))
    said = [(f"month {n}", {1: Said(ratings.entry(LEVELS, given))}) for n, given in enumerate(months)]
    found = drafts.draft("MER", "2026-Q3", version, drafts.rolled(version, said)).result.criteria[0]
    assert (found.score, found.rag, found.criterion.n) == (D(70), Rag.AMBER, 5)


@pytest.mark.parametrize(
    ("number", "level", "field", "words"),
    [
        (3, Level(" ", D(60)), "level_3", "Say what level 3 looks like"),
        (2, Level("x" * 601, D(30)), "level_2", "600 characters"),
        (5, Level("best", D(101)), "level_5_score", "between 0 and 100"),
        (1, Level("worst", D(-1)), "level_1_score", "between 0 and 100"),
        (1, Level("worst", D("NaN")), "level_1_score", "between 0 and 100"),
        (3, Level("middle", D(30)), "level_3_score", "more than level 2"),
        (4, Level("good", D(59)), "level_4_score", "more than level 3"),
    ],
)
def test_levels_that_cannot_be_rated_against_are_refused_beside_their_field(number, level, field, words):
    levels = [*LEVELS[: number - 1], level, *LEVELS[number:]]
    with pytest.raises(BadLevels, match=words) as refusal:
        ratings.check(levels)
    assert refusal.value.field == field
    with pytest.raises(criteria.BadTerms, match=words):
        criteria.check(replace(TRUST, levels=tuple(levels)))


def test_a_changed_level_is_a_difference_between_versions_and_changes_the_digest():
    easier = replace(TRUST, levels=(*LEVELS[:2], Level("Some trust", D(65)), *LEVELS[3:]))
    before, after = (Criteria(1, {}, Corridor(D(1), D(2), D(3), D(4)), (one,)) for one in (TRUST, easier))
    assert criteria_changes.between(before, after) == [
        "Trust: level 3 changed from “What 3 looks like (60)” to “Some trust (65)”."
    ]
    assert criteria_changes.digest(before) != criteria_changes.digest(after)
