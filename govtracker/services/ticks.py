"""Signs of life of the workers."""

from datetime import datetime

from govtracker.database import db
from govtracker.models import Tick
from govtracker.queries import health


def tick(job: str, *, worker: str, failures: int, at: datetime) -> None:
    """Note that `job` has run at `at` (real time, UTC)."""
    found = health.tick_of(job)
    if found is None:
        db.session.add(Tick(job=job, worker=worker, failures=failures, ticked_at=at))
        return
    found.worker, found.failures, found.ticked_at = worker, failures, at
