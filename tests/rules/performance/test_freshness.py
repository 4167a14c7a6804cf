"""When values are due and when the newest is too old."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Frequency
from govtracker.rules.performance import freshness


@pytest.mark.parametrize(
    ("newest", "frequency", "grace", "begins", "due"),
    [
        (date(2026, 10, 31), Frequency.DAILY, 3, 1, date(2026, 11, 4)),
        (date(2026, 10, 21), Frequency.WEEKLY, 2, 1, date(2026, 11, 3)),  # a Wednesday: the week after ends on 1 Nov
        (date(2026, 9, 30), Frequency.MONTHLY, 10, 1, date(2026, 11, 10)),
        (date(2026, 9, 30), Frequency.QUARTERLY, 10, 1, date(2027, 1, 10)),
        (date(2026, 9, 30), Frequency.QUARTERLY, 10, 2, date(2027, 2, 10)),  # August to October is a quarter
    ],
)
def test_a_value_is_due_after_its_frequency_and_its_grace(newest, frequency, grace, begins, due):
    assert freshness.due_on(newest, frequency, grace, year_begins=begins) == due
    for today, stale in ((due, False), (due + timedelta(days=1), True)):
        assert freshness.is_stale(newest, frequency, grace, today=today, year_begins=begins) is stale


def test_what_was_never_measured_is_missing_and_not_stale():
    assert not freshness.is_stale(None, Frequency.DAILY, 0, today=date(2026, 11, 1))


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.sampled_from(Frequency), st.integers(0, 90), st.integers(0, 40))
def test_a_newer_value_or_more_grace_is_never_due_earlier(newest, frequency, grace, later):
    due = freshness.due_on(newest, frequency, grace)
    assert freshness.due_on(newest + timedelta(days=later), frequency, grace) >= due
    assert freshness.due_on(newest, frequency, grace + 1) == due + timedelta(days=1)
