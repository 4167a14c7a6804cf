"""The sweep: warned, reminded, expired, grown old, passed by the absent; fixed cost, nothing blocked, never a burst."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionType, Audience, IssueStatus, Side, Trigger
from govtracker.models import Issue, Rung, Tenure
from govtracker.queries import find
from govtracker.queries.governance import escalation as ladders
from govtracker.services import Refused
from govtracker.services.governance import escalation
from govtracker.services.issues import actions, comments, issues
from govtracker.services.issues.origins import Origin
from tests.services.issue_steps import (
    absent,
    acknowledged,
    clocks_of,
    fresh,
    handed_over,
    history,
    raised,
    rungs,
    set_terms,
    ticked,
    told,
    vacated,
)
from tests.support import statements
from tests.support.world import World

# Meridian works 01:00–09:00 UTC, Monday to Friday; Thursday 19 November 2026
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
FIRST_DUE = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)
SECOND_DUE = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
THIRD_DUE = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
STATEMENTS = 17  # of one climb, whatever is stored

pytestmark = pytest.mark.usefixtures("in_app")


# --- warnings --------------------------------------------------------------------------------------------------------


def test_a_level_is_warned_once_before_its_response_is_due(world: World) -> None:
    set_terms(world, warning=60)
    issue = raised(world, "client_spoc", OPENED)
    assert fresh(issue).next_at == FIRST_DUE - timedelta(hours=1)
    for minutes in (60, 30):
        ticked(FIRST_DUE - timedelta(minutes=minutes))
    assert told(issue, "warned") == [("Priya Nair", 1)]
    assert history(issue)[-1] == "warned"
    assert fresh(issue).next_at == FIRST_DUE


def test_a_warning_is_counted_backwards_through_the_calendar(world: World) -> None:
    """Level 2 is due on Friday 13:00 in Manila; six hours before, through the night, is Thursday 15:00."""
    set_terms(world, warning=0)
    with database.transaction():
        ladders.levels(world.path_id)[1].warning_minutes = 360
    issue = raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    assert fresh(issue).next_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


def test_whoever_acknowledged_is_warned_of_the_resolution_with_the_owner(world: World) -> None:
    set_terms(world, warning=60)
    issue = raised(world, "client_spoc", OPENED, owner_id=world.people["supplier_member"])
    acknowledged(world, "supplier_lead", "1", OPENED)
    ticked(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert told(issue, "warned") == [("Priya Nair", 1), ("Ben Cruz", 1)]


# --- silence ---------------------------------------------------------------------------------------------------------


def silent_after(world: World, days: int) -> Issue:
    """An issue with much time, acknowledged on Thursday 9:00 in Manila; its acknowledgement lasts so many days."""
    set_terms(world, expiry_days=days)
    with database.transaction():
        for position, level in enumerate(ladders.levels(world.path_id), 1):
            level.resolution_minutes = 9000 + position
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED + timedelta(hours=1))
    return issue


def test_an_acknowledgement_expires_into_a_new_round_at_the_level_in_force(world: World) -> None:
    issue = silent_after(world, 2)
    expires = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Friday, Monday
    assert fresh(issue).next_at == expires
    ticked(expires)
    stored, newest = fresh(issue), rungs(issue)[-1]
    assert (stored.status, stored.round, stored.level) == (IssueStatus.OPEN, 2, 1)
    assert (newest.trigger, newest.acknowledged_at) == (Trigger.SILENT, None)
    assert newest.response_due_at == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert clocks_of(issue)[2, Side.SUPPLIER].carried == timedelta(hours=16)  # Thursday and Friday
    assert told(issue, "escalated") == [("Priya Nair", 1), ("Rafael Ortega", 1)]
    assert history(issue)[-2:] == ["fell_silent", "acknowledgement_expired"]


@pytest.mark.parametrize("deed", ["comment", "internal comment", "work", "action"])
def test_what_the_side_waited_on_does_pushes_the_expiry(world: World, deed: str) -> None:
    issue = silent_after(world, 2)
    lead, friday = world.viewer("supplier_lead"), datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    with database.transaction():
        known = find.issue(lead, "MER", "1")
        match deed:
            case "comment":
                comments.write(known, "We are at it.", Audience.SHARED, by=lead, at=friday)
            case "internal comment":
                comments.write(known, "We are at it.", Audience.SUPPLIER, by=lead, at=friday)
            case "work":
                issues.start_work(known, by=lead, at=friday)
            case "action":
                new = actions.NewAction(
                    "Ask the vendor", ActionType.CORRECTION, lead.person_id, date(2026, 12, 1), "It recurs."
                )
                actions.add(known.relationship, new, by=lead, at=friday, today=friday.date(), origin=_of(known))
    ticked(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert (fresh(issue).round, fresh(issue).next_at) == (1, datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    ticked(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    assert fresh(issue).round == 2


def test_what_the_other_side_says_does_not_push_it(world: World) -> None:
    issue = silent_after(world, 2)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        comments.write(find.issue(spoc, "MER", "1"), "Hello?", Audience.SHARED, by=spoc, at=FIRST_DUE)
    ticked(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert fresh(issue).round == 2


def test_silence_after_an_outage_climbs_in_its_new_round_and_tells_once(world: World) -> None:
    issue = silent_after(world, 2)
    late = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    ticked(late)
    first, again, second = rungs(issue)
    assert (first.round, again.round, second.round) == (1, 2, 2)
    assert (again.collapsed, second.collapsed, second.told_at) == (True, False, late)
    assert told(issue, "escalated") == [("Diego Alonso", 2), ("Eva Varga", 2)]


# --- the top ---------------------------------------------------------------------------------------------------------


def test_an_answer_between_reminders_ends_them(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    for moment in (FIRST_DUE, SECOND_DUE, THIRD_DUE):
        ticked(moment)
    acknowledged(world, "supplier_sponsor", "1", THIRD_DUE + timedelta(hours=1))
    stored = fresh(issue)
    assert (stored.climb_at, stored.is_exhausted) == (datetime(2026, 11, 25, 9, 0, tzinfo=UTC), False)
    ticked(THIRD_DUE + timedelta(days=1))
    assert len(told(issue, "reminded")) == 2


def test_after_an_outage_at_the_top_one_reminder_is_sent(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    for moment in (FIRST_DUE, SECOND_DUE):
        ticked(moment)
    weeks_later = THIRD_DUE + timedelta(days=21)
    ticked(weeks_later)
    assert told(issue, "reminded") == [("Kavita Iyer", 3), ("Helena Lund", 3)]
    assert rungs(issue)[-1].reminders == 3
    assert not fresh(issue).is_exhausted
    ticked(weeks_later + timedelta(days=1))
    assert fresh(issue).is_exhausted


def test_an_answer_or_a_handover_after_the_end_sets_it_going_again(world: World) -> None:
    set_terms(world, top_reminders=0)
    issue = raised(world, "client_lead", OPENED)
    for moment in (FIRST_DUE, SECOND_DUE, THIRD_DUE):
        ticked(moment)
    assert fresh(issue).is_exhausted
    handed_over(world, "client_spoc", Side.CLIENT, THIRD_DUE + timedelta(hours=4))
    assert (fresh(issue).is_exhausted, fresh(issue).climb_at) == (False, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


# --- age -------------------------------------------------------------------------------------------------------------


def test_both_spocs_hear_once_of_an_issue_that_grows_old_and_pauses_do_not_stop_it(world: World) -> None:
    set_terms(world, age_days=3)
    issue = raised(world, "client_lead", OPENED)
    old = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # Friday, Monday, Tuesday; 1:00 in Berlin
    assert fresh(issue).age_due_at == old
    handed_over(world, "supplier_lead", Side.CLIENT, FIRST_DUE)
    for moment in (old, old + timedelta(days=1)):
        ticked(moment)
    assert [name for name, _ in told(issue, "grown_old")] == ["Eva Varga", "Diego Alonso"]
    assert fresh(issue).age_warned_at == old


def test_of_an_internal_issue_its_own_spoc_hears(world: World) -> None:
    set_terms(world, age_days=1)
    issue = raised(world, "supplier_lead", OPENED, audience=Audience.SUPPLIER)
    ticked(OPENED + timedelta(days=1))
    assert [name for name, _ in told(issue, "grown_old")] == ["Diego Alonso"]


# --- stepping down ---------------------------------------------------------------------------------------------------


def stepped_down(world: World, position: int, at: datetime, reason: str = "The lead has what it needs.") -> None:
    spoc = world.viewer("client_spoc")
    with database.transaction():
        escalation.step_down(find.issue(spoc, "MER", "1"), position, reason, by=spoc, at=at)


def test_stepping_down_begins_a_round_at_the_chosen_level_with_the_time_spent(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    for moment in (FIRST_DUE, SECOND_DUE):
        ticked(moment)
    stepped_down(world, 1, SECOND_DUE)
    stored, newest = fresh(issue), rungs(issue)[-1]
    assert (stored.round, stored.level, newest.trigger) == (2, 1, Trigger.STEPPED_DOWN)
    assert newest.reason == "The lead has what it needs."
    assert newest.response_due_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert newest.resolution_due_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 12 of 16 hours are spent
    assert told(issue, "escalated")[-2:] == [("Priya Nair", 1), ("Rafael Ortega", 1)]


def test_where_a_levels_time_is_spent_the_next_ones_counts(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    for moment in (FIRST_DUE, SECOND_DUE):
        ticked(moment)
    monday = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 17 hours are spent, level 1 had 16
    stepped_down(world, 1, monday)
    assert rungs(issue)[-1].resolution_due_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the 24 of level 2
    acknowledged(world, "supplier_lead", "1", monday)
    ticked(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert (fresh(issue).level, rungs(issue)[-1].trigger) == (2, Trigger.NOT_RESOLVED)


@pytest.mark.parametrize(
    ("position", "reason", "sentence"), [(2, "Down.", "below 2"), (0, "Down.", "below 2"), (1, " ", "Say why")]
)
def test_stepping_down_is_refused_upwards_and_without_a_reason(
    world: World, position: int, reason: str, sentence: str
) -> None:
    raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    with pytest.raises(Refused, match=sentence):
        stepped_down(world, position, FIRST_DUE, reason)


# --- who is there ----------------------------------------------------------------------------------------------------


def test_whoever_is_away_is_passed_by(world: World) -> None:
    absent(world, "supplier_spoc", date(2026, 11, 16), date(2026, 11, 20))
    issue = raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    rung = rungs(issue)[1]
    assert told(issue, "escalated") == [("Carla Dizon", 2), ("Eva Varga", 2)]
    assert rung.gap == "Meridian: Its holder is away; its deputy was told instead."
    assert rung.answering_person_id == world.people["supplier_deputy"]


def test_where_holder_and_deputy_are_away_the_sponsor_is_told(world: World) -> None:
    for who in ("supplier_lead", "supplier_deputy"):
        absent(world, who, date(2026, 11, 19), date(2026, 11, 19))
    issue = raised(world, "client_spoc", OPENED)
    assert told(issue, "opened") == [("Kavita Iyer", 1), ("Rafael Ortega", 1)]
    assert rungs(issue)[0].gap == "Meridian: Its holder is away; that side’s sponsor was told instead."


def test_a_level_nobody_stands_for_is_passed_at_once_and_on_record(world: World) -> None:
    vacated(world, "supplier_lead", "supplier_deputy", "supplier_sponsor")
    issue = raised(world, "client_lead", OPENED)
    first, second = rungs(issue)
    assert (first.unreachable, first.is_current, first.answering_person_id) == (True, False, None)
    assert first.gap == "Meridian: The seat is vacant; nobody could be told in its place."
    assert (second.trigger, second.told_at, second.is_current) == (Trigger.NOBODY_THERE, OPENED, True)
    assert told(issue, "escalated") == [("Diego Alonso", 2), ("Eva Varga", 2)]
    assert history(issue) == ["raised", "told_the_first_level", "nobody_there"]


def test_where_nobody_stands_at_any_level_it_stays_visible_at_the_top_and_looks_again(world: World) -> None:
    everybody = ("supplier_lead", "supplier_deputy", "supplier_sponsor", "supplier_spoc")
    vacated(world, *everybody)
    issue = raised(world, "client_lead", OPENED)
    last = rungs(issue)[-1]
    assert (last.position, last.unreachable, last.is_current) == (3, True, True)
    assert told(issue, "escalated") == [("Helena Lund", 3)]  # the counterpart hears of it
    with database.transaction():
        db.session.add(_seated(world, "supplier_sponsor"))
    due = last.response_due_at
    assert due is not None
    ticked(due)
    assert told(issue, "reminded") == [("Kavita Iyer", 3), ("Helena Lund", 3)]
    assert not rungs(issue)[-1].unreachable
    acknowledged(world, "supplier_sponsor", "1", due)


def test_nobody_is_escalated_to_himself(world: World) -> None:
    """The sponsor stands in at level 2; at level 3, whose seat is theirs, nobody else is left."""
    vacated(world, "supplier_spoc", "supplier_deputy")
    issue = raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    assert rungs(issue)[1].answering_person_id == world.people["supplier_sponsor"]
    ticked(SECOND_DUE)
    last = rungs(issue)[2]
    assert (last.unreachable, last.answering_person_id) == (True, None)
    assert "person who is late" in last.gap


# --- many ------------------------------------------------------------------------------------------------------------


def test_a_climb_costs_a_fixed_number_of_statements(world: World) -> None:
    raised(world, "client_lead", OPENED)
    costs = []
    for others in (0, 3):
        for _ in range(others):
            raised(world, "client_lead", OPENED + timedelta(days=1))
        issue = raised(world, "client_lead", OPENED)
        db.session.rollback()
        with statements.counted() as made, database.transaction():
            jobs.job_named("escalate").one(issue.id, FIRST_DUE)
        costs.append(len(made))
        assert fresh(issue).level == 2
    assert costs == [STATEMENTS, STATEMENTS]


def test_one_tick_goes_on_while_there_is_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladders, "AT_ONCE", 2)
    due = [raised(world, "client_lead", OPENED) for _ in range(5)]
    assert ticked(FIRST_DUE).done == 5
    assert {fresh(issue).level for issue in due} == {2}


def test_an_issue_that_keeps_failing_is_tried_once_a_tick_and_blocks_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladders, "AT_ONCE", 1)
    broken, sound = raised(world, "client_lead", OPENED), raised(world, "client_lead", OPENED)
    whole = ladders.current

    def failing(issue: Issue) -> Rung | None:
        if issue.id == broken.id:
            raise RuntimeError("broken")
        return whole(issue)

    monkeypatch.setattr(ladders, "current", failing)
    assert ticked(FIRST_DUE) == jobs.Ran(done=1, failed=1)
    assert ticked(FIRST_DUE + timedelta(minutes=15)) == jobs.Ran(done=0, failed=1)
    assert (fresh(broken).climb_failures, fresh(sound).level) == (2, 2)


@pytest.mark.database("sqlite")
def test_the_sweep_reads_an_index_of_what_waits_alone(world: World) -> None:
    raised(world, "client_lead", OPENED)
    with statements.counted() as made:
        ladders.due(FIRST_DUE)
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {made[0]}", (FIRST_DUE.isoformat(), 1, 0))
    assert "ix_issue_next" in " ".join(str(row) for row in plan)


def _of(issue: Issue) -> Origin:
    return Origin(issue=issue)


def _seated(world: World, who: str) -> Tenure:
    return Tenure(seat_id=world.seats[who], person_id=world.people[who], from_on=date(2026, 11, 19))


def test_levels_told_are_unique_in_a_round(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    found = db.session.execute(select(Rung.round, Rung.position).where(Rung.issue_id == issue.id)).all()
    assert len(found) == len(set(found)) == 2
