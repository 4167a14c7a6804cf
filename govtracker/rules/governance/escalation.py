"""The escalation ladder: what is due when, which level comes next, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from govtracker.enums import Tier, Trigger
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar

LONGEST_MINUTES = 525_600  # a year round the clock: a path is there to be climbed


@dataclass(frozen=True)
class Level:
    """One level, `position` from 1. Response time counts from when it is told, resolution time from the round's start.

    Both are business minutes in the calendar of the side that has to act.
    """

    position: int
    tier: Tier
    response_minutes: int
    resolution_minutes: int


Ladder = tuple[Level, ...]
CalendarOf = Callable[[Level], BusinessCalendar]


@dataclass(frozen=True)
class RungFacts:
    """The level a round stands at (its position), with instants in UTC; a clock that stands still has none due."""

    level: int
    told_at: datetime
    response_due_at: datetime | None
    resolution_due_at: datetime | None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True)
class Wait:
    """Nothing to do before that instant; None where no clock runs."""

    until: datetime | None


@dataclass(frozen=True)
class Climb:
    """The next level is to be told, since that instant and for that reason."""

    level: Level
    trigger: Trigger
    due_at: datetime


@dataclass(frozen=True)
class Exhausted:
    """The last level's time is up, since that instant and for that reason."""

    trigger: Trigger
    due_at: datetime


@dataclass(frozen=True)
class Reached:
    """A level to record. A collapsed one was passed while nobody looked, and is not told any more."""

    level: Level
    trigger: Trigger
    rung: RungFacts
    collapsed: bool


def validate(levels: Sequence[Level]) -> None:
    """ValueError with a sentence unless positions run from 1 and times are possible and grow from level to level."""
    if not levels:
        raise ValueError("An escalation path needs at least one level.")
    if [level.position for level in levels] != list(range(1, len(levels) + 1)):
        raise ValueError("The levels of an escalation path are numbered from 1 without a gap.")
    below = 0
    for level in levels:
        _validate_times(level, below)
        below = level.resolution_minutes


def _validate_times(level: Level, resolution_below: int) -> None:
    if level.response_minutes <= 0:
        raise ValueError(f"Level {level.position} needs a response time of at least one minute.")
    if level.response_minutes > level.resolution_minutes:
        raise ValueError(f"The response time of level {level.position} must not be longer than its resolution time.")
    if level.resolution_minutes <= resolution_below:
        raise ValueError(
            f"The resolution time of level {level.position} must be longer than that of level {level.position - 1}: "
            "both count from the start."
        )
    if level.resolution_minutes > LONGEST_MINUTES:
        raise ValueError(f"The resolution time of level {level.position} must not be longer than a year.")


def response_due(told_at: datetime, level: Level, calendar: BusinessCalendar) -> datetime:
    """When a level that was told has to be acknowledged (UTC)."""
    return business_time.add(told_at, level.response_minutes, calendar)


def resolution_due(round_started_at: datetime, level: Level, calendar: BusinessCalendar) -> datetime:
    """When the issue has to be resolved while it stands at this level (UTC); cumulative from the round's start."""
    return business_time.add(round_started_at, level.resolution_minutes, calendar)


def tell(level: Level, *, round_started_at: datetime, at: datetime, calendar: BusinessCalendar) -> RungFacts:
    """The rung that stands once this level is told."""
    return RungFacts(
        level=level.position,
        told_at=at,
        response_due_at=response_due(at, level, calendar),
        resolution_due_at=resolution_due(round_started_at, level, calendar),
    )


def next_level(ladder: Ladder, position: int) -> Level | None:
    """The level above; None at the top."""
    return ladder[position] if position < len(ladder) else None


def climb_at(rung: RungFacts) -> datetime | None:
    """When the time of this rung is up: then the path climbs or, at the top, is exhausted. None where no clock runs.

    The earlier of response due and resolution due; acknowledging stops the response clock alone. A resolution time
    that was up before anybody at this level was told waits until they have had their response time.
    """
    response = _response_running_until(rung)
    spent = rung.resolution_due_at is not None and rung.resolution_due_at <= rung.told_at
    running = (response,) if response is not None and spent else (response, rung.resolution_due_at)
    return min((due for due in running if due is not None), default=None)


def trigger(rung: RungFacts, at: datetime) -> Trigger | None:
    """Which clock ran out first, by `at`; the response clock where both did together, None where neither did."""
    due = climb_at(rung)
    if due is None or at < due:
        return None
    return Trigger.NOT_ACKNOWLEDGED if due == _response_running_until(rung) else Trigger.NOT_RESOLVED


def next_step(ladder: Ladder, rung: RungFacts, at: datetime) -> Wait | Climb | Exhausted:
    """What has to happen to a round by `at`, one level at a time."""
    due, reason = climb_at(rung), trigger(rung, at)
    if due is None or reason is None:
        return Wait(due)
    above = next_level(ladder, rung.level)
    return Exhausted(reason, due) if above is None else Climb(above, reason, due)


def catch_up(
    ladder: Ladder, rung: RungFacts, *, round_started_at: datetime, at: datetime, calendar_of: CalendarOf
) -> list[Reached]:
    """The levels reached by `at`, lowest first; the last one is to be told now, those below it have collapsed.

    After an outage a level counts as told when it would have been told, so that the ladder stands where it would stand.
    Whoever is told now still gets the whole response time, from now; the resolution time was never theirs alone.
    """
    steps = []
    step = next_step(ladder, rung, at)
    while isinstance(step, Climb):
        steps.append(step)
        rung = tell(step.level, round_started_at=round_started_at, at=step.due_at, calendar=calendar_of(step.level))
        step = next_step(ladder, rung, at)
    return [
        Reached(
            level=step.level,
            trigger=step.trigger,
            rung=tell(
                step.level,
                round_started_at=round_started_at,
                at=at if step is steps[-1] else step.due_at,
                calendar=calendar_of(step.level),
            ),
            collapsed=step is not steps[-1],
        )
        for step in steps
    ]


def otherwise(ladder: Ladder, position: int) -> str:
    """What happens when the time of a level is up, as the end of a sentence."""
    above = next_level(ladder, position)
    if above is None:
        return "the path is exhausted, and the portfolio shows it"
    return f"it climbs to level {above.position}, {above.tier.value}"


def _response_running_until(rung: RungFacts) -> datetime | None:
    return rung.response_due_at if rung.acknowledged_at is None else None
