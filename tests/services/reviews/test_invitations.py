"""Invitations on both databases: calendars follow what is planned and who holds the seats; people answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import InvitationAnswer, MailKind, ReviewStatus
from govtracker.mail import reading
from govtracker.models import Absence, AuditEvent, ForumMember, Invitation, OutboxMail, Person, Review, Tenure
from govtracker.queries import NotFound
from govtracker.queries.governance import forums as forum_people
from govtracker.queries.reviews import invitations as asked
from govtracker.queries.reviews import reviews
from govtracker.services import Refused
from govtracker.services.reviews import holding, invitations, mail_preferences, review_course
from govtracker.services.reviews.attendance import Attendance
from tests.support import calendar_readers, forums
from tests.support.calendar_readers import Read
from tests.support.world import World

SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CHAIRS = ("client_spoc", "supplier_spoc")


@pytest.fixture(autouse=True)
def at_a_fixed_time(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def planned(world: World) -> int:
    with database.transaction():
        forum = forums.forum(world)
        forums.member(forum, world.seats["supplier_lead"])
        review = forums.review(forum, SCHEDULED)
        review_course.set_step(review)
        review_id = review.id
    run(AT)
    return review_id


def run(at: datetime) -> None:
    """What is due of reviews and invitations, then the mails of it."""
    for name in ("reviews-due", "settle-invitations", "remind-of-invitations"):
        assert not jobs.run(jobs.job_named(name), at=at).failed
    assert not jobs.run(jobs.job_named("render-notices"), at=at + timedelta(minutes=5)).failed


def calendars(world: World, who: str) -> list[Read]:
    """What the person's calendar has been told, as two independent programs read it."""
    db.session.rollback()
    query = select(OutboxMail.raw).where(OutboxMail.recipient_id == world.people[who]).order_by(OutboxMail.id)
    found = []
    for raw in db.session.scalars(query):
        parts = {part.get_content_type(): part for part in message_from_bytes(raw, policy=policy.default).walk()}
        text = parts["text/calendar"].get_content()
        [read] = calendar_readers.read(text)
        assert parts["text/calendar"].get_param("method") == read.method
        assert parts["application/ics"].get_content().decode() == text
        found.append(read)
    return found


def words(world: World, who: str) -> list[tuple[str, int]]:
    return [(read.method, read.sequence) for read in calendars(world, who)]


def act(deed: Callable[[Review], object], review_id: int) -> None:
    with database.transaction():
        deed(reviews.to_be_stepped(review_id))


def own(world: World, who: str, review_id: int) -> Invitation:
    db.session.rollback()
    return asked.own(world.viewer(who), "MER", review_id)


def say(
    world: World,
    who: str,
    review_id: int,
    said: InvitationAnswer,
    note: str = "",
    at: datetime = AT,
    seen: datetime | None = None,
) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        own = asked.own(viewer, "MER", review_id)
        invitations.answer(own, said, note, seen=seen or own.starts_at, by=viewer, at=at)


def move(world: World, review_id: int) -> None:
    """To the same hour of the day after."""
    by, then = world.viewer("client_spoc"), SCHEDULED + timedelta(days=1)
    act(lambda review: review_course.move(review, then.date(), time(10), "Moved", by=by, at=AT), review_id)


def leave_seat(world: World, who: str, on: date) -> None:
    with database.transaction():
        seats = select(Tenure).where(Tenure.person_id == world.people[who], Tenure.to_on.is_(None))
        for tenure in db.session.scalars(seats):
            tenure.to_on = on


def test_everybody_who_is_to_come_finds_the_review_in_their_calendar(world: World) -> None:
    planned(world)
    run(AT + timedelta(minutes=1))
    addresses = {world.viewer(who).email for who in (*CHAIRS, "supplier_lead")}
    for who in (*CHAIRS, "supplier_lead"):
        [read] = calendars(world, who)
        assert (read.method, read.sequence, read.starts) == ("REQUEST", 0, SCHEDULED)
        assert read.title == "[MER] Monthly business review, 2026-12"
        assert dict(read.attendees) == dict.fromkeys(addresses, "NEEDS-ACTION")


