"""A real relay: Debian's Postfix takes what leaves, and delivers it byte by byte."""

import re

import pytest

from govtracker.database import db
from govtracker.enums import MailState
from govtracker.models import Person
from tests.mail.steps import MONDAY, mails, queued, sent
from tests.support import postfix
from tests.support.applications import Settled
from tests.support.world import World

pytestmark = [
    pytest.mark.database("sqlite"),
    pytest.mark.skipif(bool(postfix.missing()), reason=postfix.missing() or "Postfix is there"),
]
ADDED = re.compile(rb"\A(?:(?:Return-Path|Delivered-To|X-Original-To|Received): [^\n]*\n(?:[ \t][^\n]*\n)*)+")


def test_what_leaves_is_delivered_byte_by_byte_and_once(with_settings: Settled, world: World) -> None:
    with postfix.relay() as relay, with_settings(SMTP_URL=relay.url, MAIL_CONNECTIONS="3"):
        for number in range(40):
            body = f".dot {number}\r\n..\r\nFrom here\r\n".encode()
            head = f"Message-ID: <{number}@here>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\nFrom: a@here.example\r\n"
            queued(world, raw=f"{head}To: eva.varga@northgate.example\r\nSubject: x\r\n\r\n".encode() + body)
        sent(MONDAY)
        found = mails()
        delivered = sorted(ADDED.sub(b"", raw) for raw in relay.delivered(40))
    assert {mail.state for mail in found} == {MailState.SENT}
    assert all(re.match(r"250 2\.0\.0 Ok: queued as \w+", mail.reply) for mail in found)
    assert delivered == sorted(mail.raw.replace(b"\r\n", b"\n") for mail in found)


def test_a_refused_address_is_known_as_such_and_harms_no_other(with_settings: Settled, world: World) -> None:
    refusing = "check_recipient_access inline:{{eva.varga@northgate.example = 550 5.1.1 no such user here}}"
    with postfix.relay(refusing=refusing) as relay, with_settings(SMTP_URL=relay.url):
        queued(world)
        queued(world, "supplier_spoc")
        sent(MONDAY)
        assert [(mail.state, mail.fault) for mail in mails()] == [
            (MailState.FAILED, "550 5.1.1"),
            (MailState.SENT, ""),
        ]
        assert db.session.get_one(Person, world.people["client_spoc"]).unreachable_at is not None
        assert len(relay.delivered(1)) == 1
