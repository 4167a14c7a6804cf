"""The timeline: deeds of the story in the order of their instants."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

Deed = Callable[[datetime], None]


class Timeline:
    """What is to happen when; a deed may add others, never before itself. Behind the story's end nothing happens."""

    def __init__(self, ends_at: datetime) -> None:
        self.ends_at = ends_at
        self.now: datetime | None = None
        self._waiting: list[tuple[datetime, int, Deed]] = []
        self._order = count()

    def at(self, when: datetime, deed: Deed) -> None:
        """Let `deed` happen at that instant (UTC, to the second)."""
        when = max(when, self.now) if self.now else when
        if when <= self.ends_at:
            heappush(self._waiting, (when.replace(microsecond=0), next(self._order), deed))

    def run(self) -> None:
        """Let everything happen, in order."""
        while self._waiting:
            self.now, _, deed = heappop(self._waiting)
            deed(self.now)
