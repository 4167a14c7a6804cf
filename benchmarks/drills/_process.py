"""`python -m benchmarks.drills._process web|worker`: the product's own processes, whose clock a drill may move.

DRILL_CLOCK names a file with seconds by which their clock is ahead (or behind).
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from govtracker import clock

CLOCK = Path(os.environ["DRILL_CLOCK"])


def moved() -> datetime:
    """The real instant, as the drill wants it."""
    return datetime.now(UTC) + timedelta(seconds=float(CLOCK.read_text() or 0))


def main(which: str) -> None:
    """Become a web server of several processes, or a worker."""
    clock.real_now = moved
    if which == "web":
        from gunicorn.app.wsgiapp import run

        sys.argv = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "app:app"]
        run()
    else:
        from flask.cli import main as flask

        sys.argv = ["flask", "--app", "app", "worker"]
        flask()


if __name__ == "__main__":
    main(sys.argv[1])
