"""Sourcing evaluations: what has to stand before rating, scores, knock-outs, disagreement, and what turns the order."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import CriterionGroup
from govtracker.rules.sourcing import (
    evaluation_record,
    evaluation_scores,
    evaluation_set,
    evaluation_turning,
    evaluations,
)
from govtracker.rules.sourcing.evaluation_record import Record
from govtracker.rules.sourcing.evaluation_scores import Result, View
from govtracker.rules.sourcing.evaluations import Candidate, Criterion, Prepared

D = Decimal
VALUES = Criterion(1, CriterionGroup.ALIGNMENT, "Values", D(40))
EXPERIENCE = Criterion(2, CriterionGroup.CAPABILITY, "Experience", D(30), is_experience=True)
PRICE = Criterion(3, CriterionGroup.PRICE, "Price", D(20))
LOCATION = Criterion(4, CriterionGroup.LOCATION, "Location", D(10))
CRITERIA = (VALUES, EXPERIENCE, PRICE, LOCATION)
OWN, OTHER = Candidate(1, "Our Leipzig centre", is_in_house=True), Candidate(2, "Meridian")
BOTH = (OWN, OTHER)
# criterion, candidate → levels of IT and of human resources
RATED = {
    (1, 1): (5, 5),
    (1, 2): (4, 2),
    (2, 1): (3, 3),
    (2, 2): (5, 4),
    (3, 1): (2, 2),
    (3, 2): (4, 4),
    (4, 1): (4, 4),
    (4, 2): (3, 3),
}


def views(rated: Mapping[tuple[int, int], tuple[int | None, ...]]) -> list[View]:
    areas = ("IT", "Human resources", "Quality", "Finance")
    many = max(len(levels) for levels in rated.values())
    return [
        View(place + 1, areas[place], {pair: levels[place] for pair, levels in rated.items() if place < len(levels)})
        for place in range(many)
    ]


def compared(
    criteria: tuple[Criterion, ...] = CRITERIA, *, floor: Decimal | None = None, **changed: tuple[int | None, ...]
) -> Result:
    """`changed` names a pair as c2_1: the second criterion, the first candidate."""
    named = {(int(name[1]), int(name[3])): levels for name, levels in changed.items()}
    return evaluation_scores.result(criteria, BOTH, views({**RATED, **named}), floor)


def scores(result: Result) -> dict[str, Decimal | None]:
    return {one.candidate.name: one.score for one in result.standings}


def test_a_score_is_the_mean_of_points_by_weight() -> None:
    # own: .4·100 + .3·50 + .2·25 + .1·75; Meridian: .4·50 + .3·87.5 + .2·75 + .1·50
    result = compared()
    assert scores(result) == {"Our Leipzig centre": D("67.5"), "Meridian": D("66.25")}
    assert [one.rank for one in result.standings] == [1, 2]
    assert [part.added for part in result.standings[0].parts] == [D(40), D(15), D(5), D("7.5")]


def test_weights_need_not_add_up_to_a_hundred() -> None:
    assert evaluations.effective([replace(VALUES, weight=D(3)), replace(PRICE, weight=D(1))]) == {1: D(75), 3: D(25)}
    assert evaluations.effective([]) == {}


def test_what_nobody_rated_is_named_and_never_zero() -> None:
    # Meridian without location: (.4·50 + .3·87.5 + .2·75) ÷ .9
    second = compared(c4_2=(None, None)).standings[0]
    assert second.candidate is OTHER
    assert second.score == D("68.055556")
    assert (second.unrated, second.coverage) == (["Location"], D(90))


def test_a_candidate_of_whom_too_little_is_rated_has_no_rank() -> None:
    last = compared(c1_2=(None, None)).standings[-1]
    assert (last.candidate, last.coverage, last.rank) == (OTHER, D(60), None)


@pytest.mark.parametrize(
    ("levels", "spread", "outliers"),
    [
        ((3, 3), 0, []),
        ((3, 4), 1, []),
        ((2, 4), 2, []),  # both are one level from the median: they differ, and neither stands alone
        ((4, 4, 2), 2, ["Quality"]),
        ((1, 3, 5), 4, ["IT", "Quality"]),
        ((1, 3, 3, 4), 3, ["IT"]),
        ((None, 4), 0, []),
    ],
)
def test_where_evaluators_disagree(levels: tuple[int | None, ...], spread: int, outliers: list[str]) -> None:
    cell = evaluation_scores.cell(1, 1, views({(1, 1): levels}))
    assert (cell.spread, cell.is_disputed) == (spread, spread >= 2)
    assert [one.area for one in cell.given if one.is_outlier] == outliers
    assert cell.abstained == levels.count(None)


@pytest.mark.parametrize(
    ("minimum", "levels", "is_out"),
    [(3, (3, 3), False), (3, (2, 3), True), (3, (2, 4), False), (2, (1, 1), True), (None, (1, 1), False)],
)
def test_a_mean_below_the_minimum_knocks_out(minimum: int | None, levels: tuple[int, int], *, is_out: bool) -> None:
    result = compared((VALUES, EXPERIENCE, PRICE, replace(LOCATION, minimum=minimum)), c4_1=levels)
    own = result.of(1)
    assert own is not None
    assert own.is_out is is_out
    assert (own.rank is None) is is_out


def test_below_the_experience_floor_is_out_whatever_the_price() -> None:
    result = compared(floor=D(60), c3_1=(5, 5))
    own = result.standings[-1]
    assert own.candidate is OWN
    assert own.knock_outs == ("Experience: 50 points, the acceptable-experience floor is 60, whatever the price.",)
    assert [one.candidate for one in result.ranked] == [OTHER]
    at_the_floor = compared(floor=D(50)).of(1)
    assert at_the_floor is not None
    assert not at_the_floor.is_out


def test_all_candidates_knocked_out_leaves_nobody_to_choose() -> None:
    result = compared(floor=D(90))
    assert result.all_out
    assert not result.ranked
    assert all(one.knock_outs for one in result.standings)
    assert evaluation_turning.turning(result) is None


def test_a_knock_out_nobody_judged_is_unproved_and_removes_nobody() -> None:
    own = compared((replace(VALUES, minimum=3), EXPERIENCE, PRICE, LOCATION), c1_1=(None, None)).of(1)
    assert own is not None
    assert (own.is_out, own.unproved) == (False, ("Values",))


def test_equal_scores_share_a_rank() -> None:
    same = {(criterion, candidate): RATED[criterion, 1] for criterion, candidate in RATED}
    result = evaluation_scores.result(CRITERIA, BOTH, views(same))
    assert [one.rank for one in result.standings] == [1, 1]


def test_one_view_is_no_evaluation() -> None:
    alone = {pair: levels[:1] for pair, levels in RATED.items()}
    assert evaluation_scores.result(CRITERIA, BOTH, views(alone)).is_one_view
    assert not compared().is_one_view


def test_what_has_to_change_for_the_second_to_win() -> None:
    found = evaluation_turning.turning(compared())
    assert found is not None
    assert (found.first.candidate, found.second.candidate, found.lead) == (OWN, OTHER, D("1.25"))
    told = [
        (one.name, one.weight_at and round(one.weight_at, 4), one.is_less, one.level_at and round(one.level_at, 4))
        for one in found.turns
    ]
    assert told == [
        ("Values", D("38.4615"), True, D("3.1250")),  # 40 − 125 ÷ 50 of 97.5; 3 + 125 ÷ 40 ÷ 25
        ("Experience", D("32.2581"), False, D("4.6667")),
        ("Price", D("21.9512"), False, D("4.2500")),
        ("Location", D("5.2632"), True, D("3.5000")),
    ]
    easiest = evaluation_turning.easiest(found.turns)
    assert easiest is not None
    assert easiest.name == "Values"


def test_a_lead_on_everything_is_turned_by_no_weight() -> None:
    apart = {(criterion, candidate): (5, 5) if candidate == 1 else (1, 1) for criterion, candidate in RATED}
    found = evaluation_turning.turning(evaluation_scores.result(CRITERIA, BOTH, views(apart)))
    assert found is not None
    assert found.nothing_turns


def test_what_was_not_rated_for_both_is_left_out_of_the_comparison() -> None:
    found = evaluation_turning.turning(compared(c4_2=(None, None)))
    assert found is not None
    assert found.left_out == ("Location",)
    assert found.lead == (D(40) * -50 + D(30) * D("37.5") + D(20) * 50) / 90  # Meridian is first then


LEVEL = st.integers(1, 5)
FOUR = st.tuples(*(st.tuples(LEVEL, LEVEL) for _ in range(8)))


@given(FOUR, st.lists(st.integers(1, 100), min_size=4, max_size=4))
def test_scores_stay_within_bounds_and_know_no_order_of_sheets(
    given_levels: tuple[tuple[int, int], ...], weights: list[int]
) -> None:
    rated = dict(zip(RATED, given_levels, strict=True))
    criteria = tuple(replace(one, weight=D(weight)) for one, weight in zip(CRITERIA, weights, strict=True))
    result = evaluation_scores.result(criteria, BOTH, views(rated))
    turned = evaluation_scores.result(criteria, BOTH, views(rated)[::-1])
    tenfold = evaluation_scores.result([replace(one, weight=one.weight * 10) for one in criteria], BOTH, views(rated))
    assert all(one.score is not None and 0 <= one.score <= 100 for one in result.standings)
    assert scores(result) == scores(turned) == scores(tenfold)


@given(FOUR)
def test_beyond_each_turn_the_second_wins(given_levels: tuple[tuple[int, int], ...]) -> None:
    rated = dict(zip(RATED, given_levels, strict=True))
    found = evaluation_turning.turning(evaluation_scores.result(CRITERIA, BOTH, views(rated)))
    assert found is not None
    for criterion, turn in zip(CRITERIA, found.turns, strict=False):
        if turn.weight_at is not None:
            beyond = turn.weight_at * (D("0.999") if turn.is_less else D("1.001"))
            rest = 100 - criterion.weight
            if beyond < 100:
                heavy = replace(criterion, weight=beyond * rest / (100 - beyond))
                changed = [heavy if one.id == criterion.id else one for one in CRITERIA]
                after = evaluation_scores.result(changed, BOTH, views(rated))
                assert after.standings[0].candidate == found.second.candidate


def test_the_ready_made_set_puts_alignment_first() -> None:
    criteria = [
        Criterion(place, one.group, one.name, one.weight) for place, one in enumerate(evaluation_set.READY_MADE)
    ]
    assert evaluations.alignment_leads(criteria)
    assert list(evaluations.group_shares(criteria)) == list(CriterionGroup)
    assert sum(evaluations.effective(criteria).values()) == 100
    assert [one.group for one in evaluation_set.READY_MADE] == sorted(
        (one.group for one in evaluation_set.READY_MADE), key=list(CriterionGroup).index
    )


@pytest.mark.parametrize(
    ("values", "price", "leads"),
    [(D(41), D(40), True), (D(40), D(40), False), (D(0), D(10), False)],
)
def test_first_of_all_alignment_means_heavier_than_every_other_group(
    values: Decimal, price: Decimal, *, leads: bool
) -> None:
    found = evaluations.alignment_leads([replace(VALUES, weight=values), replace(PRICE, weight=price)])
    assert found is leads


def gaps(**changed: object) -> list[str]:
    prepared = Prepared(CRITERIA, BOTH, 2)
    return [gap.field or gap.sentence for gap in evaluations.gaps(replace(prepared, **changed))]  # type: ignore[arg-type]


def test_what_an_evaluation_lacks_before_anybody_rates() -> None:
    assert gaps() == []
    assert gaps(candidates=(OTHER,)) == ["An evaluation compares at least two candidates.", "why_none_in_house"]
    assert gaps(candidates=(OTHER,), why_none_in_house="We have closed ours") == [
        "An evaluation compares at least two candidates."
    ]
    assert gaps(evaluators=0) == ["Nobody is asked to rate yet: name evaluators from several functions."]
    assert gaps(unasked=("Price",)) == ["No evaluator is competent for “Price”."]
    lighter = (replace(VALUES, weight=D(10)), EXPERIENCE, PRICE, LOCATION)
    assert gaps(criteria=lighter) == ["why_alignment_lighter"]
    assert gaps(criteria=lighter, why_alignment_lighter="The law asks for price first") == []
    assert gaps(criteria=()) == ["There is no criterion yet: begin with the ready-made set."]


@pytest.mark.parametrize(
    ("weight", "minimum", "stands"),
    [(D(0), 3, True), (D(0), None, False), (D(-1), 3, False), (D(5), None, True), (D("NaN"), None, False)],
)
def test_what_weighs_nothing_has_to_be_a_knock_out(weight: Decimal, minimum: int | None, *, stands: bool) -> None:
    assert (evaluations.check_weight(weight, minimum) == "") is stands


def test_an_evaluator_is_asked_what_their_area_is_competent_for() -> None:
    assert evaluations.asked({1: [], 2: [7], 3: [8, 7], 4: [8]}, 7) == {1, 2, 3}


def test_a_decision_is_read_as_it_was_written() -> None:
    record = Record(
        "Chat", "Chat", "", "", D(60), (), (), (), (3, 5), (), "Meridian", "Because", "", "", "", "", 3, "2026-11-01"
    )
    text = evaluation_record.write(record)
    assert evaluation_record.read(text) == record
    assert evaluation_record.digest(text) != evaluation_record.digest(
        evaluation_record.write(replace(record, chosen="Ours"))
    )
