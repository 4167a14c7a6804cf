"""Two scorecards side by side: figures worked by hand, and contributions that add up exactly."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import MeasurementState, Pillar
from govtracker.rules.performance import comparison
from govtracker.rules.performance.scorecards import CriterionInput, scorecard
from govtracker.rules.performance.snapshot import Snapshot
from tests.rules.performance.test_scorecards import criteria
from tests.rules.performance.test_verification import signed
from tests.rules.scorecard_examples import OCTOBER, PILLAR_WEIGHTS, D, criterion


def shown(*given: CriterionInput) -> Snapshot:
    return replace(signed(), result=scorecard(given, {Pillar.EXPERIENCE: D(1)}))


def test_one_score_that_moved_explains_all_of_the_difference() -> None:
    better = [replace(one, value=D(70)) if one.id == 1 else one for one in OCTOBER]
    found = comparison.compare(signed(), signed(better))
    assert found.difference == D("16.4")  # 82 points more × 20 % of the whole
    first = found.contributions[0]
    assert (first.name, first.total) == ("First contact resolution", D("16.4"))
    assert {one.total for one in found.contributions[1:]} == {D(0)}


def test_what_is_missing_now_moves_the_score_by_its_share() -> None:
    found = comparison.compare(
        shown(criterion(1, "80"), criterion(2, "40")), shown(criterion(1, "80"), criterion(2, None))
    )
    assert found.difference == 20  # from 60 to 80
    assert [(one.name, one.by_score, one.by_share) for one in found.contributions] == [
        ("Criterion 1", D(0), D(40)),
        ("Criterion 2", D(0), D(-20)),
    ]
    assert found.notes == ("In 2026-10 50 % of the weight was measured.",)


def test_a_change_of_the_criteria_is_said() -> None:
    after = replace(signed(), criteria_version=5)
    assert (
        comparison.compare(signed(), after).notes[0].startswith("The criteria changed in between, from version 4 to 5")
    )


def test_nothing_is_compared_with_what_has_no_score() -> None:
    found = comparison.compare(shown(criterion(1, None)), shown(criterion(1, "80")))
    assert (found.difference, found.contributions) == (None, ())


def test_a_kpi_that_was_red_and_is_missing_now_went_dark() -> None:
    before = shown(criterion(1, "20"), criterion(2, "90"), criterion(3, "20"))
    excused = criterion(3, None, state=MeasurementState.NOT_APPLICABLE)
    after = shown(criterion(1, None), criterion(2, None), excused)
    assert comparison.went_dark(before, after) == {1}
    assert comparison.went_dark(None, after) == set()


@given(criteria(), criteria(), st.integers(1, 50))
def test_contributions_add_up_exactly_to_the_difference(
    one: list[CriterionInput], other: list[CriterionInput], weight: int
) -> None:
    heavier = {**PILLAR_WEIGHTS, Pillar.COST: D(weight)}
    before, after = signed(one), replace(signed(other), result=scorecard(other, heavier))
    found = comparison.compare(before, after)
    if before.result.overall is None or after.result.overall is None:
        assert found.difference is None
    else:
        assert sum((part.total for part in found.contributions), Decimal(0)) == found.difference
        assert found.difference == after.result.overall - before.result.overall
        back = comparison.compare(after, before)
        assert back.difference == -found.difference
