"""Reviews on both databases: topics of both sides, minutes, held, agreed by both chairs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, MailKind, ReviewStatus
from govtracker.models import AuditEvent, Notification, Review, Topic
from govtracker.queries.issues import actions as born
from govtracker.queries.issues import decisions
from govtracker.queries.reviews import minutes as minutes_asked
from govtracker.queries.reviews import reviews as asked
from govtracker.rules.reviews import minutes
from govtracker.services import Refused
from govtracker.services.issues import actions
from govtracker.services.issues.origins import Origin
from govtracker.services.reviews import agreement, holding, invitations, review_course, reviews, topics
from govtracker.services.reviews.attendance import Attendance
from govtracker.services.reviews.topics import Plan
from tests.support import forums
from tests.support.world import World

SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = datetime(2026, 12, 1, 15, tzinfo=UTC)


def planned(world: World, status: ReviewStatus = ReviewStatus.IN_PREPARATION, **changes: Any) -> int:
    """A stored review with a member beside the chairs; its id."""
    with database.transaction():
        forum = forums.forum(world)
        forums.member(forum, world.seats["client_lead"])
        return forums.review(forum, SCHEDULED, status, **changes).id


def act(world: World, who: str, deed: Callable[..., Any], review_id: int, *values: Any, at: datetime = AT) -> Any:
    viewer = world.viewer(who)
    with database.transaction():
        return deed(asked.to_be_stepped(review_id), *values, by=viewer, at=at)


def note(world: World, who: str, topic_id: int, **values: str) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        reviews.note(db.session.get_one(Topic, topic_id), values, by=viewer, at=AT)


def there(*guests: str) -> Attendance:
    return Attendance(guests="\n".join(guests))


def stored(review_id: int) -> Review:
    db.session.rollback()
    return db.session.get_one(Review, review_id)


def mark(review_id: int) -> str:
    return minutes.mark(minutes_asked.content(stored(review_id)))


def told() -> list[tuple[MailKind, int]]:
    rows = db.session.scalars(select(Notification).order_by(Notification.id)).all()
    return [(row.kind, row.recipient_id) for row in rows]


def test_topics_of_both_sides_stand_in_the_order_they_came(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    act(world, "client_lead", topics.add, review_id, Plan("  Night shift "))
    act(world, "supplier_member", topics.add, review_id, Plan("Forecasts"))
    assert [(row.title, row.added_by) for row in asked.topics(review_id)] == [
        ("Night shift", "Rafael Ortega"),
        ("Forecasts", "Ben Cruz"),
    ]
    with pytest.raises(Refused) as refused:
        act(world, "client_spoc", topics.add, review_id, Plan(" "))
    assert refused.value.field == "title"


def test_it_is_held_at_its_time_with_who_was_there(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    act(world, "supplier_spoc", holding.hold, review_id, date(2026, 12, 1), there("Eva Varga\nDiego Alonso"))
    review = stored(review_id)
    assert (review.status, review.held_at, review.step_at) == (ReviewStatus.HELD, SCHEDULED, None)
    written = db.session.scalars(select(AuditEvent).filter_by(action="attendance_written")).one()
    assert (written.changes, "Diego" in written.text) == ({"guests": [0, 2]}, False)  # names of who has no account
    with pytest.raises(Refused, match="not waiting"):
        act(world, "supplier_spoc", holding.hold, review_id, date(2026, 12, 1), there("Eva Varga"))


@pytest.mark.parametrize(
    ("held_on", "attendance", "field"),
    [
        (date(2026, 12, 2), "Eva Varga", "held_on"),
        (date(2, 12, 1), "Eva Varga", "held_on"),
        (date(1, 1, 1), "Eva Varga", "held_on"),
        (date(2026, 12, 1), "  ", "guests"),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(
    in_app: Flask, world: World, held_on: date, attendance: str, field: str
) -> None:
    review_id = planned(world)
    with pytest.raises(Refused) as refused:
        act(world, "client_spoc", holding.hold, review_id, held_on, there(attendance))
    assert refused.value.field == field


def test_a_review_nobody_recorded_in_time_can_still_be_recorded(in_app: Flask, world: World) -> None:
    review_id = planned(world, ReviewStatus.MISSED)
    act(world, "client_spoc", holding.hold, review_id, date(2026, 12, 1), there("Eva Varga"))
    assert stored(review_id).status is ReviewStatus.HELD


def test_minutes_stand_when_both_chairs_have_agreed_and_everybody_is_told_once(in_app: Flask, world: World) -> None:
    review_id = planned(world, ReviewStatus.HELD)
    act(world, "client_spoc", agreement.agree, review_id, mark(review_id))
    assert stored(review_id).status is ReviewStatus.HELD
    assert told() == []
    with pytest.raises(Refused, match="already"):
        act(world, "client_spoc", agreement.agree, review_id, mark(review_id))
    act(world, "supplier_spoc", agreement.agree, review_id, mark(review_id))
    assert stored(review_id).status is ReviewStatus.MINUTES_AGREED
    assert told() == [
        (MailKind.REVIEW_OUTCOME, world.people[who]) for who in ("client_spoc", "supplier_spoc", "client_lead")
    ]
    with pytest.raises(Refused, match="they stand"):
        act(world, "client_spoc", topics.add, review_id, Plan("One more"))


def test_a_chair_agrees_only_to_what_they_have_read(in_app: Flask, world: World) -> None:
    review_id = planned(world, ReviewStatus.HELD)
    topic_id = act(world, "client_spoc", topics.add, review_id, Plan("Forecasts")).id
    seen = mark(review_id)
    note(world, "supplier_spoc", topic_id, decision="Weekly from January")
    with pytest.raises(Refused, match="read them again"):
        act(world, "client_spoc", agreement.agree, review_id, seen)


def test_an_amendment_takes_an_agreement_back_and_leaves_its_event(in_app: Flask, world: World) -> None:
    review_id = planned(world, ReviewStatus.HELD)
    topic_id = act(world, "client_spoc", topics.add, review_id, Plan("Forecasts")).id
    act(world, "client_spoc", agreement.agree, review_id, mark(review_id))
    note(world, "supplier_spoc", topic_id, notes="Late twice", decision="Weekly from January")
    review = stored(review_id)
    assert (review.client_agreed_at, review.client_agreed_by_id) == (None, None)
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
    assert [event.action for event in events] == [
        "topic_added",
        "minutes_agreed",
        "minutes_written",
        "minutes_amended",
    ]
    assert events[2].changes == {"notes": ["", "Late twice"], "decision": ["", "Weekly from January"]}


def test_saving_minutes_unchanged_takes_nothing_back(in_app: Flask, world: World) -> None:
    review_id = planned(world, ReviewStatus.HELD)
    topic_id = act(world, "client_spoc", topics.add, review_id, Plan("Forecasts")).id
    act(world, "client_spoc", agreement.agree, review_id, mark(review_id))
    note(world, "supplier_spoc", topic_id, title="Forecasts")
    assert stored(review_id).client_agreed_at == AT


def test_a_cancelled_review_tells_those_who_were_invited(in_app: Flask, world: World) -> None:
    review_id = planned(world, invited_for=SCHEDULED)
    with database.transaction():
        invitations.settle(asked.to_be_stepped(review_id), at=SCHEDULED - timedelta(days=3))
    with pytest.raises(Refused) as refused:
        act(world, "client_spoc", review_course.cancel, review_id, " ")
    assert refused.value.field == "reason"
    act(world, "client_spoc", review_course.cancel, review_id, "Public holiday in Manila")
    assert stored(review_id).status is ReviewStatus.CANCELLED
    assert {kind for kind, _ in told()} == {MailKind.REVIEW_INVITATION}
    assert len(told()) == 6
    with pytest.raises(Refused, match="will not take place"):
        act(world, "client_spoc", topics.add, review_id, Plan("Another"))
    with pytest.raises(Refused, match="still to come"):
        act(world, "client_spoc", review_course.cancel, review_id, "again")


def test_nobody_is_told_of_the_end_of_a_review_they_never_heard_of(in_app: Flask, world: World) -> None:
    act(world, "client_spoc", review_course.cancel, planned(world), "Not needed")
    assert told() == []


@pytest.mark.parametrize("fate", ["skipped", "cancelled", "missed"])
def test_what_was_decided_in_a_review_that_will_not_be_waits_for_its_seat(
    in_app: Flask, world: World, fate: str
) -> None:
    review_id = planned(world, status=ReviewStatus.IN_PREPARATION)
    with database.transaction():
        topic = Topic(review=asked.to_be_stepped(review_id), position=1, title="Night shift")
        db.session.add(topic)
        db.session.flush()
        forums.minuted(world, topic)
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    with database.transaction():
        if fate == "missed":
            review_course.take_step(review_id, AT + timedelta(days=60))
        else:
            deed = {"skipped": review_course.skip, "cancelled": review_course.cancel}[fate]
            deed(asked.to_be_stepped(review_id), "A bank holiday", by=supplier, at=AT)
    assert db.session.get_one(Review, review_id).status == fate
    [decision] = decisions.waiting_for(client)
    assert decision.title == "Two shifts"
    notices = db.session.scalars(select(Notification).where(Notification.kind == MailKind.ASSIGNMENT)).all()
    assert [row.recipient_id for row in notices if row.facts.get("what") == "asked"] == [client.person_id]


def test_actions_born_in_a_review_are_found_there(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    new = actions.NewAction(
        title="Send forecasts",
        type=ActionType.IMPROVEMENT,
        owner_id=world.people["client_lead"],
        due_on=date(2026, 12, 9),
        consequence="The plan has no figures.",
    )
    viewer = world.viewer("supplier_spoc")
    with database.transaction():
        review = asked.to_be_stepped(review_id)
        actions.add(review.relationship, new, by=viewer, at=AT, today=AT.date(), origin=Origin(review=review))
    assert [row.title for row in born.of_review(world.viewer("supplier_lead"), review_id)] == ["Send forecasts"]
