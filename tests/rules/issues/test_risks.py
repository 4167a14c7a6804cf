"""What a risk weighs, and how it moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import RiskStatus
from govtracker.rules.issues import risks
from govtracker.rules.issues.risks import Exposure

levels = st.integers(1, 5)


@pytest.mark.parametrize(
    ("likelihood", "impact", "exposure"),
    [
        (1, 1, Exposure.LOW),
        (2, 2, Exposure.LOW),
        (1, 5, Exposure.MEDIUM),
        (3, 3, Exposure.MEDIUM),
        (2, 5, Exposure.HIGH),
        (3, 4, Exposure.HIGH),
        (3, 5, Exposure.CRITICAL),
        (5, 5, Exposure.CRITICAL),
    ],
)
def test_bands_of_likelihood_times_impact(likelihood: int, impact: int, exposure: Exposure) -> None:
    assert risks.exposure(risks.score(likelihood, impact)) is exposure


@given(levels, levels, levels)
def test_more_likely_or_worse_never_weighs_less(likelihood: int, impact: int, other: int) -> None:
    bands = list(Exposure)
    if other >= likelihood:
        lighter, heavier = risks.score(likelihood, impact), risks.score(other, impact)
        assert lighter <= heavier
        assert bands.index(risks.exposure(lighter)) <= bands.index(risks.exposure(heavier))


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 1), (6, 1), (1, 0), (1, 6)])
def test_levels_go_from_one_to_five(likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        risks.score(likelihood, impact)


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (RiskStatus.OPEN, RiskStatus.HAPPENED, True),
        (RiskStatus.OPEN, RiskStatus.CLOSED, True),
        (RiskStatus.HAPPENED, RiskStatus.OPEN, True),
        (RiskStatus.CLOSED, RiskStatus.HAPPENED, False),
        (RiskStatus.OPEN, RiskStatus.OPEN, False),
    ],
)
def test_moves(before: RiskStatus, after: RiskStatus, possible: bool) -> None:
    assert (risks.move_gap(before, after) is None) is possible
