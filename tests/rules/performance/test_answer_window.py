"""The window for an answer: which step is due when, and what an outage leaves of it."""

from datetime import UTC, datetime, timedelta

import pytest

from govtracker.rules.governance import business_calendar
from govtracker.rules.performance import answer_window
from govtracker.rules.performance.answer_window import Step

OFFICE = business_calendar.from_values("UTC", {str(weekday): [[540, 1020]] for weekday in range(5)})
SHARED = datetime(2026, 11, 2, 10, tzinfo=UTC)  # a Monday


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 10, tzinfo=UTC)


def test_ten_working_days_remind_after_five_tell_the_sponsor_after_eight() -> None:
    window = answer_window.window(SHARED, 10, OFFICE)
    assert (window.remind_at, window.sponsor_at, window.ends_at) == (day(9), day(12), day(16))


@pytest.mark.parametrize(("days", "expected"), [(2, (3, 4, 5)), (3, (3, 4, 5)), (5, (4, 6, 9))])
def test_short_windows_keep_the_order_of_the_steps(days: int, expected: tuple[int, int, int]) -> None:
    window = answer_window.window(SHARED, days, OFFICE)
    assert (window.remind_at, window.sponsor_at, window.ends_at) == tuple(day(number) for number in expected)


@pytest.mark.parametrize(
    ("number", "reminded", "told", "expected"),
    [
        (6, False, False, None),
        (9, False, False, Step.REMIND),
        (11, True, False, None),
        (12, True, False, Step.TELL_SPONSOR),
        (13, False, False, Step.REMIND),  # nobody looked for a while: no step is left out
        (13, True, True, None),
        (16, True, True, Step.GIVE_UP),
        (30, False, False, Step.REMIND),
        (30, True, False, Step.TELL_SPONSOR),
    ],
)
def test_one_step_follows_the_other(number: int, reminded: bool, told: bool, expected: Step | None) -> None:
    window = answer_window.window(SHARED, 10, OFFICE)
    assert answer_window.due(window, reminded=reminded, sponsor_told=told, at=day(number)) is expected


def test_a_step_that_came_late_leaves_the_others_their_time() -> None:
    reminded = answer_window.window(SHARED, 10, OFFICE, reminded_at=day(18))
    assert (reminded.sponsor_at, reminded.ends_at) == (day(23), day(25))
    told = answer_window.window(SHARED, 10, OFFICE, reminded_at=day(18), sponsor_told_at=day(24))
    assert told.ends_at == day(26)
    in_time = day(9) + timedelta(minutes=5)
    assert answer_window.window(SHARED, 10, OFFICE, reminded_at=in_time) == answer_window.window(SHARED, 10, OFFICE)
