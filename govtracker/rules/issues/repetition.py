"""When an action comes again, and on which day its next turn is made."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govtracker.enums import Repetition
from govtracker.rules import wall_time
from govtracker.rules.governance import cadence, cadence_rule, cadence_words
from govtracker.rules.governance.cadence import Cadence

MORNING = time(7)  # wall time at which a turn is made
LONGEST_LEAD = 90  # days
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Series:
    """An RRULE of due days from `starts_on` in an IANA zone; each turn is made so many days before it is due.

    `skips_if_open`: of a fixed one a turn is left out while the one before it is still open.
    """

    repetition: Repetition
    rrule: str
    starts_on: date
    zone: str
    lead_days: int = 7
    skips_if_open: bool = True

    @property
    def waits(self) -> bool:
        """Whether the next turn is known only when the one before it has ended."""
        return self.repetition is not Repetition.FIXED


@dataclass(frozen=True)
class Turn:
    """One turn: the day it is due, and the instant (UTC) at which its action is made."""

    due_on: date
    made_at: datetime


def following(series: Series, last_due_on: date) -> Turn | None:
    """The turn after the one due on `last_due_on`, be it past or to come; None when the rule has ended."""
    return _from(series, last_due_on + A_DAY)


def after_ending(series: Series, last_due_on: date, *, ended_on: date) -> Turn | None:
    """The turn after one that was done, or given up, on a local day; for a series that waits for it."""
    if series.repetition is Repetition.CATCH_UP:
        return _from(series, max(last_due_on + A_DAY, ended_on))
    return _from(series, max(last_due_on, ended_on) + A_DAY, counted_from=ended_on)


def key_of(due_on: date) -> str:
    """The key of the turn due on a day, by which each turn has one action however often its series is asked.

    It is the day itself: counted from when it was done a month may well have two turns.
    """
    return due_on.isoformat()


def validate(series: Series, *, today: date) -> None:
    """ValueError with a sentence for a rule, zone or lead time that cannot be kept."""
    rule = cadence_rule.parse(series.rrule)
    if series.repetition is Repetition.AFTER_COMPLETION and rule.count is not None:
        raise ValueError("What comes again after it was done ends on a day (UNTIL), not after a number of times.")
    if not 0 <= series.lead_days <= LONGEST_LEAD:
        raise ValueError(f"It appears 0 to {LONGEST_LEAD} days before it is due.")
    cadence.validate(_cadence(series), today=today)


def in_words(series: Series) -> str:
    """How it comes again: “every month on the 15th, on fixed days”."""
    said = cadence_words.days_in_words(series.rrule, series.starts_on)
    return f"{said}, {WORDS[series.repetition]}"


def _from(series: Series, day: date, *, counted_from: date | None = None) -> Turn | None:
    """The first turn due on `day` or later."""
    since = wall_time.on(day - A_DAY, MORNING, series.zone)
    found = cadence.occurrences(_cadence(series, counted_from), after=since, count=1)
    if not found:
        return None
    due_on = found[0].local_on
    return Turn(due_on, wall_time.on(due_on - timedelta(days=series.lead_days), MORNING, series.zone))


def _cadence(series: Series, counted_from: date | None = None) -> Cadence:
    return Cadence(series.rrule, MORNING, series.zone, counted_from or series.starts_on)


WORDS = {
    Repetition.FIXED: "on fixed days",
    Repetition.AFTER_COMPLETION: "counted from when it was done",
    Repetition.CATCH_UP: "and what was missed is not made up for",
}
