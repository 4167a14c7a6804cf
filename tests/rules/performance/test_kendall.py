"""Steady rise or fall, by hand and against an independent implementation."""

import warnings
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.performance import kendall

D = Decimal


def test_eight_values_by_hand() -> None:
    # 1 2 3 4 5 6 7 9: every one of the 28 pairs rises, S = 28; variance 8·7·21/18 = 65.333; z = 27/8.0829 = 3.3404.
    found = kendall.slope([D(value) for value in (1, 2, 3, 4, 5, 6, 7, 9)])
    assert found is not None
    assert round(found.z, 4) == D("3.3404")
    assert found.slope == 1
    assert found.now == 8  # median 4.5 + 1 · (7 − 3.5)
    assert found.is_steady


def test_ties_take_from_the_variance() -> None:
    # 1 1 1 1 2 2 2 2: 16 pairs rise; (8·7·21 − 2 · 4·3·13)/18 = 48; z = 15/√48 = 2.1651.
    found = kendall.slope([D(value) for value in (1, 1, 1, 1, 2, 2, 2, 2)])
    assert found is not None
    assert round(found.z, 4) == D("2.1651")


def test_time_goes_on_in_a_gap() -> None:
    values = [D(0), D(1), D(2), D(3), None, None, D(6), D(7), D(8), D(9)]
    found = kendall.slope(values)
    assert found is not None
    assert (found.slope, found.now) == (D(1), D(9))


def test_seven_values_are_too_few_and_equal_ones_have_no_slope() -> None:
    assert kendall.slope([D(value) for value in range(7)]) is None
    level = kendall.slope([D(5)] * 20)
    assert level is not None
    assert (level.z, level.slope, level.is_steady) == (D(0), D(0), False)


@given(st.lists(st.integers(min_value=-60, max_value=60), min_size=8, max_size=36))
def test_it_is_what_an_independent_implementation_says(numbers: list[int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the other one says while it is imported
        import pymannkendall
    own = kendall.slope([D(number) / 4 for number in numbers])
    other = pymannkendall.original_test([number / 4 for number in numbers])
    assert own is not None
    assert float(own.z) == pytest.approx(other.z, abs=1e-9)
    assert float(own.slope) == pytest.approx(other.slope, abs=1e-9)
    assert float(own.now) == pytest.approx(other.intercept + other.slope * (len(numbers) - 1), abs=1e-9)
    assert own.is_steady is bool(abs(other.z) > 1.96 and other.slope != 0)
