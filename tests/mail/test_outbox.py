"""The sender: once, or again with the same bytes, or held; never to who may not read it any more."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import outbox, smtp
from govtracker.mail.doors import Letter
from govtracker.models import OutboxMail, Person, Tenure
from govtracker.queries import mail_claims
from govtracker.queries.installation import workers
from govtracker.rules.reviews import mailing
from govtracker.services.reviews import mail_preferences
from tests.mail.steps import MINUTE, MONDAY, leave, mails, outcomes, queued, reaped, rendered, sent, state_of
from tests.services import issue_steps
from tests.support.applications import Settled
from tests.support.smtp import Sink, Stage
from tests.support.world import World

HOLD, RESEND = MailKind.DIGEST, MailKind.ESCALATION
QUEUED, SENT = MailState.QUEUED, MailState.SENT


@pytest.fixture
def with_server(
    with_settings: Settled,
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
) -> Iterator[Flask]:
    """Inside an application whose mail leaves to the sink."""
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url) as app:
        yield app


def after_pauses(clock_at: Callable[[datetime], None], tries: int) -> None:
    """Let the sender try that often, each time after its pause."""
    at = MONDAY
    for _ in range(tries):
        clock_at(at)
        sent(at)
        at += timedelta(hours=15)


# --- the way of a mail ------------------------------------------------------------------------------------------------


def test_a_mail_is_handed_over_once_with_the_bytes_it_was_frozen_with(
    with_server: Flask, world: World, smtp_sink: Sink
) -> None:
    queued(world)
    raw = mails()[0].raw
    sent(MONDAY)
    sent(MONDAY)
    [received] = smtp_sink.received
    assert received.content == raw
    assert received.recipients == ("eva.varga@northgate.example",)
    assert received.sender == "no-reply@localhost"
    [stored] = mails()
    assert (stored.state, stored.sent_at, stored.attempts) == (MailState.SENT, MONDAY, 1)
    assert stored.reply.startswith("250")


def test_a_mailed_link_that_opens_something_is_kept_no_longer_than_it_has_to_wait(
    with_server: Flask, world: World, smtp_sink: Sink
) -> None:
    for kind in (MailKind.JOINING, MailKind.ACCOUNT, MailKind.TASK_LINK, MailKind.ESCALATION):
        queued(world, kind=kind)
    written = [mail.raw for mail in mails()]
    sent(MONDAY)
    assert sorted(mail.content for mail in smtp_sink.received) == sorted(written)
    assert [(mail.raw, mail.state, mail.to_address, mail.subject) for mail in mails()] == [
        (kept, SENT, "eva.varga@northgate.example", "Subject") for kept in (b"", b"", b"", written[3])
    ]


def test_what_is_urgent_leaves_first(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    for priority in (2, 0, 1):
        queued(world, priority=priority)
    sent(MONDAY)
    assert [mail.content.splitlines()[0] for mail in smtp_sink.received] == [
        b"Message-ID: <2@localhost>",
        b"Message-ID: <3@localhost>",
        b"Message-ID: <1@localhost>",
    ]


def test_without_a_server_mail_waits(in_app: Flask, world: World) -> None:
    mail = queued(world)
    assert sent(MONDAY) == jobs.Ran()
    assert state_of(mail) is MailState.QUEUED


def test_a_demonstration_shows_its_mail_and_sends_none(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(MONDAY)
    with with_settings(DEMO="1", SMTP_URL="smtp://mail.invalid"):
        mail = queued(world)
        sent(MONDAY)
        assert state_of(mail) is MailState.SENT


def test_two_workers_never_claim_the_same_mail(with_server: Flask, world: World) -> None:
    queued(world)
    with database.transaction():
        first = mail_claims.claim(worker="a", token="a", real=MONDAY, most=5)
        second = mail_claims.claim(worker="b", token="b", real=MONDAY, most=5)
    assert (len(first), len(second)) == (1, 0)


def test_an_expired_mail_stays_here(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    mail = queued(world, expires_at=MONDAY)
    sent(MONDAY)
    assert state_of(mail) is MailState.EXPIRED
    assert smtp_sink.received == []


def test_told_to_end_the_sender_begins_no_other_mail(
    with_server: Flask, world: World, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(world)
    queued(world)
    monkeypatch.setattr(smtp.Connection, "hand_over", ending(smtp.Connection.hand_over))
    try:
        sent(MONDAY)
    finally:
        outbox.STOPPING.clear()
    assert [mail.state for mail in mails()] == [MailState.SENT, MailState.QUEUED]


def ending(hand_over: Callable[..., str]) -> Callable[..., str]:
    """The same, and meanwhile the process is told to end."""

    def told(*arguments: object) -> str:
        outbox.STOPPING.set()
        return hand_over(*arguments)

    return told


# --- rights of the last moment ----------------------------------------------------------------------------------------


def escalated(world: World) -> int:
    """The id of a mail of an escalation to the supplier's sponsor, written and queued."""
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "supplier_sponsor", issue)
    rendered(MONDAY)
    [mail] = mails()
    return mail.id


