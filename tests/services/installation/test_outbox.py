"""What those who run the installation may do with a mail that is stuck."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import MailState
from govtracker.models import AuditEvent
from govtracker.queries import history
from govtracker.queries.reviews import mails
from govtracker.services import Refused
from govtracker.services.installation import outbox
from tests.mail.steps import MONDAY, queued, sent, state_of
from tests.support.applications import Settled
from tests.support.smtp import Sink
from tests.support.world import World


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.UNCERTAIN, MailState.EXPIRED])
def test_a_stuck_mail_is_sent_again_with_the_same_bytes(
    with_settings: Settled,
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
    state: MailState,
) -> None:
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url):
        mail = queued(world, state=state, attempts=10, expires_at=MONDAY)
        with database.transaction():
            outbox.send_again(mails.mail(mail), by=world.viewer("administrator"), at=MONDAY)
        sent(MONDAY)
        assert state_of(mail) is MailState.SENT
        assert [received.content for received in smtp_sink.received] == [mails.mail(mail).raw]


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.CLAIMED, MailState.HANDING, MailState.SENT])
def test_a_mail_on_its_way_is_left_alone(in_app: Flask, world: World, state: MailState) -> None:
    mail = queued(world, state=state)
    with pytest.raises(Refused, match="not stuck"), database.transaction():
        outbox.send_again(mails.mail(mail), by=world.viewer("administrator"), at=MONDAY)


def test_an_uncertain_mail_counts_as_arrived_when_somebody_says_so(in_app: Flask, world: World) -> None:
    mail = queued(world, state=MailState.UNCERTAIN, handed_at=MONDAY)
    with database.transaction():
        outbox.count_as_arrived(mails.mail(mail), by=world.viewer("administrator"), at=MONDAY)
    assert state_of(mail) is MailState.SENT
    with pytest.raises(Refused, match="nobody knows"), database.transaction():
        outbox.count_as_arrived(mails.mail(mail), by=world.viewer("administrator"), at=MONDAY)


def test_what_was_done_is_on_record_without_what_the_mail_says(in_app: Flask, world: World) -> None:
    mail = queued(world, state=MailState.FAILED, subject="the canary sings")
    with database.transaction():
        outbox.send_again(mails.mail(mail), by=world.viewer("administrator"), at=MONDAY)
    [event] = history.page_of(AuditEvent.action == "mail_sent_again").rows
    assert (event.subject_id, event.actor_name, event.changes) == (mail, "Ada Root", {"state": ["failed", "queued"]})
    assert "canary" not in "".join(db.session.scalars(select(AuditEvent.text)))
