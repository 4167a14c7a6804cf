"""The ladder is climbed at the right instant, for the right reason, once a level."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Tier, Trigger
from govtracker.rules.governance import business_time, escalation
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar
from govtracker.rules.governance.escalation import Climb, Exhausted, Ladder, Level, RungFacts, Wait
from tests.rules.calendars import OFFICE, at, calendars, instants

LADDER: Ladder = (
    Level(1, Tier.OPERATIONAL, response_minutes=60, resolution_minutes=240),
    Level(2, Tier.TACTICAL, response_minutes=120, resolution_minutes=480),
    Level(3, Tier.STRATEGIC, response_minutes=240, resolution_minutes=960),
)
START = at("2026-11-23T08:00Z")


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Ladders of one to five levels with possible times."""
    levels: list[Level] = []
    resolution = 0
    for position in range(1, draw(st.integers(1, 5)) + 1):
        resolution += draw(st.integers(1, 3000))
        levels.append(Level(position, Tier.TACTICAL, draw(st.integers(1, resolution)), resolution))
    return tuple(levels)


def told(level: int, told_at: datetime = START, calendar: BusinessCalendar = ALWAYS_OPEN) -> RungFacts:
    return escalation.tell(LADDER[level - 1], round_started_at=START, at=told_at, calendar=calendar)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


# --- due instants ----------------------------------------------------------------------------------------------------


def test_response_counts_from_telling_and_resolution_from_the_start_of_the_round() -> None:
    rung = told(2, told_at=after(60))
    assert rung.response_due_at == after(60 + 120)
    assert rung.resolution_due_at == after(480)


def test_due_instants_are_business_time_of_the_side_that_has_to_act() -> None:
    friday = at("2026-11-20T16:30+01:00")
    assert escalation.response_due(friday, LADDER[0], OFFICE) == at("2026-11-23T09:30+01:00")
    assert escalation.resolution_due(friday, LADDER[0], OFFICE) == at("2026-11-23T12:30+01:00")


@pytest.mark.parametrize(
    ("rung", "climb_at"),
    [
        (told(1), after(60)),
        (replace(told(1), acknowledged_at=after(5)), after(240)),  # acknowledging stops the response clock alone
        (told(2, told_at=after(470)), after(480)),  # resolution is due before the response
        (replace(told(1), response_due_at=None), after(240)),
        (replace(told(1), resolution_due_at=None), after(60)),
        (replace(told(1), resolution_due_at=None, acknowledged_at=after(5)), None),
        (replace(told(1), response_due_at=None, resolution_due_at=None), None),
    ],
)
def test_climb_is_due_at_the_earlier_of_the_running_clocks(rung: RungFacts, climb_at: datetime | None) -> None:
    assert escalation.climb_at(rung) == climb_at


# --- the next step ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rung", "now", "step"),
    [
        (told(1), after(59), Wait(after(60))),
        (told(1), after(60), Climb(LADDER[1], Trigger.NOT_ACKNOWLEDGED, after(60))),
        (told(1), after(9000), Climb(LADDER[1], Trigger.NOT_ACKNOWLEDGED, after(60))),
        (replace(told(1), acknowledged_at=after(5)), after(239), Wait(after(240))),
        (replace(told(1), acknowledged_at=after(5)), after(240), Climb(LADDER[1], Trigger.NOT_RESOLVED, after(240))),
        (told(2, told_at=after(470)), after(500), Climb(LADDER[2], Trigger.NOT_RESOLVED, after(480))),
        (told(2, told_at=after(360)), after(480), Climb(LADDER[2], Trigger.NOT_ACKNOWLEDGED, after(480))),
        (told(3, told_at=after(480)), after(720), Exhausted(Trigger.NOT_ACKNOWLEDGED, after(720))),
        (replace(told(3), acknowledged_at=after(5)), after(960), Exhausted(Trigger.NOT_RESOLVED, after(960))),
        (replace(told(3), response_due_at=None, resolution_due_at=None), after(99999), Wait(None)),
    ],
)
def test_next_step_and_its_reason(rung: RungFacts, now: datetime, step: Wait | Climb | Exhausted) -> None:
    assert escalation.next_step(LADDER, rung, now) == step


def test_acknowledging_late_but_before_anyone_was_told_still_stops_the_response_clock() -> None:
    rung = replace(told(1), acknowledged_at=after(61))
    assert escalation.next_step(LADDER, rung, after(62)) == Wait(after(240))


def test_level_above() -> None:
    assert escalation.next_level(LADDER, 1) == LADDER[1]
    assert escalation.next_level(LADDER, 3) is None


# --- after an outage -------------------------------------------------------------------------------------------------


def reached(rung: RungFacts, now: datetime) -> list[tuple[int, Trigger, datetime, bool]]:
    found = escalation.catch_up(LADDER, rung, round_started_at=START, at=now, calendar_of=lambda _: ALWAYS_OPEN)
    return [(step.level.position, step.trigger, step.rung.told_at, step.collapsed) for step in found]


