"""Titles alike: by the words they share, the last typed one perhaps unfinished."""

import pytest

from govtracker.rules import likeness


@pytest.mark.parametrize(
    ("typed", "title", "score"),
    [
        ("billing out", "billing outage after release", 2),
        ("billing out", "knowledge article is out of date", 1),
        ("billing outage again", "billing outage after release", 2),
        ("phones", "billing outage", 0),
        ("", "billing outage", 0),
    ],
)
def test_score_counts_shared_words(typed: str, title: str, score: int) -> None:
    assert likeness.score(typed.split(), title.split()) == score


def test_short_words_make_nothing_alike() -> None:
    assert likeness.telling(["is", "it", "billing", "or", "400"]) == ["billing", "400"]
