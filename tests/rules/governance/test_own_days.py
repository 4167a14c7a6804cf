"""Days of a company's own, as they are typed and read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.governance import own_days
from govtracker.rules.governance.own_days import OwnDay

names = st.builds(
    lambda first, rest: (first + rest).strip(), st.sampled_from("abcÄÖß"), st.text("abc ÄÖß.-–0123456789", max_size=30)
)
spans = st.lists(st.integers(0, 23), min_size=2, max_size=4, unique=True).map(
    lambda hours: tuple((a * 60, b * 60) for a, b in zip(sorted(hours)[::2], sorted(hours)[1::2], strict=False))
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-12-24 Christmas Eve", OwnDay("Christmas Eve")),
        ("2026-12-24", OwnDay("closed")),
        ("  2026-12-24   9:00-13:00  Christmas Eve ", OwnDay("Christmas Eve", ((540, 780),))),
        ("2026-12-24 09:00–12:00, 13:00 to 15.30 Stocktaking", OwnDay("Stocktaking", ((540, 720), (780, 930)))),
        ("2026-12-24 22:00–06:00", OwnDay("", ((1320, 1800),))),
        ("2026-12-24 18:00–24:00 Launch", OwnDay("Launch", ((1080, 1440),))),
        ("2026-12-24 24-hour strike", OwnDay("24-hour strike")),
    ],
)
def test_line_says_day_hours_and_name(line: str, expected: OwnDay) -> None:
    assert own_days.parse(line) == {date(2026, 12, 24): expected}


@pytest.mark.parametrize(
    "line", ["Christmas", "24.12.2026 Christmas", "2026-02-30 Leap", "2026-12-24 25:00–26:00 Night", "2026-12-24x"]
)
def test_line_that_is_no_day_is_quoted(line: str) -> None:
    with pytest.raises(ValueError, match=f"“{line}”: write a day and its name"):
        own_days.parse(f"2026-12-01 Fine\n{line}")


def test_same_day_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-12-24 stands there twice"):
        own_days.parse("2026-12-24 Christmas Eve\n\n2026-12-24 09:00–13:00")


@given(st.dictionaries(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.builds(OwnDay, names, spans | st.just(()))))
def test_what_is_written_is_read_back(days: dict[date, OwnDay]) -> None:
    assert own_days.parse(own_days.written(days)) == days
