"""What has happened to an escalation by an instant: told once, warned once, reminded in measure, never a burst."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Tier, Trigger
from govtracker.rules.governance import business_time, clocks, course
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.course import Deadline, Exhaust, GrowOld, Remind, Resume, Standing, Tell, Warn
from govtracker.rules.governance.escalation import Ladder, Level, RungFacts, Terms
from tests.rules.calendars import OFFICE, at, calendars, instants
from tests.rules.governance.ladders import ladders

LADDER: Ladder = (
    Level(1, Tier.OPERATIONAL, response_minutes=60, resolution_minutes=240, warning_minutes=15),
    Level(2, Tier.TACTICAL, response_minutes=120, resolution_minutes=480),
    Level(3, Tier.STRATEGIC, response_minutes=240, resolution_minutes=960),
)
START = at("2026-11-23T08:00Z")
DAY = timedelta(days=1)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def told(
    position: int = 1, told_at: datetime = START, *, ladder: Ladder = LADDER, calendar: BusinessCalendar = ALWAYS_OPEN
) -> Standing:
    """A standing whose clock has run without a pause since the first level was told."""
    clock = clocks.asked(Clock(), ladder, 1, at=told_at if position == 1 else START, calendar=calendar)
    standing = Standing(ladder, RungFacts(1, told_at, None, None), clock, calendar)
    return course.told(standing, Tell(ladder[position - 1], Trigger.OPENED, told_at))


def acknowledged(standing: Standing, moment: datetime) -> Standing:
    return replace(standing, rung=replace(standing.rung, acknowledged_at=moment), active_at=moment)


# --- climbing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "now", "steps"),
    [
        (told(), after(44), []),
        (told(), after(60), [Tell(LADDER[1], Trigger.NOT_ACKNOWLEDGED, after(60))]),
        (acknowledged(told(), after(5)), after(60), []),
        (acknowledged(told(), after(5)), after(240), [Tell(LADDER[1], Trigger.NOT_RESOLVED, after(240))]),
        (acknowledged(told(), after(61)), after(62), []),  # late, but before anybody above was told
        (
            told(),
            after(200),
            [
                Tell(LADDER[1], Trigger.NOT_ACKNOWLEDGED, after(60), collapsed=True),
                Tell(LADDER[2], Trigger.NOT_ACKNOWLEDGED, after(180)),
            ],
        ),
    ],
)
def test_levels_are_told_when_a_clock_runs_out_and_collapse_after_an_outage(
    standing: Standing, now: datetime, steps: list[course.Step]
) -> None:
    assert course.steps(standing, now) == steps


def test_the_last_level_is_told_even_when_its_time_would_be_up() -> None:
    positions = [step.level.position for step in course.steps(told(), after(100_000)) if isinstance(step, Tell)]
    assert positions == [2, 3]


# --- warnings --------------------------------------------------------------------------------------------------------


def test_a_level_is_warned_before_its_response_is_due() -> None:
    assert course.next_at(told(), after=START) == after(45)
    assert course.steps(told(), after(45)) == [Warn(Deadline.RESPONSE, after(60))]


def test_a_warning_is_counted_backwards_through_the_calendar() -> None:
    monday = at("2026-11-23T16:30+01:00")
    standing = told(told_at=monday, calendar=OFFICE)  # due on Tuesday at 9:30, after half an hour on Monday
    assert course.warned_at(standing)[Deadline.RESPONSE] == at("2026-11-24T09:15+01:00")
    early = replace(standing, ladder=(replace(LADDER[0], warning_minutes=45), *LADDER[1:]))
    assert course.warned_at(early)[Deadline.RESPONSE] == at("2026-11-23T16:45+01:00")


def test_once_acknowledged_it_is_warned_of_the_resolution_alone() -> None:
    standing = acknowledged(told(), after(5))
    assert course.next_at(standing, after=after(5)) == after(225)
    assert course.steps(standing, after(225)) == [Warn(Deadline.RESOLUTION, after(240))]
    warned = replace(standing, clock=replace(standing.clock, resolution_warned=True))
    assert course.steps(warned, after(239)) == []


def test_of_two_warnings_at_once_the_nearer_deadline_is_spoken_of() -> None:
    short = (replace(LADDER[0], resolution_minutes=70, warning_minutes=30), *LADDER[1:])
    assert course.steps(told(ladder=short), after(45)) == [
        Warn(Deadline.RESPONSE, after(60)),
        Warn(Deadline.RESOLUTION, after(70), collapsed=True),
    ]


# --- silence ---------------------------------------------------------------------------------------------------------


def test_an_acknowledgement_expires_after_working_days_of_silence() -> None:
    monday = at("2026-11-23T10:00+01:00")
    slow = (replace(LADDER[0], resolution_minutes=9000), replace(LADDER[1], resolution_minutes=9600))
    standing = acknowledged(told(told_at=monday, ladder=slow, calendar=OFFICE), monday)
    expires = at("2026-11-30T10:00+01:00")  # Tuesday to Friday, Monday
    assert course.expires_at(standing) == expires
    assert course.steps(standing, expires) == [Tell(slow[0], Trigger.SILENT, expires)]


def test_a_deed_of_the_side_waited_on_pushes_the_expiry() -> None:
    slow = (replace(LADDER[0], resolution_minutes=90_000),)
    standing = acknowledged(told(ladder=slow), START)
    assert course.expires_at(standing) == START + 5 * DAY
    assert course.expires_at(replace(standing, active_at=START + 2 * DAY)) == START + 7 * DAY
    assert course.expires_at(replace(standing, terms=Terms(expiry_days=1))) == START + DAY


def test_at_the_top_no_acknowledgement_expires_once_the_time_is_up() -> None:
    standing = acknowledged(told(3), START)
    assert course.expires_at(standing) is None  # 960 minutes are up before


# --- the top ---------------------------------------------------------------------------------------------------------


def test_after_the_last_level_reminders_come_a_working_day_apart_and_then_it_is_exhausted() -> None:
    standing, seen, moment = told(3), [], after(240)
    for _ in range(4):
        assert course.next_at(standing, after=moment - timedelta(minutes=1)) == moment
        [step] = course.steps(standing, moment)
        seen.append(step)
        number = step.number if isinstance(step, Remind) else 3
        standing = replace(standing, rung=replace(standing.rung, reminders=number, reminded_at=moment))
        moment += DAY
    reason = Trigger.NOT_ACKNOWLEDGED
    assert seen == [Remind(1, reason), Remind(2, reason), Remind(3, reason), Exhaust(reason)]


def test_after_an_outage_one_reminder_stands_for_those_missed_and_exhausted_comes_a_day_later() -> None:
    assert course.steps(told(3), after(240) + timedelta(days=30)) == [Remind(3, Trigger.NOT_ACKNOWLEDGED)]


def test_without_reminders_the_path_is_exhausted_when_the_time_is_up() -> None:
    standing = replace(told(3), terms=Terms(top_reminders=0))
    assert course.steps(standing, after(240)) == [Exhaust(Trigger.NOT_ACKNOWLEDGED)]


def test_nothing_runs_on_once_exhausted_but_its_age() -> None:
    standing = replace(told(3), is_exhausted=True)
    assert course.next_at(standing, after=START) is None
    assert course.steps(standing, after(99_999)) == []
    old = replace(standing, age_due_at=after(500))
    assert course.next_at(old, after=START) == after(500)
    assert course.steps(old, after(500)) == [GrowOld(after(500))]


# --- pauses ----------------------------------------------------------------------------------------------------------


def held(standing: Standing, moment: datetime, until: datetime) -> Standing:
    clock = clocks.stopped(
        standing.clock,
        told_at=standing.rung.told_at,
        is_answered=standing.rung.acknowledged_at is not None,
        at=moment,
        calendar=standing.calendar,
    )
    rung = replace(standing.rung, response_due_at=None, resolution_due_at=None)
    return replace(standing, clock=clock, rung=rung, held_until=until)


def test_nothing_happens_during_a_pause_but_its_age() -> None:
    standing = replace(held(told(), after(30), START + 9 * DAY), age_due_at=START + 3 * DAY)
    assert course.next_at(standing, after=after(30)) == START + 3 * DAY
    assert course.steps(standing, START + 2 * DAY) == []
    assert course.steps(standing, START + 3 * DAY) == [GrowOld(START + 3 * DAY)]


def test_a_pause_ends_on_its_day_and_what_was_left_runs_from_then() -> None:
    until = START + 9 * DAY
    standing = held(told(), after(40), until)
    assert course.steps(standing, until) == [Resume(until)]
    assert course.resumed(standing, at=until).rung.response_due_at == until + timedelta(minutes=20)


def test_after_an_outage_it_resumes_as_of_its_day_and_then_climbs() -> None:
    until = START + 9 * DAY
    climbed = until + timedelta(minutes=20)
    assert course.steps(held(told(), after(40), until), until + timedelta(minutes=30)) == [
        Resume(until),
        Tell(LADDER[1], Trigger.NOT_ACKNOWLEDGED, climbed),
    ]


# --- always ----------------------------------------------------------------------------------------------------------


def carried_out(standing: Standing, steps: list[course.Step], now: datetime) -> Standing:
    """The standing once the steps are done, as the sweep does them."""
    for step in steps:
        match step:
            case Resume(moment):
                standing = course.resumed(standing, at=moment)
            case Tell():
                standing = course.told(standing, step if step.collapsed else replace(step, at=now))
            case Warn(deadline):
                warned: dict[str, Any] = {f"{deadline.value}_warned": True}
                standing = replace(standing, clock=replace(standing.clock, **warned))
            case Remind(number):
                standing = replace(standing, rung=replace(standing.rung, reminders=number, reminded_at=now))
            case Exhaust():
                standing = replace(standing, is_exhausted=True)
            case GrowOld():
                standing = replace(standing, age_due_at=None)
    return standing


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Any standing: told, perhaps acknowledged, perhaps paused."""
    ladder, calendar, start = draw(ladders()), draw(calendars), draw(instants)
    standing = told(told_at=start, ladder=ladder, calendar=calendar)
    due = standing.rung.response_due_at
    assert due is not None
    if draw(st.booleans()):
        standing = acknowledged(standing, start + (due - start) / 2)
    if draw(st.booleans()):
        standing = held(standing, start + (due - start) / 2, due + draw(st.integers(0, 20)) * DAY)
    terms = Terms(draw(st.integers(1, 9)), 20, draw(st.integers(0, 4)))
    return replace(standing, terms=terms, age_due_at=start + draw(st.integers(1, 40)) * DAY)


