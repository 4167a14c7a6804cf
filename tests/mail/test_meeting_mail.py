"""The mails around a review: when to come, where it moved, that it is cancelled, what it decided."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionType, Audience, ReviewStatus
from govtracker.mail import reading
from govtracker.mail.values import Opened
from govtracker.models import OutboxMail, Topic
from govtracker.queries.reviews import minutes as minutes_asked
from govtracker.queries.reviews import reviews as asked
from govtracker.rules.reviews import minutes
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.origins import Origin
from govtracker.services.reviews import agreement, review_course, reviews, topics
from govtracker.services.reviews.topics import Plan
from tests.support import forums
from tests.support.world import World

EXPECTED = Path(__file__).parent / "expected"
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CANARY = "the canary sings in the cellar"


@pytest.fixture(autouse=True)
def at_a_fixed_time(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def planned(world: World, status: ReviewStatus = ReviewStatus.SCHEDULED) -> int:
    with database.transaction():
        forum = forums.forum(world)
        forums.member(forum, world.seats["supplier_lead"])
        review = forums.review(forum, SCHEDULED, status)
        review_course.set_step(review)
        return review.id


def run(at: datetime) -> None:
    """What is due of reviews, then the mails, five minutes later."""
    for name, when in (("reviews-due", at), ("render-notices", at + timedelta(minutes=5))):
        assert not jobs.run(jobs.job_named(name), at=when).failed


def mails(world: World, who: str) -> list[Opened]:
    db.session.rollback()
    query = select(OutboxMail.raw).where(OutboxMail.recipient_id == world.people[who]).order_by(OutboxMail.id)
    return [reading.opened(raw) for raw in db.session.scalars(query)]


def steady(text: str) -> str:
    return re.sub(r"/unsubscribe/\S+", "/unsubscribe/…", text).replace("\r\n", "\n")


def test_an_invitation_says_what_was_approved(world: World) -> None:
    planned(world)
    run(AT)
    [mail] = mails(world, "supplier_lead")
    assert dict(mail.headers)["Subject"] == "[MER] Monthly business review, 2026-12"
    assert steady(mail.text) == (EXPECTED / "review_invitation.txt").read_text(encoding="utf-8")
    assert "/r/MER/reviews/1" in mail.html
    assert len(mails(world, "client_spoc")) == 1
    assert "because you chair the Monthly business review" in mails(world, "client_spoc")[0].text


def test_a_move_is_told_in_the_same_thread_with_what_it_was_before(world: World) -> None:
    review_id = planned(world)
    run(AT)
    with database.transaction():
        review = asked.to_be_stepped(review_id)
        review.scheduled_at = SCHEDULED + timedelta(days=1)
        review_course.set_step(review)
    run(AT + timedelta(hours=1))
    first, second = mails(world, "supplier_lead")
    assert "It was: Tue 1 Dec 17:00 UTC+8" in second.text
    assert "When: Wed 2 Dec 17:00 UTC+8" in second.text
    assert dict(first.headers)["References"] == dict(second.headers)["References"]


def test_cancelled_within_five_minutes_the_invitation_is_never_sent(world: World) -> None:
    review_id = planned(world)
    assert not jobs.run(jobs.job_named("reviews-due"), at=AT).failed
    viewer = world.viewer("client_spoc")
    with database.transaction():
        review_course.cancel(asked.to_be_stepped(review_id), "Public holiday", by=viewer, at=AT + timedelta(minutes=1))
    assert not jobs.run(jobs.job_named("render-notices"), at=AT + timedelta(minutes=6)).failed
    [mail] = mails(world, "supplier_lead")
    assert "Cancelled: Monthly business review, 2026-12" in mail.text
    assert "Public holiday" in mail.text


def test_the_outcome_says_what_was_approved_and_nothing_internal(world: World) -> None:
    review_id = planned(world, ReviewStatus.HELD)
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    with database.transaction():
        review = asked.to_be_stepped(review_id)
        topic = topics.add(review, Plan("Billing errors in October"), by=client, at=AT)
        topics.add(review, Plan("Any other business"), by=client, at=AT)
        db.session.flush()
        reviews.note(db.session.get_one(Topic, topic.id), {"decision": "Test before each release."}, by=client, at=AT)
        for title, who, audience in (
            ("Regression suite for billing", "supplier_lead", Audience.SHARED),
            (CANARY, "client_lead", Audience.CLIENT),
        ):
            new = NewAction(title, ActionType.PREVENTIVE, world.people[who], date(2026, 12, 11), "Late.", audience)
            actions.add(review.relationship, new, by=client, at=AT, today=AT.date(), origin=Origin(review=review))
    for viewer in (client, supplier):
        with database.transaction():
            review = asked.to_be_stepped(review_id)
            seen = minutes.mark(minutes_asked.content(review))
            agreement.agree(review, seen, by=viewer, at=AT)
    run(AT)
    text = steady(mails(world, "client_spoc")[-1].text)
    assert text == (EXPECTED / "review_outcome.txt").read_text(encoding="utf-8")
    assert CANARY not in mails(world, "client_spoc")[-1].html
