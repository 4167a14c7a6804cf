"""The metronome: APScheduler asks every job's question at its pace; the database holds the schedule."""

import fcntl
import signal
import threading
from pathlib import Path
from typing import IO

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from govtracker import jobs

log = structlog.get_logger()


def serve(app: Flask) -> None:
    """Work until SIGTERM or SIGINT; what is being done is finished first."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    scheduler = start(app)
    log.info("worker started", worker=jobs.WORKER, jobs=[job.name for job in jobs.JOBS])
    stop.wait()
    scheduler.shutdown(wait=True)
    log.info("worker stopped", worker=jobs.WORKER)


def start(app: Flask) -> BackgroundScheduler:
    """A started scheduler with every job at its pace (UTC intervals only)."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs.JOBS:
        scheduler.add_job(_run, IntervalTrigger(seconds=job.seconds, timezone="UTC"), args=(app, job), id=job.name)
    scheduler.start()
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
    threading.Event().wait()


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
