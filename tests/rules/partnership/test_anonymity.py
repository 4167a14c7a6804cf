"""What may be shown of answers: nobody's is told, neither by what is shown nor by differences of it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Side, Tier
from govtracker.rules.partnership import anonymity
from govtracker.rules.partnership.anonymity import Given

T1, T2, T3 = Tier
C, S = Side.CLIENT, Side.SUPPLIER


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((0, 0, 2), []),  # the side itself is hidden
        ((1, 1, 1), []),  # three in all: the side alone
        ((0, 0, 3), [T3]),
        ((1, 2, 4), [T3]),  # one and two are left: three together tell nobody
        ((0, 1, 4), []),  # the whole less the tier would be one answer
        ((0, 2, 4), []),
        ((1, 3, 5), [T3]),  # the smaller of two goes with the single answer
        ((2, 3, 3), [T2]),  # alike: the lower tier goes
        ((3, 3, 3), [T1, T2, T3]),
        ((1, 4, 3), [T2]),
    ],
)
def test_tiers_that_are_shown(answers, shown):
    assert anonymity.shown_tiers(dict(zip(Tier, answers, strict=True))) == shown


@given(st.fixed_dictionaries({tier: st.integers(0, 12) for tier in Tier}))
def test_no_sum_or_difference_of_shown_groups_is_of_one_or_two(answers):
    shown = anonymity.shown_tiers(answers)
    groups = [{tier} for tier in shown] + ([set(Tier)] if sum(answers.values()) >= 3 else [])
    for signs in product((-1, 0, 1), repeat=len(groups)):
        parts = {tier: sum(sign for sign, group in zip(signs, groups, strict=True) if tier in group) for tier in Tier}
        if set(parts.values()) <= {0, 1}:
            left = sum(answers[tier] for tier, times in parts.items() if times)
            assert left == 0 or left >= 3


sheets = st.lists(
    st.builds(Given, st.sampled_from(Side), st.sampled_from(Tier), st.none() | st.integers(1, 3)), max_size=24
)


def leads(found: list[Given]) -> list[Given]:
    """An area has one lead a side: a second one gives no name."""
    known: set[tuple[Side, int | None]] = set()
    told = []
    for one in found:
        named = one.named_area if (one.side, one.named_area) not in known else None
        known.add((one.side, named))
        told.append(Given(one.side, one.tier, named))
    return told


@given(sheets.map(leads))
def test_names_do_not_uncover_those_who_gave_none(given_sheets):
    areas = anonymity.shown_pairs(given_sheets)
    for area in areas:
        assert {one.side for one in given_sheets if one.named_area == area} == set(Side)
    for side in Side:
        own = [one for one in given_sheets if one.side is side]
        tiers = anonymity.shown_tiers(anonymity.counted(own))
        atoms = [[one for one in own if one.tier is tier] for tier in tiers]
        atoms.append([one for one in own if one.tier not in tiers] if len(own) >= 3 else [])
        for atom in atoms:
            unnamed = [one for one in atom if one.named_area not in areas]
            assert len(unnamed) == 0 or len(unnamed) >= 3


def test_a_pair_is_shown_only_where_both_gave_their_names():
    many = [Given(side, T3) for side in Side for _ in range(3)]
    both = [Given(C, T3, 7), Given(S, T3, 7)]
    assert anonymity.shown_pairs([*many, *both]) == [7]
    assert anonymity.shown_pairs([*many, both[0]]) == []
    assert anonymity.shown_pairs([*many[1:], *both]) == []  # two would be left of the client's four
