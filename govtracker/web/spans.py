"""Spans of time a page shows."""

from datetime import date

from govtracker.rules import periods
from govtracker.rules.periods import Period


def months_until(day: date, count: int) -> list[Period]:
    """The last `count` months, oldest first, the last one holding `day`."""
    found = [periods.containing(day)]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found
