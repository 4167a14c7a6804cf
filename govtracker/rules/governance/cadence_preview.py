"""The next meetings of a cadence ahead of time, with what is out of the ordinary about each in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from govtracker.rules import wall_time
from govtracker.rules.governance import cadence, period_words
from govtracker.rules.governance.cadence import Cadence, Occurrence
from govtracker.rules.governance.day_shift import Closed

SHOWN = 8


@dataclass(frozen=True)
class Foreseen:
    """A meeting to come: its period in words, its instant (UTC), and what one has to know of it."""

    period_key: str
    period: str
    at: datetime
    notes: tuple[str, ...]


def foreseen(wanted: Cadence, *, after: datetime, closed: Closed, count: int = SHOWN) -> list[Foreseen]:
    """The next meetings after an instant; ValueError for a rule or zone that `cadence.validate` refuses."""
    meetings = cadence.occurrences(wanted, after=after, count=count, closed=closed)
    together = {later.period_key: earlier.period_key for earlier, later in pairwise(meetings) if earlier.at == later.at}
    return [
        Foreseen(
            meeting.period_key, period_words.named(meeting.period_key), meeting.at, _notes(wanted, meeting, together)
        )
        for meeting in meetings
    ]


def _notes(wanted: Cadence, meeting: Occurrence, together: dict[str, str]) -> tuple[str, ...]:
    notes: Sequence[str] = (
        period_words.shifted(meeting.nominal_on, meeting.local_on, meeting.because, meeting.period_key)
        if meeting.nominal_on
        else "",
        clock_change(wanted, meeting),
        f"falls together with {period_words.named(together[meeting.period_key])}: skip one of the two"
        if meeting.period_key in together
        else "",
    )
    return tuple(filter(None, notes))


def clock_change(wanted: Cadence, meeting: Occurrence) -> str:
    """What becomes of a wall time that the change of the clocks skips or repeats that day; "" on any other."""
    there = wall_time.local(meeting.at, wanted.zone)
    if there.time() != wanted.local_time:
        return f"the clocks go forward: {wanted.local_time:%H:%M} is skipped that day, it begins at {there:%H:%M}"
    again = there.replace(fold=1)
    if again.utcoffset() != there.replace(fold=0).utcoffset():
        return f"the clocks go back: {wanted.local_time:%H:%M} comes twice that day, the first is meant"
    return ""
