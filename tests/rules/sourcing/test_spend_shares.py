"""Spend given as shares of a total: what they add up to, what can be done about it, and the amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.sourcing import apportioning, spend_shares

D = Decimal
shares = st.dictionaries(st.integers(1, 9), st.decimals(0, 1000, places=2), min_size=1).filter(
    lambda found: any(found.values())
)


@pytest.mark.parametrize(
    ("given_shares", "said"),
    [
        ({1: D(60), 2: D(40)}, ""),
        ({1: D("33.33"), 2: D("33.33"), 3: D("33.34")}, ""),
        ({1: D(60), 2: D("37.5")}, "The shares add up to 97.5 %, not to 100 %: 2.5 points are missing."),
        ({1: D(80), 2: D(40)}, "The shares add up to 120 %, not to 100 %: 20 points are too many."),
        ({}, "The shares add up to 0 %, not to 100 %: 100 points are missing."),
    ],
)
def test_it_says_what_they_add_up_to(given_shares: dict[int, Decimal], said: str) -> None:
    assert spend_shares.fault(given_shares) == said


def test_three_equal_shares_are_rescaled_to_100_exactly() -> None:
    assert spend_shares.rescaled({1: D(20), 2: D(20), 3: D(20)}) == {1: D("33.34"), 2: D("33.33"), 3: D("33.33")}
    assert spend_shares.rescaled({1: D(0), 2: D(0)}) == {1: D(0), 2: D(0)}


def test_the_rest_goes_to_one_or_is_taken_off_one_that_has_it() -> None:
    assert spend_shares.with_rest({1: D(60), 2: D(30)}, 2) == {1: D(60), 2: D(40)}
    assert spend_shares.with_rest({1: D(60)}, 3) == {1: D(60), 3: D(40)}
    assert spend_shares.with_rest({1: D(80), 2: D(40)}, 2) == {1: D(80), 2: D(20)}
    assert spend_shares.with_rest({1: D(115), 2: D(5)}, 2) is None


def test_amounts_come_to_the_total_to_the_last_minor_unit() -> None:
    assert spend_shares.amounts(100, {1: D("33.33"), 2: D("33.33"), 3: D("33.34")}) == {1: 33, 2: 33, 3: 34}


@given(shares, st.integers(0, 10**15))
def test_whatever_is_rescaled_is_whole_and_so_are_its_amounts(found: dict[int, Decimal], total: int) -> None:
    rescaled = spend_shares.rescaled(found)
    assert spend_shares.fault(rescaled) == ""
    assert rescaled.keys() == found.keys()
    amounts = spend_shares.amounts(total, rescaled)
    assert sum(amounts.values()) == total
    assert all(amount >= 0 for amount in amounts.values())


@given(st.integers(0, 10**12), st.dictionaries(st.integers(), st.integers(0, 10**6), min_size=1))
def test_no_part_is_a_whole_unit_off_its_proportion(whole: int, weights: dict[int, int]) -> None:
    if not any(weights.values()):
        return
    total = sum(weights.values())
    for key, part in apportioning.parted(whole, weights).items():
        assert abs(part * total - whole * weights[key]) < total
