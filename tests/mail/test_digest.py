"""The digest: on working mornings of one's own zone, once a day, and nothing when nothing stands."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState, PreparationKind, ReviewStatus, Severity, Side
from govtracker.models import Absence, MailSchedule, OutboxMail, Person, PreparationTask, Review
from govtracker.queries.reviews import mail_schedules
from govtracker.rules.reviews import mail_times
from govtracker.services import Refused
from govtracker.services.reviews import mail_preferences
from govtracker.services.structure import people
from tests.mail.steps import MINUTE, MONDAY, leave, mails, opened, outcomes, queued, rendered
from tests.services import issue_steps
from tests.support import forums
from tests.support.world import World

TUESDAY_MORNING = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)  # 07:30 in Berlin
EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(autouse=True)
def at_monday(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


@pytest.fixture
def eva(world: World) -> int:
    """The client's SPOC (Berlin), who gets the digest as everybody does at first."""
    with database.transaction():
        person = db.session.get_one(Person, world.people["client_spoc"])
        mail_preferences.begin_digests([person], at=MONDAY)
    return world.people["client_spoc"]


def digested(at: datetime) -> jobs.Ran:
    """The tick that passes over digests that would find nothing, and leaves the others."""
    jobs.run(jobs.job_named("pass-over-digests"), at=at)
    return jobs.run(jobs.job_named("digest"), at=at)


def schedule(person_id: int) -> MailSchedule:
    db.session.rollback()
    return db.session.scalars(select(MailSchedule).where(MailSchedule.person_id == person_id)).one()


def digests() -> list[OutboxMail]:
    return [mail for mail in mails() if mail.kind is MailKind.DIGEST]


def test_it_comes_in_the_morning_with_what_stands(world: World, eva: int) -> None:
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    issue_steps.raised(world, "client_spoc", MONDAY, title="On the other side")
    digested(TUESDAY_MORNING - MINUTE)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    assert digests() == []
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    [mail] = digests()
    assert mail.subject == "Today: 1 waiting on your side"
    text, stop = opened(mail).text.split("Stop this kind of mail: ")
    assert text == (EXPECTED / "digest.txt").read_text("utf-8")
    assert "/unsubscribe/" in stop
    assert mail.quotes == [[world.relationships["MER"], "shared"]]


def test_nothing_comes_when_nothing_stands(world: World, eva: int) -> None:
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    assert digests() == []
    assert outcomes() == {}
    assert schedule(eva).next_at == TUESDAY_MORNING + timedelta(days=1)


def test_minutes_that_wait_for_a_chair_or_who_acts_and_what_is_to_be_prepared_stand_in_it(
    world: World, eva: int
) -> None:
    with database.transaction():
        forum = forums.forum(world, client_chair_id=world.seats["client_sponsor"])
        held = forums.review(forum, MONDAY, ReviewStatus.HELD, held_at=MONDAY)
        coming = forums.review(forum, MONDAY + timedelta(days=30), ReviewStatus.IN_PREPARATION)
        place = {"review_id": coming.id, "relationship_id": coming.relationship_id, "person_id": eva}
        task = {"side": Side.CLIENT, "kind": PreparationKind.ACTION, "title": "Send figures", "subject_id": 1}
        db.session.add(PreparationTask(**place, **task, due_on=MONDAY.date(), created_at=MONDAY))
        sponsor = {"person_id": world.people["client_sponsor"], "from_on": MONDAY.date()}
        db.session.add(Absence(**sponsor, to_on=MONDAY.date() + timedelta(days=9)))
        held_id, coming_id = held.id, coming.id
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    [mail] = digests()
    assert mail.subject == "Today: 1 to agree and 1 to prepare"
    text = opened(mail).text
    assert f"/r/MER/reviews/{held_id}/agreement" in text
    assert "1 day late" in text
    with database.transaction():
        db.session.get_one(Review, held_id).client_agreed_at = MONDAY
        db.session.get_one(Review, coming_id).status = ReviewStatus.CANCELLED
    wednesday = TUESDAY_MORNING + timedelta(days=1)
    digested(wednesday)
    rendered(wednesday + 2 * MINUTE)
    assert len(digests()) == 1


def test_a_quiet_morning_is_passed_over_for_everybody_at_once(world: World, eva: int) -> None:
    with database.transaction():
        everybody = db.session.scalars(select(Person)).all()
        mail_preferences.begin_digests(everybody, at=MONDAY)
    wednesday = TUESDAY_MORNING + timedelta(days=1)
    assert jobs.run(jobs.job_named("pass-over-digests"), at=wednesday).done == 1
    assert digested(wednesday).done == 0
    assert all(one.next_at and one.next_at > wednesday for one in db.session.scalars(select(MailSchedule)))


def test_it_comes_once_a_day_and_after_an_outage_the_latest_alone(world: World, eva: int) -> None:
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    thursday_noon = datetime(2026, 3, 5, 12, tzinfo=UTC)
    for _ in range(3):
        digested(thursday_noon)
        rendered(thursday_noon)
    [mail] = digests()
    assert "It was due Thu 5 Mar 07:30 CET" in opened(mail).text
    assert schedule(eva).next_at == datetime(2026, 3, 6, 6, 30, tzinfo=UTC)


def test_yesterday_s_digest_is_worth_nothing_at_night(world: World, eva: int) -> None:
    issue = issue_steps.raised(world, "supplier_spoc", MONDAY)
    leave(world, MailKind.WATCHED, "client_spoc", issue, event="moved", to="resolved", by_name="Ben")
    digested(TUESDAY_MORNING + timedelta(hours=13))
    rendered(TUESDAY_MORNING + timedelta(hours=13))
    assert digests() == []
    assert outcomes()["Eva Varga"] == [""]  # what it would have brought waits for the next


