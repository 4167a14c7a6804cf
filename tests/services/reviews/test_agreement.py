"""Minutes between the two chairs: who acts, silence that is never a yes, texts that are kept, and their amendments."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionType, Audience, MailKind, Presence, ReviewStatus, SeatRole, Side, Tier
from govtracker.models import Absence, Action, AgreedMinutes, Notification, Review, Seat, Topic
from govtracker.queries.reviews import chairs, reviews
from govtracker.queries.reviews import minutes as asked
from govtracker.rules.reviews import minutes
from govtracker.services import Refused
from govtracker.services.issues import actions
from govtracker.services.issues.origins import Origin
from govtracker.services.reviews import agreement, amending, holding
from govtracker.services.reviews import reviews as writing
from govtracker.services.reviews.attendance import Attendance, Entry
from tests.support import forums
from tests.support.world import World

HELD_ON = date(2026, 12, 1)
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = datetime(2026, 12, 1, 15, tzinfo=UTC)
CHAIRS = ("client_spoc", "supplier_spoc")


def held(world: World, **forum: Any) -> int:
    """A review that was held today, with a topic; its id."""
    with database.transaction():
        review = forums.review(forums.forum(world, **forum), SCHEDULED, ReviewStatus.IN_PREPARATION)
        db.session.add(Topic(review_id=review.id, position=1, title="Forecasts", notes="Late twice"))
        holding.hold(review, HELD_ON, Attendance(guests="Ida Holt"), by=world.viewer("client_spoc"), at=AT)
        return review.id


def act(world: World, who: str, deed: Callable[..., Any], review_id: int, *values: Any, at: datetime = AT) -> Any:
    viewer = world.viewer(who)
    with database.transaction():
        return deed(reviews.to_be_stepped(review_id), *values, by=viewer, at=at)


def agree(world: World, who: str, review_id: int, *, at: datetime = AT) -> None:
    db.session.rollback()
    act(world, who, agreement.agree, review_id, minutes.mark(asked.content(stored(review_id))), at=at)


def stored(review_id: int) -> Review:
    db.session.rollback()
    return db.session.get_one(Review, review_id)


def kept(review_id: int) -> list[AgreedMinutes]:
    db.session.rollback()
    return list(reversed(asked.agreed(review_id)))


def told(what: str) -> list[int]:
    db.session.rollback()
    rows = db.session.scalars(select(Notification).where(Notification.kind == MailKind.ASSIGNMENT))
    return sorted(row.recipient_id for row in rows if row.facts.get("what") == what)


def test_what_both_agreed_is_kept_word_by_word_with_its_digest(in_app: Flask, world: World) -> None:
    review_id = held(world)
    for who in CHAIRS:
        agree(world, who, review_id)
    [agreed] = kept(review_id)
    content = minutes.read(agreed.text)
    assert (content.guests, content.topics[0].notes, agreed.digest) == (
        "Ida Holt",
        "Late twice",
        minutes.digest(agreed.text),
    )
    signers = (agreed.client_agreed_by_id, agreed.supplier_agreed_by_id)
    assert signers == tuple(world.people[who] for who in CHAIRS)
    assert stored(review_id).status is ReviewStatus.MINUTES_AGREED


def test_an_amendment_is_a_new_version_both_agree_and_the_old_one_stays(in_app: Flask, world: World) -> None:
    review_id = held(world)
    with pytest.raises(Refused, match="can still be written"):
        act(world, "client_spoc", amending.begin_amendment, review_id, "A name was wrong")
    for who in CHAIRS:
        agree(world, who, review_id)
    act(world, "client_spoc", amending.begin_amendment, review_id, "A name was wrong")
    topic_id = db.session.scalars(select(Topic.id)).one()
    with database.transaction():
        topic = db.session.get_one(Topic, topic_id)
        writing.note(topic, {"notes": "Late once"}, by=world.viewer("supplier_spoc"), at=AT)
    for who in CHAIRS:
        agree(world, who, review_id)
    first, second = kept(review_id)
    assert (second.number, second.replaces_id, second.reason) == (2, first.id, "A name was wrong")
    notes = [minutes.read(version.text).topics[0].notes for version in (first, second)]
    assert notes == ["Late twice", "Late once"]
    assert first.digest == minutes.digest(first.text)


def test_what_an_amendment_finishes_is_taken_out_of_the_next_review(in_app: Flask, world: World) -> None:
    review_id = held(world)
    with database.transaction():
        review = reviews.to_be_stepped(review_id)
        following = forums.review(review.forum, SCHEDULED + timedelta(days=35)).id
        db.session.add(Topic(review_id=review.id, position=2, title="Night shift"))
    for who in CHAIRS:
        agree(world, who, review_id)
    assert titles(following) == ["Night shift"]
    act(world, "client_spoc", amending.begin_amendment, review_id, "We did talk about it")
    with database.transaction():
        topic = db.session.scalars(select(Topic).where(Topic.review_id == review_id, Topic.position == 2)).one()
        writing.note(topic, {"notes": "Finished"}, by=world.viewer("supplier_spoc"), at=AT)
    for who in CHAIRS:
        agree(world, who, review_id)
    assert titles(following) == []


def titles(review_id: int) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Topic.title).where(Topic.review_id == review_id)))


def promised(world: World, review_id: int, audience: Audience = Audience.SHARED) -> None:
    """An action that the supplier's SPOC adds to the review itself."""
    with database.transaction():
        review = reviews.to_be_stepped(review_id)
        new = actions.NewAction(
            title="Send forecasts",
            type=ActionType.IMPROVEMENT,
            owner_id=world.people["supplier_lead"],
            due_on=HELD_ON + timedelta(days=9),
            consequence="No plan",
            audience=audience,
        )
        by, origin = world.viewer("supplier_spoc"), Origin(review=review)
        actions.add(review.relationship, new, by=by, at=AT, today=HELD_ON, origin=origin)


