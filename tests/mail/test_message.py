"""A mail's bytes: looked at by dumb patterns, as relays and mail programs look at them."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from flask import Flask

from govtracker.enums import Audience, MailKind
from govtracker.mail import links, message
from govtracker.mail.message import Envelope
from govtracker.mail.values import Content
from tests.support.applications import Settled

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.database("sqlite")
CONTENT = Content(
    subject="[MER-1] Störung",
    template="escalation",
    why="because",
    quotes=[(1, Audience.SHARED)],
    list_name="MER",
    thread="issue:123456789012345678901234567890123456789012345678901234567890",
)


def written(*, content: Content = CONTENT, name: str = "Eva Varga", text: str = "Grüße\n") -> str:
    """A mail as text, every byte of which is ASCII."""
    envelope = Envelope(
        name=name,
        address="eva.varga@northgate.example",
        at=AT,
        message_id=message.new_id(),
        idempotency_key="escalation:notice:1:0",
        unsubscribe=links.unsubscribe(1, MailKind.REVIEW_OUTCOME),
    )
    html = "<!doctype html><html lang=en><body>" + "x" * 5000 + "</body></html>"
    return message.written(content, envelope, subject=content.subject, text=text, html=html).decode("ascii")


def header(raw: str, name: str) -> str:
    """The one header of that name, as it stands on its line."""
    [found] = re.findall(rf"^{name}: (.*)\r$", raw.partition("\r\n\r\n")[0] + "\r\n", flags=re.MULTILINE)
    return str(found)


def test_long_tokens_stay_whole(in_app: Flask) -> None:
    raw = written()
    root = r"<issue-[0-9]{60}@127\.0\.0\.1>"
    assert re.fullmatch(root, header(raw, "References"))
    assert header(raw, "References") == header(raw, "In-Reply-To")
    assert re.fullmatch(r"<http://127\.0\.0\.1:5000/unsubscribe/[\w.-]+>", header(raw, "List-Unsubscribe"))
    assert re.fullmatch(r"<[0-9a-f]{24}@127\.0\.0\.1>", header(raw, "Message-ID"))


def test_what_machines_ask_of_a_mail_stands_in_its_headers(in_app: Flask) -> None:
    raw = written()
    assert header(raw, "MIME-Version") == "1.0"
    assert header(raw, "Auto-Submitted") == "auto-generated"
    assert header(raw, "X-Auto-Response-Suppress") == "All"
    assert header(raw, "List-ID") == "<mer.127.0.0.1>"
    assert header(raw, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert header(raw, "Date") == "Mon, 02 Mar 2026 08:00:00 +0000"
    assert header(raw, "From") == "GovTracker <no-reply@localhost>"
    assert header(raw, "To") == "Eva Varga <eva.varga@northgate.example>"


def test_every_relay_can_take_it(in_app: Flask) -> None:
    raw = written(text="ä" * 3000 + "\n.\nFrom here\n")
    assert "\r\n" in raw
    assert not re.search(r"(?<!\r)\n", raw)
    headers, _, bodies = raw.partition("\r\n\r\n")
    assert max(map(len, headers.split("\r\n"))) < 998
    assert max(map(len, bodies.split("\r\n"))) <= 78


def test_text_comes_before_html(in_app: Flask) -> None:
    raw = written()
    assert raw.index("Content-Type: text/plain") < raw.index("Content-Type: text/html")
    assert "Content-Type: multipart/alternative" in raw


def test_an_invitation_rides_along_as_mail_programs_want_it(in_app: Flask) -> None:
    content = Content(
        subject="Review",
        template="x",
        why="",
        quotes=[],
        list_name="MER",
        calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
    )
    raw = written(content=content)
    mail = message_from_bytes(raw.encode(), policy=policy.default)
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert re.search(r'Content-Type: text/calendar; charset="utf-8";\s+method="?REQUEST', raw)
    assert "References" not in raw


@pytest.mark.parametrize(
    "name", ["Ünal, Eva", 'Eva "E" Varga', "Eva\r\nBcc: x@y.example", "", "<evil@e.example>", "E" * 300]
)
def test_no_name_makes_another_header_or_reader(in_app: Flask, name: str) -> None:
    raw = written(name=name)
    assert header(raw, "To").endswith("<eva.varga@northgate.example>") or not name
    assert "\r\nBcc:" not in raw


def test_the_idempotency_header_is_the_one_that_was_asked_for(
    with_settings: Settled,
) -> None:
    with with_settings(MAIL_IDEMPOTENCY_HEADER="Resend-Idempotency-Key"):
        raw = written()
    assert header(raw, "Resend-Idempotency-Key") == "escalation:notice:1:0"


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("eva@northgate.example", "eva@northgate.example"),
        ("eva@exämple.example", "eva@xn--exmple-cua.example"),
        ("jürgen@northgate.example", None),
        ("no address", None),
    ],
)
def test_addresses_are_written_as_every_server_takes_them(address: str, taken: str | None) -> None:
    assert message.envelope_address(address) == taken


def test_a_long_subject_is_cut_between_its_words() -> None:
    assert message.one_line("word " * 100, longest=20) == "word word word word…"
