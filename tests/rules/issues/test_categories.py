"""Which words an issue's category may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.issues import categories

OFFERED = ("Billing", "Wrong answer", "Überlast")


@pytest.mark.parametrize(
    ("text", "kept", "word"),
    [
        ("Billing", "", "Billing"),
        ("  billing ", "", "Billing"),
        ("WRONG   ANSWER", "", "Wrong answer"),
        ("überlast", "", "Überlast"),
        ("", "", ""),
        ("legacy word", "legacy word", "legacy word"),
        ("billing", "billing", "billing"),  # what history brought stays as it was written
    ],
)
def test_word_is_spelt_as_in_the_catalogue(text: str, kept: str, word: str) -> None:
    assert categories.chosen(text, OFFERED, kept=kept) == word


@pytest.mark.parametrize("kept", ["", "legacy word"])
def test_word_of_ones_own_is_refused_with_an_example(kept: str) -> None:
    with pytest.raises(ValueError, match="such as Billing"):
        categories.chosen("My own", OFFERED, kept=kept)


@given(st.text(max_size=20))
def test_without_a_catalogue_people_write_what_they_like(text: str) -> None:
    assert categories.chosen(text, ()) == " ".join(text.split())
