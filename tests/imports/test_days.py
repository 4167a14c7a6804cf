"""Days as files write them: one reading or none, and the column tells which way round it goes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.imports import days
from govtracker.imports.days import DAY_FIRST, MONTH_FIRST, BadDay

DAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31",
        "2026/10/31",
        "2026-10-31 14:05",
        "2026-10-31T14:05:30",
        "31.10.2026",
        "31.10.26",
        "31/10/2026",
        "10/31/2026",
        "31-10-2026",
        "31 Oct 2026",
        "31-Oct-26",
        "31. October 2026",
        "Oct 31, 2026",
        "October 31 2026",
        " 31.10.2026 ",
    ],
)
def test_one_day_is_written_in_many_ways(text: str) -> None:
    assert days.read(text) == DAY


@pytest.mark.parametrize(
    ("text", "which", "day"),
    [
        ("01.02.2026", "", date(2026, 2, 1)),  # with points the day comes first
        ("01/02/2026", DAY_FIRST, date(2026, 2, 1)),
        ("01/02/2026", MONTH_FIRST, date(2026, 1, 2)),
        ("03/03/2026", "", date(2026, 3, 3)),
        ("01/02/25", DAY_FIRST, date(2025, 2, 1)),
        ("01.02.70", "", date(1970, 2, 1)),
        ("01.02.69", "", date(2069, 2, 1)),
        ("31/10/2026", MONTH_FIRST, DAY),  # there is no other reading
    ],
)
def test_two_readings_need_to_be_told_apart(text: str, which: str, day: date) -> None:
    assert days.read(text, which) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "missing"),
        ("01/02/2026", "two readings"),
        ("31.02.2026", "There is no day"),
        ("2026-13-01", "There is no day"),
        ("00.10.2026", "There is no day"),
        ("0000-01-01", "There is no day"),
        ("soon", "is not a date"),
        ("31 Okt 2026", "is not a date"),
        ("46326", "is not a date"),
        ("=TODAY()", "is not a date"),
        ("31.10", "is not a date"),
        ("1" * 5000, "is not a date"),
        ("٣١.١٠.٢٠٢٦", "is not a date"),
    ],
)
def test_what_is_no_day_says_so(text: str, says: str) -> None:
    with pytest.raises(BadDay, match=says):
        days.read(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-10-31 14:05", "2026-10-31T14:05:00"),
        ("2026-10-31T14:05:30Z", "2026-10-31T14:05:30"),
        ("31.10.2026, 2:05 pm", "2026-10-31T14:05:00"),
        ("10/31/2026 12:05 AM", "2026-10-31T00:05:00"),
        ("31.10.2026", "2026-10-31T00:00:00"),
    ],
)
def test_instants_have_a_time_of_day_or_begin_it(text: str, at: str) -> None:
    assert days.instant(text).isoformat() == at


@pytest.mark.parametrize("clock", ["25:00", "14:61", "14:05 or so", "13:05 pm"])
def test_what_is_no_time_of_day_says_so(clock: str) -> None:
    with pytest.raises(BadDay):
        days.instant(f"2026-10-31 {clock}")


@pytest.mark.parametrize(
    ("column", "which", "pattern"),
    [
        (["01/02/2026", "31/10/2026"], DAY_FIRST, "dd/mm/yyyy"),
        (["01/02/26", "10/31/26"], MONTH_FIRST, "mm/dd/yy"),
        (["01/02/2026", "03/04/2026"], "", "dd/mm/yyyy"),
        (["31/10/2026", "10/31/2026"], "", "dd/mm/yyyy"),
        (["", "01.02.2026"], DAY_FIRST, "dd.mm.yyyy"),
        (["2026-10-31"], "", "yyyy-mm-dd"),
        (["31 Oct 2026"], "", "days with the month's name"),
        (["", "x"], "", ""),
    ],
)
def test_a_column_tells_which_way_round_it_goes(column: list[str], which: str, pattern: str) -> None:
    assert days.order(column) == which
    assert days.pattern(column, which) == pattern


@given(
    st.dates(date(1990, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%y"]),
)
def test_every_day_is_read_as_it_was_written(day: date, how: str) -> None:
    assert days.read(day.strftime(how)) == day


@given(st.text(max_size=30), st.sampled_from(["", DAY_FIRST, MONTH_FIRST]))
def test_whatever_is_written_is_a_day_or_a_sentence(text: str, which: str) -> None:
    try:
        days.instant(text, which)
    except BadDay as refused:
        assert str(refused)  # noqa: PT017  # any sentence will do