def test_a_shared_promise_takes_back_what_a_chair_agreed_and_cannot_be_added_once_both_have(
    in_app: Flask, world: World
) -> None:
    review_id = held(world)
    agree(world, "client_spoc", review_id)
    promised(world, review_id)
    assert stored(review_id).client_agreed_at is None
    for who in CHAIRS:
        agree(world, who, review_id)
    with pytest.raises(Refused, match="Begin an amendment"):
        promised(world, review_id)
    promised(world, review_id, Audience.SUPPLIER)  # their own, which no minutes name


def test_whoever_agreed_an_earlier_text_is_asked_anew_when_a_promise_in_it_moves(in_app: Flask, world: World) -> None:
    review_id = held(world)
    promised(world, review_id)
    agree(world, "client_spoc", review_id)
    with database.transaction():
        action = db.session.scalars(select(Action)).one()
        spoc, later = world.viewer("supplier_spoc"), HELD_ON + timedelta(days=12)
        actions.move_due_date(action, later, "Figures are late", by=spoc, at=AT, today=HELD_ON)
    agree(world, "supplier_spoc", review_id)
    review = stored(review_id)
    assert (review.status, review.client_agreed_at, review.supplier_agreed_at) == (ReviewStatus.HELD, None, AT)
    agree(world, "client_spoc", review_id)
    assert stored(review_id).status is ReviewStatus.MINUTES_AGREED


def test_a_vacant_chair_does_not_block_its_sides_spoc_acts(in_app: Flask, world: World) -> None:
    with database.transaction():
        place = {"relationship_id": world.relationships["MER"], "side": Side.SUPPLIER}
        seat = Seat(**place, role=SeatRole.MEMBER, tier=Tier.OPERATIONAL)
        db.session.add(seat)
        db.session.flush()
        seat_id = seat.id
    review_id = held(world, supplier_chair_id=seat_id)
    assert told("asked") == [world.people["supplier_spoc"]]  # and nobody of their own deed
    found = chairs.of_review(stored(review_id), on=HELD_ON)[Side.SUPPLIER]
    assert found.said == "The seat Member is vacant: Diego Alonso acts as chair."
    agree(world, "client_spoc", review_id)
    with pytest.raises(Refused, match="chair of your side"):
        agree(world, "supplier_deputy", review_id)
    agree(world, "supplier_spoc", review_id)
    assert stored(review_id).status is ReviewStatus.MINUTES_AGREED


