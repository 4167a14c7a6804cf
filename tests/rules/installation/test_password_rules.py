"""What makes a password no good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import password_rules
from govtracker.rules.installation.password_rules import Whose

EVA = Whose("Eva Varga-Östlund", "eva.varga@northgate.example", "Northgate Telecom AG")


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("tide lamp river", ""),
        ("夜の川と灯りの色と橋の上の月", ""),
        ("            ", ""),  # as it is typed; the lists of known ones refuse it
        ("tide lamp r", "at least 12 characters"),
        ("é" * 256, ""),
        ("é" * 257, "at most 256"),
        ("tide VARGA river", "“varga”"),
        ("tide östlund river", "“östlund”"),
        ("x-Northgate-2026", "“northgate”"),
        ("eva.varga sings", "“eva.varga”"),
        ("hello GovTracker", "“govtracker”"),
        ("evaporate daily", ""),  # pieces of names shorter than four letters are everywhere
    ],
)
def test_a_password_is_refused_for_a_reason_or_not_at_all(password: str, because: str) -> None:
    said = password_rules.trouble(password, EVA, shortest=12)
    assert because in said if because else said == ""


@given(password=st.text(min_size=12, max_size=256))
def test_no_kind_of_character_is_asked_for(password: str) -> None:
    assert password_rules.trouble(password, Whose(), shortest=12) in ("", SAYS_GOVTRACKER)


SAYS_GOVTRACKER = "It contains “govtracker”: leave out your name, your address, your company and GovTracker."


@pytest.mark.parametrize(
    ("password", "shape"),
    [("Password2026!", "password"), ("!!P@ssw0rd", "password"), ("1234", "1234"), ("SUNSHINE", "sunshine")],
)
def test_years_signs_and_swapped_letters_hide_nothing(password: str, shape: str) -> None:
    assert shape in password_rules.shapes(password)
