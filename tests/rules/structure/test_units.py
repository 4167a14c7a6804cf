"""No organisation belongs to itself, however long the way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.structure import units

PARENTS = {1: None, 2: 1, 3: 2, 4: None}


@pytest.mark.parametrize(
    ("unit", "parent", "circles"),
    [(1, None, False), (1, 1, True), (1, 2, True), (1, 3, True), (1, 4, False), (3, 1, False), (4, 9, False)],
)
def test_way_round_is_found(unit: int, parent: int | None, circles: bool) -> None:
    assert units.would_circle(PARENTS, unit, parent) is circles


@given(st.lists(st.tuples(st.integers(1, 8), st.none() | st.integers(1, 8)), max_size=30))
def test_what_is_accepted_never_leads_back(changes: list[tuple[int, int | None]]) -> None:
    parents: dict[int, int | None] = dict.fromkeys(range(1, 9))
    for unit, parent in changes:
        if not units.would_circle(parents, unit, parent):
            parents[unit] = parent
    for unit, above in parents.items():
        steps = 0
        while above is not None:
            assert above != unit
            above, steps = parents[above], steps + 1
            assert steps <= len(parents)


def test_circle_that_is_stored_already_ends_the_search() -> None:
    assert not units.would_circle({1: 2, 2: 1, 3: None}, 3, 1)
