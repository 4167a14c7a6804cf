"""The window for an answer: which step is due when, and what an outage leaves of it."""

from datetime import UTC, datetime

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


@pytest.mark.parametrize(("days", "expected"), [(2, (3, 4, 4)), (3, (3, 4, 5)), (5, (4, 6, 9))])
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
        (13, False, False, Step.TELL_SPONSOR),  # nobody looked for a while: the furthest step alone
        (13, True, True, None),
        (16, True, True, Step.GIVE_UP),
        (30, False, False, Step.GIVE_UP),
    ],
)
def test_the_furthest_step_is_due(number: int, reminded: bool, told: bool, expected: Step | None) -> None:
    window = answer_window.window(SHARED, 10, OFFICE)
    assert answer_window.due(window, reminded=reminded, sponsor_told=told, at=day(number)) is expected
