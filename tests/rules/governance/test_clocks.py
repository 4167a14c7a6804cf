"""A clock spends its side's own business time, stands still while it is paused, and refunds nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Tier
from govtracker.rules.governance import business_time, clocks
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.escalation import Ladder, Level
from tests.rules.calendars import OFFICE, at, calendars, instants
from tests.rules.governance.ladders import ladders

LADDER: Ladder = (
    Level(1, Tier.OPERATIONAL, response_minutes=240, resolution_minutes=960),
    Level(2, Tier.TACTICAL, response_minutes=480, resolution_minutes=1440),
)
THURSDAY = at("2026-11-19T09:00+01:00")
FRIDAY_NOON = at("2026-11-20T12:00+01:00")
MONDAY = at("2026-11-23T09:00+01:00")


def asked(clock: Clock, moment: datetime, position: int = 1, calendar: BusinessCalendar = OFFICE) -> Clock:
    return clocks.asked(clock, LADDER, position, at=moment, calendar=calendar)


def stopped(clock: Clock, moment: datetime, *, told_at: datetime = THURSDAY, is_answered: bool = False) -> Clock:
    return clocks.stopped(clock, told_at=told_at, is_answered=is_answered, at=moment, calendar=OFFICE)


def dues(clock: Clock, told_at: datetime = THURSDAY) -> tuple[datetime | None, datetime | None]:
    response = clocks.response_due(clock, LADDER[clock.level - 1], told_at=told_at, calendar=OFFICE)
    return response, clocks.resolution_due(clock, OFFICE)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_response_counts_from_telling_and_resolution_from_the_start_of_the_round() -> None:
    first = asked(Clock(), THURSDAY)
    assert dues(first) == (at("2026-11-19T13:00+01:00"), at("2026-11-20T17:00+01:00"))
    second = asked(first, at("2026-11-19T13:00+01:00"), 2)
    assert dues(second, told_at=at("2026-11-19T13:00+01:00")) == (
        at("2026-11-20T13:00+01:00"),  # eight hours from Thursday 13:00
        at("2026-11-23T17:00+01:00"),  # 24 hours from Thursday 09:00
    )


def test_a_pause_over_a_weekend_is_counted_once_and_in_business_time() -> None:
    running = asked(Clock(), THURSDAY)
    held = stopped(running, FRIDAY_NOON, is_answered=True)
    assert held.spent == hours(8 + 3)
    assert dues(held) == (None, None)  # nothing is due while it stands still
    again = asked(held, MONDAY)
    assert dues(again)[1] == at("2026-11-23T14:00+01:00")  # five of the sixteen hours are left


def test_a_clock_asked_on_a_saturday_begins_on_monday() -> None:
    assert dues(asked(Clock(), at("2026-11-21T11:00+01:00")))[0] == at("2026-11-23T13:00+01:00")


def test_time_spent_without_an_answer_stays_spent_when_the_issue_comes_back() -> None:
    held = stopped(asked(Clock(), THURSDAY), at("2026-11-19T12:00+01:00"))  # three of four hours
    assert dues(asked(held, MONDAY))[0] == at("2026-11-23T10:00+01:00")


def test_an_answer_settles_the_response_time_and_the_next_ask_has_it_anew() -> None:
    held = stopped(asked(Clock(), THURSDAY), at("2026-11-19T12:00+01:00"), is_answered=True)
    assert dues(asked(held, MONDAY)) == (at("2026-11-23T13:00+01:00"), at("2026-11-24T14:00+01:00"))


def test_another_level_has_its_own_response_time_and_warns_anew() -> None:
    held = replace(stopped(asked(Clock(), THURSDAY), at("2026-11-19T12:00+01:00")), response_warned=True)
    next_level = asked(held, MONDAY, 2)
    assert dues(next_level, told_at=MONDAY)[0] == at("2026-11-23T17:00+01:00")
    assert not next_level.response_warned


def test_a_level_told_after_its_resolution_time_was_spent_counts_by_the_next_one() -> None:
    spent = Clock(spent=hours(20))
    assert asked(spent, MONDAY).budget_minutes == 1440
    assert dues(asked(spent, MONDAY))[1] == at("2026-11-23T13:00+01:00")
    assert dues(asked(Clock(spent=hours(24)), MONDAY))[1] is None  # all is spent


def test_what_ran_out_while_nobody_looked_is_due_when_the_clock_goes_on() -> None:
    late = stopped(asked(Clock(), THURSDAY), at("2026-11-24T12:00+01:00"))
    assert late.budget_minutes == 960
    assert dues(asked(late, at("2026-11-25T10:00+01:00")))[1] == at("2026-11-25T10:00+01:00")


def test_summer_time_takes_nothing_from_a_clock() -> None:
    friday = at("2026-03-27T13:00+01:00")  # clocks go forward on Sunday
    assert dues(asked(Clock(), friday), told_at=friday)[1] == at("2026-03-31T13:00+02:00")
    held = stopped(asked(Clock(), friday), at("2026-03-27T15:00+01:00"), told_at=friday, is_answered=True)
    assert dues(asked(held, at("2026-03-30T09:00+02:00")))[1] == at("2026-03-31T15:00+02:00")


# --- always ----------------------------------------------------------------------------------------------------------


@given(
    ladder=ladders(),
    calendar=calendars,
    start=instants,
    lengths=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 20_000)), max_size=6),
)
def test_pauses_move_a_deadline_and_refund_nothing(
    ladder: Ladder, calendar: BusinessCalendar, start: datetime, lengths: list[tuple[int, int]]
) -> None:
    """However often it is stopped, a clock spends exactly the business time during which it ran."""
    clock, moment, ran = Clock(), start, timedelta()
    for running, paused in lengths:
        clock = clocks.asked(clock, ladder, 1, at=moment, calendar=calendar)
        until = moment + timedelta(minutes=running)
        ran += business_time.elapsed(moment, until, calendar)
        clock = clocks.stopped(clock, told_at=start, is_answered=True, at=until, calendar=calendar)
        assert clocks.resolution_due(clock, calendar) is None
        moment = until + timedelta(minutes=paused)
    assert clock.spent == ran
    clock = clocks.asked(clock, ladder, 1, at=moment, calendar=calendar)
    due = clocks.resolution_due(clock, calendar)
    assert due is not None
    left = timedelta(minutes=ladder[0].resolution_minutes) - ran
    assert business_time.elapsed(moment, due, calendar) == max(left, timedelta())


@given(ladder=ladders(), calendar=calendars, start=instants, pause=st.integers(0, 10_000), length=st.integers(0, 9000))
def test_stopping_and_going_on_at_once_changes_no_deadline(
    ladder: Ladder, calendar: BusinessCalendar, start: datetime, pause: int, length: int
) -> None:
    running = clocks.asked(Clock(), ladder, 1, at=start, calendar=calendar)
    due = clocks.resolution_due(running, calendar)
    assert due is not None
    moment = min(start + timedelta(minutes=pause), due - timedelta(minutes=1))
    if moment < start:
        return
    held = clocks.stopped(running, told_at=start, is_answered=False, at=moment, calendar=calendar)
    again = clocks.asked(held, ladder, 1, at=moment, calendar=calendar)
    assert clocks.resolution_due(again, calendar) == due


@given(ladder=ladders(), calendar=calendars, start=instants, moments=st.lists(st.integers(0, 9000), max_size=5))
def test_a_clock_never_goes_back(
    ladder: Ladder, calendar: BusinessCalendar, start: datetime, moments: list[int]
) -> None:
    clock = clocks.asked(Clock(), ladder, 1, at=start, calendar=calendar)
    spent = [clocks.spent_by(clock, start + timedelta(minutes=minutes), calendar) for minutes in sorted(moments)]
    assert spent == sorted(spent)
    assert all(one >= timedelta() for one in spent)


@pytest.mark.parametrize("position", [1, 2])
def test_a_clock_that_runs_goes_on_for_the_same_level_as_if_nothing_were_said(position: int) -> None:
    running = asked(asked(Clock(), THURSDAY), FRIDAY_NOON, position)
    assert running.running_since == THURSDAY
    assert asked(running, MONDAY, position) == running
    assert clocks.spent_by(running, MONDAY, ALWAYS_OPEN) == MONDAY - THURSDAY
