"""Signs of life of the workers."""

from collections import Counter
from datetime import datetime, timedelta

from govtracker.models import Tick
from govtracker.queries import claims
from govtracker.queries.installation import health

OFTEN_ENOUGH = timedelta(seconds=15)
_unwritten: Counter[tuple[str, str]] = Counter()  # by name of the tally and job


def is_news(job: str, *, failures: int, at: datetime) -> bool:
    """Whether this run tells more than the last: a job that finds nothing every two seconds need not write so."""
    last = health.tick_of(job)
    return last is None or bool(failures or last.failures) or at - last.ticked_at >= OFTEN_ENOUGH


def count(job: str, *, done: int, failures: int) -> None:
    """Count a run in this process; the next tick that is news writes it down."""
    _unwritten.update({("job_runs", job): 1, ("job_items", job): done, ("job_failures", job): failures})


def forget(job: str) -> None:
    """Count what runs of `job` have done from nothing again."""
    for kept in [kept for kept in _unwritten if kept[1] == job]:
        del _unwritten[kept]


def tick(job: str, *, worker: str, failures: int, at: datetime) -> None:
    """Note that `job` has run at `at` (real time, UTC); two workers may begin at the same moment."""
    claims.count({(name, job): more for (name, label), more in _unwritten.items() if label == job})
    forget(job)
    first = {"job": job, "worker": worker, "failures": failures, "ticked_at": at}
    if claims.insert_missing(Tick, [first], unique=["job"]):
        return
    found = health.tick_of(job)
    assert found is not None
    found.worker, found.failures, found.ticked_at = worker, failures, at
