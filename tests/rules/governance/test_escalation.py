"""The ladder is climbed at the right instant, for the right reason, once a level."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from govtracker.enums import Tier, Trigger
from govtracker.rules.governance import clocks, escalation
from govtracker.rules.governance.business_calendar import ALWAYS_OPEN
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.escalation import Ladder, Level, RungFacts, Terms
from tests.rules.calendars import at
from tests.rules.governance.ladders import ladders

LADDER: Ladder = (
    Level(1, Tier.OPERATIONAL, response_minutes=60, resolution_minutes=240),
    Level(2, Tier.TACTICAL, response_minutes=120, resolution_minutes=480),
    Level(3, Tier.STRATEGIC, response_minutes=240, resolution_minutes=960),
)
START = at("2026-11-23T08:00Z")


def told(level: int, told_at: datetime = START) -> RungFacts:
    """The rung of a clock that ran from the start without a pause."""
    clock = clocks.asked(Clock(), LADDER, 1, at=START, calendar=ALWAYS_OPEN)
    clock = clocks.asked(clock, LADDER, level, at=told_at, calendar=ALWAYS_OPEN)
    return RungFacts(
        level,
        told_at,
        clocks.response_due(clock, LADDER[level - 1], told_at=told_at, calendar=ALWAYS_OPEN),
        clocks.resolution_due(clock, ALWAYS_OPEN),
    )


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


# --- when the time is up ---------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("rung", "trigger"),
    [
        (told(1), Trigger.NOT_ACKNOWLEDGED),
        (replace(told(1), acknowledged_at=after(5)), Trigger.NOT_RESOLVED),
        (told(2, told_at=after(470)), Trigger.NOT_RESOLVED),
        (told(2, told_at=after(360)), Trigger.NOT_ACKNOWLEDGED),  # both at once: nobody answered
    ],
)
def test_the_clock_that_runs_out_first_is_the_reason(rung: RungFacts, trigger: Trigger) -> None:
    assert escalation.trigger(rung) is trigger


@pytest.mark.parametrize(
    ("position", "spent", "minutes"),
    [
        (1, 0, 240),
        (1, 239, 240),
        (1, 240, 480),
        (1, 500, 960),
        (2, 0, 480),
        (2, 479, 480),
        (3, 959, 960),
        (3, 960, None),
    ],
)
def test_the_resolution_time_in_force_is_the_next_one_that_is_not_spent(
    position: int, spent: int, minutes: int | None
) -> None:
    assert escalation.budget_minutes(LADDER, position, timedelta(minutes=spent)) == minutes


def test_level_above() -> None:
    assert escalation.next_level(LADDER, 1) == LADDER[1]
    assert escalation.next_level(LADDER, 3) is None


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
        ((Level(1, Tier.TACTICAL, 60, 240, 60),), "warning of level 1 has to come within its response time"),
        ((Level(1, Tier.TACTICAL, 60, 240, -1),), "warning of level 1 has to come within its response time"),
    ],
)
def test_impossible_ladders_are_refused_in_a_sentence(levels: Ladder, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        escalation.validate(levels)


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (Terms(expiry_days=0), "An acknowledgement expires after 1 to 260"),
        (Terms(age_days=-3), "An issue is old after 1 to 260"),
        (Terms(age_days=261), "An issue is old after 1 to 260"),
        (Terms(top_reminders=21), "there are 0 to 20 reminders"),
        (Terms(top_reminders=-1), "there are 0 to 20 reminders"),
    ],
)
def test_impossible_terms_are_refused_in_a_sentence(terms: Terms, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        escalation.validate_terms(terms)


def test_our_terms_are_possible_and_a_quarter_of_the_response_time_warns() -> None:
    escalation.validate_terms(escalation.OURS)
    assert (escalation.usual_warning(240), escalation.usual_warning(3)) == (60, 0)
