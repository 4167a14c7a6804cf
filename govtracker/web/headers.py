"""Headers of every answer, pages, files, redirects and errors alike: what a browser may load, keep and reveal."""

from collections.abc import Callable, Iterable
from typing import Any

import structlog
from flask import Flask, g, request
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from govtracker.config import Settings

log = structlog.get_logger()

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
    )
)

# What a mail may do that is shown in a frame: nothing but look as it does, and open its links beside.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'none'; frame-ancestors 'self'; "
    "base-uri 'self'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # what frame-ancestors says, for what does not know it
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TRANSPORT = "max-age=31536000; includeSubDomains"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
Start = Callable[..., Any]


def init_app(app: Flask, settings: Settings) -> None:
    """Pages of signed-in people are kept by nobody; whatever leaves, from wherever, has its headers.

    Call it after everything that answers before the application: what wraps last answers first.
    """

    @app.after_request
    def keep_to_oneself(response: Response) -> Response:
        if g.get("viewer") is not None or request.method != "GET":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.wsgi_app = _Outermost(  # type: ignore[method-assign]  # Flask documents wrapping wsgi_app
        app, app.wsgi_app, ALWAYS | ({"Strict-Transport-Security": TRANSPORT} if settings.is_secure else {})
    )


def framed(response: Response) -> Response:
    """A mail as an answer that our own pages show in a frame."""
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


class _Outermost:
    """Adds the headers an answer does not set itself, and is the last to know what to do when nothing else does."""

    def __init__(self, app: Flask, inner: Any, always: dict[str, str]) -> None:
        self._app, self._inner, self._always = app, inner, always

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            kept = Headers(headers)
            for name, value in self._always.items():
                kept.setdefault(name, value)
            return start_response(status, kept.to_wsgi_list(), exc_info)

        if environ["REQUEST_METHOD"] not in METHODS:  # TRACE would send a request's headers back
            return _bare(405, "This is not something one can ask here.", environ, start)
        try:
            answer: Iterable[bytes] = self._inner(environ, start)
        except Exception:
            if self._app.testing:
                raise
            log.exception("a request could not be answered")
            return _bare(500, "Something broke on our side. Please try again in a moment.", environ, start)
        return answer


def _bare(status: int, text: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    answer = Response(f"{text}\n", status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
    return answer(environ, start)
