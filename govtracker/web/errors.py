"""What people see when something cannot be done: never a traceback, always what to do next."""

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from govtracker.database import StaleDataError, is_busy
from govtracker.queries import NotFound
from govtracker.services import Refused
from govtracker.services.installation.throttles import TooMany
from govtracker.web import refused_attempts
from govtracker.web.signed_in import current_viewer

log = structlog.get_logger()
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})


def init_app(app: Flask) -> None:
    """Give every kind of failure its page."""
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(Refused, lambda error: _page(422, template="refused", text=error.text))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(StaleDataError, lambda error: _page(409))
    app.register_error_handler(CSRFError, lambda error: _page(400, template="csrf"))
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
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _unexpected(error: Exception) -> Response:
    busy = is_busy(error)
    log.error(
        "request failed",
        endpoint=request.endpoint,
        method=request.method,
        exc_info=not busy,
        busy=busy,
        reason=str(getattr(error, "orig", "")),
    )
    return _page(503 if busy else 500)


def _page(code: int, *, template: str | None = None, **values: str) -> Response:
    if "viewer" not in g and code < 500:
        g.viewer = current_viewer()
    refused_attempts.note_refused(code, g.get("viewer"))
    return make_response(render_template(f"errors/{template or code}.html", **values), code)
