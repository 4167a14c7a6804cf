"""Each request says from where it comes: its id, the network it was sent from; and what it was refused is noted."""

import secrets
from typing import Any

import structlog
from flask import Flask, Response, g, request

from govtracker import clock
from govtracker.access import Stance, Viewer
from govtracker.database import OperationalError
from govtracker.queries import viewers
from govtracker.rules import masking
from govtracker.services import provenance, refusals
from govtracker.web import callers

log = structlog.get_logger()
REFUSED = frozenset({403, 404})


def init_app(app: Flask) -> None:
    """Set it before anything else is asked, and forget it when the request is over."""
    app.before_request(_begin)
    app.after_request(_name)
    app.teardown_request(_forget)


def note_refused(code: int, viewer: Viewer | None) -> None:
    """Write down that somebody signed in tried what is not theirs; called after the rollback.

    A page that is not there is noted where its address names a record: it may be one that they do not see.
    """
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    if code not in REFUSED or viewer is None or (reads and code == 404 and not request.view_args):
        return
    place, subject = g.get("refused_on", (None, None))
    note("refused", by=viewer, place=place, subject=subject)


def note(action: str, **who: Any) -> None:
    """Write down that something was refused here, of whom as `refusals.note` takes it; after the rollback.

    A database that is away makes no second failure of the first.
    """
    what = request.endpoint or "unknown"
    try:
        refusals.note(action, what=what, at=clock.now(), **who)
    except OperationalError:
        log.warning("a refused attempt could not be written down", endpoint=what)


def note_too_many(*, by: Viewer | None = None, email: str = "") -> None:
    """Write down that somebody has to wait who tried too often: for an account, where they named one."""
    person = viewers.by_email(email) if email else None
    note("too_many_tries", by=by, person=person, typed="" if person else masking.masked(email))


def refused_on(subject: Any) -> None:
    """What the person sees and may not change: their side finds the refusal in its history."""
    stance = subject if isinstance(subject, Stance) else getattr(subject, "stance", None)
    if stance is None:
        return
    kind = getattr(subject, "__tablename__", "")
    g.refused_on = (stance.place, (kind, subject.id) if kind else None)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    provenance.begin(provenance.of_request(g.request_id, callers.address()))


def _name(response: Response) -> Response:
    if "request_id" in g:
        response.headers["X-Request-ID"] = g.request_id
    return response


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.unbind_contextvars("request_id")
    provenance.forget()
