"""The only socket: one conversation with a mail server, stopped where each step can still be told apart.

smtp://  encrypts by STARTTLS, and must; on this machine itself it does without. smtps:// encrypts from the start.
The server's certificate is verified. `?insecure=1` does without both, for a network one trusts.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from govtracker.config import LOOPBACK
from govtracker.mail.doors import Later, Letter, NoConnection, NoSuchRecipient, Refused, Uncertain

TO_CONNECT = 30.0  # seconds
TO_ANSWER = 120.0
TO_PART = 5.0
TO_TAKE_A_MAIL = 600.0  # RFC 5321, 4.5.3.2.6
LINE_ENDS = re.compile(rb"\r\n|\r|\n")


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
    except (OSError, smtplib.SMTPException, ValueError) as error:  # ValueError: a challenge that is no base64
        raise NoConnection(said(error)) from error
    connection = Connection(client, name=f"{server.host}:{server.port}")
    try:
        yield connection
    finally:
        connection.close()


class Connection:
    """The Door to a mail server."""

    def __init__(self, client: smtplib.SMTP, *, name: str) -> None:
        self._client = client
        self._half_done = False
        self.name = name
        self.is_open = True

    def offer(self, letter: Letter) -> None:
        """MAIL, RCPT and DATA, up to the 354. A refused sender is no fault of this mail, so it may leave later."""
        mail, rcpt = f"MAIL FROM:{smtplib.quoteaddr(letter.sender)}", f"RCPT TO:{smtplib.quoteaddr(letter.recipient)}"
        _require_one_line(mail, rcpt)
        if self._half_done:
            self._judged(*self._ask("RSET"), wanted=250)
        self._half_done = True
        if self._client.has_extn("pipelining"):
            self._offer_at_once(mail, rcpt)
        else:
            self._judge_sender(*self._ask(mail))
            self._judge_recipient(*self._ask(rcpt))
            self._judged(*self._ask("DATA"), wanted=354)

    def hand_over(self, letter: Letter) -> str:
        """The mail, its final dot, and the answer; the dot goes by itself, since without it no mail was sent."""
        assert self._client.sock is not None
        self._client.sock.settimeout(TO_TAKE_A_MAIL)
        try:
            self._client.sock.sendall(dotted(letter.raw))
        except OSError as error:
            self.withdraw()
            raise Later(said(error)) from error
        try:
            self._client.sock.sendall(b".\r\n")
            code, words = self._client.getreply()
            self._client.sock.settimeout(TO_ANSWER)
        except (OSError, smtplib.SMTPException) as error:
            self.withdraw()
            raise Uncertain(said(error)) from error
        self._half_done = False
        if not (code == 250 or 400 <= code < 600):  # an answer that answers nothing
            self.withdraw()
            raise Uncertain(_line(code, words))
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
        assert self._client.sock is not None
        self._client.sock.settimeout(TO_PART)
        try:
            self._client.quit()
        except (OSError, smtplib.SMTPException):
            self.withdraw()

    def _offer_at_once(self, *commands: str) -> None:
        """RFC 2920: one journey for three commands. A server that wants the mail of nobody gets none: we hang up."""
        sender, recipient, data = self._ask_all([*commands, "DATA"])
        try:
            self._judge_sender(*sender)
            self._judge_recipient(*recipient)
        except (Later, Refused):
            if data[0] == 354:
                self.withdraw()
            raise
        self._judged(*data, wanted=354)

    def _judge_sender(self, code: int, words: bytes) -> None:
        try:
            self._judged(code, words, wanted=250)
        except Refused as refusal:
            raise Later(str(refusal)) from refusal

    def _judge_recipient(self, code: int, words: bytes) -> None:
        try:
            self._judged(code, words, wanted=250)
        except Refused as refusal:
            raise NoSuchRecipient(str(refusal)) from refusal

    def _ask(self, command: str) -> tuple[int, bytes]:
        return self._ask_all([command])[0]

    def _ask_all(self, commands: Sequence[str]) -> list[tuple[int, bytes]]:
        try:
            self._client.send("".join(f"{command}\r\n" for command in commands))
            return [self._client.getreply() for _ in commands]
        except (OSError, smtplib.SMTPException) as error:
            self.withdraw()
            raise Later(said(error)) from error

    def _judged(self, code: int, words: bytes, *, wanted: int) -> str:
        """The answer as a line, if it is the one that was wanted (or 251, "will forward")."""
        line = _line(code, words)
        if code == wanted or (wanted == 250 and code == 251):
            return line
        if code == 421 or not 400 <= code < 600:  # the server closes, or does not speak SMTP
            self.withdraw()
        raise Refused(line) if 500 <= code < 600 else Later(line)


def dotted(raw: bytes) -> bytes:
    """The mail as it goes over the wire: CRLF at every end, and a dot more before each line that begins with one."""
    lines = raw if _ends_lines_well(raw) else LINE_ENDS.sub(b"\r\n", raw)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) if lines.startswith(b".") or b"\n." in lines else lines


def _ends_lines_well(raw: bytes) -> bool:
    """Whether every CR and LF is part of a CRLF already."""
    return raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")


def said(error: Exception) -> str:
    """What the server or the system said, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, error.smtp_error)
    return _plain(f"{type(error).__name__}: {error}")


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
    client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot must not wait behind the text
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


def _require_one_line(*commands: str) -> None:
    """ValueError for an address that would end its command and begin another, or is not written in ASCII."""
    for command in commands:
        if not command.isascii() or not command.isprintable():
            raise ValueError(f"no address for a mail server: {command!r}")


def _line(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return _plain(f"{code} {text}")


def _plain(text: str) -> str:
    """One line of what can be printed and kept."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:500]
