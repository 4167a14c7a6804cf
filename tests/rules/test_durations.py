"""Lengths of business time and opening hours, typed and read."""

import pytest

from govtracker.rules import durations
from govtracker.rules.governance import opening_hours


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30 min", 30), ("4 h", 240), ("4h", 240), ("2 d", 960), ("1 h 30 min", 90), ("1.5 h", 90), ("0,5 d", 240)],
)
def test_length_is_read(text: str, minutes: int) -> None:
    assert durations.parse(text) == minutes


@pytest.mark.parametrize("text", ["", "4", "h", "soon", "0 h", "-1 h", "4 h later", "0.01 h", "1 w", "9999999 h"])
def test_what_is_no_length_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"(like 30 min|At least one minute)"):
        durations.parse(text)


@pytest.mark.parametrize("minutes", [1, 45, 60, 90, 480, 510, 960, 4800])
def test_length_reads_back_as_it_was(minutes: int) -> None:
    assert durations.parse(durations.words(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09:00–17:30", ((540, 1050),)),
        ("9-12, 13-17", ((540, 720), (780, 1020))),
        ("22:00-06:00", ((1320, 1800),)),
        ("00:00–24:00", ((0, 1440),)),
        ("", ()),
    ],
)
def test_hours_are_read_and_read_back(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert opening_hours.parse(text) == spans
    assert opening_hours.parse(opening_hours.words(spans)) == spans


@pytest.mark.parametrize("text", ["nine to five", "09:00", "25:00–26:00", "09:70–10:00", "9-", "09:00–17:00;"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write hours like"):
        opening_hours.parse(text)
