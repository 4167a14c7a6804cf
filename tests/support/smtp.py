"""A real SMTP server that keeps what it takes and fails when told to."""

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Stage = Literal["MAIL", "RCPT", "DATA", "BODY"]


@dataclass(frozen=True)
class Received:
    """One mail as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, _class=EmailMessage, policy=policy.SMTP)


@dataclass
class Mischief:
    """Faults that come by chance, the same again for the same `seed`: how many of a hundred mails meet each.

    `slow` answers to a whole mail come late, as `dropped` ones never do: in both cases it has been kept by then.
    """

    seed: int = 1
    later: int = 4
    refused: int = 1
    dropped: int = 3
    slow: int = 40
    slowest: float = 0.06  # seconds

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def fault(self, stage: Stage) -> str | None:
        """A reply, "" to hang up, or None for none."""
        drawn = self._chance.uniform(0, 100)
        if stage in ("RCPT", "BODY") and drawn < self.later / 2:
            return "451 4.3.0 try again"
        if stage == "BODY" and drawn < self.later / 2 + self.refused:
            return "554 5.6.0 not this one"
        if stage in ("DATA", "BODY") and drawn > 100 - self.dropped / 2:
            return ""
        return None

    def delay(self) -> float:
        """Seconds to wait between taking a mail and saying so."""
        return self._chance.uniform(0, self.slowest) if self._chance.uniform(0, 100) < self.slow else 0.0


@dataclass
class Sink:
    """What arrived, and the faults still to come: per stage a reply such as "451 later", or "" to hang up.

    DATA is the moment before the 354, BODY the one between the final dot and its answer. With `honours`, the name of a
    header, a mail whose value of that header came before is taken and dropped (`repeats`).
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[Stage, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    mischief: Mischief | None = None
    honours: str = ""
    repeats: int = 0
    _known: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [mail.message for mail in self.received]

    def fail(self, stage: Stage, reply: str, *, times: int = 1) -> None:
        """Answer the next `times` mails with `reply` at `stage`; a mail refused at BODY is not kept."""
        self.faults[stage].extend([reply] * times)

    def hang_up(self, stage: Stage, *, times: int = 1) -> None:
        """Break the connection at `stage`; at BODY the mail is kept, and its sender cannot know."""
        self.fail(stage, "", times=times)

    def next_fault(self, stage: Stage) -> str | None:
        if self.faults[stage]:
            return self.faults[stage].popleft()
        return self.mischief.fault(stage) if self.mischief else None

    def keep(self, mail: Received) -> None:
        """A mail has arrived."""
        key = mail.message[self.honours] if self.honours else None
        if key is not None and key in self._known:
            self.repeats += 1
            return
        self._known.add(key or "")
        self.received.append(mail)


@contextmanager
def listening(sink: Sink | None = None) -> Iterator[Sink]:
    """A server on a free port of this machine."""
    sink = sink or Sink()
    controller = _Listener(_Handler(sink), sink)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


class _Handler:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._sink.next_fault("MAIL")
        if fault is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return _answer(server, fault)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._sink.next_fault("RCPT")
        if fault is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return _answer(server, fault)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self._sink.next_fault("BODY")
        if not fault:
            content = envelope.original_content or b""
            self._sink.keep(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
            await asyncio.sleep(self._sink.mischief.delay() if self._sink.mischief else 0)
        return _answer(server, fault)


def _answer(server: SMTP, fault: str | None) -> str:
    if fault == "":
        _break_off(server)
    return "250 OK" if fault is None else fault or "421 gone"


def _break_off(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class _Smtp(SMTP):
    def __init__(self, handler: _Handler, sink: Sink, **options: Any) -> None:
        super().__init__(handler, **options)
        self._sink = sink

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        fault = self._sink.next_fault("DATA")
        if fault is None:
            await super().smtp_DATA(arg)
        elif fault:
            await self.push(fault)
        else:
            _break_off(self)


class _Listener(Controller):
    """Listens on the port of the sink, or on one the system chooses."""

    def __init__(self, handler: _Handler, sink: Sink) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=sink.port)
        self._sink = sink

    def factory(self) -> SMTP:
        return _Smtp(
            self.handler,
            self._sink,
            hostname="sink.test",
            auth_require_tls=False,
            authenticator=self._welcome,
        )

    def _welcome(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        if isinstance(given, LoginPassword):
            self._sink.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=True)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self._sink.port = self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd leaves it untyped
