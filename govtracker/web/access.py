"""Deny by default: every endpoint declares who may use it, loads its subject through what they see, then acts."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from govtracker import config, database
from govtracker.access import Permission, allowed
from govtracker.web import proving, refused_attempts, signed_in
from govtracker.web.answers import Page
from govtracker.web.signed_in import current_viewer

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., Any]


@dataclass(frozen=True)
class Declared:
    """What an endpoint says of itself. `permission` None is open to everyone."""

    permission: Permission | None
    subject: Callable[..., Any] | None = None
    demo_only: bool = False
    own_transaction: bool = False
    fresh: bool = False
    before_factor: bool = False


class Undeclared(RuntimeError):
    """An endpoint nobody protected."""


def requires(
    permission: Permission,
    *,
    subject: Callable[..., Any] | None = None,
    own_transaction: bool = False,
    fresh: bool = False,
    before_factor: bool = False,
) -> Callable[[View], View]:
    """The view needs `permission` on what `subject(viewer, **from the address)` finds.

    The view is called with the found subject (when there is one), `viewer=`, and what is left of the address.
    With `own_transaction` it opens the transaction itself, after what is slow (hashing a password). `fresh` is for what
    is dangerous: whoever did not prove of late who they are is asked first. With `before_factor` it is open to those
    who have a second factor still to set up.
    """
    return _declare(
        Declared(permission, subject, own_transaction=own_transaction, fresh=fresh, before_factor=before_factor)
    )


def public(*, demo_only: bool = False, own_transaction: bool = False) -> Callable[[View], View]:
    """The view is open to everyone (only in demo mode, if `demo_only`)."""
    return _declare(Declared(None, demo_only=demo_only, own_transaction=own_transaction))


def init_app(app: Flask) -> None:
    """Sign-in sessions, the default refusal, and the check that no endpoint was forgotten."""
    signed_in.login.init_app(app)
    app.before_request(_deny_undeclared)
    app.after_request(signed_in.note)
    app.context_processor(_for_every_page)


def check_every_endpoint(app: Flask) -> None:
    """Raises Undeclared for a view without @requires or @public: at start-up, not in production."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, "declared"):
            raise Undeclared(f"{endpoint} does not say who may use it: put @requires(…) or @public() under its route.")


def _declare(declared: Declared) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(**address: Any) -> Response:
            if declared.demo_only and not config.current().demo:
                abort(404)
            held_up = _held_up(declared)
            if held_up is not None:
                return _rendered(held_up)
            if request.method in SAFE or declared.own_transaction:
                return _rendered(_answer(declared, view, address))
            return _rendered(_written(declared, view, address))

        guarded.declared = declared  # type: ignore[attr-defined]  # a function may carry what it says of itself
        return guarded

    return decorate


def _held_up(declared: Declared) -> Page | Response | None:
    if declared.permission is None:
        return None
    return proving.held_up(fresh=declared.fresh, before_factor=declared.before_factor)


class _Undo(Exception):
    def __init__(self, page: Page) -> None:
        self.page = page


def _written(declared: Declared, view: View, address: dict[str, Any]) -> Any:
    """The answer of a view that writes; a page that reports a mistake takes back what was written."""
    try:
        with database.transaction():
            answer = _answer(declared, view, address)
            if isinstance(answer, Page) and answer.status >= 400:
                raise _Undo(answer)
    except _Undo as undone:
        return undone.page
    return answer


def _answer(declared: Declared, view: View, address: dict[str, Any]) -> Any:
    viewer = current_viewer()
    g.viewer = viewer
    if declared.permission is None:
        return view(**address)
    if viewer is None:
        return _ask_to_sign_in()
    if declared.subject is None:
        if not allowed(viewer, declared.permission):
            abort(403)
        return view(viewer=viewer, **address)
    wanted = {name for name in signature(declared.subject).parameters if name != "viewer"}
    subject = declared.subject(viewer, **{name: value for name, value in address.items() if name in wanted})
    if not allowed(viewer, declared.permission, subject):
        refused_attempts.refused_on(subject)
        abort(403)
    left = {name: value for name, value in address.items() if name not in wanted}
    return view(subject, viewer=viewer, **left)


def _rendered(answer: Any) -> Response:
    response: Response = answer.render() if isinstance(answer, Page) else answer
    return response


def _ask_to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sign_in.show", next=wanted), code=303)


def _deny_undeclared() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view and not hasattr(view, "declared"):
        abort(403)


def _for_every_page() -> dict[str, Any]:
    """Who looks and what they may; how they want pages to look and whether keys do something."""
    viewer = g.get("viewer")
    wanted = {"theme": viewer.theme, "shortcuts": viewer.shortcuts} if viewer else {}
    return {"viewer": viewer, "can": _can, **wanted}


def _can(permission: str, subject: Any = None) -> bool:
    return allowed(g.get("viewer"), Permission(permission), subject)
