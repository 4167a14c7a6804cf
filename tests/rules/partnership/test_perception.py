"""Gaps, quadrants and equity, with figures worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Perception, PulseTheme, Rag, Side
from govtracker.rules.partnership import perception
from govtracker.rules.partnership.perception import Seen, Tally

THEMES = list(PulseTheme)
tallies = st.integers(3, 30).flatmap(lambda n: st.integers(n, 5 * n).map(lambda points: Tally(n, points)))


def seen(
    client: tuple[int, int] | None, supplier: tuple[int, int] | None, theme: PulseTheme = PulseTheme.TRUST
) -> Seen:
    """A statement with (answers, points) of each side."""
    return Seen(theme, Tally(*client) if client else None, Tally(*supplier) if supplier else None)


@pytest.mark.parametrize(
    ("client", "supplier", "gap", "rag", "where"),
    [
        ((4, 16), (4, 16), "0.00", Rag.GREEN, Perception.HEALTHY),  # 4 and 4
        ((4, 14), (4, 15), "-0.25", Rag.GREEN, Perception.HEALTHY),  # 3.5 is high
        ((3, 11), (6, 19), "0.50", Rag.AMBER, Perception.BLIND_SPOT_CLIENT),  # 11/3 − 19/6 = 1/2 exactly
        ((100, 349), (100, 300), "0.49", Rag.GREEN, Perception.AGREED_PROBLEM),  # 3.49 is not high
        ((4, 10), (4, 17), "-1.75", Rag.RED, Perception.BLIND_SPOT_SUPPLIER),  # 2.5 and 4.25
        ((3, 14), (3, 11), "1.00", Rag.RED, Perception.HEALTHY),  # 14/3 − 11/3, both high
        ((3, 6), (3, 9), "-1.00", Rag.RED, Perception.AGREED_PROBLEM),
        (None, (3, 9), None, Rag.GREY, None),
        ((3, 9), None, None, Rag.GREY, None),
    ],
)
def test_a_gap_has_its_colour_and_its_quadrant(client, supplier, gap, rag, where):
    one = seen(client, supplier)
    assert (one.gap_shown, one.rag, one.perception) == (gap and Decimal(gap), rag, where)


def test_equity_is_the_mean_of_both_sides_less_half_the_gap():
    # means 4 and 3, 2.5 and 4: client 3.25, supplier 3.5, mean 3.375; gaps 1 and 1.5, half their mean 0.625
    told = [seen((3, 12), (3, 9)), seen((4, 10), (4, 16), PulseTheme.ROLES)]
    assert perception.side_mean(told, Side.CLIENT) == Fraction(13, 4)
    assert perception.equity(told) == Fraction(4375, 100)  # (2.75 − 1) × 25
    assert perception.rounded(Fraction(4375, 100)) == Decimal("43.75")


@pytest.mark.parametrize(("client", "supplier", "equity"), [((3, 15), (3, 15), 100), ((3, 3), (3, 3), 0)])
def test_equity_runs_from_0_to_100(client, supplier, equity):
    assert perception.equity([seen(client, supplier)]) == equity


@pytest.mark.parametrize("hidden", [seen(None, (3, 9)), seen((3, 9), None)])
def test_a_hidden_side_leaves_no_equity(hidden):
    assert perception.equity([seen((3, 9), (3, 9), PulseTheme.ROLES), hidden]) is None
    assert perception.equity([]) is None


def test_blind_spots_come_widest_first():
    told = [
        seen((4, 16), (4, 8), PulseTheme.TRUST),
        seen((4, 16), (4, 16), PulseTheme.ROLES),
        seen((4, 4), (4, 20), PulseTheme.VALUE),
    ]
    assert [one.theme for one in perception.blind_spots(told)] == [PulseTheme.VALUE, PulseTheme.TRUST]


@given(st.lists(st.tuples(tallies, tallies), min_size=1, max_size=8))
def test_equity_is_what_the_side_sees_that_sees_it_lower(pairs):
    told = [Seen(THEMES[at], *pair) for at, pair in enumerate(pairs)]
    lower = [min(pair[0].mean, pair[1].mean) for pair in pairs]
    equity = perception.equity(told)
    assert equity == (sum(lower, Fraction()) / len(lower) - 1) * 25
    assert equity is not None
    assert 0 <= equity <= 100
