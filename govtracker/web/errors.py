"""What people see when something cannot be done: never a traceback, always what to do next."""

from typing import Any

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from govtracker.database import OtherSchema, StaleDataError, is_busy, is_full
from govtracker.queries import NotFound
from govtracker.services import Refused
from govtracker.services.installation.throttles import TooMany
from govtracker.web import refused_attempts, typed_again
from govtracker.web.signed_in import current_viewer

log = structlog.get_logger()
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503, 507})


def init_app(app: Flask) -> None:
    """Give every kind of failure its page."""
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(Refused, lambda error: _page(422, template="refused", text=error.text))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(StaleDataError, lambda error: _page(409))
    app.register_error_handler(CSRFError, lambda error: _page(400, template="csrf"))
    app.register_error_handler(OtherSchema, _being_upgraded)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    response = _page(code if code in PAGES else (500 if code >= 500 else 400))
    response.status_code = code
    return response


def _too_many(error: TooMany) -> Response:
    response = _page(429, when=error.when)
    refused_attempts.note_too_many(by=g.get("viewer"))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _being_upgraded(error: OtherSchema) -> Response:
    """This program and the database's schema do not fit together (yet, or any more)."""
    log.error("refused: another schema", reason=str(error))
    return _soon(_page(503, template="upgrading"))


def _unexpected(error: Exception) -> Response:
    busy, full = is_busy(error), is_full(error)
    log.error(
        "request failed",
        endpoint=request.endpoint,
        method=request.method,
        exc_info=not (busy or full),
        busy=busy,
        full=full,
        reason=str(getattr(error, "orig", "")),
    )
    if busy or full:
        return _soon(_page(507 if full else 503, sent=typed_again.sent()))
    return _page(500)


def _soon(response: Response) -> Response:
    response.headers["Retry-After"] = "10"
    return response


def _page(code: int, *, template: str | None = None, **values: Any) -> Response:
    if "viewer" not in g and code < 500:
        g.viewer = current_viewer()
    if code >= 500 and "_login_user" not in g:  # or the page would ask the very database that is away
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # Flask-Login's own
    refused_attempts.note_refused(code, g.get("viewer"))
    return make_response(render_template(f"errors/{template or code}.html", **values), code)
