"""Series of actions on both databases: turns made once, left out, caught up with, changed and ended."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Repetition
from govtracker.models import Action, ActionSeries, AuditEvent, Notification, Relationship, Tenure
from govtracker.queries import find
from govtracker.services import Refused
from govtracker.services.issues import action_series, actions
from govtracker.services.issues.action_series import Again
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = AT.date()
DUE = date(2026, 11, 23)  # a Monday
JOB = "repeat-actions"


def begun(world: World, again: Again, *, owner: str = "supplier_lead", **changes: Any) -> int:
    """A series that begins with an action due on DUE; its id."""
    viewer = world.viewer("client_spoc")
    facts: dict[str, Any] = {"title": "Check leavers", "type": ActionType.PREVENTIVE, "due_on": DUE, **changes}
    with database.transaction():
        relationship = find.relationship(viewer, "MER")
        new = actions.NewAction(owner_id=world.people[owner], consequence="Accounts stay open.", **facts)
        action = actions.add(relationship, new, by=viewer, at=AT, today=TODAY)
        return action_series.begin(action, again, by=viewer, at=AT, today=TODAY).id


def tick(at: datetime) -> jobs.Ran:
    return jobs.run(jobs.job_named(JOB), at=at)


def turns(series_id: int) -> list[tuple[str, str]]:
    """(due day, status) of every action of a series, in the order they were made."""
    db.session.expire_all()
    rows = db.session.scalars(select(Action).where(Action.series_id == series_id).order_by(Action.id))
    return [(row.first_due_on.isoformat(), row.status.value) for row in rows]


def series(series_id: int) -> ActionSeries:
    db.session.expire_all()
    return db.session.get_one(ActionSeries, series_id)


def ended(world: World, series_id: int, at: datetime, *, cancelled: bool = False) -> None:
    """The open turn is done by its owner, or cancelled."""
    viewer = world.viewer("supplier_lead")
    with database.transaction():
        action = db.session.scalars(select(Action).where(Action.series_id == series_id, Action.is_open)).one()
        if cancelled:
            actions.cancel(action, "not this time", by=viewer, at=at)
        else:
            actions.finish(action, "list of leavers", by=viewer, at=at)


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def test_the_first_turn_is_the_action_itself_and_the_next_is_known_in_advance(in_app: Flask, world: World) -> None:
    made = series(begun(world, Again("FREQ=WEEKLY", lead_days=3)))
    assert turns(made.id) == [("2026-11-23", "open")]
    assert made.zone == "Asia/Manila"  # the owner's company
    assert (made.next_on, made.next_at) == (date(2026, 11, 30), datetime(2026, 11, 26, 23, tzinfo=UTC))


def test_a_turn_is_made_when_it_is_time_and_its_owner_is_told(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", skips_if_open=False, lead_days=3))
    assert tick(noon("2026-11-26")).done == 0
    assert tick(noon("2026-11-27")).done == 1
    assert turns(made) == [("2026-11-23", "open"), ("2026-11-30", "open")]
    told = db.session.scalars(select(Notification).order_by(Notification.id)).all()
    assert [row.recipient_id for row in told] == [world.people["supplier_lead"]] * 2
    assert told[1].facts["by"] is None


def test_two_workers_and_a_second_tick_make_a_turn_once(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", skips_if_open=False))
    for _ in range(2):
        with database.transaction():
            action_series.repeat(made, noon("2026-11-25"))
    with database.transaction():  # a worker that had read the series before the other moved it on
        stored = series(made)
        stored.next_on, stored.next_at = date(2026, 11, 30), noon("2026-11-23")
    tick(noon("2026-11-25"))
    assert turns(made) == [("2026-11-23", "open"), ("2026-11-30", "open")]
    assert series(made).next_on == date(2026, 12, 7)


def test_a_fixed_turn_is_left_out_while_the_one_before_is_open_and_that_is_on_record(
    in_app: Flask, world: World
) -> None:
    made = begun(world, Again("FREQ=WEEKLY"))
    tick(noon("2026-11-25"))
    assert turns(made) == [("2026-11-23", "open")]
    ended(world, made, noon("2026-12-01"))
    tick(noon("2026-12-02"))
    assert turns(made) == [("2026-11-23", "done"), ("2026-12-07", "open")]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "turn_left_out")).all()
    assert [(event.changes["due_on"], event.reason) for event in events] == [
        ([None, "2026-11-30"], "The turn before it is still open.")
    ]


def test_fixed_turns_pile_up_where_that_is_wanted_even_after_an_outage(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", skips_if_open=False, lead_days=0))
    tick(noon("2026-12-15"))
    assert [due for due, _ in turns(made)] == ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]
    assert series(made).next_on == date(2026, 12, 21)


def test_counted_from_completion_nothing_comes_before_it_was_done(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=MONTHLY", Repetition.AFTER_COMPLETION))
    assert series(made).next_at is None
    assert tick(noon("2027-02-01")).done == 0
    ended(world, made, noon("2026-12-10"))
    assert series(made).next_on == date(2027, 1, 10)
    tick(noon("2027-01-04"))
    assert turns(made) == [("2026-11-23", "done"), ("2027-01-10", "open")]


def test_catching_up_passes_over_what_was_missed(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", Repetition.CATCH_UP))
    ended(world, made, noon("2026-12-16"), cancelled=True)
    tick(noon("2026-12-16"))
    assert turns(made) == [("2026-11-23", "cancelled"), ("2026-12-21", "open")]


def test_what_is_handed_back_waits_again(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", Repetition.AFTER_COMPLETION, lead_days=1))
    ended(world, made, noon("2026-11-23"))
    assert series(made).next_on == date(2026, 11, 30)
    with database.transaction():
        action = db.session.scalars(select(Action)).one()
        actions.hand_back(action, "two are missing", by=world.viewer("client_spoc"), at=noon("2026-11-24"))
    assert series(made).next_on is None


def test_verifying_moves_nothing(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", Repetition.AFTER_COMPLETION))
    ended(world, made, noon("2026-11-23"))
    with database.transaction():
        action = db.session.scalars(select(Action)).one()
        actions.verify(action, by=world.viewer("client_spoc"), at=noon("2026-11-27"))
    assert (action.status, series(made).next_on) == (ActionStatus.VERIFIED, date(2026, 11, 30))


def test_a_turn_goes_to_the_spoc_where_its_owner_has_left(in_app: Flask, world: World) -> None:
    begun(world, Again("FREQ=WEEKLY", skips_if_open=False))
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.person_id == world.people["supplier_lead"])).one()
        tenure.to_on = date(2026, 11, 21)
    tick(noon("2026-11-25"))
    last = db.session.scalars(select(Action).order_by(Action.id.desc())).first()
    assert last is not None
    assert last.owner_id == world.people["supplier_spoc"]


def test_a_turn_nobody_can_take_is_tried_again_later_and_stops_no_other(in_app: Flask, world: World) -> None:
    stuck = begun(world, Again("FREQ=WEEKLY", skips_if_open=False))
    other = begun(world, Again("FREQ=WEEKLY", skips_if_open=False), owner="client_lead")
    with database.transaction():
        for tenure in db.session.scalars(select(Tenure)):
            if tenure.person_id != world.people["client_lead"]:
                tenure.to_on = date(2026, 11, 21)
    ran = tick(noon("2026-11-25"))
    assert (ran.done, ran.failed) == (1, 1)
    assert len(turns(other)) == 2
    assert series(stuck).next_at == noon("2026-11-25") + timedelta(hours=1)


@pytest.mark.parametrize(
    ("again", "sentence"),
    [
        (Again("FREQ=SECONDLY"), "at most once a day"),
        (Again("FREQ=WEEKLY;COUNT=2", Repetition.AFTER_COMPLETION), "ends on a day"),
        (Again("FREQ=WEEKLY", lead_days=100), "0 to 90"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_beside_it(
    in_app: Flask, world: World, again: Again, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        begun(world, again)
    assert refused.value.field == "rrule"
    assert not db.session.scalars(select(Action)).all()


def test_a_changed_rule_holds_from_the_next_turn_on(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY"))
    viewer = world.viewer("client_spoc")
    with database.transaction():
        stored = find.action_series(viewer, "MER", made)
        values = {"rrule": "FREQ=MONTHLY", "title": "Check leavers and movers"}
        action_series.edit(stored, values, by=viewer, at=AT, today=TODAY)
    assert (series(made).next_on, turns(made)) == (date(2026, 12, 23), [("2026-11-23", "open")])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"owner_id": "client_lead"}, "owner_id"),
        ({"owner_id": "nobody"}, "owner_id"),
        ({"consequence": " "}, "consequence"),
        ({"rrule": "FREQ=NEVER"}, "rrule"),
    ],
)
def test_a_change_that_cannot_be_is_refused(in_app: Flask, world: World, values: dict[str, Any], field: str) -> None:
    made = begun(world, Again("FREQ=WEEKLY"))
    viewer = world.viewer("client_spoc")
    known = {name: world.people[value] if name == "owner_id" else value for name, value in values.items()}
    with pytest.raises(Refused) as refused, database.transaction():
        action_series.edit(find.action_series(viewer, "MER", made), known, by=viewer, at=AT, today=TODAY)
    assert refused.value.field == field


def test_an_ended_series_makes_no_further_turn(in_app: Flask, world: World) -> None:
    made = begun(world, Again("FREQ=WEEKLY", Repetition.AFTER_COMPLETION))
    with database.transaction():
        action_series.end(series(made), by=world.viewer("client_spoc"), at=AT)
    ended(world, made, noon("2026-11-24"))
    assert tick(noon("2027-01-01")).done == 0
    assert series(made).next_on is None


def test_an_archived_relationship_has_no_turns(in_app: Flask, world: World) -> None:
    begun(world, Again("FREQ=WEEKLY", skips_if_open=False))
    with database.transaction():
        db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one().archived_at = AT
    assert tick(noon("2026-12-25")).done == 0


def test_what_is_internal_stays_internal_in_every_turn(in_app: Flask, world: World) -> None:
    again = Again("FREQ=WEEKLY", skips_if_open=False)
    made = begun(world, again, owner="client_lead", audience=Audience.CLIENT)
    tick(noon("2026-11-25"))
    rows = db.session.scalars(select(Action).where(Action.series_id == made).order_by(Action.id)).all()
    assert [row.key for row in rows] == ["MER-AC1", "MER-AC2"]
