"""A mail server that says what it is told to say, byte by byte, however wrong."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

GONE = b""  # hang up instead of answering
SILENCE = b"..."  # answer nothing, and stay
WELL = {
    "CONNECT": b"220 here\r\n",
    "EHLO": b"250-here\r\n250 HELP\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "BODY": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}


@dataclass
class Scripted:
    """A server for one conversation; `taken` are the bodies that came with their final dot."""

    port: int
    answers: Mapping[str, bytes]
    taken: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.port}"

    def converse(self, listener: socket.socket) -> None:
        """Until one of the two hangs up."""
        with suppress(OSError):
            connection = listener.accept()[0]
            with connection, connection.makefile("rb") as lines:
                if self._say(connection, "CONNECT"):
                    while (line := lines.readline()) and self._answer(connection, lines, line):
                        pass

    def _answer(self, connection: socket.socket, lines: "socket.SocketIO | object", line: bytes) -> bool:
        word = line[:4].upper().decode("latin-1")
        if not self._say(connection, word):
            return False
        if word == "DATA" and self.answers.get("DATA", WELL["DATA"]).startswith(b"354"):
            body = b""
            while (text := lines.readline()) not in (b".\r\n", b""):  # type: ignore[union-attr]
                body += text
            if text:
                self.taken.append(body)
                return self._say(connection, "BODY")
        return True

    def _say(self, connection: socket.socket, step: str) -> bool:
        answer = self.answers.get(step, WELL.get(step, b"500 what?\r\n"))
        if answer == GONE:
            return False
        if answer != SILENCE:
            connection.sendall(answer)
        return True


@contextmanager
def scripted(answers: Mapping[str, bytes]) -> Iterator[Scripted]:
    """A server on a free port of this machine that answers well but for `answers`, by step."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Scripted(listener.getsockname()[1], answers)
        thread = threading.Thread(target=server.converse, args=(listener,), daemon=True)
        thread.start()
        yield server
        listener.close()
        thread.join(5)
