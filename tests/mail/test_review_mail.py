"""The review mail: complete in itself, the rights of its moment, once a period, nothing of the other side alone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, MailKind
from govtracker.mail import reading
from govtracker.mail.values import Opened
from govtracker.models import Issue, OutboxMail, Tenure
from govtracker.queries.reviews import mail_schedules
from govtracker.queries.reviews import review_mail as asked
from govtracker.services.reviews import review_mail
from tests.support import managed, valued
from tests.support.managed import CANARY, MONDAY
from tests.support.statements import counted
from tests.support.world import World

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(autouse=True)
def on_monday_morning(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


def run(at: datetime) -> None:
    """The ticks that find sponsors, leave their mail and write it."""
    for name in ("begin-review-mail", "review-mail", "render-notices"):
        assert not jobs.run(jobs.job_named(name), at=at).failed


def mails(world: World, who: str = "client_sponsor") -> list[Opened]:
    """Every review mail of a person, as they see it, oldest first."""
    db.session.rollback()
    query = select(OutboxMail.raw).where(
        OutboxMail.kind == MailKind.REVIEW_MAIL, OutboxMail.recipient_id == world.people[who]
    )
    return [reading.opened(raw) for raw in db.session.scalars(query.order_by(OutboxMail.id))]


def begun(world: World, at: datetime = MONDAY - timedelta(days=3)) -> None:
    jobs.run(jobs.job_named("begin-review-mail"), at=at)


def written(world: World, who: str = "client_sponsor") -> Opened:
    """The one review mail that is due on Monday."""
    begun(world)
    run(MONDAY)
    [mail] = mails(world, who)
    return mail


def steady(text: str) -> str:
    """Without what differs from run to run."""
    return re.sub(r"/unsubscribe/\S+", "/unsubscribe/…", text).replace("\r\n", "\n")


def test_it_says_what_was_approved(world: World) -> None:
    managed.make(world)
    mail = written(world)
    assert dict(mail.headers)["Subject"] == "Two of your four relationships need you"
    assert steady(mail.text) == (EXPECTED / "review_mail.txt").read_text(encoding="utf-8")


def test_both_parts_say_the_same_and_lead_to_the_exact_thing(world: World) -> None:
    managed.make(world)
    mail = written(world)
    words = " ".join(re.sub(r"<[^>]+>", " ", mail.html).split())
    for said in (
        "Two of your four relationships need you",
        "MER-1 Billing exports fail every night (critical, level 2): reaches you Mon 23 Nov 08:00 CET if Meridian",
        "First contact resolution red for the 4th month: 58 % (minimum 65)",
        "Quality seat vacant at Northgate",
        "overdue: Northgate 1, Meridian 3",
        "review Tue 1 Dec 10:00",
        "All quiet: In-house Level 3 (86.3, preferred) · Tessera Billing (no scorecard yet)",
        "because you are executive sponsor for",
    ):
        assert said in words
    for path in ("/r/MER/issues/1", "/r/MER/scorecards/2026-10", "/r/MER/structure", "/r/CAS/actions/1", "/portfolio"):
        assert f'{path}"' in mail.html
        assert path in mail.text


def test_the_other_side_s_own_records_are_in_nobodys_mail(world: World) -> None:
    managed.make(world)
    with database.transaction():
        shared = Issue.audience == Audience.SHARED
        db.session.execute(update(Issue).where(shared).values(is_open=False))
    mail = written(world)
    assert CANARY not in mail.text + mail.html
    [own] = mails(world, "supplier_sponsor")
    assert CANARY in own.text  # their own side's, which has climbed too
    assert "overdue: Northgate 1, Meridian 3" in " ".join(own.html.split())  # shared ones alone are counted


def test_damage_that_nobody_has_answered_is_told_and_leads_to_its_page(world: World) -> None:
    valued.damaged(world)
    mail = written(world)
    assert "* Complaints: worse than its baseline in October 2026 while Calls settled was green" in mail.text
    assert "/r/MER/value/alerts/1" in mail.text
    assert "/r/MER/value/alerts/1" in mail.html


def test_dates_stand_in_the_zone_of_the_reader(world: World) -> None:
    managed.make(world)
    begun(world)
    run(MONDAY - timedelta(hours=7))  # half past seven in Manila
    [mail] = mails(world, "supplier_sponsor")
    assert "reaches you Mon 23 Nov 15:00 UTC+8" in mail.text
    assert "Next review: Tue 1 Dec 17:00." in mail.text


def test_rights_are_those_of_the_moment_it_is_written(world: World) -> None:
    managed.make(world)
    begun(world)
    jobs.run(jobs.job_named("review-mail"), at=MONDAY)
    with database.transaction():
        own = Tenure.person_id == world.people["client_sponsor"]
        left = db.session.scalars(select(Tenure).where(own).order_by(Tenure.id)).all()
        for tenure in left[1:]:
            tenure.to_on = date(2026, 11, 22)
    jobs.run(jobs.job_named("render-notices"), at=MONDAY)
    [mail] = mails(world)
    assert dict(mail.headers)["Subject"] == "Your relationship with Meridian needs you"
    assert "Cascade" not in mail.text


def test_it_tells_of_what_its_reader_chose_as_far_as_they_see_it(world: World) -> None:
    managed.make(world)
    begun(world)
    with database.transaction():
        kept = mail_schedules.of_person(world.people["client_sponsor"], MailKind.REVIEW_MAIL)
        assert kept is not None
        kept.chosen = [world.relationships["CAS"], 4711]
    run(MONDAY)
    [mail] = mails(world)
    assert "Your relationship with Cascade needs you" in mail.text
    assert "Meridian" not in mail.text


def test_somebody_who_sees_no_relationship_any_more_gets_none(world: World) -> None:
    begun(world)
    with database.transaction():
        db.session.execute(update(Tenure).values(to_on=date(2026, 11, 21)))
    run(MONDAY)
    assert mails(world) == []


def test_a_quiet_week_is_told_in_one_line(world: World) -> None:
    with database.transaction():
        db.session.execute(update(Tenure).where(Tenure.seat_id == world.seats["client_sponsor"]).values(to_on=None))
        managed.sponsor(world, "CAS", "nobody")
    begun(world)
    run(MONDAY)
    [mail] = mails(world, "nobody")
    assert dict(mail.headers)["Subject"] == "Your relationship with Cascade is quiet"
    assert "All quiet: Cascade (no scorecard yet)." in mail.text


def test_it_comes_once_a_period_however_often_the_worker_asks(world: World) -> None:
    begun(world)
    for minutes in (0, 1, 60, 60 * 24 * 6):
        run(MONDAY + timedelta(minutes=minutes))
    assert len(mails(world)) == 1
    run(MONDAY + timedelta(days=7))
    assert len(mails(world)) == 2


def test_after_three_weeks_without_a_worker_only_the_latest_is_sent_and_says_it_is_late(world: World) -> None:
    begun(world)
    run(MONDAY + timedelta(days=23, hours=2))
    [mail] = mails(world)
    assert "This mail is late. It was due Mon 14 Dec 07:30 CET." in mail.text
    run(MONDAY + timedelta(days=24))
    assert len(mails(world)) == 1
    run(MONDAY + timedelta(days=28))
    assert len(mails(world)) == 2


def test_it_keeps_to_the_wall_through_summer_time(world: World) -> None:
    begun(world, datetime(2027, 3, 24, tzinfo=UTC))
    run(datetime(2027, 3, 29, 5, 29, tzinfo=UTC))
    assert mails(world) == []
    run(datetime(2027, 3, 29, 5, 30, tzinfo=UTC))  # 07:30 in summer time
    assert len(mails(world)) == 1


def test_one_asked_for_comes_at_once_and_counts_for_no_period(world: World) -> None:
    begun(world)
    viewer = world.viewer("client_sponsor")
    with database.transaction():
        review_mail.send_now(viewer, at=MONDAY - timedelta(hours=1))
    run(MONDAY - timedelta(hours=1))
    [mail] = mails(world)
    assert "You get this one because you asked for it just now." in mail.text
    run(MONDAY)
    assert len(mails(world)) == 2


def test_what_it_asks_of_the_database_does_not_grow_with_what_it_tells(world: World) -> None:
    viewer = world.viewer("executive")

    def cost() -> int:
        with counted() as made:
            asked.facts(viewer, (), today=date(2026, 11, 23), at=MONDAY)
        return len(made)

    before = cost()
    managed.make(world)
    assert cost() <= before + 1  # where something is red, one statement reads the snapshots
    assert cost() <= 12
    with database.transaction():
        db.session.execute(update(Issue).values(level=2))
    assert cost() <= 12
