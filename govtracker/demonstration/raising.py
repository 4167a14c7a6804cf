"""What the system has raised by the day the demonstration is loaded: overdue actions, and what is red once more."""

from collections.abc import Callable, Sequence
from datetime import datetime

from govtracker.database import db
from govtracker.queries.issues import origins
from govtracker.services.issues import system_issues

Due = Callable[[datetime], Sequence[int]]
Raise = Callable[[int, datetime], None]
NOW: tuple[tuple[Due, Raise], ...] = (
    (origins.overdue, system_issues.raise_overdue),
    (origins.reds_due, system_issues.raise_reds),
)


def write(at: datetime) -> None:
    """Raise all that is due now, each once."""
    db.session.flush()
    for due, raise_one in NOW:
        for item in due(at):
            raise_one(item, at)
    for item in origins.recurring(at):
        origins.issue(item).recurrence_due_at = None  # what came again long ago is not raised now
