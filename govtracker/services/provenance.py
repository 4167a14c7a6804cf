"""From where what happens now comes: set once by whoever begins (a request, a command, a job), read by every event."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass

from govtracker.enums import Origin
from govtracker.rules.installation import whence


@dataclass(frozen=True)
class Provenance:
    """The kind of client, the request's id, and the network its address lies in."""

    origin: Origin
    request_id: str = ""
    address: str = ""


_now: ContextVar[Provenance | None] = ContextVar("provenance", default=None)


def current() -> Provenance | None:
    """Where what happens now comes from; None where nobody has said."""
    return _now.get()


def begin(provenance: Provenance) -> Token[Provenance | None]:
    """Everything from here on comes from there."""
    return _now.set(provenance)


def forget() -> None:
    """Nobody says any more."""
    _now.set(None)


@contextmanager
def coming(provenance: Provenance | None) -> Iterator[None]:
    """What happens in the block comes from there; None: nobody is to say from where."""
    token = _now.set(provenance)
    try:
        yield
    finally:
        _now.reset(token)


def of_request(request_id: str, address: str | None) -> Provenance:
    """A page, asked for from a network address, of which the network alone is kept."""
    return Provenance(Origin.WEB, request_id=request_id, address=whence.network(address))
