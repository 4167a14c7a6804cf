"""Doors for one task: whoever comes by a link is led to that task, and nowhere else."""

import functools
from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import LinkHolder
from govtracker.enums import TaskKind
from govtracker.models import TaskLink
from govtracker.rules.installation.throttling import Gate
from govtracker.services.installation import task_links, throttles
from govtracker.web import callers, refused_attempts
from govtracker.web.access import public
from govtracker.web.answers import Page, page

View = Callable[..., Any]


def by_link(kind: TaskKind, *, own_transaction: bool = False) -> Callable[[View], View]:
    """The view is for whoever comes by a link for a task of that kind: it is called with the link, them, and `token`.

    An address that leads nowhere any more gets the same answer as one that never was; many of those have to wait.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def within(token: str, **address: Any) -> Any:
            found = task_links.opened(token, kind, clock.now())
            return view(*found, token=token, **address) if found else gone()

        inside = public(own_transaction=own_transaction)(within)

        @functools.wraps(view)
        def at_the_door(token: str, **address: Any) -> Page | Response:
            throttles.look(Gate.LINK, address=_address(), at=clock.real_now())
            if task_links.opened(token, kind, clock.now()) is None:
                with database.transaction():
                    throttles.take(Gate.LINK, address=_address(), at=clock.real_now())
                    refused_attempts.note("link_refused")
                return gone()
            answer: Response = inside(token=token, **address)
            return answer

        return public(own_transaction=True)(at_the_door)

    return decorate


def opened_again(token: str, kind: TaskKind) -> tuple[TaskLink, LinkHolder] | None:
    """The link and its holder inside a transaction that a view has opened itself."""
    return task_links.opened(token, kind, clock.now())


def gone() -> Page:
    """What anybody sees whose link leads nowhere, whatever the reason."""
    return page("tasks/gone.html", status=404)


def keep_to_oneself(response: Response) -> Response:
    """The address is the proof: no copy is kept, no other page is told of it, no search engine lists it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _address() -> str:
    return callers.address()
