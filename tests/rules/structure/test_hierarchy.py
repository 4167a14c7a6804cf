"""What is part of something is never its whole."""

from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.structure.hierarchy import makes_a_circle


def above(parents: dict[int, int], one: int) -> list[int]:
    """The wholes above one, the nearest first; raises where they lead in a circle."""
    found: list[int] = []
    while one in parents:
        one = parents[one]
        assert one not in found
        found.append(one)
    return found


def test_own_part_own_self_and_a_stranger() -> None:
    assert makes_a_circle(1, 1, [])
    assert makes_a_circle(1, 2, [3, 1])
    assert not makes_a_circle(1, 2, [3])


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=40))
def test_whatever_is_tried_no_circle_comes_about(moves: list[tuple[int, int]]) -> None:
    parents: dict[int, int] = {}
    for part, whole in moves:
        if not makes_a_circle(part, whole, above(parents, whole)):
            parents[part] = whole
    for one in range(1, 9):
        assert one not in above(parents, one)
