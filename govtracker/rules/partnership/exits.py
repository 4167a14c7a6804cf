"""Exit readiness: when an exit plan is looked at again."""

from calendar import monthrange
from datetime import date


def next_review(reviewed_on: date) -> date:
    """A year later: the same day, or the last of February where that year has no such day."""
    year = reviewed_on.year + 1
    return date(year, reviewed_on.month, min(reviewed_on.day, monthrange(year, reviewed_on.month)[1]))


def overdue_days(due_on: date, today: date) -> int:
    """How many days ago the review was due; 0 where it is not overdue."""
    return max((today - due_on).days, 0)
