"""What counts as a change between two reviews."""

import pytest

from govtracker.rules.reviews import changes
from govtracker.rules.reviews.changes import DEEDS, Change


def test_every_kind_of_change_has_a_deed() -> None:
    assert set(DEEDS.values()) == set(Change)


@pytest.mark.parametrize(
    ("deed", "told", "counted"),
    [
        ("due_date_moved", {"due_on": ["2026-11-20", "2026-11-27"], "slips": [0, 1]}, True),
        ("due_date_moved", {"due_on": ["2026-11-20", "2026-11-18"]}, False),
        ("raised", {}, True),
    ],
)
def test_a_date_brought_forward_is_no_slip(deed: str, told: dict[str, object], counted: bool) -> None:
    assert changes.counts(deed, told) is counted
