"""The conversation with a mail server: what was certainly not taken is told from what nobody can know."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink as Hole

from govtracker.mail import smtp
from govtracker.mail.doors import Later, Letter, NoConnection, Refused, Uncertain
from govtracker.mail.smtp import Server
from tests.support.smtp import Sink

TLS = Path(__file__).parent / "tls"
RAW = b"Subject: Dots\r\n\r\n.one\r\n..two\r\n"


def hand_over(url: str, recipient: str = "jane@b.example") -> str:
    with smtp.connected(Server.of(url), own_name="here.test") as door:
        door.offer(letter(recipient))
        return door.hand_over(letter(recipient))


def letter(recipient: str = "jane@b.example") -> Letter:
    return Letter("from@a.example", recipient, RAW, "1.eml")


def test_a_mail_arrives_byte_by_byte(smtp_sink: Sink) -> None:
    assert hand_over(smtp_sink.url).startswith("250")
    [mail] = smtp_sink.received
    assert (mail.sender, mail.recipients, mail.content) == ("from@a.example", ("jane@b.example",), RAW)


def test_user_and_password_are_given_unquoted(smtp_sink: Sink) -> None:
    hand_over(smtp_sink.url.replace("smtp://", "smtp://user%40a.example:p%3Ass@"))
    assert smtp_sink.logins == [("user@a.example", "p:ss")]


@pytest.mark.parametrize(
    ("stage", "reply", "verdict"),
    [
        ("MAIL", "451 busy", Later),
        ("MAIL", "550 not from you", Later),  # no fault of this mail
        ("MAIL", "", Later),
        ("RCPT", "450 greylisted", Later),
        ("RCPT", "550 unknown", Refused),
        ("RCPT", "", Later),
        ("DATA", "452 full", Later),
        ("DATA", "554 no", Refused),
        ("DATA", "", Later),
        ("BODY", "451 try again", Later),
        ("BODY", "552 too large", Refused),
        ("BODY", "", Uncertain),
    ],
)
def test_every_answer_is_told_apart(smtp_sink: Sink, stage: str, reply: str, verdict: type[Exception]) -> None:
    smtp_sink.fail(stage, reply)  # type: ignore[arg-type]
    with pytest.raises(verdict):
        hand_over(smtp_sink.url)


def test_one_refused_recipient_spoils_no_other_mail_of_the_connection(smtp_sink: Sink) -> None:
    smtp_sink.fail("RCPT", "550 unknown")
    with smtp.connected(Server.of(smtp_sink.url), own_name="here.test") as door:
        with pytest.raises(Refused):
            door.offer(letter("nobody@b.example"))
        assert door.is_open
        door.offer(letter())
        door.hand_over(letter())
    assert [mail.recipients for mail in smtp_sink.received] == [("jane@b.example",)]


def test_a_withdrawn_offer_sends_nothing(smtp_sink: Sink) -> None:
    with smtp.connected(Server.of(smtp_sink.url), own_name="here.test") as door:
        door.offer(letter())
        door.withdraw()
        assert not door.is_open
    assert smtp_sink.received == []


def test_an_address_cannot_smuggle_a_command_in(smtp_sink: Sink) -> None:
    with suppress(Later, Refused, ValueError):
        hand_over(smtp_sink.url, "jane@b.example>\r\nRCPT TO:<evil@e.example")
    assert not any("evil@e.example" in mail.recipients for mail in smtp_sink.received)


def test_nobody_there_touches_no_mail(smtp_sink: Sink) -> None:
    with pytest.raises(NoConnection), smtp.connected(Server.of("smtp://127.0.0.1:1"), own_name="here.test"):
        raise AssertionError("there is no such server")


@pytest.mark.parametrize(
    ("url", "host", "port", "encrypted"),
    [
        ("smtp://mail.example.com", "mail.example.com", 25, False),
        ("smtp://u:p@mail.example.com", "mail.example.com", 587, False),
        ("smtps://mail.example.com", "mail.example.com", 465, True),
        ("smtp://u:p@mail.example.com:2525/", "mail.example.com", 2525, False),
        ("smtp://[::1]:2525", "::1", 2525, False),
    ],
)
def test_an_address_says_where_and_how(url: str, host: str, port: int, encrypted: bool) -> None:
    server = Server.of(url)
    assert (server.host, server.port, server.encrypted) == (host, port, encrypted)


# --- encryption -------------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine counts as any other."""
    monkeypatch.setattr(smtp, "LOOPBACK", ())


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    return context


class Anywhere(Controller):
    """A server on a port the system chooses, with STARTTLS."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def starttls_port() -> Iterator[int]:
    controller = Anywhere(Hole(), hostname="127.0.0.1", port=0, tls_context=trusting(), require_starttls=True)
    controller.start()
    yield controller.port
    controller.stop()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's certificate is one this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))


def test_another_machine_without_encryption_is_refused(smtp_sink: Sink, elsewhere: None) -> None:
    with pytest.raises(NoConnection, match="STARTTLS"):
        hand_over(smtp_sink.url)
    assert hand_over(f"{smtp_sink.url}?insecure=1").startswith("250")


def test_encryption_begins_by_starttls(starttls_port: int, elsewhere: None, trusted: None) -> None:
    assert hand_over(f"smtp://localhost:{starttls_port}").startswith("250")


def test_a_certificate_nobody_vouches_for_is_refused(starttls_port: int, elsewhere: None) -> None:
    with pytest.raises(NoConnection, match="CERTIFICATE_VERIFY_FAILED"):
        hand_over(f"smtp://localhost:{starttls_port}")
    assert hand_over(f"smtp://localhost:{starttls_port}?insecure=1").startswith("250")


def test_a_certificate_of_another_name_is_refused(starttls_port: int, elsewhere: None, trusted: None) -> None:
    with pytest.raises(NoConnection, match="CERTIFICATE_VERIFY_FAILED"):
        hand_over(f"smtp://127.0.0.1:{starttls_port}")


@pytest.mark.parametrize(
    ("raw", "wired"),
    [
        (b"a\n.b\n", b"a\r\n..b\r\n"),
        (b".", b"..\r\n"),
        (b"a\r\n\r\n.\r\nb", b"a\r\n\r\n..\r\nb\r\n"),
        (b"a\rb\r\n", b"a\r\nb\r\n"),
    ],
)
def test_no_line_of_a_mail_ends_it(raw: bytes, wired: bytes) -> None:
    assert smtp.dotted(raw) == wired
