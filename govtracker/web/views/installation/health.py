"""Health for machines that watch: alive, and ready to serve."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, make_response

from govtracker import clock
from govtracker.mail import transport
from govtracker.queries.installation import health
from govtracker.web.access import public

bp = Blueprint("health", __name__)
QUIET = timedelta(minutes=3)


@bp.get("/healthz")
@public()
def live() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public()
def ready() -> Response:
    """Database, schema and workers, each with its word; 503 when one is not well. Mail that waits harms no page."""
    checks = {"database": _database(), "migrations": _migrations(), "worker": _worker()}
    well = all(word == "ok" for word in checks.values())
    return make_response(jsonify(status="ok" if well else "unready", **checks, mail=_mail()), 200 if well else 503)


def _database() -> str:
    try:
        health.last_tick()
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is the same to whoever watches
        return "unreachable"
    return "ok"


def _migrations() -> str:
    try:
        return "ok" if health.schema_is_newest() else "behind: run `flask --app app db upgrade`"
    except Exception:  # noqa: BLE001  # the database check says why
        return "unknown"


def _worker() -> str:
    try:
        last = health.last_tick()
    except Exception:  # noqa: BLE001  # the database check says why
        return "unknown"
    if last is None or clock.real_now() - last > QUIET:
        return "nobody ticks: run `flask --app app worker`"
    return "ok"


def _mail() -> str:
    return "ok" if transport.route() else "waits: set SMTP_URL"
