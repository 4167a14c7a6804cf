"""Months as files write them."""

import pytest

from govtracker.imports import months
from govtracker.rules.periods import BadPeriod


@pytest.mark.parametrize(
    "text",
    [
        "2026-10",
        "2026/10",
        "202610",
        "10/2026",
        "10.2026",
        "Oct 2026",
        "october 2026",
        "Oct-2026",
        "2026 Oct",
        "2026-10-01",
        "2026-10-31",
        "2026-10-01 00:00:00",
        "2026-10-01T00:00:00Z",
        "01.10.2026",
        "31/10/2026",
        "10/31/2026",
    ],
)
def test_a_month_is_understood_as_it_is_usually_written(text):
    assert months.read(text).key == "2026-10"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The month is missing"),
        ("2026-13", "There is no month 13"),
        ("13/2026", "There is no month 13"),
        ("1999-12", "outside 2000 to 2100"),
        ("2026.1", "is not a month"),
        ("26-10", "is not a month"),
        ("Octember 2026", "is not a month"),
        ("2026-10-17", "is a day; values are kept by month"),
        ("17.10.2026", "is a day"),
        ("01/10/2026", "has two readings"),
        ("30.02.2026", "There is no day"),
        ("=DATE(2026;10;1)", "is not a month"),
        ("46296", "is not a month"),
    ],
)
def test_what_names_no_month_is_refused_with_what_to_write(text, words):
    with pytest.raises(BadPeriod, match=words):
        months.read(text)
