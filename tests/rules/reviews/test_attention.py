"""What a manager is told first, and how it is headed."""

import pytest

from govtracker.rules.reviews import attention
from govtracker.rules.reviews.attention import heading, picked


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([["e1", "e2", "e3", "e4"], ["k1"], ["v1", "v2"]], ["e1", "k1", "v1"]),
        ([["e1", "e2"], [], ["v1", "v2"]], ["e1", "e2", "v1"]),
        ([["e1", "e2", "e3", "e4"], [], []], ["e1", "e2", "e3"]),
        ([["e1"], [], []], ["e1"]),
        ([[], [], []], []),
        ([], []),
    ],
)
def test_the_first_of_every_kind_comes_before_the_second_of_any(kinds: list[list[str]], expected: list[str]) -> None:
    assert picked(kinds, most=3) == expected


@pytest.mark.parametrize(
    ("need", "total", "words"),
    [
        (2, 4, "Two of your four relationships need you"),
        (1, 4, "One of your four relationships needs you"),
        (0, 4, "All quiet: none of your four relationships needs you"),
        (2, 2, "Both of your relationships need you"),
        (4, 4, "All four of your relationships need you"),
        (14, 20, "14 of your 20 relationships need you"),
        (1, 1, "Your relationship with Meridian needs you"),
        (0, 1, "Your relationship with Meridian is quiet"),
    ],
)
def test_heading(need: int, total: int, words: str) -> None:
    assert heading(need, total, only="Meridian") == words


@pytest.mark.parametrize(
    ("answered_for", "chosen", "told"),
    [
        ([], [], [1, 2, 3]),
        ([2], [], [2]),
        ([2], [3, 1], [1, 3]),
        ([2], [9], [2]),
        ([9], [9], [1, 2, 3]),
    ],
)
def test_a_review_mail_tells_of_what_was_chosen_or_is_answered_for(
    answered_for: list[int], chosen: list[int], told: list[int]
) -> None:
    assert attention.told_of([1, 2, 3], answered_for, chosen) == told