def test_a_spoc_does_not_speak_for_a_chair_who_is_there_but_for_one_who_is_away(in_app: Flask, world: World) -> None:
    review_id = held(world, supplier_chair_id=world.seats["supplier_lead"])
    with pytest.raises(Refused, match="chair of your side"):
        agree(world, "supplier_spoc", review_id)
    with database.transaction():
        away = {"from_on": HELD_ON, "to_on": HELD_ON + timedelta(days=9)}
        db.session.add(Absence(person_id=world.people["supplier_lead"], **away))
    assert chairs.of_review(stored(review_id), on=HELD_ON)[Side.SUPPLIER].said == (
        "Priya Nair is away: Diego Alonso acts as chair."
    )
    agree(world, "supplier_spoc", review_id)


def test_silence_is_a_reminder_then_a_notice_to_the_sponsor_and_never_a_yes(in_app: Flask, world: World) -> None:
    review_id = held(world)
    agree(world, "client_spoc", review_id)
    for days in range(40):
        jobs.run(jobs.job_named("wait-for-minutes"), at=AT + timedelta(days=days))
    assert told("reminded:supplier") == [world.people["supplier_spoc"]]
    assert told("sponsor_told:supplier") == [world.people["supplier_sponsor"]]
    assert told("reminded:client") == []
    assert stored(review_id).status is ReviewStatus.HELD
    agree(world, "supplier_spoc", review_id, at=AT + timedelta(days=60))
    assert stored(review_id).status is ReviewStatus.MINUTES_AGREED


def test_the_day_it_was_held_on_is_put_right_until_the_minutes_stand(in_app: Flask, world: World) -> None:
    review_id = held(world)
    agree(world, "client_spoc", review_id)
    before = HELD_ON - timedelta(days=1)
    act(world, "supplier_spoc", holding.correct, review_id, before, Attendance(guests="Ida Holt"))
    review = stored(review_id)
    assert (review.held_at, review.client_agreed_at) == (SCHEDULED - timedelta(days=1), None)
    with pytest.raises(Refused, match="look at the year"):
        act(world, "supplier_spoc", holding.correct, review_id, date(202, 12, 1), Attendance(guests="Ida Holt"))


def test_who_was_there_is_kept_for_each_person_and_put_right(in_app: Flask, world: World) -> None:
    review_id = held(world)
    agree(world, "client_spoc", review_id)
    people = [
        Entry(world.people["client_spoc"], "Eva Varga", Side.CLIENT, Presence.PRESENT, "nobody"),
        Entry(world.people["supplier_spoc"], "Diego Alonso", Side.SUPPLIER, Presence.REPRESENTED, "Carla Dizon"),
    ]
    act(world, "supplier_spoc", holding.correct, review_id, HELD_ON, Attendance(people, "Ida Holt"))
    db.session.rollback()
    rows = [(row.name, row.presence, row.represented_by) for row in asked.attendees(review_id)]
    assert rows == [
        ("Eva Varga", Presence.PRESENT, ""),
        ("Diego Alonso", Presence.REPRESENTED, "Carla Dizon"),
    ]
    assert stored(review_id).client_agreed_at is None  # what was agreed is not what stands there now
    nameless = [Entry(world.people["client_spoc"], "Eva Varga", Side.CLIENT, Presence.REPRESENTED)]
    with pytest.raises(Refused) as refused:
        act(world, "supplier_spoc", holding.correct, review_id, HELD_ON, Attendance(nameless))
    assert refused.value.field == f"represented_{world.people['client_spoc']}"
