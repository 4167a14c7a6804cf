"""The portfolio check: shares of spend against shares of impact, with figures worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.sourcing import apportioning, spend_check
from govtracker.rules.sourcing.spend_check import Costed

D = Decimal
TEN = D(10)
# 1,000,000.00 altogether and 2 + 5 + 3 = 10 points of impact: one point is worth 100,000.00
BILLING = Costed(1, "Billing", 2, 60_000_000)
COMPLEX = Costed(2, "Complex technical support", 5, 20_000_000)
MOVES = Costed(3, "Moves", 3, 20_000_000)
costed = st.builds(
    Costed,
    id=st.integers(1, 10**6),
    name=st.just("a type"),
    impact=st.one_of(st.none(), st.integers(1, 5)),
    spend=st.one_of(st.none(), st.integers(0, 10**13)),
)
portfolios = st.lists(costed, max_size=12, unique_by=lambda one: one.id)


def test_each_type_has_its_shares_its_gap_and_the_money_a_fit_would_move() -> None:
    found = spend_check.check([BILLING, COMPLEX, MOVES], TEN)
    assert [(one.spend_share, one.impact_share, one.gap) for one in found.fits] == [
        (D(60), D(20), D(40)),
        (D(20), D(50), D(-30)),
        (D(20), D(30), D(-10)),
    ]
    assert [one.moves for one in found.fits] == [40_000_000, -30_000_000, -10_000_000]
    assert found.total == 100_000_000


def test_a_misfit_is_over_the_points_not_at_them_and_the_greatest_comes_first() -> None:
    assert [one.name for one in spend_check.check([MOVES, COMPLEX, BILLING], TEN).misfits] == [
        "Billing",
        "Complex technical support",
    ]
    assert len(spend_check.check([MOVES, COMPLEX, BILLING], D("9.9")).misfits) == 3


def test_a_third_is_no_misfit_by_rounding() -> None:
    """Spend 1 : 2 is 33⅓ to 66⅔ percent, impact 1 : 1 is 50 each: 16⅔ points, which is over 16.666666 only."""
    types = [Costed(1, "A", 3, 100), Costed(2, "B", 3, 200)]
    assert len(spend_check.check(types, D("16.666666")).misfits) == 2
    assert spend_check.check(types, D("16.666667")).misfits == ()


def test_what_is_not_known_is_named_and_left_out_and_nought_is_known() -> None:
    types = [
        BILLING,
        Costed(4, "Chat", None, 5_000),
        Costed(5, "Faults", 4, None),
        Costed(6, "New", None, None),
        Costed(7, "Forum", 2, 0),
    ]
    found = spend_check.check(types, TEN)
    assert [(one.name, one.why) for one in found.left_out] == [
        ("Chat", "no impact yet"),
        ("Faults", "no spend yet"),
        ("New", "no impact and no spend yet"),
    ]
    assert [(one.name, one.spend_share, one.impact_share) for one in found.fits] == [
        ("Billing", D(100), D(50)),
        ("Forum", D(0), D(50)),
    ]


@pytest.mark.parametrize("types", [[], [Costed(1, "Forum", 2, 0)], [Costed(1, "New", None, 100)]])
def test_where_nothing_is_spent_there_are_no_shares(types: list[Costed]) -> None:
    assert spend_check.check(types, TEN).fits == ()


@given(portfolios)
def test_shares_come_to_100_and_gaps_and_moves_to_nothing(types: list[Costed]) -> None:
    found = spend_check.check(types, TEN)
    assert len(found.fits) + len(found.left_out) == len(types) or found.total == 0
    if found.fits:
        near = D(1).scaleb(-20)
        assert abs(sum((one.spend_share for one in found.fits), D(-100))) < near
        assert abs(sum((one.impact_share for one in found.fits), D(-100))) < near
        assert abs(sum((one.gap for one in found.fits), D(0))) < near
        assert abs(sum(one.moves for one in found.fits)) <= len(found.fits)
        assert sum(apportioning.shown([one.spend_share for one in found.fits])) == 100
