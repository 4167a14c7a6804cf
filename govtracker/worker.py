"""The metronome: APScheduler asks every job's question at its pace; the database holds the schedule."""

import fcntl
import os
import signal
import threading
from pathlib import Path
from typing import IO

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from govtracker import jobs
from govtracker.mail import outbox

log = structlog.get_logger()
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
    start(app)
    log.info("worker started", worker=jobs.WORKER, jobs=[job.name for job in jobs.JOBS])
    stop.wait()
    finish()
    log.info("worker stopped", worker=jobs.WORKER)


def finish() -> None:
    """Begin nothing more, and return when what is being done is done: of the mails, the one in hand."""
    outbox.STOPPING.set()
    while running:
        running.pop().shutdown(wait=True)


def start(app: Flask) -> BackgroundScheduler:
    """A started scheduler with every job at its pace (UTC intervals only)."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs.JOBS:
        scheduler.add_job(_run, IntervalTrigger(seconds=job.seconds, timezone="UTC"), args=(app, job), id=job.name)
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


def _run(app: Flask, job: jobs.Job) -> None:
    """One tick; whatever fails is logged, and the next tick asks again."""
    with app.app_context():
        try:
            jobs.run(job)
        except Exception:  # the next tick asks again
            log.exception("a tick failed", job=job.name)
