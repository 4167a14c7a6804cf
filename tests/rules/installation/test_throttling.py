"""How long one waits after so many tries."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import throttling
from govtracker.rules.installation.throttling import PACES, Count, Gate, Pace, Tries

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
S = timedelta(seconds=1)
PACE = Pace(3, 5 * S, 60 * S, 600 * S)


@pytest.mark.parametrize(("tries", "wait"), [(1, 0), (3, 0), (4, 5), (5, 10), (6, 20), (7, 40), (8, 60), (5000, 60)])
def test_waits_double_after_the_free_tries_up_to_a_limit(tries: int, wait: int) -> None:
    now = throttling.after(Tries(tries - 1, AT), PACE, AT)
    assert now.closed_until == (AT + wait * S if wait else None)
    assert throttling.is_closed(now, AT) is bool(wait)
    assert not throttling.is_closed(now, AT + wait * S)


def test_tries_are_forgotten_after_a_while_without_any() -> None:
    assert throttling.after(Tries(50, AT), PACE, AT + PACE.memory).tries == 1
    assert throttling.after(Tries(50, AT), PACE, AT + PACE.memory - S).tries == 51


def test_a_clock_set_back_shuts_nobody_out() -> None:
    assert not throttling.is_closed(Tries(9, AT, AT + 60 * S), AT - 3600 * S)


@given(
    gate=st.sampled_from(Gate),
    gaps=st.lists(st.integers(min_value=0, max_value=5000), min_size=1, max_size=60),
)
def test_however_it_is_tried_the_wait_stays_within_its_limit(gate: Gate, gaps: list[int]) -> None:
    for pace in PACES[gate].values():
        known, at = Tries(0, AT), AT
        for gap in gaps:
            at += gap * S
            if throttling.is_closed(known, at):
                continue
            known = throttling.after(known, pace, at)
            assert not throttling.is_closed(known, at + pace.longest)


def test_a_password_is_guessed_no_more_than_some_hundreds_of_times_a_day() -> None:
    pace, known, at, let_through = PACES[Gate.SIGN_IN][Count.ACCOUNT], Tries(0, AT), AT, 0
    while at < AT + timedelta(days=1):
        if not throttling.is_closed(known, at):
            known, let_through = throttling.after(known, pace, at), let_through + 1
        at = max(at + S, known.closed_until or at)
    assert let_through < 350


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "in 1 second"),
        (40, "in 40 seconds"),
        (89.5, "in 2 minutes"),
        (120, "in 2 minutes"),
        (121, "in 3 minutes"),
        (-5, "in 1 second"),
    ],
)
def test_the_wait_is_never_said_shorter_than_it_is(seconds: float, words: str) -> None:
    assert throttling.words(AT + timedelta(seconds=seconds), AT) == words
