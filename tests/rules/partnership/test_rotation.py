"""Who is asked: everybody often enough, nobody too often, and never so few that nothing could be shown."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Side, Tier
from govtracker.rules.partnership import rotation
from govtracker.rules.partnership.rotation import Asked, Member

C, S = Side.CLIENT, Side.SUPPLIER


KNOWN = Asked(1, 4, 4)


def members(count: int, side: Side = C, *, known: Asked | None = None) -> list[Member]:
    return [Member(number, side, Tier.OPERATIONAL, asked=known) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("count", "every", "asked"),
    [(20, 1, 20), (20, 2, 10), (21, 2, 11), (20, 3, 7), (8, 2, 5), (4, 2, 4), (12, 4, 5), (0, 2, 0)],
)
def test_a_share_is_asked_and_never_fewer_than_five(count, every, asked):
    assert len(rotation.whose_turn(members(count, known=KNOWN), number=5, every=every)) == asked


def test_a_first_round_asks_everybody_and_a_later_one_whoever_is_new():
    assert len(rotation.whose_turn(members(20), number=1, every=4)) == 20
    known, new = members(20, known=KNOWN), Member(99, C, Tier.TACTICAL)
    assert new in rotation.whose_turn([*known, new], number=5, every=4)


@given(st.integers(1, 30), st.integers(1, 4), st.integers(0, 30))
def test_nobody_waits_longer_than_agreed_and_all_are_asked_alike(count, every, others):
    people = members(count) + [replace(one, person_id=100 + one.person_id, side=S) for one in members(others)]
    times: dict[int, list[int]] = {one.person_id: [] for one in people}
    for number in range(1, 13):
        turn = rotation.whose_turn(people, number=number, every=every)
        assert turn == rotation.whose_turn(list(reversed(people)), number=number, every=every)
        for one in turn:
            times[one.person_id].append(number)
        people = [
            replace(one, asked=Asked(len(times[one.person_id]), 1, number)) if one in turn else one for one in people
        ]
    for asked in times.values():
        assert all(later - earlier <= every for earlier, later in pairwise(asked))
        assert 12 - asked[-1] < every
    for side in (range(1, 100), range(100, 200)):
        counts = [len(asked) for person, asked in times.items() if person in side]
        assert not counts or max(counts) - min(counts) <= 1


def test_whoever_holds_two_seats_is_asked_once_in_the_higher_tier():
    two = [Member(1, C, Tier.OPERATIONAL, 7, KNOWN), Member(1, C, Tier.STRATEGIC, None, KNOWN)]
    assert rotation.seated_once(two) == [Member(1, C, Tier.STRATEGIC, 7, KNOWN)]
