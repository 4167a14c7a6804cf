"""When an issue counts as one that comes again (our defaults: three times in 90 days)."""

from datetime import timedelta

WINDOW = timedelta(days=90)
TIMES = 3


def comes_again(seen_before: int) -> bool:
    """Whether an issue that was seen so often before, within the window, is a recurrence."""
    return seen_before + 1 >= TIMES