def test_nothing_is_reached_before_its_time() -> None:
    assert reached(told(1), after(59)) == []


def test_worker_on_time_tells_the_next_level() -> None:
    assert reached(told(1), after(61)) == [(2, Trigger.NOT_ACKNOWLEDGED, after(61), False)]


def test_after_an_outage_only_the_highest_level_is_told_and_those_between_collapse() -> None:
    assert reached(told(1), after(200)) == [
        (2, Trigger.NOT_ACKNOWLEDGED, after(60), True),
        (3, Trigger.NOT_ACKNOWLEDGED, after(200), False),
    ]


def test_last_level_is_told_even_when_its_time_would_be_up() -> None:
    assert [step[0] for step in reached(told(1), after(100_000))] == [2, 3]


def test_who_is_told_late_still_gets_the_whole_response_time() -> None:
    steps = escalation.catch_up(
        LADDER, told(1), round_started_at=START, at=after(200), calendar_of=lambda _: ALWAYS_OPEN
    )
    assert steps[-1].rung.response_due_at == after(200 + 240)
    assert steps[-1].rung.resolution_due_at == after(960)


def test_each_level_follows_its_own_calendar() -> None:
    monday = at("2026-11-23T16:30+01:00")
    rung = escalation.tell(LADDER[0], round_started_at=monday, at=monday, calendar=ALWAYS_OPEN)
    steps = escalation.catch_up(
        LADDER, rung, round_started_at=monday, at=at("2026-11-23T19:00+01:00"), calendar_of=lambda _: OFFICE
    )
    assert [step.level.position for step in steps] == [2]
    assert steps[0].rung.response_due_at == at("2026-11-24T11:00+01:00")


@given(ladder=ladders(), calendar=calendars, start=instants, late=st.integers(0, 20_000))
def test_catching_up_stands_where_a_worker_that_never_slept_would_stand(
    ladder: Ladder, calendar: BusinessCalendar, start: datetime, late: int
) -> None:
    now = business_time.add(start, late, calendar)
    first = rung = escalation.tell(ladder[0], round_started_at=start, at=start, calendar=calendar)
    visited = []
    while isinstance(step := escalation.next_step(ladder, rung, now), Climb):
        visited.append((step.level, step.trigger))
        rung = escalation.tell(step.level, round_started_at=start, at=step.due_at, calendar=calendar)
    caught = escalation.catch_up(ladder, first, round_started_at=start, at=now, calendar_of=lambda _: calendar)
    assert [(found.level, found.trigger) for found in caught] == visited
    assert [found.collapsed for found in caught] == [True] * (len(caught) - 1) + [False] * bool(caught)
    positions = [found.level.position for found in caught]
    assert positions == list(range(2, 2 + len(positions)))  # each level once, none left out


@given(ladder=ladders(), calendar=calendars, start=instants)
def test_acknowledged_levels_climb_by_resolution_time_alone(
    ladder: Ladder, calendar: BusinessCalendar, start: datetime
) -> None:
    told_levels = [escalation.tell(level, round_started_at=start, at=start, calendar=calendar) for level in ladder]
    climbs = [escalation.climb_at(replace(rung, acknowledged_at=start)) for rung in told_levels]
    due = [climb for climb in climbs if climb is not None]
    assert len(due) == len(ladder)
    assert due == sorted(set(due))


# --- words and refusals ----------------------------------------------------------------------------------------------


def test_page_can_say_what_happens_otherwise() -> None:
    assert escalation.otherwise(LADDER, 1) == "it climbs to level 2, tactical"
    assert escalation.otherwise(LADDER, 3) == "the path is exhausted, and the portfolio shows it"


@given(ladders())
def test_possible_ladders_are_accepted(ladder: Ladder) -> None:
    escalation.validate(ladder)


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ((), "needs at least one level"),
        ((LADDER[1],), "numbered from 1 without a gap"),
        ((LADDER[0], LADDER[2]), "numbered from 1 without a gap"),
        ((LADDER[1], LADDER[0]), "numbered from 1 without a gap"),
        ((Level(1, Tier.TACTICAL, 0, 60),), "Level 1 needs a response time"),
        ((Level(1, Tier.TACTICAL, 61, 60),), "level 1 must not be longer than its resolution time"),
        ((LADDER[0], Level(2, Tier.TACTICAL, 60, 240)), "level 2 must be longer than that of level 1"),
        ((LADDER[0], Level(2, Tier.TACTICAL, 60, 239)), "level 2 must be longer than that of level 1"),
        ((Level(1, Tier.TACTICAL, 60, 525_601),), "must not be longer than a year"),
    ],
)
def test_impossible_ladders_are_refused_in_a_sentence(levels: Ladder, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        escalation.validate(levels)
