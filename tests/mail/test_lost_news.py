"""News of watched records whose digest never went waits for the next one, and is told once."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.models import Issue, Notification, OutboxMail, Person
from govtracker.queries.reviews import mails as asked
from govtracker.services.installation import outbox
from govtracker.services.reviews import mail_preferences
from tests.mail.steps import MINUTE, MONDAY, leave, mails, opened, reaped, rendered, sent
from tests.services import issue_steps
from tests.support.applications import Settled
from tests.support.smtp import Sink
from tests.support.world import World

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MORNING = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)  # 07:30 in Berlin
NEWS = "now resolved"
NEVER = "554 5.7.1 relay access denied"


@pytest.fixture(autouse=True)
def at_monday(with_settings: Settled, smtp_sink: Sink, clock_at: Callable[[datetime], None]) -> Iterator[None]:
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url):
        yield


@pytest.fixture
def issue(world: World, smtp_sink: Sink) -> Issue:
    """A record the client's SPOC watches, with news; a digest of it waits to leave."""
    with database.transaction():
        mail_preferences.begin_digests([db.session.get_one(Person, world.people["client_spoc"])], at=MONDAY)
    issue = issue_steps.raised(world, "supplier_spoc", MONDAY)
    rendered(MORNING)
    sent(MORNING)  # what else there is to tell
    smtp_sink.received.clear()
    leave(world, MailKind.WATCHED, "client_spoc", issue, event="moved", to="resolved", by_name="Ben")
    assert NEWS in digest_of(MORNING)
    return issue


def digest_of(morning: datetime) -> str:
    """What the digest of a morning says; it is not sent yet."""
    jobs.run(jobs.job_named("digest"), at=morning)
    rendered(morning + 2 * MINUTE)
    return opened(digests()[-1]).text


def digests() -> list[OutboxMail]:
    return [mail for mail in mails() if mail.kind is MailKind.DIGEST]


def is_told() -> bool:
    db.session.rollback()
    return (
        db.session.scalars(select(Notification).where(Notification.kind == MailKind.WATCHED)).one().told_at is not None
    )


@pytest.mark.parametrize("state", [MailState.EXPIRED, MailState.FAILED])
def test_the_next_digest_brings_what_the_last_one_could_not(issue: Issue, smtp_sink: Sink, state: MailState) -> None:
    if state is MailState.FAILED:
        smtp_sink.fail("RCPT", NEVER)
    sent(MORNING + (13 * HOUR if state is MailState.EXPIRED else 3 * MINUTE))
    assert [mail.state for mail in digests()] == [state]
    assert NEWS in digest_of(MORNING + DAY)
    sent(MORNING + DAY + 3 * MINUTE)
    assert is_told()
    assert len(smtp_sink.received) == 1
    assert NEWS not in digest_of(MORNING + 2 * DAY)


def test_so_does_it_after_workers_that_died_of_it(issue: Issue) -> None:
    with database.transaction():
        held = {"state": MailState.CLAIMED, "attempts": 10, "worker": str(uuid.uuid4()), "token": "its token"}
        db.session.execute(update(OutboxMail).where(OutboxMail.kind == MailKind.DIGEST).values(**held))
    reaped(MORNING + 3 * MINUTE)
    assert [mail.state for mail in digests()] == [MailState.FAILED]
    assert NEWS in digest_of(MORNING + DAY)


def test_what_may_have_arrived_is_not_told_again(issue: Issue) -> None:
    with database.transaction():
        db.session.execute(
            update(OutboxMail).where(OutboxMail.kind == MailKind.DIGEST).values(handed_at=MORNING, doubts=1)
        )
    sent(MORNING + 13 * HOUR)
    assert [mail.state for mail in digests()] == [MailState.EXPIRED]
    assert NEWS not in digest_of(MORNING + DAY)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_digest_somebody_sends_again_before_the_next_one_has_told_it(
    world: World, issue: Issue, smtp_sink: Sink, at_once: bool
) -> None:
    smtp_sink.fail("RCPT", NEVER)
    sent(MORNING + 3 * MINUTE)
    with database.transaction():
        by = world.viewer("administrator")
        if at_once:
            outbox.send_failed_again("554 5.7.1", by=by, at=MORNING + HOUR)
        else:
            outbox.send_again(asked.mail(digests()[0].id), by=by, at=MORNING + HOUR)
    assert NEWS not in digest_of(MORNING + DAY)
    assert is_told()
