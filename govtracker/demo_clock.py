"""Moving the demonstration clock forward, through every instant at which something is due."""

import math
from datetime import datetime, timedelta

from govtracker import clock, database, jobs
from govtracker.access import Viewer
from govtracker.queries.installation import demo
from govtracker.services import Refused
from govtracker.services.installation import demo as demonstration

LONGEST = timedelta(days=31)
MOST_STOPS = 2000
SECOND = timedelta(seconds=1)


def forward(target: datetime, *, by: Viewer | None) -> datetime:
    """Let it become `target` (business time, UTC), doing on the way what is due, in order; where the clock stands now.

    Refuses to go back or further than LONGEST; stops on the way after MOST_STOPS. Opens its own transactions.
    """
    jobs.keep_demo_time()
    began = clock.now()
    if not began < target <= began + LONGEST:
        raise Refused(f"The clock moves forward only, and at most {LONGEST.days} days at a time.")
    for _ in range(MOST_STOPS):
        due = demo.next_due(clock.now())
        if due is None or due >= target:
            _stand_at(target)
            break
        _stand_at(due)
    reached = clock.now()
    with database.transaction():
        demonstration.clock_moved(began, reached, by=by)
    return reached


def next_due() -> datetime:
    """When the next thing is due; refuses when nothing is."""
    jobs.keep_demo_time()
    due = demo.next_due(clock.now())
    if due is None:
        raise Refused("Nothing waits for its time: log an issue, or plan a review.")
    return due


def _stand_at(instant: datetime) -> None:
    ahead = math.ceil((instant - clock.real_now()) / SECOND) * SECOND
    with database.transaction():
        reached = demonstration.run_ahead(ahead)
    clock.run_ahead(reached)
    for job in jobs.JOBS:
        jobs.run(job, at=clock.now())
