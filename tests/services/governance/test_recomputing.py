"""A changed path or calendar reaches what runs when somebody says so, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from govtracker import database
from govtracker.database import db
from govtracker.enums import Side, Tier, Trigger
from govtracker.models import CalendarDay, EscalationLevel, EscalationPath
from govtracker.queries.governance import calendars
from govtracker.queries.governance import escalation as ladders
from govtracker.services.governance import recomputing
from tests.services.issue_steps import (
    absent,
    acknowledged,
    fresh,
    handed_over,
    history,
    paused,
    raised,
    rungs,
    set_terms,
    ticked,
    told,
)
from tests.support.world import World

# Meridian works 01:00–09:00 UTC, Northgate 08:00–16:00 UTC, Monday to Friday; Thursday 19 November 2026
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
FIRST_DUE = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)
CHANGED = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_app")


def new_path(world: World, *levels: tuple[int, int]) -> int:
    """A version of the path with other times (response and resolution in hours), in force."""
    with database.transaction():
        old = db.session.get_one(EscalationPath, world.path_id)
        old.superseded_at = CHANGED
        path = EscalationPath(
            relationship_id=old.relationship_id, name="General", version=2, created_at=CHANGED, in_force_at=CHANGED
        )
        path.levels = [
            EscalationLevel(
                position=position,
                tier=Tier.TACTICAL,
                client_seat_id=old.levels[position - 1].client_seat_id,
                supplier_seat_id=old.levels[position - 1].supplier_seat_id,
                response_minutes=response * 60,
                resolution_minutes=resolution * 60,
            )
            for position, (response, resolution) in enumerate(levels, 1)
        ]
        db.session.add(path)
        db.session.flush()
        return path.id


def apply_path(world: World, path_id: int, at: datetime = CHANGED) -> int:
    with database.transaction():
        path = db.session.get_one(EscalationPath, path_id)
        return recomputing.apply_path(world.path_id, path, by=world.viewer("client_spoc"), at=at)


def close_for_a_day(world: World, company: str, day: date) -> None:
    with database.transaction():
        row = calendars.stored(world.organisations[company])
        assert row is not None
        row.days.append(CalendarDay(day=day, name="Founders’ day"))


def apply_calendar(world: World, company: str) -> int:
    organisation_id = world.organisations[company]
    with database.transaction():
        return recomputing.apply_calendar(organisation_id, by=world.viewer("client_spoc"), at=CHANGED)


# --- paths -----------------------------------------------------------------------------------------------------------


def test_a_new_version_leaves_what_runs_alone_until_it_is_applied(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    path_id = new_path(world, (2, 10), (4, 20))
    assert ticked(CHANGED).done == 0
    assert fresh(issue).climb_at == FIRST_DUE
    assert recomputing.running_under(world.path_id, world.viewer("client_spoc")) == 1
    assert apply_path(world, path_id) == 1
    spoc = world.viewer("client_spoc")
    assert [recomputing.running_under(one, spoc) for one in (world.path_id, path_id)] == [0, 1]
    ticked(CHANGED)
    (first, second) = rungs(issue)
    assert first.response_due_at == datetime(2026, 11, 19, 3, 0, tzinfo=UTC)  # two hours, and they are up: it climbs
    assert second.level.path_id == path_id
    assert second.resolution_due_at == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # twenty hours in all
    assert history(issue)[-2:] == ["counted_anew", "climbed"]


def test_a_longer_path_gives_what_runs_more_time(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    apply_path(world, new_path(world, (8, 32), (8, 40)))
    ticked(CHANGED)
    (rung,) = rungs(issue)
    assert rung.resolution_due_at == fresh(issue).climb_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert rung.acknowledged_by_id == world.people["supplier_lead"]
    assert fresh(issue).is_outdated is False


def test_levels_told_stay_told_and_above_the_new_top_there_is_nobody(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    ticked(FIRST_DUE)
    ticked(datetime(2026, 11, 20, 5, 0, tzinfo=UTC))
    assert apply_path(world, new_path(world, (4, 16), (6, 24)), at=datetime(2026, 11, 20, 6, 0, tzinfo=UTC)) == 1
    ticked(datetime(2026, 11, 20, 6, 0, tzinfo=UTC))
    stored, last = fresh(issue), rungs(issue)[-1]
    assert (stored.level, last.position, last.is_current) == (3, 3, True)
    assert last.response_due_at == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # the six hours of the new top
    ticked(last.response_due_at)
    assert told(issue, "reminded") == [("Kavita Iyer", 3), ("Helena Lund", 3)]


def test_an_exhausted_issue_climbs_on_where_the_new_version_has_a_level_more(world: World) -> None:
    set_terms(world, top_reminders=0)
    short = new_path(world, (4, 16))
    issue = raised(world, "client_lead", OPENED)
    assert fresh(issue).escalation_path_id == short
    with database.transaction():
        db.session.get_one(EscalationPath, short).top_reminders = 0
    ticked(FIRST_DUE)
    assert fresh(issue).is_exhausted
    with database.transaction():
        longer = db.session.get_one(EscalationPath, world.path_id)
        recomputing.apply_path(short, longer, by=world.viewer("client_spoc"), at=FIRST_DUE)
    ticked(FIRST_DUE)
    assert (fresh(issue).is_exhausted, fresh(issue).level) == (False, 2)


def test_resolved_issues_are_left_alone(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    with database.transaction():
        ladders.locked(issue.id).is_open = False
    assert recomputing.running_under(world.path_id, world.viewer("client_spoc")) == 0
    assert apply_path(world, new_path(world, (2, 10))) == 0


# --- calendars -------------------------------------------------------------------------------------------------------


def test_a_closed_day_reaches_what_runs_when_it_is_applied(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    close_for_a_day(world, "Meridian", date(2026, 11, 20))
    assert fresh(issue).climb_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert recomputing.running_in(world.organisations["Meridian"]) == 1
    assert apply_calendar(world, "Meridian") == 1
    ticked(CHANGED)
    assert fresh(issue).climb_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_only_what_is_counted_in_a_calendar_is_counted_anew(world: World) -> None:
    raised(world, "client_spoc", OPENED)  # waits on Meridian; Northgate's calendar counts its age
    theirs = raised(world, "supplier_lead", OPENED)  # waits on Northgate
    assert recomputing.running_in(world.organisations["Meridian"]) == 1
    assert recomputing.running_in(world.organisations["Northgate"]) == 2
    assert recomputing.running_in(world.organisations["Cascade"]) == 0
    apply_calendar(world, "Meridian")
    assert not fresh(theirs).is_outdated


def test_age_is_counted_anew_in_the_clients_days(world: World) -> None:
    set_terms(world, age_days=3)
    issue = raised(world, "client_spoc", OPENED)
    close_for_a_day(world, "Northgate", date(2026, 11, 20))
    apply_calendar(world, "Northgate")
    ticked(CHANGED)
    assert fresh(issue).age_due_at == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


def test_a_paused_issue_goes_on_on_the_morning_of_the_new_zone(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    paused(world, "client_spoc", date(2026, 11, 23), OPENED)
    with database.transaction():
        row = calendars.stored(world.organisations["Meridian"])
        assert row is not None
        row.zone = "Europe/Lisbon"
    apply_calendar(world, "Meridian")
    ticked(CHANGED)
    assert fresh(issue).held_until == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def test_what_was_spent_before_a_handover_stays_spent(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, CHANGED)
    apply_path(world, new_path(world, (4, 20), (8, 30)))
    ticked(CHANGED)
    handed_over(world, "client_lead", Side.SUPPLIER, datetime(2026, 11, 20, 0, 0, tzinfo=UTC))
    rung = rungs(issue)[-1]
    assert rung.resolution_due_at == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 20 − 2 = 18 h from Friday
    assert rung.trigger is Trigger.OPENED


def test_nothing_is_left_to_do_after_one_tick(world: World) -> None:
    issues = [raised(world, "client_lead", OPENED) for _ in range(4)]
    assert apply_path(world, new_path(world, (8, 32), (8, 40))) == 4
    assert ticked(CHANGED).done == 4
    assert ticked(CHANGED + timedelta(minutes=1)).done == 0
    assert not any(fresh(issue).is_outdated for issue in issues)


def test_whoever_was_late_before_a_reminder_went_to_somebody_else_is_not_told_above(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    shorter = new_path(world, (4, 8))
    apply_path(world, shorter)
    ticked(FIRST_DUE)
    assert told(issue, "reminded") == [("Priya Nair", 1), ("Rafael Ortega", 1)]
    absent(world, "supplier_lead", date(2026, 11, 20), date(2026, 11, 20))
    ticked(FIRST_DUE + timedelta(days=1))
    assert told(issue, "reminded")[2:] == [("Carla Dizon", 1), ("Rafael Ortega", 1)]
    monday = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    longer = new_path(world, (4, 8), (4, 16))
    with database.transaction():
        path = db.session.get_one(EscalationPath, longer)
        path.levels[1].supplier_seat_id = world.seats["supplier_lead"]
        recomputing.apply_path(shorter, path, by=world.viewer("client_spoc"), at=monday)
    ticked(monday)
    assert told(issue, "escalated") == [("Kavita Iyer", 2), ("Eva Varga", 2)]
