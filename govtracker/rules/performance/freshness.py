"""When a KPI's values are due, and when the newest is too old: by how often it is measured, and its days of grace."""

from datetime import date, timedelta
from typing import Final

from govtracker.enums import Frequency, SpanKind
from govtracker.rules import spans


def due_on(newest: date, frequency: Frequency, grace_days: int, *, year_begins: int = 1) -> date:
    """The last day on which the value after the one that covers `newest` may still be missing.

    Days follow days, weeks weeks, months months and quarters (of the fiscal year) quarters; then the grace runs.
    """
    here = spans.containing(SPANS[frequency], newest, year_begins=year_begins)
    following = spans.containing(SPANS[frequency], here.last_day + timedelta(days=1), year_begins=year_begins)
    return following.last_day + timedelta(days=grace_days)


def is_stale(newest: date | None, frequency: Frequency, grace_days: int, *, today: date, year_begins: int = 1) -> bool:
    """Whether nothing came within the frequency and the grace; what was never measured is missing, not stale."""
    return newest is not None and today > due_on(newest, frequency, grace_days, year_begins=year_begins)


SPANS: Final = {
    Frequency.DAILY: SpanKind.DAY,
    Frequency.WEEKLY: SpanKind.WEEK,
    Frequency.MONTHLY: SpanKind.MONTH,
    Frequency.QUARTERLY: SpanKind.QUARTER,
}
