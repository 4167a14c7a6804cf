"""Health, for machines that watch and for whoever runs the installation."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, make_response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.mail import transport
from govtracker.queries import audit
from govtracker.queries.installation import backups, escalation_alarms, health
from govtracker.queries.installation.escalation_alarms import State
from govtracker.queries.reviews import mails
from govtracker.web import alarms
from govtracker.web.access import public, requires
from govtracker.web.answers import Page, page

bp = Blueprint("health", __name__)
QUIET = timedelta(minutes=3)
BACKUP_DUE = timedelta(hours=48)


@bp.get("/healthz")
@public()
def live() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public()
def ready() -> Response:
    """Database, schema, workers and escalations, each with its word; 503 when one of them does not work.

    Mail that waits harms no page; an issue that is parked harms no other, and a trail that was touched keeps
    nobody from work: that is an alarm, and the rest goes on.
    """
    checks = {"database": _database(), "migrations": _migrations(), "worker": _worker()}
    state = _escalation()
    overdue = state is not None and state.overdue > 0
    word = "unknown" if state is None else alarms.in_words(state) or "ok"
    well = all(said == "ok" for said in checks.values()) and not overdue
    trail = _trail()
    status = "unready" if not well else "alarm" if (word, trail) != ("ok", "ok") else "ok"
    answer = jsonify(status=status, **checks, escalation=word, audit=trail, mail=_mail())
    return make_response(answer, 200 if well else 503)


@bp.get("/administration/health")
@requires(Permission.ADMINISTER)
def show(viewer: Viewer) -> Page:
    """Whether jobs run and what of the escalations is stuck; numbers and counts, nothing people wrote."""
    return page(
        "administration/health.html",
        checks={
            "Database": _database(),
            "Schema": _migrations(),
            "Workers": _worker(),
            "Mail": _mail(),
            "Audit trail": _trail(),
        },
        versions=health.versions(),
        last_backup=backups.last(),
        backup_is_old=_backup_is_old(),
        forgetful=health.forgetful(),
        has_rare_fault=health.has_rare_fault(),
        depth=mails.depth(clock.now()),
        ticks=health.ticks(),
        state=escalation_alarms.state(clock.now()),
        parked=escalation_alarms.parked(),
        most=escalation_alarms.CAPPED,
    )


def _backup_is_old() -> bool:
    last = backups.last()
    return last is None or clock.real_now() - last.at > BACKUP_DUE


def _escalation() -> State | None:
    """What is stuck; None where the database cannot say, which its own check tells."""
    try:
        return escalation_alarms.state(clock.now())
    except Exception:  # noqa: BLE001  # the database check says why
        return None


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


def _trail() -> str:
    """Whether the nightly look found the trail as it was written; where something is wrong, the command says what."""
    try:
        return "touched: run `flask --app app audit verify`" if audit.faulty() else "ok"
    except Exception:  # noqa: BLE001  # the database check says why
        return "unknown"


def _mail() -> str:
    return "ok" if transport.route() else "waits: set SMTP_URL"