def test_the_deputy_of_a_spoc_who_is_away_that_day_is_asked_too(world: World) -> None:
    review_id = planned(world)
    before = asked.wanted([review_id], on=AT.date())[review_id]
    with database.transaction():
        day = {"from_on": SCHEDULED.date(), "to_on": SCHEDULED.date()}
        db.session.add(Absence(person_id=world.people["client_spoc"], **day))
    after = asked.wanted([review_id], on=AT.date())[review_id]
    assert after == before | {world.people["client_deputy"]}
    assert world.people["client_deputy"] not in before
    review = db.session.get_one(Review, review_id)
    assert [row.person_id for row in forum_people.standing_in(review.forum, on=SCHEDULED.date())] == [
        world.people["client_deputy"]
    ]


def test_a_move_is_the_same_meeting_with_a_higher_number_and_asks_again(world: World) -> None:
    review_id = planned(world)
    say(world, "supplier_lead", review_id, InvitationAnswer.ACCEPTED)
    later = SCHEDULED + timedelta(days=20)  # further away than people are invited
    act(lambda review: setattr(review, "scheduled_at", later), review_id)
    run(AT + timedelta(hours=1))
    first, second = calendars(world, "supplier_lead")
    assert (first.uid, 1, later) == (second.uid, second.sequence, second.starts)
    assert own(world, "supplier_lead", review_id).answer is InvitationAnswer.OPEN


def test_an_answer_to_the_time_before_a_move_is_refused(world: World) -> None:
    review_id = planned(world)
    move(world, review_id)
    with pytest.raises(Refused, match="moved"):
        say(world, "supplier_lead", review_id, InvitationAnswer.ACCEPTED, seen=SCHEDULED)
    assert own(world, "supplier_lead", review_id).answer is InvitationAnswer.OPEN


