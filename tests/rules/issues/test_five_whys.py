"""The chain of whys is kept as it was said, and a hole in it is named."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.issues import five_whys
from govtracker.rules.issues.five_whys import FIRST, NEXT, Why

texts = st.text(max_size=8)
rows = st.lists(st.fixed_dictionaries({"question": texts | st.sampled_from(["", FIRST, NEXT]), "answer": texts}))


def test_blank_rows_are_left_out_and_questions_nobody_typed_are_the_usual_ones() -> None:
    stored = [
        {"question": "", "answer": " Nobody was told. "},
        {"question": NEXT, "answer": " "},
        {"question": "", "answer": "There was no list."},
        {"question": "Who keeps lists?", "answer": ""},
    ]
    assert five_whys.read(stored) == (
        Why(FIRST, "Nobody was told."),
        Why(NEXT, "There was no list."),
        Why("Who keeps lists?"),
    )


@given(rows)
def test_what_was_read_once_reads_the_same_again(stored: list[dict[str, str]]) -> None:
    once = five_whys.read(stored)
    assert five_whys.read([asdict(why) for why in once]) == once
    assert all(why.question and (why.answer or why.question not in (FIRST, NEXT)) for why in once)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "A critical issue needs a chain of at least 3 whys, better 5: ask why of each answer."),
        (["one", "two"], "A critical issue needs a chain of at least 3 whys, better 5: ask why of each answer."),
        (["one", "", "three"], "Why number 2 has no answer yet."),
        (["one", "two", "three"], None),
        (["one", "two", "three", "four", ""], "Why number 5 has no answer yet."),
    ],
)
def test_gap_is_said_in_a_sentence(answers: list[str], said: str | None) -> None:
    assert five_whys.gap([Why("Why?", answer) for answer in answers], "critical issue") == said
