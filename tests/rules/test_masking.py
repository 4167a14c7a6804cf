"""Addresses cut down."""

import pytest

from govtracker.rules.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jane.doe@example.com", "j•••@example.com"),
        (
            "550 5.1.1 <jane@a.example>: unknown, not bob@b.example",
            "550 5.1.1 <j•••@a.example>: unknown, not b•••@b.example",
        ),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_addresses_keep_their_first_letter_and_domain(text: str, shown: str) -> None:
    assert masked(text) == shown