def test_who_lost_their_rights_meanwhile_gets_nothing(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    mail = escalated(world)
    with database.transaction():
        db.session.execute(delete(Tenure).where(Tenure.person_id == world.people["supplier_sponsor"]))
    sent(MONDAY)
    assert state_of(mail) is MailState.CANCELLED
    rendered(MONDAY)
    sent(MONDAY)
    assert outcomes()["Kavita Iyer"] == ["nothing_left"]
    assert smtp_sink.received == []


def test_who_left_meanwhile_gets_nothing(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    mail = escalated(world)
    with database.transaction():
        db.session.execute(update(Person).values(is_active=False))
    sent(MONDAY)
    assert state_of(mail) is MailState.CANCELLED
    rendered(MONDAY)
    assert outcomes()["Kavita Iyer"] == ["inactive"]
    assert smtp_sink.received == []


def test_a_new_address_gets_a_mail_written_anew(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    mail = escalated(world)
    with database.transaction():
        person = update(Person).where(Person.id == world.people["supplier_sponsor"])
        db.session.execute(person.values(email="kavita@meridian.example"))
    sent(MONDAY)
    assert state_of(mail) is MailState.CANCELLED
    rendered(MONDAY)
    sent(MONDAY)
    assert [received.recipients for received in smtp_sink.received] == [("kavita@meridian.example",)]
    assert outcomes()["Kavita Iyer"] == ["mailed"]


def test_who_unsubscribed_meanwhile_gets_no_digest(with_server: Flask, world: World, smtp_sink: Sink) -> None:
    digest, escalation = queued(world, kind=MailKind.DIGEST), queued(world)
    with database.transaction():
        mail_preferences.unsubscribe(world.people["client_spoc"], MailKind.DIGEST, by=None, at=MONDAY)
    sent(MONDAY)
    assert (state_of(digest), state_of(escalation)) == (MailState.CANCELLED, MailState.SENT)


# --- what servers answer ----------------------------------------------------------------------------------------------


def test_a_refusal_for_now_is_tried_again_after_a_pause(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    mail = queued(world)
    smtp_sink.fail("RCPT", "450 greylisted")
    sent(MONDAY)
    assert state_of(mail) is MailState.QUEUED
    assert sent(MONDAY) == jobs.Ran()
    clock_at(MONDAY + 2 * MINUTE)
    sent(MONDAY + 2 * MINUTE)
    assert state_of(mail) is MailState.SENT


def test_after_ten_tries_a_mail_is_given_up(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    mail = queued(world)
    smtp_sink.fail("RCPT", "450 greylisted", times=20)
    after_pauses(clock_at, 12)
    assert state_of(mail) is MailState.FAILED
    assert mails()[0].attempts == mailing.GIVE_UP_AFTER


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "BODY"])
def test_a_refusal_for_good_fails_and_delays_no_other(
    with_server: Flask, world: World, smtp_sink: Sink, stage: str
) -> None:
    first, second = queued(world), queued(world, "supplier_spoc")
    smtp_sink.fail(stage, "550 no such mailbox")  # type: ignore[arg-type]
    sent(MONDAY)
    assert (state_of(first), state_of(second)) == (MailState.FAILED, MailState.SENT)
    assert mails()[0].reply.startswith("550 no such mailbox")


def test_while_the_server_is_away_nothing_is_claimed_and_no_try_counted(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(MONDAY)
    with with_settings(SMTP_URL="smtp://127.0.0.1:1"):
        queued(world)
        queued(world)
        sent(MONDAY)
        found = mails()
        assert {(mail.state, mail.attempts, mail.not_before) for mail in found} == {
            (MailState.QUEUED, 0, MONDAY + MINUTE)
        }
        assert all(mail.reply.startswith("No connection") for mail in found)


def test_a_mail_that_breaks_the_sender_blocks_no_other(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    broken, whole = queued(world, quotes=["nonsense"]), queued(world)
    sent(MONDAY)
    clock_at(MONDAY + timedelta(seconds=2))
    sent(MONDAY)
    assert (state_of(broken), state_of(whole)) == (MailState.QUEUED, MailState.SENT)


# --- nobody can know --------------------------------------------------------------------------------------------------


def test_a_lost_answer_is_followed_by_the_same_bytes_where_that_does_no_harm(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    mail = queued(world, kind=RESEND)
    smtp_sink.hang_up("BODY")
    sent(MONDAY)
    assert state_of(mail) is MailState.QUEUED
    clock_at(MONDAY + 2 * MINUTE)
    sent(MONDAY + 2 * MINUTE)
    assert state_of(mail) is MailState.SENT
    first, second = smtp_sink.received
    assert first.content == second.content


def test_a_lost_answer_holds_a_mail_that_must_not_come_twice(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    mail = queued(world, kind=HOLD)
    smtp_sink.hang_up("BODY")
    after_pauses(clock_at, 3)
    assert state_of(mail) is MailState.UNCERTAIN
    assert len(smtp_sink.received) == 1


def test_a_relay_that_drops_doubles_gets_every_mail_again(
    with_settings: Settled,
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url, MAIL_IDEMPOTENCY_HEADER="Idempotency-Key"):
        marked = queued(world, kind=HOLD, raw=b"Idempotency-Key: 1\r\n\r\nMarked.\r\n")
        smtp_sink.hang_up("BODY")
        after_pauses(clock_at, 2)
        assert (state_of(marked), mails()[0].doubts) == (MailState.SENT, 1)
        unmarked = queued(world, kind=HOLD)  # written before the relay was known to do so
        smtp_sink.hang_up("BODY")
        after_pauses(clock_at, 2)
        assert state_of(unmarked) is MailState.UNCERTAIN


# --- one person's patience, and their address -------------------------------------------------------------------------


def test_one_person_gets_so_many_mails_an_hour_and_every_escalation(
    with_settings: Settled,
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url, MAIL_PER_HOUR="2"):
        for _ in range(4):
            queued(world, kind=MailKind.ASSIGNMENT)
        queued(world, "supplier_spoc", kind=MailKind.ASSIGNMENT)
        queued(world, kind=MailKind.ESCALATION)
        sent(MONDAY)
        sent(MONDAY)
        assert [mail.state for mail in mails()] == [SENT, SENT, QUEUED, QUEUED, SENT, SENT]
        assert {mail.attempts for mail in mails() if mail.state is QUEUED} == {0}
        clock_at(MONDAY + timedelta(hours=1))
        sent(MONDAY + timedelta(hours=1))
        assert {mail.state for mail in mails()} == {SENT}


@pytest.mark.parametrize(
    ("stage", "reply", "marked"),
    [
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "550 no such user", True),
        ("RCPT", "550 5.7.1 we do not like you", False),
        ("RCPT", "552 5.2.2 mailbox full", False),
        ("BODY", "550 5.1.1 too late to say so", False),
    ],
)
def test_an_address_refused_for_good_is_marked(
    with_server: Flask, world: World, smtp_sink: Sink, stage: Stage, reply: str, marked: bool
) -> None:
    queued(world)
    smtp_sink.fail(stage, reply)
    sent(MONDAY)
    person = db.session.get_one(Person, world.people["client_spoc"])
    assert (person.unreachable_at is not None, mails()[0].state) == (marked, MailState.FAILED)
    assert mails()[0].fault == " ".join(reply.split()[: 2 if "." in reply else 1])


def test_a_mail_that_may_have_arrived_is_never_written_anew(
    with_server: Flask, world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    mail = escalated(world)
    smtp_sink.hang_up("BODY")
    sent(MONDAY)
    with database.transaction():
        db.session.execute(delete(Tenure).where(Tenure.person_id == world.people["supplier_sponsor"]))
    clock_at(MONDAY + 2 * MINUTE)
    sent(MONDAY + 2 * MINUTE)
    assert state_of(mail) is MailState.CANCELLED
    assert outcomes()["Kavita Iyer"] == ["mailed"]
    assert len(smtp_sink.received) == 1


# --- workers that die -------------------------------------------------------------------------------------------------


def test_a_living_worker_is_not_robbed_however_slow(
    with_server: Flask, world: World, clock_at: Callable[[datetime], None]
) -> None:
    mail = queued(world)
    with workers.living() as life:
        with database.transaction():
            mail_claims.claim(worker=life.worker, token="t", real=MONDAY, most=1)
        reaped(MONDAY + timedelta(days=1))
        assert state_of(mail) is MailState.CLAIMED
    reaped(MONDAY + timedelta(days=1))
    assert state_of(mail) is MailState.QUEUED


@pytest.mark.parametrize(
    ("kind", "was", "becomes"),
    [
        (RESEND, MailState.CLAIMED, MailState.QUEUED),
        (HOLD, MailState.CLAIMED, MailState.QUEUED),
        (RESEND, MailState.HANDING, MailState.QUEUED),
        (HOLD, MailState.HANDING, MailState.UNCERTAIN),
    ],
)
def test_a_dead_worker_s_mail_comes_back(
    with_server: Flask, world: World, kind: MailKind, was: MailState, becomes: MailState
) -> None:
    dead = "6b1f6f0e-0000-4000-8000-000000000000"
    mail = queued(world, kind=kind, state=was, worker=dead, token="t", attempts=1)
    reaped(MONDAY)
    assert state_of(mail) is becomes


@pytest.mark.parametrize("state", [MailState.SENT, MailState.QUEUED, MailState.FAILED, MailState.UNCERTAIN])
def test_a_mail_that_came_to_its_end_since_it_was_found_is_left_alone(
    with_server: Flask, world: World, state: MailState
) -> None:
    dead = "6b1f6f0e-0000-4000-8000-000000000000"
    mail = queued(world, state=state, worker=dead, token="t", attempts=1)
    with database.transaction():
        outbox.return_orphan(mail, MONDAY)
    assert state_of(mail) is state


def test_a_mail_that_kills_its_workers_is_given_up(with_server: Flask, world: World) -> None:
    dead = "6b1f6f0e-0000-4000-8000-000000000000"
    mail = queued(world, state=MailState.CLAIMED, worker=dead, token="t", attempts=mailing.GIVE_UP_AFTER)
    reaped(MONDAY)
    assert state_of(mail) is MailState.FAILED


def test_a_worker_that_lost_its_mail_sends_none_of_it(
    with_server: Flask, world: World, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = queued(world)
    offer = smtp.Connection.offer

    def robbed(door: smtp.Connection, letter: Letter) -> None:
        offer(door, letter)
        with with_server.app_context(), database.transaction():
            db.session.execute(update(OutboxMail).values(token="another"))

    monkeypatch.setattr(smtp.Connection, "offer", robbed)
    sent(MONDAY)
    assert smtp_sink.received == []
    assert state_of(mail) is MailState.CLAIMED


def test_a_worker_whose_life_ended_stops(
    with_server: Flask, world: World, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = queued(world)
    monkeypatch.setattr(workers, "living", lambda: nullcontext(workers.Life("ended", lambda: False)))
    sent(MONDAY)
    assert smtp_sink.received == []
    assert state_of(mail) is MailState.QUEUED
