"""What is written one way is found when it is typed another way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import search_text
from govtracker.rules.search_text import Wanted


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


@pytest.mark.parametrize(
    ("typed", "phrases", "begins"),
    [
        ("", [], False),
        ("late", [("late",)], True),
        ("late pay", [("late",), ("pay",)], True),
        ("late p", [("late",), ("p",)], False),  # a single letter begins too much
        ('"Late  Payment"', [("late", "payment")], False),
        ('refund "late payment"', [("refund",), ("late", "payment")], False),
        ('"late payment" ref', [("late", "payment"), ("ref",)], True),
        ("„späte Zahlung“", [("spate", "zahlung")], False),
        ('late "pay', [("late",), ("pay",)], True),  # the mark is not closed yet
        ('""  "" late', [("late",)], True),
        ("late pay late", [("pay",), ("late",)], True),
        ('a b c "d e f g h i j"', [("a",), ("b",), ("c",), ("d", "e", "f", "g", "h")], False),
    ],
)
def test_what_is_wanted(typed: str, phrases: list[tuple[str, ...]], begins: bool) -> None:
    assert search_text.wanted(typed) == Wanted(tuple(phrases), begins)


def shown(text: str, typed: str) -> str:
    pieces = search_text.marked(text, search_text.wanted(typed))
    assert "".join(piece for piece, _ in pieces) == text
    return "".join(f"[{piece}]" if hit else piece for piece, hit in pieces)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Billing outage, billing is down", "bill", "[Billing] outage, [billing] is down"),
        ("Billing outage", "bill outage", "Billing [outage]"),
        ("Late payment, payment late", '"late payment"', "[Late payment], payment late"),
        ("Late — payment", '"late payment"', "[Late — payment]"),
        ("Crème brûlée", "creme BRULEE", "[Crème] [brûlée]"),
        ("cafe\u0301s", "cafes", "[cafe\u0301s]"),
        ("Straße 5", "strasse", "[Straße] 5"),
        ("½ of it", "1 2", "[½] of it"),
        ("queue_depth", "depth", "queue_[depth]"),
        ("rebilling", "billing", "rebilling"),
        ("x" * 60 + " y", "x" * 60, "[" + "x" * 60 + "] y"),
        ("<b>billing</b>", "billing", "<b>[billing]</b>"),
        ("", "billing", ""),
        ("billing", "", "billing"),
    ],
)
def test_hits_are_marked_where_they_stand(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed) == expected


@given(st.text(), st.text(max_size=30))
def test_exactly_what_holds_a_word_has_a_mark(text: str, typed: str) -> None:
    what = search_text.wanted(f'"{typed}"' if '"' not in typed else typed)
    stored = f" {search_text.normalise(text)} "
    held = [phrase for phrase in what.phrases if f" {' '.join(phrase)} " in stored]
    assert any(hit for _, hit in search_text.marked(text, Wanted(what.phrases))) is bool(held)


def test_an_excerpt_shows_the_words_around_the_first_hit() -> None:
    text = "One two three. " * 20 + "The invoice\nwas late. " + "Four five six. " * 40
    found = search_text.excerpt(text, search_text.wanted("invoice"))
    assert ("invoice", True) in found
    plain = "".join(piece for piece, _ in found)
    assert plain.startswith("… ")
    assert plain.endswith(" …")
    assert len(plain) <= 224
    assert "The invoice was late." in plain
    assert plain.removeprefix("… ").split()[0] in {"One", "two", "three."}


def test_an_excerpt_without_a_hit_begins_at_the_beginning() -> None:
    found = search_text.excerpt("word " * 100, search_text.wanted("nothing"))
    assert found[0][0].startswith("word word")
    assert found[-1] == (" …", False)
    assert search_text.excerpt("short", search_text.wanted("nothing")) == [("short", False)]
    assert search_text.excerpt("", search_text.wanted("nothing")) == []
    assert len(search_text.excerpt("x" * 1000, search_text.wanted("x"))[0][0]) <= 220


@given(st.text(max_size=400), st.text(max_size=30))
def test_an_excerpt_is_a_part_of_the_text(text: str, typed: str) -> None:
    pieces = search_text.excerpt(text, search_text.wanted(typed), longest=60)
    middle = "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert middle in " ".join(text.split())
