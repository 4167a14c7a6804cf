"""The clock of one side in a round: what it has spent of its time, when it runs, and what is due by it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from govtracker.rules.governance import business_time, escalation
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.escalation import Ladder, Level

NOTHING = timedelta()


@dataclass(frozen=True)
class Clock:
    """What a side had spent, in its own business time, when its clock began to run (UTC; None: it stands still).

    `spent` is of the resolution time, carried over from earlier rounds included; `response_spent` is of the response
    time of `level`, the level that asked it last, while it had not answered. `budget_minutes` is the resolution time
    in force, None where all is spent. A level warns its side once of either deadline.
    """

    spent: timedelta = NOTHING
    running_since: datetime | None = None
    level: int = 0
    response_spent: timedelta = NOTHING
    budget_minutes: int | None = None
    response_warned: bool = False
    resolution_warned: bool = False


def asked(clock: Clock, ladder: Ladder, position: int, *, at: datetime, calendar: BusinessCalendar) -> Clock:
    """It runs, from `at` on or on as before, for the level that asks: in another level's time, or in what is left."""
    running = replace(clock, running_since=clock.running_since or at)
    if clock.level == position:
        return running
    return replace(
        running,
        level=position,
        response_spent=NOTHING,
        budget_minutes=escalation.budget_minutes(ladder, position, spent_by(clock, at, calendar)),
        response_warned=False,
        resolution_warned=False,
    )


def stopped(clock: Clock, *, told_at: datetime, is_answered: bool, at: datetime, calendar: BusinessCalendar) -> Clock:
    """It stands still from `at` on. Nothing is refunded; an answer settles the response time, the next ask has it anew.

    `told_at` is when the level was told that it runs for.
    """
    if clock.running_since is None:
        return clock
    answering = business_time.elapsed(max(clock.running_since, told_at), max(at, told_at), calendar)
    return replace(
        clock,
        spent=spent_by(clock, at, calendar),
        response_spent=NOTHING if is_answered else clock.response_spent + answering,
        running_since=None,
    )


def spent_by(clock: Clock, at: datetime, calendar: BusinessCalendar) -> timedelta:
    """How much business time the side has spent by `at`."""
    if clock.running_since is None or at <= clock.running_since:
        return clock.spent
    return clock.spent + business_time.elapsed(clock.running_since, at, calendar)


def response_due(clock: Clock, level: Level, *, told_at: datetime, calendar: BusinessCalendar) -> datetime | None:
    """When the level has to be acknowledged (UTC): its response time from when it was told, or what is left of it."""
    if clock.running_since is None:
        return None
    left = timedelta(minutes=level.response_minutes) - clock.response_spent
    return business_time.after(max(clock.running_since, told_at), left, calendar)


def resolution_due(clock: Clock, calendar: BusinessCalendar) -> datetime | None:
    """When the side has to have resolved it (UTC); None while its clock stands still or nothing is left to spend."""
    if clock.running_since is None or clock.budget_minutes is None:
        return None
    left = timedelta(minutes=clock.budget_minutes) - clock.spent
    return business_time.after(clock.running_since, left, calendar)
