"""Preparing a review on both databases: topics carried over and returning, tasks, notes of one side."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import (
    ActionType,
    Audience,
    Frequency,
    MailKind,
    PreparationKind,
    ReviewStatus,
    Side,
)
from govtracker.models import Action, Notification, PreparationNote, PreparationTask, Review, Topic
from govtracker.queries.governance import forums as asked_forums
from govtracker.queries.issues import work
from govtracker.queries.reviews import preparing, reviews
from govtracker.services import Refused, events
from govtracker.services.governance import forum_pauses
from govtracker.services.reviews import holding, preparation, review_course, topics
from govtracker.services.reviews.attendance import Attendance
from govtracker.services.reviews.topics import Plan
from tests.support import forums, measured
from tests.support.world import World

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST, SECOND = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2027, 1, 5, 9, tzinfo=UTC)


def planned(world: World) -> tuple[int, int]:
    """Two reviews of one forum, with the client's SPOC as viewer of deeds."""
    with database.transaction():
        made = forums.forum(world)
        forums.member(made, world.seats["supplier_lead"])
        first = forums.review(made, FIRST, freeze_at=FIRST - timedelta(days=7))
        return first.id, forums.review(made, SECOND).id


def act(world: World, deed: Any, review_id: int, *told: Any, who: str = "client_spoc", at: datetime = AT) -> Any:
    viewer = world.viewer(who)
    with database.transaction():
        return deed(reviews.to_be_stepped(review_id), *told, by=viewer, at=at)


def begin(review_id: int, at: datetime = AT) -> None:
    with database.transaction():
        preparation.begin(reviews.to_be_stepped(review_id), at=at)


def agenda(review_id: int) -> list[tuple[str, int]]:
    rows = db.session.scalars(select(Topic).where(Topic.review_id == review_id).order_by(Topic.position)).all()
    return [(row.title, row.carried) for row in rows]


def tasks() -> list[tuple[PreparationKind, str, int, bool]]:
    rows = db.session.scalars(select(PreparationTask).order_by(PreparationTask.id)).all()
    return [(row.kind, row.title, row.person_id, row.done_at is not None) for row in rows]


