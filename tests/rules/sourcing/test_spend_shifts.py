"""Shifts of spend: what they leave behind, and which are refused."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govtracker.rules.sourcing import spend_check, spend_shifts
from govtracker.rules.sourcing.spend_check import Costed
from govtracker.rules.sourcing.spend_shifts import BadShift, Shift

BILLING = Costed(1, "Billing", 2, 60_000_000)
COMPLEX = Costed(2, "Complex technical support", 5, 20_000_000)
MOVES = Costed(3, "Moves", 3, 20_000_000)
UNKNOWN = Costed(4, "Chat", None, 500)
ALL = (BILLING, COMPLEX, MOVES, UNKNOWN)


def test_after_the_shift_that_fits_there_is_no_misfit_left() -> None:
    after = spend_shifts.shifted(ALL, Shift(1, {2: 30_000_000, 3: 10_000_000}), "EUR")
    assert [one.spend for one in after] == [20_000_000, 50_000_000, 30_000_000, 500]
    assert not any(one.gap for one in spend_check.check(after, Decimal(10)).fits)


@pytest.mark.parametrize(
    ("shift", "said", "beside"),
    [
        (Shift(1, {}), "Say how much", None),
        (Shift(1, {1: 5}), "cannot be given to the type it is taken from", 1),
        (Shift(1, {2: 0}), "above 0", 2),
        (Shift(1, {2: -5}), "above 0", 2),
        (Shift(1, {4: 5}), "Enter spend and impact of Chat first", 4),
        (Shift(4, {1: 5}), "Enter spend and impact of Chat first", None),
        (Shift(1, {9: 5}), "offered no more", 9),
        (Shift(2, {1: 20_000_001}), "has 200,000.00 EUR a year; 200,000.01 EUR cannot", None),
    ],
)
def test_what_cannot_be_shifted_is_refused_with_the_reason(shift: Shift, said: str, beside: int | None) -> None:
    with pytest.raises(BadShift, match=said) as refusal:
        spend_shifts.shifted(ALL, shift, "EUR")
    assert refusal.value.type_id == beside


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=8), st.data())
def test_a_shift_keeps_the_total_and_touches_nobody_else(spends: list[int], data: st.DataObject) -> None:
    types = [Costed(number, f"T{number}", 3, spend) for number, spend in enumerate(spends)]
    giver = data.draw(st.integers(0, len(types) - 1))
    assume(spends[giver] > 0)
    taker = data.draw(st.integers(0, len(types) - 1).filter(lambda number: number != giver))
    shift = Shift(giver, {taker: data.draw(st.integers(1, spends[giver]))})
    after = spend_shifts.shifted(types, shift, "EUR")
    assert sum(one.spend or 0 for one in after) == sum(spends)
    assert {one.id for one, was in zip(after, types, strict=True) if one != was} == {giver, taker}
    assert min(one.spend or 0 for one in after) >= 0
