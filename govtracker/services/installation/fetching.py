"""What the server fetches from other machines: the only way out over HTTP, guarded where the connection is made.

The guard stands at the socket, below everything a library may do with an address: the name is looked up once, every
address it leads to is judged, and the connection goes to what was judged. Certificates are checked against the name.
"""

import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from govtracker import config, database
from govtracker.rules.installation import destinations
from govtracker.rules.installation.destinations import Closed, Destination

if TYPE_CHECKING:  # imported when something is first fetched: most processes never do
    from requests import PreparedRequest, Response, Session

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 5.0
WHOLE_SECONDS = 15.0
LARGEST = 512 * 1024
AT_ONCE = 8

One = TypeVar("One", bound="Session")
_places = threading.BoundedSemaphore(AT_ONCE)  # a slow provider of one company takes not every thread


class Unreachable(Exception):
    """Nothing came back that could be used; the text says why, in plain words, and repeats nothing that came back."""


class Deadline:
    """Ends a connection WHOLE_SECONDS after it was made, however slowly the other side keeps talking."""

    def __init__(self, connection: socket.socket) -> None:
        self.over = threading.Event()
        self._twin = socket.socket(fileno=os.dup(connection.fileno()))  # TLS takes over the other
        self._timer = threading.Timer(WHOLE_SECONDS, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def let_go(self) -> None:
        """It ended in time."""
        self._timer.cancel()
        self._twin.close()

    def _cut(self) -> None:
        self.over.set()
        with suppress(OSError):
            self._twin.shutdown(socket.SHUT_RDWR)


@contextmanager
def guarded(session: One) -> Iterator[One]:
    """`session`, which from now on reaches only what may be reached; closed at the end.

    Raises Unreachable for whatever goes wrong on the way. Nothing is fetched while a transaction is open, for
    everybody else who writes would wait on another company's server.
    """
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    if database.writing():
        raise RuntimeError("A server is never asked inside a transaction: fetch first, then write.")
    database.let_go()
    session.trust_env = False  # no proxy, no .netrc: what the environment says was not judged
    session.max_redirects = 0
    session.mount("https://", _adapter())
    session.mount("http://", _adapter())
    if not _places.acquire(timeout=CONNECT_SECONDS):
        raise Unreachable("Too many servers are being asked just now. Try again in a moment.")
    try:
        with session:
            yield session
    except Closed as closed:
        raise Unreachable(str(closed)) from closed
    except (RequestException, HTTPError, OSError) as error:
        raise Unreachable(_said(error)) from error
    finally:
        _places.release()


def destination(address: str) -> Destination:
    """Where `address` leads under this installation's settings; raises Closed."""
    settings = config.current()
    return destinations.destination(
        address, internal_hosts=settings.oidc_internal_hosts, plain_loopback=settings.oidc_plain_loopback
    )


def _adapter() -> Any:
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    ends: list[Deadline] = []

    class Judged:
        """A connection to an address that was judged."""

        host: str
        port: int

        def _new_conn(self) -> socket.socket:
            found = connected(self.host, self.port)
            ends.append(Deadline(found))
            return found

    class Plain(Judged, HTTPConnection): ...

    class Secure(Judged, HTTPSConnection): ...

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Guarded(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
            super().init_poolmanager(*arguments, **options, ssl_context=_trusted())
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

        def send(self, request: "PreparedRequest", **options: Any) -> "Response":  # type: ignore[override]
            destination(request.url or "")
            options |= {"stream": True, "timeout": (CONNECT_SECONDS, SILENCE_SECONDS), "verify": True, "proxies": {}}
            answer = super().send(request, **options)
            if 300 <= answer.status_code < 400:
                answer.close()
                raise Unreachable("The server answers with another address, which is not followed.")
            answer._content = _whole(answer)
            if any(end.over.is_set() for end in ends):
                raise Unreachable("The server did not answer in time.")
            return answer

        def close(self) -> None:
            super().close()
            for end in ends:
                end.let_go()

    return Guarded()


def connected(host: str, port: int) -> socket.socket:
    """A connection to the first address of `host` that answers, when it may connect to every one; raises Closed."""
    place = destination(f"https://{f'[{host}]' if ':' in host else host}:{port}")
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(place.host, port, type=socket.SOCK_STREAM)]
    except OSError:
        raise Unreachable("The name of the server is not known.") from None
    for address in found:
        destinations.require_open(str(address), internal=place.internal)
    for address in found:
        with suppress(OSError):
            opened = socket.create_connection((str(address), port), timeout=CONNECT_SECONDS)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return opened
    raise Unreachable("The server does not answer at that address.")


def _trusted() -> ssl.SSLContext:
    """Whom the machine trusts (SSL_CERT_FILE adds a company's own authority), and whom browsers do."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _whole(answer: "Response") -> bytes:
    """The body, never more of it than LARGEST once unpacked."""
    body: bytes = answer.raw.read(LARGEST + 1, decode_content=True)
    if len(body) > LARGEST:
        answer.close()
        raise Unreachable("The server sends more than such an answer ever holds.")
    return body


def _said(error: Exception) -> str:
    """Why a request failed, without its address or anything that came back."""
    from requests import exceptions

    if isinstance(error, exceptions.SSLError):
        return "The server's certificate is not one this installation trusts for that name."
    if isinstance(error, exceptions.Timeout):
        return "The server did not answer in time."
    return "The server does not answer, or breaks off."
