"""GovTracker: two companies govern their relationship together."""

import os
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from govtracker import cli, config, database, logs, web
from govtracker.config import Settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """The application: configured, bound to its database, with its pages and commands; starts nothing."""
    settings = settings or config.load(os.environ)
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=settings.max_upload,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=settings.session_lasts,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_options = {"cache_size": -1}  # there are more templates than the 400 that Jinja keeps compiled
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.configure(production=settings.production, secrets=settings.secrets)
    database.init_app(app, settings)
    web.init_app(app, settings)
    cli.init_app(app)
    return app
