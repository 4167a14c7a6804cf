"""Texts alike: by the words they share, the last typed one perhaps unfinished, and by their trigrams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import likeness

texts = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), max_size=40)


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


def test_trigrams_are_those_of_words_with_blanks_around() -> None:
    assert likeness.trigrams("Cat, at") == {"  c", " ca", "cat", "at ", "  a", " at"}


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("Billing outage", "billing  OUTAGE!", 100),
        ("Billing outage after the release", "Billing outages after release", 80),
        ("word", "two words", 36),  # 4 of 11: pg_trgm's manual gives 0.36
        ("Invoices stop", "Invoicing stopped", 45),  # 10 of 22
        ("Phones are down", "Billing outage", 0),
        ("", "", 0),
    ],
)
def test_percent_is_the_share_of_trigrams_both_have(one: str, other: str, percent: int) -> None:
    assert likeness.percent(one, other) == percent


@given(texts, texts)
def test_percent_has_no_side_and_knows_its_bounds(one: str, other: str) -> None:
    found = likeness.percent(one, other)
    assert 0 <= found <= 100
    assert found == likeness.percent(other, one)
    assert likeness.percent(one, one) in (0, 100)


def test_stems_are_the_beginnings_of_the_longest_words() -> None:
    assert likeness.stems("Invoices stop in the Invoicing_run of May 400") == [
        "invoi",
        "stop",
        "the",
        "run",
        "may",
        "400",
    ]
    assert len(likeness.stems(" ".join(f"{number}word" for number in range(20)))) == 8
    assert likeness.stems("is it %") == []