@pytest.mark.database("postgresql")  # the other lets one write at a time
def test_an_answer_that_comes_while_the_review_is_moved_is_asked_for_again(
    world: World, in_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_id, has_read = planned(world), Event()
    viewer, wanted = world.viewer("supplier_lead"), asked.wanted

    def reading(*args: Any, **named: Any) -> dict[int, set[int]]:
        has_read.set()
        return wanted(*args, **named)

    monkeypatch.setattr(asked, "wanted", reading)

    def moved() -> None:
        with in_app.app_context():
            move(world, review_id)

    with ThreadPoolExecutor(1) as other:
        with database.transaction():
            own_one = asked.own(viewer, "MER", review_id)
            invitations.answer(own_one, InvitationAnswer.ACCEPTED, "", seen=SCHEDULED, by=viewer, at=AT)
            db.session.flush()
            move_ends = other.submit(moved)
            has_read.wait(0.5)  # where nothing holds it back, it goes on with what it read before the answer
        move_ends.result()
    found = own(world, "supplier_lead", review_id)
    assert (found.starts_at, found.answer) == (SCHEDULED + timedelta(days=1), InvitationAnswer.OPEN)


EVENING = datetime(2026, 11, 30, 18, 30, tzinfo=UTC)  # of the day before the review; 19:30 in Berlin


@pytest.mark.parametrize(
    ("quiet_to", "moved_to", "says"),
    [
        (time(9), time(8, 30), "REQUEST"),  # over before quiet is
        (time(9), time(11), None),  # soon enough when quiet is over
        (time(10, 30), time(11), "REQUEST"),  # whoever waits for the end of quiet finds nobody there
        (time(10, 30), None, "CANCEL"),
        (time(9), None, None),
    ],
)
def test_quiet_hours_never_make_people_come_at_the_wrong_time(
    world: World, quiet_to: time, moved_to: time | None, says: str | None
) -> None:
    review_id, by = planned(world), world.viewer("client_spoc")
    with database.transaction():
        mail_preferences.set_quiet(by, time(18), quiet_to, [], at=AT)
    if moved_to:
        day = SCHEDULED.date()
        act(lambda review: review_course.move(review, day, moved_to, "Travel", by=by, at=EVENING), review_id)
    else:
        act(lambda review: review_course.cancel(review, "Nothing to say", by=by, at=EVENING), review_id)
    run(EVENING)
    assert words(world, "client_spoc")[1:] == ([(says, 1)] if says else [])
    disturb = [mail.disturbs for mail in db.session.scalars(select(OutboxMail)) if mail.created_at > EVENING]
    assert any(disturb) is bool(says)
    run(SCHEDULED - timedelta(hours=1))  # nine in Berlin
    assert len(words(world, "client_spoc")) == 2


def test_a_new_member_is_asked_the_others_learn_of_it_and_one_who_is_none_any_more_is_let_go(world: World) -> None:
    review_id = planned(world)
    with database.transaction():
        db.session.add(ForumMember(forum_id=1, seat_id=world.seats["client_lead"]))
    run(AT + timedelta(hours=1))
    assert words(world, "client_lead") == [("REQUEST", 1)]
    assert words(world, "client_spoc") == [("REQUEST", 0), ("REQUEST", 1)]
    with database.transaction():
        db.session.delete(db.session.scalars(select(ForumMember).where(ForumMember.id == 2)).one())
    run(AT + timedelta(hours=2))
    assert words(world, "client_lead") == [("REQUEST", 1), ("CANCEL", 2)]
    assert world.viewer("client_lead").email not in calendars(world, "client_spoc")[-1].attendees
    with pytest.raises(NotFound):
        own(world, "client_lead", review_id)


def test_whoever_gives_up_the_seat_is_let_go_though_they_see_the_review_no_more(world: World) -> None:
    planned(world)
    leave_seat(world, "supplier_lead", AT.date())
    run(AT + timedelta(days=1))
    assert words(world, "supplier_lead") == [("REQUEST", 0), ("CANCEL", 1)]
    assert list(calendars(world, "supplier_lead")[-1].attendees) == [world.viewer("supplier_lead").email]
    [mail] = db.session.scalars(
        select(OutboxMail).where(OutboxMail.recipient_id == world.people["supplier_lead"], OutboxMail.id > 3)
    )
    assert mail.quotes == []
    assert b"/reviews/" not in mail.raw.partition(b"text/calendar")[0]


def test_nobody_who_has_left_gets_another_mail(world: World) -> None:
    planned(world)
    leave_seat(world, "supplier_lead", AT.date())
    with database.transaction():
        db.session.get_one(Person, world.people["supplier_lead"]).is_active = False
    run(AT + timedelta(days=1))
    assert words(world, "supplier_lead") == [("REQUEST", 0)]
    assert words(world, "client_spoc") == [("REQUEST", 0), ("REQUEST", 1)]


@pytest.mark.parametrize("status", [ReviewStatus.CANCELLED, ReviewStatus.SKIPPED])
def test_called_off_it_is_taken_out_of_every_calendar_once(world: World, status: ReviewStatus) -> None:
    review_id = planned(world)
    act(lambda review: setattr(review, "status", status), review_id)
    for hours in (1, 2):
        run(AT + timedelta(hours=hours))
    assert words(world, "supplier_lead") == [("REQUEST", 0), ("CANCEL", 1)]


def test_held_on_an_earlier_day_it_leaves_the_day_it_was_planned_for(world: World) -> None:
    review_id = planned(world)
    by, at = world.viewer("client_spoc"), AT + timedelta(hours=1)
    act(lambda review: holding.hold(review, AT.date(), Attendance(guests="Ida Holt"), by=by, at=at), review_id)
    for hours in (2, 3):
        run(AT + timedelta(hours=hours))
    assert words(world, "supplier_lead") == [("REQUEST", 0), ("CANCEL", 1)]
    invitations = select(OutboxMail.raw).where(OutboxMail.kind == MailKind.REVIEW_INVITATION)
    raw = db.session.scalars(invitations.order_by(OutboxMail.id)).all()[-1]
    text = reading.opened(raw).text
    assert "was held on an earlier day" in text
    assert "will not take place" not in text
    review = reviews.to_be_stepped(review_id)
    assert (review.scheduled_at, review.local_on, review.nominal_on) == (AT, AT.date(), SCHEDULED.date())


def test_held_on_its_day_it_stays_in_every_calendar(world: World) -> None:
    review_id = planned(world)
    by, at = world.viewer("client_spoc"), SCHEDULED - timedelta(minutes=5)
    act(lambda review: holding.hold(review, SCHEDULED.date(), Attendance(guests="Ida Holt"), by=by, at=at), review_id)
    run(at)
    assert words(world, "supplier_lead") == [("REQUEST", 0)]


def test_several_changes_within_minutes_are_one_mail_with_the_last_word(world: World) -> None:
    review_id = planned(world)
    for hours in (1, 2, 3):
        with database.transaction():
            review = reviews.to_be_stepped(review_id)
            review.scheduled_at = SCHEDULED + timedelta(hours=hours)
            invitations.settle(review, at=AT + timedelta(hours=1))
    run(AT + timedelta(hours=1))
    assert words(world, "client_spoc") == [("REQUEST", 0), ("REQUEST", 3)]
    assert calendars(world, "client_spoc")[-1].starts == SCHEDULED + timedelta(hours=3)


def test_an_answer_is_seen_by_both_sides_and_rides_along_afterwards(world: World) -> None:
    review_id = planned(world)
    with pytest.raises(Refused) as refused:
        say(world, "supplier_lead", review_id, InvitationAnswer.DECLINED, " ")
    assert refused.value.field == "note"
    say(world, "supplier_lead", review_id, InvitationAnswer.DECLINED, "On leave")
    rows = asked.answers(world.viewer("client_spoc"), review_id)
    assert [(row.name, row.answer_note) for row in rows if row.answer is InvitationAnswer.DECLINED] == [
        (world.viewer("supplier_lead").name, "On leave")
    ]
    assert not asked.answers(world.viewer("other_client_spoc"), review_id)
    with database.transaction():
        db.session.add(ForumMember(forum_id=1, seat_id=world.seats["client_lead"]))
    run(AT + timedelta(hours=1))
    attendees = calendars(world, "client_spoc")[-1].attendees
    assert attendees[world.viewer("supplier_lead").email] == "DECLINED"
    with pytest.raises(Refused):
        say(world, "supplier_lead", review_id, InvitationAnswer.ACCEPTED, at=SCHEDULED)


def test_two_workers_that_found_the_same_person_silent_remind_once(world: World) -> None:
    planned(world)
    run(AT + timedelta(minutes=10))
    at = SCHEDULED - timedelta(days=2)
    silent = asked.to_remind(at)
    db.session.rollback()
    assert silent
    for second in range(2):  # each worker with the list it made before the other had begun
        for invitation_id in silent:
            with database.transaction():
                invitations.remind(invitation_id, at + timedelta(seconds=second))
    reminded = db.session.query(AuditEvent).filter_by(action="invitation_reminded").count()
    assert reminded == len(silent)


def test_whoever_has_not_answered_is_reminded_once(world: World) -> None:
    review_id = planned(world)
    say(world, "client_spoc", review_id, InvitationAnswer.TENTATIVE)
    for days in (7, 8, 9, 10):
        run(AT + timedelta(days=days, minutes=10))
    assert words(world, "client_spoc") == [("REQUEST", 0)]
    assert words(world, "supplier_lead") == [("REQUEST", 0), ("REQUEST", 0)]
