"""Until when notice may be given, how terms roll on, and when somebody is reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Side
from govtracker.rules.performance import notice_dates
from govtracker.rules.performance.notice_dates import Duration, LastDay

D = date


def runs(ends_on, months=None, client=90, supplier=180, **notice):
    return Duration(D(2024, 1, 1), ends_on, months, client, supplier, **notice)


@pytest.mark.parametrize(
    ("first", "months", "renewals", "expected"),
    [
        (D(2026, 12, 31), 12, 0, D(2026, 12, 31)),
        (D(2026, 12, 31), 12, 1, D(2027, 12, 31)),
        (D(2026, 12, 31), 1, 2, D(2027, 2, 28)),  # ends of months stay ends of months
        (D(2027, 2, 28), 12, 1, D(2028, 2, 29)),  # the last of February, leap or not
        (D(2028, 2, 29), 12, 1, D(2029, 2, 28)),
        (D(2026, 6, 30), 3, 1, D(2026, 9, 30)),
        (D(2026, 4, 30), 1, 1, D(2026, 5, 31)),  # a month from 1 May
        (D(2026, 1, 30), 1, 1, D(2026, 2, 28)),  # no 30 February: the last of the month
        (D(2028, 2, 28), 12, 3, D(2031, 2, 28)),  # the day before the last of a leap year stays the 28th
        (D(2026, 8, 30), 6, 1, D(2027, 2, 28)),
        (D(2026, 1, 30), 1, 2, D(2026, 3, 30)),  # and counted from the first end it does not creep
        (D(9999, 6, 30), 12, 1, None),
        (None, 12, 3, None),
    ],
)
def test_a_term_goes_on_by_whole_months(first, months, renewals, expected):
    assert notice_dates.term_end(runs(first, months), renewals) == expected


@pytest.mark.parametrize(
    ("ends_on", "months", "side", "today", "last_on", "until"),
    [
        (D(2026, 12, 31), None, Side.CLIENT, D(2026, 1, 1), D(2026, 10, 2), D(2026, 12, 31)),
        (D(2026, 12, 31), None, Side.SUPPLIER, D(2026, 1, 1), D(2026, 7, 4), D(2026, 12, 31)),
        (D(2026, 12, 31), 12, Side.CLIENT, D(2026, 10, 2), D(2026, 10, 2), D(2026, 12, 31)),
        (D(2026, 12, 31), 12, Side.CLIENT, D(2026, 10, 3), D(2027, 10, 2), D(2027, 12, 31)),
        (D(2027, 2, 28), 12, Side.CLIENT, D(2027, 1, 1), D(2027, 12, 1), D(2028, 2, 29)),
    ],
)
def test_the_last_day_of_notice_rolls_on(ends_on, months, side, today, last_on, until):
    assert notice_dates.last_day(runs(ends_on, months), side, today) == LastDay(side, last_on, until)


@pytest.mark.parametrize(
    "duration",
    [
        runs(None),
        runs(D(2026, 1, 31)),
        runs(D(2026, 12, 31), notice_on=D(2026, 3, 1), notice_side=Side.CLIENT),
    ],
)
def test_there_is_no_last_day_without_an_end_after_it_or_once_notice_was_given(duration):
    assert notice_dates.last_day(duration, Side.CLIENT, D(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("duration", "today", "expected"),
    [
        (runs(D(2026, 12, 31)), D(2027, 5, 1), D(2026, 12, 31)),
        (runs(D(2026, 12, 31), 12), D(2027, 5, 1), D(2027, 12, 31)),
        (runs(None), D(2027, 5, 1), None),
        (runs(None, notice_on=D(2026, 3, 1), notice_side=Side.CLIENT), D(2026, 3, 1), D(2026, 5, 30)),
        (runs(D(2026, 12, 31), 12, notice_on=D(2026, 10, 2), notice_side=Side.CLIENT), D(2026, 10, 2), D(2026, 12, 31)),
        (runs(D(2026, 12, 31), 12, notice_on=D(2026, 10, 3), notice_side=Side.CLIENT), D(2026, 10, 3), D(2027, 12, 31)),
        (runs(D(2026, 12, 31), notice_on=D(2026, 12, 1), notice_side=Side.CLIENT), D(2026, 12, 1), D(2026, 12, 31)),
    ],
)
def test_when_it_ends(duration, today, expected):
    assert notice_dates.ends_on(duration, today) == expected


@pytest.mark.parametrize(
    ("today", "lead"),
    [
        (D(2026, 7, 3), None),
        (D(2026, 7, 4), 90),
        (D(2026, 7, 20), 90),  # a tick that was missed is made up for
        (D(2026, 9, 2), 30),
        (D(2026, 9, 26), 7),
        (D(2026, 10, 2), 7),
        (D(2026, 10, 3), None),
    ],
)
def test_the_shortest_lead_that_has_been_reached_is_told(today, lead):
    assert notice_dates.reminder(D(2026, 10, 2), today) == lead


@given(
    st.dates(D(2020, 1, 1), D(2040, 1, 1)),
    st.integers(1, 60),
    st.integers(0, 400),
    st.dates(D(2020, 1, 1), D(2045, 1, 1)),
)
def test_notice_on_the_last_day_reaches_its_end_and_a_day_later_the_next_one(first, months, notice, today):
    duration = runs(first, months, client=notice)
    last = notice_dates.last_day(duration, Side.CLIENT, today)
    assert last is not None
    assert last.last_on >= today
    assert notice_dates.end_by_notice(duration, Side.CLIENT, last.last_on) == last.ends_on
    assert notice_dates.end_by_notice(duration, Side.CLIENT, last.last_on + timedelta(days=1)) > last.ends_on


@given(st.dates(D(2020, 1, 1), D(2040, 1, 1)), st.integers(-200, 30))
def test_looking_only_when_told_to_misses_no_reminder(last_on, offset):
    day = last_on + timedelta(days=offset)
    told = {notice_dates.reminder(last_on, day)}
    while (following := notice_dates.next_look(last_on, day)) <= last_on:
        assert following > day
        day = following
        told.add(notice_dates.reminder(last_on, day))
    reached = {lead for lead in notice_dates.LEADS if offset <= -lead}
    assert reached <= told
