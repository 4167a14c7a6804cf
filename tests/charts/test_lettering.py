"""Texts that have to fit into a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.charts.lettering import shortened, width, wrapped

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


def test_wide_letters_are_wider_than_narrow_ones_and_accents_change_nothing() -> None:
    assert width("WWW", 10) > 3 * width("ill", 10)
    assert width("Ärzte", 10) == width("Arzte", 10)
    assert width("山田", 10) > 20


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert shortened("R. Ortega", 100, 13) == "R. Ortega"


def test_a_text_that_does_not_fit_ends_in_an_ellipsis_after_a_letter() -> None:
    assert shortened("Maximiliane von Hohenstein", 110, 13) == "Maximiliane vo…"
    assert shortened("Maximiliane von Hohenstein", 99, 13) == "Maximiliane…"


@given(texts, st.floats(20, 300))
def test_what_is_shortened_fits(text: str, room: float) -> None:
    assert width(shortened(text, room, 13), 13) <= room


@given(texts, st.floats(20, 300), st.integers(1, 3))
def test_what_is_wrapped_fits_in_its_lines(text: str, room: float, lines: int) -> None:
    found = wrapped(text, room, 13, lines=lines)
    assert len(found) <= lines
    assert all(width(line, 13) <= room for line in found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Eszter Varga", ("Eszter Varga",)),
        ("Eszter Annamaria Varga", ("Eszter", "Annamaria Varga")),
        ("Eva  Maria Annamaria Varga", ("Eva Maria", "Annamaria Varga")),
        ("", ()),
    ],
)
def test_names_break_between_words(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 113, 13) == lines
