"""Pausing: the side that waits grants time until a day; what was spent stays spent, and the clock goes on by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from govtracker import database
from govtracker.access import Permission, allowed
from govtracker.enums import Audience, PauseReason, Side, Trigger
from govtracker.models import BusinessCalendar
from govtracker.queries import find
from govtracker.queries.governance import calendars
from govtracker.services import Refused
from govtracker.services.governance import escalation, holding
from tests.services.issue_steps import (
    acknowledged,
    clocks_of,
    fresh,
    handed_over,
    history,
    paused,
    pauses_of,
    raised,
    resumed,
    rungs,
    ticked,
    told,
)
from tests.support.world import World

# Meridian works 09:00–17:00 in Manila, 01:00–09:00 UTC; Thursday 19 November 2026
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Manila: eleven hours of sixteen are spent
MONDAY = date(2026, 11, 23)
MONDAY_BEGINS = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # midnight in Manila

pytestmark = pytest.mark.usefixtures("in_app")


def test_nothing_is_due_while_it_is_paused_and_on_its_day_the_rest_runs(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    paused(world, "client_spoc", MONDAY, FRIDAY)
    issue, (rung,) = fresh(issue), rungs(issue)
    assert (rung.resolution_due_at, issue.climb_at) == (None, None)
    assert issue.next_at == issue.held_until == MONDAY_BEGINS
    ticked(MONDAY_BEGINS)
    issue, (rung,) = fresh(issue), rungs(issue)
    assert (issue.held_until, rung.acknowledged_by_id) == (None, world.people["supplier_lead"])
    assert rung.resolution_due_at == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # the five hours left: Monday 14:00
    assert history(issue)[-2:] == ["paused", "resumed"]


def test_a_pause_over_a_weekend_takes_no_business_time_and_gives_none(world: World) -> None:
    """Paused on Friday after work and resumed on Monday before it: every deadline stands where it stood."""
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    due = rungs(issue)[0].resolution_due_at
    paused(world, "client_spoc", MONDAY, datetime(2026, 11, 19, 10, 0, tzinfo=UTC))
    resumed(world, "client_spoc", datetime(2026, 11, 20, 0, 30, tzinfo=UTC))
    assert rungs(issue)[0].resolution_due_at == due
    assert clocks_of(issue)[1, Side.SUPPLIER].spent == timedelta(hours=8)


def test_the_pause_is_a_fact_with_its_reason(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", MONDAY, FRIDAY - timedelta(hours=24), "The vendor delivers on Monday.")
    resumed(world, "client_spoc", FRIDAY)
    (pause,) = pauses_of(issue)
    assert (pause.side, pause.reason, pause.until_on) == (Side.SUPPLIER, PauseReason.HELD, MONDAY)
    assert (pause.said, pause.from_at, pause.to_at) == (
        "The vendor delivers on Monday.",
        FRIDAY - timedelta(hours=24),
        FRIDAY,
    )
    assert pause.by_id == pause.ended_by_id == world.people["client_spoc"]


def test_an_unanswered_level_keeps_what_is_left_of_its_response_time(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", date(2026, 11, 20), datetime(2026, 11, 19, 4, 0, tzinfo=UTC))  # three of four hours
    ticked(datetime(2026, 11, 19, 16, 0, tzinfo=UTC))
    assert rungs(issue)[0].response_due_at == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_after_an_outage_the_clock_ran_from_the_day_it_should_have(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", MONDAY, datetime(2026, 11, 19, 4, 0, tzinfo=UTC))
    late = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    ticked(late)
    first, second = rungs(issue)
    assert (second.trigger, second.told_at) == (Trigger.NOT_ACKNOWLEDGED, late)
    assert pauses_of(issue)[0].to_at == MONDAY_BEGINS
    assert first.response_due_at == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert told(issue, "escalated") == [("Diego Alonso", 2), ("Eva Varga", 2)]


def test_handing_over_ends_the_pause(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", MONDAY, FRIDAY - timedelta(hours=24))
    handed_over(world, "supplier_spoc", Side.CLIENT, FRIDAY)
    held, handed = pauses_of(issue)
    assert (held.to_at, handed.reason, handed.to_at) == (FRIDAY, PauseReason.HANDED_OVER, None)
    assert fresh(issue).held_until is None
    assert rungs(issue)[0].response_due_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_escalating_by_hand_ends_the_pause(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    paused(world, "client_spoc", MONDAY, FRIDAY)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "Now.", by=spoc, at=FRIDAY)
    assert rungs(issue)[-1].response_due_at == datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    assert pauses_of(issue)[0].to_at == FRIDAY


def test_acknowledging_during_a_pause_lets_it_stand(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", MONDAY, OPENED)
    acknowledged(world, "supplier_lead", "1", FRIDAY)
    assert fresh(issue).held_until == MONDAY_BEGINS
    ticked(MONDAY_BEGINS)
    (rung,) = rungs(issue)
    assert rung.resolution_due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # all sixteen hours


@pytest.mark.parametrize(
    ("reason", "until", "field", "sentence"),
    [
        (" ", MONDAY, "reason", "Say why"),
        ("Later.", date(2026, 11, 20), "until_on", "after today"),
        ("Later.", date(2026, 11, 19), "until_on", "after today"),
        ("Later.", date(2027, 2, 19), "until_on", "at most 90 days"),
    ],
)
def test_refused_with_a_sentence_beside_its_field(
    world: World, reason: str, until: date, field: str, sentence: str
) -> None:
    raised(world, "client_spoc", OPENED)
    with pytest.raises(Refused, match=sentence) as refusal:
        paused(world, "client_spoc", until, FRIDAY, reason)
    assert refusal.value.field == field


def test_neither_paused_nor_resumed_twice(world: World) -> None:
    raised(world, "client_spoc", OPENED)
    with pytest.raises(Refused, match="not paused"):
        resumed(world, "client_spoc", FRIDAY)
    paused(world, "client_spoc", MONDAY, FRIDAY)
    with pytest.raises(Refused, match="paused already"):
        paused(world, "client_spoc", MONDAY, FRIDAY)


def test_the_spoc_of_the_side_that_waits_pauses(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    assert _pausers(world, issue) == {"client_spoc"}
    handed_over(world, "supplier_lead", Side.CLIENT, FRIDAY)
    assert _pausers(world, fresh(issue)) == {"supplier_spoc"}


def test_an_internal_issue_is_paused_by_its_own_spoc(world: World) -> None:
    issue = raised(world, "client_lead", OPENED, audience=Audience.CLIENT)
    assert _pausers(world, issue) == {"client_spoc"}
    spoc = world.viewer("client_spoc")
    with database.transaction():
        holding.pause(find.issue(spoc, "MER", "C1"), "Holidays.", MONDAY, by=spoc, at=FRIDAY)
    assert fresh(issue).held_until == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # midnight in Berlin


def test_summer_time_moves_neither_the_morning_nor_the_rest(world: World) -> None:
    """Berlin's clocks go forward on Sunday 28 March 2027."""
    friday = datetime(2027, 3, 26, 8, 0, tzinfo=UTC)  # 9:00
    issue = raised(world, "supplier_lead", friday)
    acknowledged(world, "client_lead", "1", friday)
    paused(world, "supplier_spoc", date(2027, 3, 29), friday + timedelta(hours=6))  # 15:00: six hours are spent
    monday = datetime(2027, 3, 28, 22, 0, tzinfo=UTC)
    assert fresh(issue).held_until == monday
    ticked(monday)
    assert rungs(issue)[0].resolution_due_at == datetime(2027, 3, 30, 9, 0, tzinfo=UTC)  # ten hours: Tuesday 11:00


def _pausers(world: World, issue: object) -> set[str]:
    return {who for who in world.people if allowed(world.viewer(who), Permission.PAUSE, issue)}


def test_a_pause_needs_the_calendar_of_the_side_that_is_waited_on(world: World) -> None:
    with database.transaction():
        row = calendars.stored(world.organisations["Meridian"])
        assert isinstance(row, BusinessCalendar)
        row.zone = "America/New_York"
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", MONDAY, FRIDAY)
    assert fresh(issue).held_until == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
