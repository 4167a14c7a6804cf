"""When the client's obligations are due, where they stand, and how punctual a side has been."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import ObligationState
from govtracker.rules.performance import obligations
from govtracker.rules.performance.obligations import Punctuality, Timing

ZONE = "Europe/Berlin"
ONCE = Timing("", date(2026, 12, 15), ZONE, 7)
MONTHLY = Timing("FREQ=MONTHLY", date(2026, 10, 25), ZONE, 10)


@pytest.mark.parametrize(
    ("due_on", "met_on", "contested", "state"),
    [
        (date(2026, 11, 12), None, False, ObligationState.UPCOMING),  # the day itself is in time
        (date(2026, 11, 11), None, False, ObligationState.OVERDUE),
        (date(2026, 11, 11), date(2026, 11, 11), False, ObligationState.MET),
        (date(2026, 11, 11), date(2026, 11, 12), False, ObligationState.MET_LATE),
        (date(2026, 12, 11), date(2026, 11, 12), False, ObligationState.MET),
        (date(2026, 11, 11), date(2026, 11, 11), True, ObligationState.CONTESTED),
    ],
)
def test_where_a_due_day_stands(due_on, met_on, contested, state):
    assert obligations.state(due_on, met_on, is_contested=contested, today=date(2026, 11, 12)) is state


def test_what_is_to_come_does_not_count_and_what_is_contested_was_not_in_time():
    assert obligations.punctuality(ObligationState) == Punctuality(due=4, in_time=1)
    assert Punctuality(4, 1).share == 25
    assert obligations.punctuality([ObligationState.UPCOMING]).share is None


def test_the_day_on_which_something_was_done_is_the_one_of_its_zone():
    done = [(date(2026, 11, 10), datetime(2026, 11, 10, 16, tzinfo=UTC)), (date(2026, 11, 20), None)]
    today = date(2026, 11, 12)
    assert obligations.punctuality_of(done, "Europe/Berlin", today=today) == Punctuality(1, 1)
    assert obligations.punctuality_of(done, "Asia/Manila", today=today) == Punctuality(1, 0)


def test_what_is_due_once_appears_some_days_before_in_the_morning_of_the_client():
    turn = obligations.turn(ONCE, since=ONCE.starts_on)
    assert turn is not None
    assert (turn.due_on, turn.made_at) == (date(2026, 12, 15), datetime(2026, 12, 8, 6, tzinfo=UTC))
    assert obligations.turn(ONCE, since=date(2026, 12, 16)) is None
    assert obligations.in_words(ONCE) == "once, on 15 December 2026"


@given(st.integers(0, 400))
def test_what_comes_again_is_due_on_the_days_of_its_rule(after):
    since = MONTHLY.starts_on + timedelta(days=after)
    turn = obligations.turn(MONTHLY, since=since)
    assert turn is not None
    assert turn.due_on >= since
    assert turn.due_on.day == 25
    assert (turn.due_on - since).days < 31


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing("", date(9999, 1, 1), ZONE, 7), "The year 9999"),
        (Timing("", date(2026, 1, 1), ZONE, -1), "0 to 90 days"),
        (Timing("FREQ=SOMETIMES", date(2026, 1, 1), ZONE, 7), "how often"),
    ],
)
def test_what_cannot_be_kept_is_refused(timing, words):
    with pytest.raises(ValueError, match=words):
        obligations.validate(timing, today=date(2026, 11, 1))
