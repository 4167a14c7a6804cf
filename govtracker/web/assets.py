"""Static files: served compressed by whitenoise, addressed by what they hold."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parent.parent / "static"
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Serve /static and give templates `asset(path)`."""
    noise = WhiteNoise(app.wsgi_app, max_age=YEAR, add_headers_function=_no_sniffing)
    noise.add_files(str(STATIC), prefix="static/")
    app.wsgi_app = noise  # type: ignore[method-assign]  # Flask documents wrapping wsgi_app
    app.jinja_env.globals["asset"] = asset


@cache
def asset(path: str) -> str:
    """The address of a static file; it changes with the file, so browsers may keep it for a year."""
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]}"


def _no_sniffing(headers: "dict[str, str]", path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
