"""The mail server of the tests in a process of its own, for those who kill processes or measure them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from tests.support import smtp
from tests.support.smtp import Sink


@dataclass(frozen=True)
class Arrived:
    """A mail that was kept: its Message-ID and the digest of its bytes."""

    message_id: str
    digest: str


@dataclass(frozen=True)
class Running:
    """A server that listens at `url`."""

    url: str
    _pipe: Any

    def arrived(self) -> list[Arrived]:
        """What it has kept so far, in the order of arrival."""
        self._pipe.send("what")
        return [Arrived(*pair) for pair in self._pipe.recv()]

    def count(self) -> int:
        """How many mails it has kept so far."""
        self._pipe.send("how many")
        return int(self._pipe.recv())


@contextmanager
def running(sink: Sink) -> Iterator[Running]:
    """A server that behaves as `sink` says, for the time of the block."""
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_serve, args=(sink, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Running(str(ours.recv()), ours)
    finally:
        ours.send("end")
        process.join()
        ours.close()


def _serve(sink: Sink, pipe: "Connection[Any, Any]") -> None:
    with smtp.listening(sink):
        pipe.send(sink.url)
        while (asked := pipe.recv()) != "end":
            if asked == "what":
                pipe.send(
                    [(_message_id(mail.content), hashlib.sha256(mail.content).hexdigest()) for mail in sink.received]
                )
            else:
                pipe.send(len(sink.received))


def _message_id(content: bytes) -> str:
    head = content.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    return next(line[12:].decode() for line in head if line.lower().startswith(b"message-id: "))
