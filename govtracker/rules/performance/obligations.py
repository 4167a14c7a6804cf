"""The client's obligations: when one is due, where it stands, and how punctual a side has been."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from govtracker.enums import ObligationState, Repetition
from govtracker.rules import wall_time
from govtracker.rules.date_words import long_day
from govtracker.rules.governance import cadence_words
from govtracker.rules.issues import repetition
from govtracker.rules.issues.repetition import Series, Turn

LONGEST_LEAD: Final = repetition.LONGEST_LEAD
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100


@dataclass(frozen=True)
class Timing:
    """Due once on `starts_on`, or by an RRULE from that day in an IANA zone; known `lead_days` before."""

    rrule: str
    starts_on: date
    zone: str
    lead_days: int

    @property
    def series(self) -> Series:
        """The rule as what comes again on fixed days."""
        return Series(Repetition.FIXED, self.rrule, self.starts_on, self.zone, self.lead_days)


@dataclass(frozen=True)
class Punctuality:
    """How many were due, and how many of them came in time."""

    due: int = 0
    in_time: int = 0

    @property
    def share(self) -> Decimal | None:
        """Percent in time; None where nothing was due."""
        return Decimal(self.in_time * 100) / self.due if self.due else None


def validate(timing: Timing, *, today: date) -> None:
    """ValueError with a sentence for a day, rule or lead time that cannot be kept."""
    if not FIRST_YEAR <= timing.starts_on.year <= LAST_YEAR:
        raise ValueError(f"The year {timing.starts_on.year} lies outside {FIRST_YEAR} to {LAST_YEAR}.")
    if timing.rrule:
        repetition.validate(timing.series, today=today)
    elif not 0 <= timing.lead_days <= LONGEST_LEAD:
        raise ValueError(f"It appears 0 to {LONGEST_LEAD} days before it is due.")


def turn(timing: Timing, *, since: date) -> Turn | None:
    """The first time it is due on `since` or later; None when it is not due any more."""
    if timing.rrule:
        return repetition.following(timing.series, since - timedelta(days=1))
    if timing.starts_on < since:
        return None
    known_on = timing.starts_on - timedelta(days=timing.lead_days)
    return Turn(timing.starts_on, wall_time.on(known_on, repetition.MORNING, timing.zone))


def in_words(timing: Timing) -> str:
    """When it is due: “every month on the 15th”, “once, on 15 January 2027”."""
    if timing.rrule:
        return cadence_words.days_in_words(timing.rrule, timing.starts_on)
    return f"once, on {long_day(timing.starts_on)}"


def state(due_on: date, met_on: date | None, *, is_contested: bool, today: date) -> ObligationState:
    """Where a due day stands; the day itself is still in time, and what is contested has not been met."""
    if is_contested:
        return ObligationState.CONTESTED
    if met_on is None:
        return ObligationState.OVERDUE if due_on < today else ObligationState.UPCOMING
    return ObligationState.MET if met_on <= due_on else ObligationState.MET_LATE


def punctuality(states: Iterable[ObligationState]) -> Punctuality:
    """Of what has been due: met by its day. What is still to come does not count."""
    counted = [one for one in states if one is not ObligationState.UPCOMING]
    return Punctuality(len(counted), sum(one is ObligationState.MET for one in counted))


def punctuality_of(days: Iterable[tuple[date, datetime | None]], zone: str, *, today: date) -> Punctuality:
    """The same for what was done at an instant, or not yet, by its due day in a zone."""
    met = [(due_on, at and wall_time.local(at, zone).date()) for due_on, at in days]
    return punctuality(state(due_on, met_on, is_contested=False, today=today) for due_on, met_on in met)
