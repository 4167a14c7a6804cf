"""What tells of somebody who is erased."""

import pytest

from govtracker.rules.structure import erasure

CALLED = ("Ann Wu", "Eva Varga-Lind", "ann.wu@northgate.example")


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Asked at the annual evaluation, by letter", False),
        ("Wulf asked", False),
        ("ANN asked", True),
        ("asked by ann wu", True),
        ("(Varga-Lind)", True),
        ("as ann.wu@northgate.example asked", True),
        ("joann.wu@northgate.example", False),
        ("Jo_ann", False),
    ],
)
def test_a_text_tells_of_somebody_by_whole_words(text: str, tells: bool) -> None:
    assert erasure.tells_of(CALLED, text) is tells


def test_only_whole_names_are_renamed() -> None:
    said = "Al asked; Also Al’s, and al@northgate.example"
    assert erasure.renamed(said, ["al@northgate.example", "Al"], "X") == "X asked; Also X’s, and X"
    assert erasure.renamed("Will they? They will.", ["Will"], "X") == "X they? They will."