def test_no_second_one_is_written_on_a_day_whatever_its_reader_changes(world: World, eva: int) -> None:
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    for zone in ("Asia/Manila", "America/New_York"):
        with database.transaction():
            viewer = world.viewer("client_spoc")
            mail_preferences.set_digest(
                viewer, local_time=time(12), working_days=[0, 1, 2, 3, 4], zone=zone, at=TUESDAY_MORNING + 5 * MINUTE
            )
        digested(TUESDAY_MORNING + timedelta(hours=12))
        rendered(TUESDAY_MORNING + timedelta(hours=12, minutes=2))
    assert len(digests()) == 1


def test_what_a_review_mail_told_this_morning_is_not_told_again(world: World, eva: int) -> None:
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    queued(world, kind=MailKind.REVIEW_MAIL, created_at=TUESDAY_MORNING)
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    assert digests() == []


def test_news_of_what_one_watches_comes_whatever_a_review_mail_told(world: World, eva: int) -> None:
    issue = issue_steps.raised(world, "supplier_spoc", MONDAY)
    leave(world, MailKind.WATCHED, "client_spoc", issue, event="moved", to="resolved", by_name="Ben")
    queued(world, kind=MailKind.REVIEW_MAIL, created_at=TUESDAY_MORNING)
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    assert [mail.subject for mail in digests()] == ["Today: 1 with news"]


def test_each_day_of_its_schedule_has_one_where_two_fall_on_one_day_of_its_reader(world: World, eva: int) -> None:
    with database.transaction():
        db.session.get_one(Person, eva).zone = "America/Los_Angeles"
        kept = mail_schedules.of_person(eva, MailKind.DIGEST)
        assert kept is not None
        kept.zone, kept.local_time, kept.working_days = "Europe/Berlin", time(8, 30), "0123456"
        kept.next_at = datetime(2026, 10, 31, 7, 30, tzinfo=UTC)
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    mornings = [datetime(2026, 11, day, 7, 30, tzinfo=UTC) for day in (1, 2)]  # 00:30 PDT and 23:30 PST of 1 November
    for morning in mornings:
        digested(morning)
        rendered(morning + 2 * MINUTE)
    assert [mail.created_at for mail in digests()] == [morning + 2 * MINUTE for morning in mornings]


@pytest.mark.parametrize("state", MailState)
def test_what_a_review_mail_that_never_went_would_have_told_is_in_the_digest(
    world: World, eva: int, state: MailState
) -> None:
    issue_steps.raised(world, "supplier_spoc", MONDAY)
    queued(world, kind=MailKind.REVIEW_MAIL, created_at=TUESDAY_MORNING, state=state)
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    never_went = state in {MailState.FAILED, MailState.SUPPRESSED, MailState.EXPIRED, MailState.CANCELLED}
    assert len(digests()) == never_went


def test_no_weekend_has_a_digest(eva: int) -> None:
    friday = datetime(2026, 3, 6, 6, 30, tzinfo=UTC)
    digested(friday)
    assert schedule(eva).next_at == datetime(2026, 3, 9, 6, 30, tzinfo=UTC)


def test_a_long_list_is_cut_and_says_so(world: World, eva: int) -> None:
    for number in range(12):
        issue_steps.raised(world, "supplier_spoc", MONDAY, title=f"Matter {number}", severity=Severity.LOW)
    digested(TUESDAY_MORNING)
    rendered(TUESDAY_MORNING + 2 * MINUTE)
    text = opened(digests()[0]).text
    assert text.count("* MER-") == 7
    assert "and 5 more in My work" in text


def test_everybody_begins_with_one(world: World) -> None:
    with database.transaction():
        person = people.create(
            name="New Person",
            email="new@northgate.example",
            organisation=db.session.get_one(Person, world.people["client_spoc"]).organisation,
            password_hash="",
            by=None,
            at=MONDAY,
        )
        person_id = person.id
    assert schedule(person_id).next_at == TUESDAY_MORNING


@pytest.mark.parametrize(
    ("days", "at", "next_at"),
    [
        ([6, 0, 1, 2, 3], time(9), datetime(2026, 3, 3, 8, tzinfo=UTC)),
        ([5], time(7, 30), datetime(2026, 3, 7, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_person_chooses_days_and_time(world: World, eva: int, days: list[int], at: time, next_at: datetime) -> None:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        mail_preferences.set_digest(viewer, local_time=at, working_days=days, zone="Europe/Berlin", at=MONDAY)
    kept = schedule(eva)
    assert kept.next_at == next_at
    assert kept.next_at == mail_times.next_digest(
        kept.local_time, kept.zone, [int(day) for day in kept.working_days], after=MONDAY
    )


def test_no_day_at_all_is_refused(world: World, eva: int) -> None:
    with pytest.raises(Refused, match="at least one"), database.transaction():
        mail_preferences.set_digest(
            world.viewer("client_spoc"), local_time=time(8), working_days=[], zone="UTC", at=MONDAY
        )


def test_one_that_cannot_be_left_is_left_out(eva: int) -> None:
    with database.transaction():
        mail_preferences.put_off_digest(schedule(eva).id, TUESDAY_MORNING)
    assert schedule(eva).next_at == TUESDAY_MORNING + timedelta(days=1)
