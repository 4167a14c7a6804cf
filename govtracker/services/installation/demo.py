"""The demonstration clock: business time may run ahead of real time, never back."""

from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Setting
from govtracker.queries.installation import demo
from govtracker.services import events


def run_ahead(ahead: timedelta) -> timedelta:
    """Let business time run at least `ahead` of real time; how far it runs ahead now (whole seconds)."""
    kept = demo.clock_setting()
    if kept is None:
        kept = Setting(name=demo.CLOCK_SETTING, value="0")
        db.session.add(kept)
    seconds = max(int(kept.value), int(ahead / timedelta(seconds=1)))
    kept.value = str(seconds)
    return timedelta(seconds=seconds)


def clock_moved(began: datetime, reached: datetime, *, by: Viewer | None) -> None:
    """Note that somebody has moved the clock from one instant of business time to another."""
    events.record(None, "demo_clock_moved", by=by, at=reached, changes={"now": [began, reached]})
