"""Several periods in one figure: the weights written out, and gaps that neither help nor harm."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.performance import rolling_score
from govtracker.rules.performance.rolling_score import linear, rolling

D = Decimal
scores = st.lists(st.none() | st.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=12)


def test_twelve_periods_weigh_less_by_the_same_step() -> None:
    assert [round(weight, 1) for weight in linear()] == [
        D(tenth) / 10 for tenth in (154, 141, 128, 115, 103, 90, 77, 64, 51, 38, 26, 13)
    ]


def test_two_periods_worked_by_hand() -> None:
    assert rolling([D(60), D(90)], [D(2), D(1)]) == 70
    assert rolling([D(60), None], [D(2), D(1)]) == 60
    assert rolling([None, None], [D(2), D(1)]) is None
    assert rolling([], linear()) is None
    assert rolling([D(0)], linear()) == 0


@given(scores)
def test_it_lies_between_the_scores_and_a_gap_neither_helps_nor_harms(given: list[Decimal | None]) -> None:
    found, known = rolling(given, linear()), [score for score in given if score is not None]
    assert (found is None) is (not known)
    if found is not None:
        assert min(known) <= found <= max(known)
    assert rolling([*given, None], linear()) == found
    assert len(linear()) == rolling_score.PERIODS
