"""Mail waits in its reader's quiet hours, but for what cannot wait; none goes where the address is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState, Severity
from govtracker.models import Person
from govtracker.services.reviews import mail_preferences, review_mail
from tests.mail.steps import MINUTE, MONDAY, leave, mails, opened, outcomes, queued, rendered, sent, state_of
from tests.services import issue_steps
from tests.support.applications import Settled
from tests.support.world import World

EVENING = datetime(2026, 3, 6, 19, 30, tzinfo=UTC)  # a Friday, 20:30 in Berlin
MONDAY_MORNING = datetime(2026, 3, 9, 6, tzinfo=UTC)  # seven o'clock in Berlin


@pytest.fixture(autouse=True)
def quiet_nights(in_app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    """The client's SPOC (Berlin) wants quiet from eight to seven and on weekends."""
    clock_at(MONDAY)
    with database.transaction():
        viewer = world.viewer("client_spoc")
        mail_preferences.set_quiet(viewer, time(20), time(7), [5, 6], at=MONDAY)


def told(world: World, severity: Severity, kind: MailKind, **facts: object) -> None:
    """Word of an issue of that severity for the client's SPOC, on Friday evening."""
    issue = issue_steps.raised(world, "supplier_spoc", MONDAY, severity=severity)
    leave(world, kind, "client_spoc", issue, at=EVENING, round=1, level=1, **facts)


def to_eva() -> list[MailKind]:
    return [mail.kind for mail in mails() if mail.to_address == "eva.varga@northgate.example"]


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
def test_only_critical_escalations_come_in_quiet_hours(world: World, severity: Severity) -> None:
    told(world, severity, MailKind.ESCALATION, event="grown_old", days=3)
    rendered(EVENING)
    assert to_eva() == ([MailKind.ESCALATION] if severity is Severity.CRITICAL else [])
    rendered(MONDAY_MORNING - MINUTE)
    assert len(to_eva()) == (severity is Severity.CRITICAL)
    rendered(MONDAY_MORNING)
    assert to_eva() == [MailKind.ESCALATION]


def test_what_waited_is_not_called_late_but_what_waited_longer_is(world: World) -> None:
    told(world, Severity.LOW, MailKind.ESCALATION, event="grown_old", days=3)
    rendered(EVENING)
    rendered(MONDAY_MORNING)
    assert "This mail is late" not in opened(mails()[-1]).text
    told(world, Severity.LOW, MailKind.ESCALATION, event="escalated", since=EVENING.isoformat())
    rendered(MONDAY_MORNING + timedelta(hours=5))
    assert "It was due Mon 9 Mar 07:00 CET" in opened(mails()[-1]).text


@pytest.fixture
def digests(quiet_nights: None, world: World) -> Callable[[datetime], None]:
    """Eva's digest is due at half past seven; the ticks that leave it and write it."""
    with database.transaction():
        mail_preferences.begin_digests([db.session.get_one(Person, world.people["client_spoc"])], at=EVENING)

    def tick(at: datetime) -> None:
        jobs.run(jobs.job_named("pass-over-digests"), at=at)
        jobs.run(jobs.job_named("digest"), at=at)
        rendered(at + 2 * MINUTE)

    return tick


def test_a_digest_that_waits_for_the_end_of_quiet_keeps_its_news(
    world: World, digests: Callable[[datetime], None]
) -> None:
    with database.transaction():
        mail_preferences.set_quiet(world.viewer("client_spoc"), time(20), time(8), [], at=EVENING)
    told(world, Severity.LOW, MailKind.WATCHED, event="moved", to="in_progress", by_name="Rafael Ortega")
    digests(MONDAY_MORNING + 30 * MINUTE)
    assert to_eva() == []
    digests(MONDAY_MORNING + 60 * MINUTE)
    assert "now in progress" in opened(mails()[-1]).text


def test_a_digest_of_a_quiet_day_is_left_to_the_next_morning(world: World, digests: Callable[[datetime], None]) -> None:
    with database.transaction():
        mail_preferences.set_quiet(world.viewer("client_spoc"), None, None, [0], at=EVENING)
    told(world, Severity.LOW, MailKind.WATCHED, event="moved", to="in_progress", by_name="Rafael Ortega")
    digests(MONDAY_MORNING + 30 * MINUTE)
    digests(MONDAY_MORNING + timedelta(hours=17))
    assert to_eva() == []
    digests(MONDAY_MORNING + timedelta(hours=24, minutes=30))
    assert "now in progress" in opened(mails()[-1]).text


def test_a_review_mail_asked_for_comes_at_once(world: World) -> None:
    with database.transaction():
        review_mail.send_now(world.viewer("client_spoc"), at=EVENING)
    rendered(EVENING)
    assert to_eva() == [MailKind.REVIEW_MAIL]


@pytest.mark.parametrize(("disturbs", "attempts"), [(False, 0), (True, 1)])
def test_a_mail_that_did_not_get_out_before_waits_in_the_queue(
    world: World, with_settings: Settled, disturbs: bool, attempts: int
) -> None:
    mail_id = queued(world, disturbs=disturbs)
    with with_settings(DEMO="1"):
        sent(EVENING)
    [mail] = mails()
    assert (mail.id, mail.state) == (mail_id, MailState.SENT if disturbs else MailState.QUEUED)
    assert mail.attempts == attempts
    assert disturbs or mail.not_before == MONDAY + (MONDAY_MORNING - EVENING)


def test_nothing_goes_to_an_address_that_is_refused_for_good(world: World, with_settings: Settled) -> None:
    waiting = queued(world)
    with database.transaction():
        db.session.get_one(Person, world.people["client_spoc"]).unreachable_at = MONDAY
    told(world, Severity.HIGH, MailKind.ESCALATION, event="grown_old", days=3)
    rendered(MONDAY_MORNING)
    assert outcomes()["Eva Varga"] == ["unreachable"]
    with with_settings(DEMO="1"):
        sent(MONDAY_MORNING)
    assert state_of(waiting) is MailState.SUPPRESSED
