"""The metronome: APScheduler asks every job's question at its pace; the database holds the schedule."""

import fcntl
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from govtracker import database, jobs
from govtracker.mail import outbox
from govtracker.queries.installation import health

log = structlog.get_logger()
LOOK_AT_SCHEMA = 10  # seconds
running: list[BackgroundScheduler] = []


def serve(app: Flask) -> None:
    """Work until SIGTERM or SIGINT; what is being done is finished first, unless told so twice."""
    stop = threading.Event()

    def told(*_: object) -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, told)
    start(app, when_outdated=stop.set)
    log.info("worker started", worker=jobs.WORKER, jobs=[job.name for job in jobs.JOBS])
    stop.wait()
    finish()
    log.info("worker stopped", worker=jobs.WORKER)


def schema_objection() -> str | None:
    """Why this program cannot work on this database, with what to do; None where it can, or nobody can tell."""
    try:
        found = database.schema()
    except Exception:  # the database is away: it may come back, and is looked at again
        log.exception("the schema could not be looked at")
        return None
    if found == database.newest_schema():
        return None
    if found is None or health.is_known(found):
        return "its database is older than this program. Run: flask --app app db upgrade"
    return "its database is newer than this program. Start the new version of the program."


def finish() -> None:
    """Begin nothing more, and return when what is being done is done: of the mails, the one in hand."""
    outbox.STOPPING.set()
    while running:
        running.pop().shutdown(wait=True)


def start(app: Flask, *, when_outdated: Callable[[], object] | None = None) -> BackgroundScheduler:
    """A started scheduler with every job at its pace (UTC intervals only).

    Once the database's schema is newer than this program nothing more is begun, and `when_outdated` is called.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs.JOBS:
        scheduler.add_job(_run, IntervalTrigger(seconds=job.seconds, timezone="UTC"), args=(app, job), id=job.name)
    every = IntervalTrigger(seconds=LOOK_AT_SCHEMA, timezone="UTC")
    scheduler.add_job(_look_at_schema, every, args=(app, scheduler, when_outdated), id="look-at-schema")
    scheduler.start()
    running.append(scheduler)
    return scheduler


def start_embedded(app: Flask) -> threading.Thread:
    """A thread that works as soon as it wins the lock of the data folder: one of several processes does."""
    thread = threading.Thread(target=_embedded, args=(app,), name="embedded-worker", daemon=True)
    thread.start()
    return thread


def _embedded(app: Flask) -> None:
    lock = _wait_for_lock(app.config["SETTINGS"].data_dir / "worker.lock")
    log.info("embedded worker started", lock=lock.name)
    start(app)
    threading.Event().wait()  # the lock is held for as long as this thread lives


def _wait_for_lock(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _look_at_schema(app: Flask, scheduler: BackgroundScheduler, when_outdated: Callable[[], object] | None) -> None:
    """Old code must not write into a new schema: what is in hand is finished, and no job runs again."""
    with app.app_context():
        try:
            if not health.schema_is_newer():
                return
        except Exception:  # the database is away: the next look asks again
            log.exception("the schema could not be looked at")
            return
        finally:
            database.db.session.remove()
    log.error(
        "worker stops: the database's schema is newer than this program; start the new version", worker=jobs.WORKER
    )
    outbox.STOPPING.set()
    scheduler.remove_all_jobs()
    if when_outdated is not None:
        when_outdated()


def _run(app: Flask, job: jobs.Job) -> None:
    """One tick; whatever fails is logged, and the next tick asks again."""
    with app.app_context():
        try:
            jobs.run(job)
        except Exception:  # the next tick asks again
            log.exception("a tick failed", job=job.name)
