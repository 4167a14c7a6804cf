"""The only socket: one conversation with a mail server, stopped where each step can still be told apart.

smtp://  encrypts by STARTTLS, and must; on this machine itself it does without. smtps:// encrypts from the start.
The server's certificate is verified. `?insecure=1` does without both, for a network one trusts.
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from govtracker.config import LOOPBACK

TO_CONNECT = 30.0  # seconds
TO_ANSWER = 120.0
TO_TAKE_A_MAIL = 600.0  # RFC 5321, 4.5.3.2.6
LINE_ENDS = re.compile(rb"\r\n|\r|\n")


class NoConnection(Exception):
    """The server could not be reached, or did not let us in: no mail has been touched."""


class Later(Exception):
    """This mail was certainly not taken, but may be later."""


class Refused(Exception):
    """This mail was certainly not taken and never will be."""


class Uncertain(Exception):
    """The connection broke between the last byte and the answer: nobody can know."""


class Door(Protocol):
    """A way out for one mail after the other."""

    @property
    def is_open(self) -> bool:
        """Whether another mail may be offered."""

    def offer(self, sender: str, recipient: str) -> None:
        """Everything up to the word that the mail may be sent; raises Later or Refused."""

    def hand_over(self, raw: bytes) -> str:
        """The mail itself, after a successful offer; the server's answer. Raises Later, Refused or Uncertain."""

    def withdraw(self) -> None:
        """Take an offer back: nothing is sent, and the door is shut."""


@dataclass(frozen=True)
class Server:
    """What SMTP_URL says."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool
    insecure: bool

    @classmethod
    def of(cls, url: str) -> "Server":
        """The server of `smtp://user:password@host:port` or `smtps://…`; ports 587 (25 without a user) and 465."""
        parts = urlsplit(url)
        encrypted = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if encrypted else 587 if parts.username else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted=encrypted,
            insecure=parse_qs(parts.query).get("insecure") == ["1"],
        )

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine."""
        return self.host in LOOPBACK


@contextmanager
def connected(server: Server, *, own_name: str) -> Iterator["Connection"]:
    """A conversation with the server, signed in; raises NoConnection."""
    try:
        client = _client(server, own_name)
    except (OSError, smtplib.SMTPException) as error:
        raise NoConnection(said(error)) from error
    connection = Connection(client)
    try:
        yield connection
    finally:
        connection.close()


class Connection:
    """The Door to a mail server."""

    def __init__(self, client: smtplib.SMTP) -> None:
        self._client = client
        self._half_done = False
        self.is_open = True

    def offer(self, sender: str, recipient: str) -> None:
        """MAIL, RCPT and DATA, up to the 354. A refused sender is no fault of this mail, so it may leave later."""
        if self._half_done:
            self._step(self._client.rset)
        self._half_done = True
        try:
            self._step(lambda: self._client.mail(sender))
        except Refused as refusal:
            raise Later(str(refusal)) from refusal
        self._step(lambda: self._client.rcpt(recipient))
        self._step(lambda: self._client.docmd("DATA"), wanted=354)

    def hand_over(self, raw: bytes) -> str:
        """The mail, its final dot, and the answer; the dot goes by itself, since without it no mail was sent."""
        assert self._client.sock is not None
        self._client.sock.settimeout(TO_TAKE_A_MAIL)
        try:
            self._client.sock.sendall(dotted(raw))
        except OSError as error:
            self.withdraw()
            raise Later(said(error)) from error
        try:
            self._client.sock.sendall(b".\r\n")
            code, words = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.withdraw()
            raise Uncertain(said(error)) from error
        self._client.sock.settimeout(TO_ANSWER)
        self._half_done = False
        return self._judged(code, words, wanted=250)

    def withdraw(self) -> None:
        """After the 354 only hanging up sends nothing."""
        self.is_open = False
        self._client.close()

    def close(self) -> None:
        """Say goodbye; but hang up in the middle of a mail, where a goodbye would be taken for its text."""
        if not self.is_open or self._half_done:
            self.withdraw()
            return
        try:
            self._client.quit()
        except (OSError, smtplib.SMTPException):
            self.withdraw()

    def _step(self, ask: Callable[[], tuple[int, bytes]], *, wanted: int = 250) -> None:
        try:
            code, words = ask()
        except (OSError, smtplib.SMTPException) as error:
            self.withdraw()
            raise Later(said(error)) from error
        self._judged(code, words, wanted=wanted)

    def _judged(self, code: int, words: bytes, *, wanted: int) -> str:
        """The answer as a line, if it is the one that was wanted (or 251, "will forward")."""
        line = _line(code, words)
        if code == wanted or (wanted == 250 and code == 251):
            return line
        if code == 421:  # the server closes
            self.withdraw()
        raise Refused(line) if 500 <= code < 600 else Later(line)


def dotted(raw: bytes) -> bytes:
    """The mail as it goes over the wire: CRLF at every end, and a dot more before each line that begins with one."""
    lines = LINE_ENDS.sub(b"\r\n", raw)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def said(error: Exception) -> str:
    """What the server or the system said, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, error.smtp_error)
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]


def _client(server: Server, own_name: str) -> smtplib.SMTP:
    if server.encrypted:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=own_name, timeout=TO_CONNECT, context=_trust(server)
        )
    else:
        client = smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=TO_CONNECT)
    try:
        _come_in(client, server)
    except BaseException:
        client.close()
        raise
    assert client.sock is not None
    client.sock.settimeout(TO_ANSWER)
    return client


def _come_in(client: smtplib.SMTP, server: Server) -> None:
    client.ehlo_or_helo_if_needed()
    if not server.encrypted and not server.is_here:
        if client.has_extn("starttls"):
            client.starttls(context=_trust(server))
            client.ehlo()
        elif not server.insecure:
            raise smtplib.SMTPNotSupportedError(
                "The server offers no encryption (STARTTLS): use smtps:// or ?insecure=1"
            )
    if server.user:
        client.login(server.user, server.password)


def _trust(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _line(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {text}".split())[:500]