def test_what_a_review_leaves_over_goes_on_once_however_often_it_is_asked(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    act(world, topics.add, first, Plan("Night shift", world.people["supplier_lead"], 20))
    act(world, topics.add, first, Plan("Forecasts"))
    with database.transaction():
        finished = db.session.scalars(select(Topic).where(Topic.title == "Forecasts")).one()
        topics.say_whether_it_goes_on(finished, goes_on=False, by=world.viewer("client_spoc"), at=AT)
    act(world, review_course.skip, first, "Holidays")
    for _ in range(2):
        with database.transaction():
            topics.carry_on(reviews.to_be_stepped(first), at=AT)
    begin(second)
    assert agenda(second) == [("Night shift", 1)]
    carried = db.session.scalars(select(Topic).where(Topic.review_id == second)).one()
    assert (carried.presenter_id, carried.minutes) == (world.people["supplier_lead"], 20)
    act(world, review_course.put_back, first)
    assert agenda(second) == []
    assert [title for title, _ in agenda(first)] == ["Night shift", "Forecasts"]


def test_a_topic_counts_how_often_it_was_carried(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    with database.transaction():
        third = forums.review(reviews.to_be_stepped(first).forum, datetime(2027, 2, 2, 9, tzinfo=UTC)).id
    act(world, topics.add, first, Plan("Night shift"))
    act(world, review_course.skip, first, "Holidays")
    act(world, review_course.skip, second, "Holidays again")
    assert agenda(third) == [("Night shift", 2)]


def test_a_review_put_back_takes_its_topics_out_of_all_that_took_them_over(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    with database.transaction():
        third = forums.review(reviews.to_be_stepped(first).forum, datetime(2027, 2, 2, 9, tzinfo=UTC)).id
    act(world, topics.add, first, Plan("Night shift"))
    act(world, topics.add, second, Plan("Forecasts"))
    act(world, review_course.skip, first, "Holidays")
    act(world, review_course.skip, second, "Holidays again")
    act(world, review_course.put_back, first)
    assert [agenda(review) for review in (first, second, third)] == [
        [("Night shift", 0)],
        [("Forecasts", 0)],
        [("Forecasts", 1)],
    ]


def test_standing_topics_return_in_each_review_and_are_never_carried_twice(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    viewer = world.viewer("client_spoc")
    with database.transaction():
        forum = reviews.to_be_stepped(first).forum
        topics.set_standing(forum, "Safety", 5, world.seats["supplier_lead"], by=viewer, at=AT)
        with pytest.raises(Refused):
            topics.set_standing(forum, " safety ", 5, None, by=viewer, at=AT)
    begin(first)
    begin(first)
    act(world, review_course.skip, first, "Holidays")
    begin(second)
    assert agenda(first) == agenda(second) == [("Safety", 0)]
    presenter = db.session.scalars(select(Topic.presenter_id).where(Topic.review_id == second)).one()
    assert presenter == world.people["supplier_lead"]


def test_topics_change_places_and_late_ones_are_marked(in_app: Flask, world: World) -> None:
    first, _ = planned(world)
    for title in ("One", "Two"):
        act(world, topics.add, first, Plan(title))
    with database.transaction():
        reviews.to_be_stepped(first).frozen_at = AT
    act(world, topics.add, first, Plan("Three"))
    with database.transaction():
        last = db.session.scalars(select(Topic).where(Topic.title == "Three")).one()
        topics.move(last, up=True, by=world.viewer("client_spoc"), at=AT)
    rows = db.session.scalars(select(Topic).order_by(Topic.position)).all()
    assert [(row.title, row.is_late) for row in rows] == [("One", False), ("Three", True), ("Two", False)]


@pytest.mark.parametrize(
    ("plan", "field"),
    [(Plan(" "), "title"), (Plan("A", 9999), "presenter_id"), (Plan("A", None, 0), "minutes")],
)
def test_a_topic_that_cannot_be_is_refused(in_app: Flask, world: World, plan: Plan, field: str) -> None:
    first, _ = planned(world)
    with pytest.raises(Refused) as refused:
        act(world, topics.add, first, plan)
    assert refused.value.field == field


def test_people_are_asked_once_and_what_the_application_sees_is_done_by_itself(in_app: Flask, world: World) -> None:
    first, _ = planned(world)
    overdue(world)
    act(world, topics.add, first, Plan("Night shift", world.people["client_spoc"]))
    begin(first)
    assert not jobs.run(jobs.job_named("follow-preparation"), at=AT).failed
    lead, spoc = world.people["supplier_lead"], world.people["client_spoc"]
    assert tasks() == [
        (PreparationKind.ACTION, "Update “Regression suite”", lead, False),
        (PreparationKind.TOPIC, "Prepare “Night shift”", spoc, False),
    ]
    told = db.session.scalars(select(Notification).where(Notification.kind == MailKind.ASSIGNMENT)).all()
    assert {(row.recipient_id, row.facts["words"].split(" by ")[0]) for row in told} == {
        (lead, "Update “Regression suite”"),
        (spoc, "Prepare “Night shift”"),
    }
    [asked] = work.to_prepare(world.viewer("supplier_lead"), at=AT)
    assert (asked.asked, asked.asked_by) == (1, date(2026, 11, 24))
    with database.transaction():
        action = db.session.scalars(select(Action)).unique().one()
        events.change(action, "action_edited", by=None, at=AT, due_on=date(2027, 1, 1))
    assert not jobs.run(jobs.job_named("follow-preparation"), at=AT).failed
    assert [done for *_, done in tasks()] == [True, False]
    with database.transaction():
        rows = db.session.scalars(select(PreparationTask).order_by(PreparationTask.id)).all()
        with pytest.raises(Refused):
            preparation.tick(rows[0], by=world.viewer("supplier_lead"), at=AT)
        preparation.tick(rows[1], by=world.viewer("client_spoc"), at=AT)
    assert [done for *_, done in tasks()] == [True, True]


def test_a_review_is_looked_at_again_only_when_something_happened_or_a_day_may_have_begun(
    in_app: Flask, world: World
) -> None:
    first, second = planned(world)
    begin(first)
    begin(second)
    job = jobs.job_named("follow-preparation")
    assert jobs.run(job, at=AT).done == 2
    while jobs.run(job, at=AT).done:  # its own questions are events, too
        pass
    later = AT + timedelta(minutes=10)
    assert job.due(later) == []
    act(world, topics.add, first, Plan("Night shift"), at=later)
    assert job.due(later) == [first, second]
    jobs.run(job, at=later)
    assert job.due(AT + timedelta(hours=7)) == [first, second]


def test_a_side_s_notes_never_reach_the_other(in_app: Flask, world: World) -> None:
    first, _ = planned(world)
    act(world, preparation.note, first, "Our price floor is 40")
    assert [row.body for row in preparing.notes(world.viewer("client_lead"), first)] == ["Our price floor is 40"]
    assert preparing.notes(world.viewer("supplier_spoc"), first) == []
    assert preparing.notes(world.viewer("other_client_spoc"), first) == []
    assert db.session.scalars(select(PreparationNote.audience)).all() == [Audience.CLIENT]
    with pytest.raises(Refused):
        act(world, preparation.note, first, "  ")


def test_a_forum_without_chairs_prepares_all_the_same(in_app: Flask, world: World) -> None:
    with database.transaction():
        made = forums.forum(world, client_chair_id=world.seats["vacant_client"])
        review_id = forums.review(made, FIRST).id
    begin(review_id)
    review = db.session.scalars(select(Review)).one()
    assert review.status is ReviewStatus.IN_PREPARATION
    vacant = [seat for seat in asked_forums.people(review.forum, on=AT.date()) if seat.is_chair and not seat.person]
    assert len(vacant) == 1


def deed(world: World, act: Any, topic_id: int, **told: Any) -> None:
    with database.transaction():
        act(db.session.get_one(Topic, topic_id), **told, by=world.viewer("client_spoc"), at=AT)


def test_what_was_born_of_a_topic_that_went_on_stays_when_its_review_is_put_back(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    act(world, topics.add, first, Plan("Night shift"))
    act(world, topics.add, first, Plan("Forecasts"))
    act(world, review_course.skip, first, "Holidays")
    with database.transaction():
        topic = db.session.scalars(select(Topic).where(Topic.review_id == second, Topic.title == "Night shift")).one()
        when = {"due_on": FIRST.date(), "first_due_on": FIRST.date(), "created_at": AT, "updated_at": AT}
        owner = {"owner_id": world.people["client_spoc"], "owner_side": Side.CLIENT}
        place = {"relationship_id": topic.relationship_id, "audience": Audience.SHARED, "topic_id": topic.id}
        db.session.add(Action(**place, **owner, **when, number=1, title="Ask", type=ActionType.CORRECTION))
    act(world, review_course.put_back, first)
    assert agenda(first) == [("Night shift", 0), ("Forecasts", 0)]
    assert agenda(second) == [("Night shift", 1)]


def test_a_pause_that_ends_early_leaves_no_topic_twice(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    act(world, topics.add, first, Plan("Night shift"))
    with database.transaction():
        forum = reviews.to_be_stepped(first).forum
        third = forums.review(forum, datetime(2027, 2, 2, 9, tzinfo=UTC)).id
        forum_pauses.pause(forum, date(2027, 1, 20), "Holidays", by=world.viewer("client_spoc"), at=AT)
    assert agenda(third) == [("Night shift", 2)]
    with database.transaction():
        forum_pauses.resume(reviews.to_be_stepped(first).forum, by=world.viewer("client_spoc"), at=AT)
    assert [agenda(review_id) for review_id in (first, second, third)] == [[("Night shift", 0)], [], []]


def test_what_a_missed_review_left_over_comes_back_when_it_was_held_after_all(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    act(world, topics.add, first, Plan("Night shift"))
    late = FIRST + timedelta(days=8)
    with database.transaction():
        review_course.take_step(first, late)
    assert agenda(second) == [("Night shift", 1)]
    act(world, holding.hold, first, FIRST.date(), Attendance(guests="Ida Holt"), at=late)
    assert agenda(second) == []


def test_what_was_finished_after_it_went_on_is_taken_out_again(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    topic = act(world, topics.add, first, Plan("Night shift"))
    with database.transaction():
        reviews.to_be_stepped(first).status = ReviewStatus.MINUTES_AGREED
        topics.carry_on(reviews.to_be_stepped(first), at=AT)
    assert agenda(second) == [("Night shift", 1)]
    deed(world, topics.say_whether_it_goes_on, topic.id, goes_on=False)
    assert agenda(second) == []
    deed(world, topics.say_whether_it_goes_on, topic.id, goes_on=True)
    assert agenda(second) == [("Night shift", 1)]


def test_values_are_asked_for_in_the_months_they_are_due(in_app: Flask, world: World) -> None:
    quarterly = measured.terms("NPS", name="Recommendation", frequency=Frequency.QUARTERLY)
    measured.agree(world, measured.terms("FCR", name="First contact resolution"), quarterly)
    first, _ = planned(world)
    begin(first)
    assert {title for kind, title, *_ in tasks() if kind is PreparationKind.MEASUREMENT} == {
        "Enter First contact resolution"
    }


def test_a_review_has_room_for_so_many_topics_and_no_more(in_app: Flask, world: World) -> None:
    first, _ = planned(world)
    with database.transaction():
        db.session.add_all(Topic(review_id=first, position=n, title=f"Topic {n}") for n in range(topics.MOST - 1))
    act(world, topics.add, first, Plan("The last one"))
    with pytest.raises(Refused, match="at most 100 topics"):
        act(world, topics.add, first, Plan("One too many"))


def overdue(world: World) -> None:
    """An action of the supplier's lead that was due three weeks ago."""
    due_on = date(2026, 11, 1)
    with database.transaction():
        place = {"relationship_id": world.relationships["MER"], "audience": Audience.SHARED, "number": 1}
        owner = {"owner_id": world.people["supplier_lead"], "owner_side": Side.SUPPLIER}
        when = {"due_on": due_on, "first_due_on": due_on, "created_at": AT, "updated_at": AT}
        db.session.add(Action(**place, **owner, **when, title="Regression suite", type=ActionType.CORRECTIVE))


def asked() -> list[tuple[int, bool]]:
    rows = db.session.scalars(select(PreparationTask).order_by(PreparationTask.review_id)).all()
    return [(row.review_id, row.done_at is not None) for row in rows]


def test_what_concerns_the_relationship_is_asked_for_once_for_its_nearest_review(in_app: Flask, world: World) -> None:
    first, second = planned(world)
    overdue(world)
    begin(second)
    assert asked() == [(second, False)]
    begin(first)
    assert not jobs.run(jobs.job_named("follow-preparation"), at=AT).failed
    assert asked() == [(first, False)]
    act(world, review_course.cancel, first, "Holidays")
    assert asked() == []
    assert not jobs.run(jobs.job_named("follow-preparation"), at=AT).failed
    assert asked() == [(second, False)]
    act(world, holding.hold, second, AT.date(), Attendance(guests="Ida Holt"))
    assert asked() == []


def test_a_missed_review_asks_for_nothing_more(in_app: Flask, world: World) -> None:
    first, _ = planned(world)
    overdue(world)
    begin(first)
    assert asked() == [(first, False)]
    with database.transaction():
        review_course.take_step(first, FIRST + timedelta(days=8))
    assert asked() == []
