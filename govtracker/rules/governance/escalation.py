"""The escalation ladder: its levels and terms, when the time of a level is up, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govtracker.enums import Tier, Trigger

LONGEST_MINUTES = 525_600  # a year round the clock: a path is there to be climbed
LONGEST_DAYS = 260
MOST_REMINDERS = 20
WARNED_BEFORE = 4  # a quarter of the response time, where nobody says otherwise


@dataclass(frozen=True)
class Level:
    """One level, `position` from 1, times in business minutes of the side that has to act.

    Response time counts from when it is told, resolution time is what a side may spend in a round before the level
    above is told, warnings come `warning_minutes` before either is up (0: none).
    """

    position: int
    tier: Tier
    response_minutes: int
    resolution_minutes: int
    warning_minutes: int = 0


Ladder = tuple[Level, ...]


@dataclass(frozen=True)
class Terms:
    """Working days after which an acknowledgement expires and an issue is old; reminders after the last level."""

    expiry_days: int = 5
    age_days: int = 20
    top_reminders: int = 3


OURS = Terms()


@dataclass(frozen=True)
class RungFacts:
    """The level a round stands at (its position), with instants in UTC; a clock that stands still has none due."""

    level: int
    told_at: datetime
    response_due_at: datetime | None
    resolution_due_at: datetime | None
    acknowledged_at: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None


class BadPath(ValueError):
    """A path that cannot be: the sentence, and the field at fault, of the level at `position` (0: of the path)."""

    def __init__(self, sentence: str, field: str = "", position: int = 0) -> None:
        super().__init__(sentence)
        self.field = field
        self.position = position


def validate(levels: Sequence[Level]) -> None:
    """BadPath with a sentence unless positions run from 1 and times are possible and grow from level to level."""
    if not levels:
        raise BadPath("An escalation path needs at least one level.")
    if [level.position for level in levels] != list(range(1, len(levels) + 1)):
        raise BadPath("The levels of an escalation path are numbered from 1 without a gap.")
    below = 0
    for level in levels:
        _validate_times(level, below)
        below = level.resolution_minutes


def _validate_times(level: Level, resolution_below: int) -> None:
    at_fault = _fault(level, resolution_below)
    if at_fault:
        raise BadPath(at_fault[1], at_fault[0], level.position)


def _fault(level: Level, resolution_below: int) -> tuple[str, str] | None:
    """The field at fault and what is wrong with it."""
    number = level.position
    if level.response_minutes <= 0:
        return "response_minutes", f"Level {number} needs a response time of at least one minute."
    if level.resolution_minutes > LONGEST_MINUTES:
        return "resolution_minutes", f"The resolution time of level {number} must not be longer than a year."
    if level.response_minutes > level.resolution_minutes:
        return "response_minutes", f"The response time of level {number} must not be longer than its resolution time."
    if level.resolution_minutes <= resolution_below:
        below = f"must be longer than that of level {number - 1}: both count from the start."
        return "resolution_minutes", f"The resolution time of level {number} {below}"
    if not 0 <= level.warning_minutes < level.response_minutes:
        return "warning_minutes", f"The warning of level {number} has to come within its response time."
    return None


def validate_terms(terms: Terms) -> None:
    """BadPath with a sentence unless days and reminders are possible."""
    for field, what in (("expiry_days", "An acknowledgement expires"), ("age_days", "An issue is old")):
        if not 1 <= getattr(terms, field) <= LONGEST_DAYS:
            raise BadPath(f"{what} after 1 to {LONGEST_DAYS} working days.", field)
    if not 0 <= terms.top_reminders <= MOST_REMINDERS:
        raise BadPath(f"After the last level there are 0 to {MOST_REMINDERS} reminders.", "top_reminders")


def usual_warning(response_minutes: int) -> int:
    """How long before its time is up a level is warned where nobody says otherwise."""
    return response_minutes // WARNED_BEFORE


def next_level(ladder: Ladder, position: int) -> Level | None:
    """The level above; None at the top."""
    return ladder[position] if position < len(ladder) else None


def climb_at(rung: RungFacts) -> datetime | None:
    """When the time of this rung is up: then the path climbs or, at the top, reminds. None where no clock runs.

    The earlier of response due and resolution due; acknowledging stops the response clock alone.
    """
    running = (_response_running_until(rung), rung.resolution_due_at)
    return min((due for due in running if due is not None), default=None)


def trigger(rung: RungFacts) -> Trigger:
    """Which clock runs out first; the response clock where both do together."""
    due = climb_at(rung)
    return Trigger.NOT_ACKNOWLEDGED if due == _response_running_until(rung) else Trigger.NOT_RESOLVED


def budget_minutes(ladder: Ladder, position: int, spent: timedelta) -> int | None:
    """The resolution time in force at a level: its own or, where that much is spent already, the next one above.

    A level that is told after its time was up is not passed at once: what counts is the time that is left on the path.
    None where all is spent.
    """
    ahead = (level.resolution_minutes for level in ladder[position - 1 :])
    return next((minutes for minutes in ahead if timedelta(minutes=minutes) > spent), None)


def otherwise(ladder: Ladder, position: int) -> str:
    """What happens when the time of a level is up, as the end of a sentence."""
    above = next_level(ladder, position)
    if above is None:
        return "the path is exhausted, and the portfolio shows it"
    return f"it climbs to level {above.position}, {above.tier.value}"


def _response_running_until(rung: RungFacts) -> datetime | None:
    return rung.response_due_at if rung.acknowledged_at is None else None