@given(standing=standings(), naps=st.lists(st.integers(1, 40_000), min_size=1, max_size=12))
def test_every_look_leads_to_a_later_one_and_tells_one_level_at_most(standing: Standing, naps: list[int]) -> None:
    now = standing.rung.told_at
    for nap in naps:
        now += timedelta(minutes=nap)
        found = course.steps(standing, now)
        before = standing.rung.level
        standing = carried_out(standing, found, now)
        loud = [
            step for step in found if isinstance(step, Tell | Remind | Warn) and not getattr(step, "collapsed", False)
        ]
        assert len(loud) <= 1
        assert standing.rung.level >= before
        later = course.next_at(standing, after=now)
        assert later is None or later > now
        assert course.steps(standing, now) == []


@given(standing=standings())
def test_looking_whenever_something_is_due_ends_exhausted_or_answered(standing: Standing) -> None:
    """Nothing is lost: whoever looks at each instant that is named comes to an end within a bounded number of looks."""
    now: datetime | None = standing.rung.told_at
    looks = 0
    while now is not None and not standing.is_exhausted:
        standing = carried_out(standing, course.steps(standing, now), now)
        now = course.next_at(standing, after=now)
        looks += 1
        assert looks < 60
    assert standing.is_exhausted


@given(standing=standings(), late=st.integers(0, 30_000))
def test_after_an_outage_it_stands_where_it_would_stand_without_one(standing: Standing, late: int) -> None:
    """The level reached is the same; whoever looks late tells it late, and nothing of it twice."""
    end = business_time.add(standing.rung.told_at, late, standing.calendar)
    awake, looks = standing, 0
    now = course.next_at(awake, after=awake.rung.told_at)
    while now is not None and now <= end and looks < 60:
        awake = carried_out(awake, course.steps(awake, now), now)
        now = course.next_at(awake, after=now)
        looks += 1
    asleep = carried_out(standing, course.steps(standing, end), end)
    assert asleep.rung.level == awake.rung.level
