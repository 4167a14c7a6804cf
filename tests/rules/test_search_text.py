"""What is written one way is found when it is typed another way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import search_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" —!? ", []),
        ("Calls drop at 17:30", ["calls", "drop", "at", "17", "30"]),
        ("Crème Brûlée à la Zoë", ["creme", "brulee", "a", "la", "zoe"]),
        ("Straße STRASSE ﬁne", ["strasse", "strasse", "fine"]),
        ("İstanbul ISTANBUL", ["istanbul", "istanbul"]),
        ("queue_depth MER-42", ["queue", "depth", "mer", "42"]),
        ("x" * 50, ["x" * 40]),
        ("Данные ΣΊΣΥΦΟΣ", ["данные", "σισυφοσ"]),
        ("हिन्दी", ["हनद"]),  # vowel signs go, the word stays whole
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert search_text.words(text) == words


def test_text_is_stored_as_its_words() -> None:
    assert search_text.normalise("  Late,\n late — Répétition! ") == "late late repetition"


def test_query_takes_each_word_once_and_at_most_eight() -> None:
    assert search_text.query("Late LATE a b c d e f g h i") == ["late", "a", "b", "c", "d", "e", "f", "g"]


@given(st.text())
def test_stored_text_is_stored_the_same_again(text: str) -> None:
    assert search_text.normalise(search_text.normalise(text)) == search_text.normalise(text)


@given(st.text())
def test_capitals_do_not_matter(text: str) -> None:
    assert search_text.normalise(text.casefold()) == search_text.normalise(text)


@given(st.text())
def test_words_hold_nothing_a_query_language_could_take_for_its_own(text: str) -> None:
    words = search_text.query(text)
    assert len(words) <= 8
    assert all(word.isalnum() and len(word) <= 40 for word in words)
