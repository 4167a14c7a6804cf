"""The course of an escalation: what has happened to it by an instant, and when it has to be looked at next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from govtracker.enums import Trigger
from govtracker.rules.governance import business_time, clocks, escalation
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.escalation import OURS, Ladder, Level, RungFacts, Terms


class Deadline(StrEnum):
    """What a level is warned of."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class Standing:
    """Where an escalation stands: its path, its rung, and the clock of the side that is waited on. Instants in UTC.

    `active_at` is when that side last did something; while `held_until` lies ahead its clock stands still;
    `age_due_at` is when both SPOCs are warned of its age, None when they were.
    """

    ladder: Ladder
    rung: RungFacts
    clock: Clock
    calendar: BusinessCalendar
    terms: Terms = OURS
    active_at: datetime | None = None
    held_until: datetime | None = None
    is_exhausted: bool = False
    age_due_at: datetime | None = None

    @property
    def level(self) -> Level:
        """The level it stands at; where the path has become shorter since it was told, the top."""
        return self.ladder[min(self.rung.level, len(self.ladder)) - 1]

    @property
    def above(self) -> Level | None:
        """The level above; None at the top."""
        return escalation.next_level(self.ladder, self.rung.level)


@dataclass(frozen=True)
class Resume:
    """A pause ends on its day."""

    at: datetime


@dataclass(frozen=True)
class Tell:
    """A level to be told, since `at`; silence begins a round at the level it stands at.

    A collapsed one was passed while nobody looked: it is recorded as of then, and told to nobody.
    """

    level: Level
    trigger: Trigger
    at: datetime
    collapsed: bool = False

    @property
    def begins_round(self) -> bool:
        """Whether a new round begins with it."""
        return self.trigger is Trigger.SILENT


@dataclass(frozen=True)
class Warn:
    """The level's time is nearly up."""

    deadline: Deadline
    due_at: datetime
    collapsed: bool = False  # the other deadline is nearer: that one is spoken of


@dataclass(frozen=True)
class Remind:
    """The last level's time is up: its people are reminded for the `number`th time, the ones between left out."""

    number: int
    trigger: Trigger


@dataclass(frozen=True)
class Exhaust:
    """The last reminder brought nothing: nobody is left to be told."""

    trigger: Trigger


@dataclass(frozen=True)
class GrowOld:
    """It has been open for longer than agreed."""

    since: datetime


Step = Resume | Tell | Warn | Remind | Exhaust | GrowOld


def steps(standing: Standing, at: datetime) -> list[Step]:
    """What has to happen by `at`, in order; after an outage one telling, with those below it collapsed.

    Whoever is told now has the whole response time, from now; so nothing follows the last telling.
    """
    found: list[Step] = []
    if standing.age_due_at is not None and standing.age_due_at <= at:
        found.append(GrowOld(standing.age_due_at))
    if standing.held_until is not None:
        if standing.held_until > at:
            return found
        found.append(Resume(standing.held_until))
        standing = resumed(standing, at=standing.held_until)
    tellings = list(_tellings(standing, at))
    if tellings:
        return [*found, *(replace(step, collapsed=step is not tellings[-1]) for step in tellings)]
    return [*found, *_at_the_top(standing, at), *_warnings(standing, at)]


def resumed(standing: Standing, *, at: datetime) -> Standing:
    """The same once its clock runs again."""
    clock = clocks.asked(standing.clock, standing.ladder, standing.rung.level, at=at, calendar=standing.calendar)
    rung = standing.rung
    response = clocks.response_due(clock, standing.level, told_at=rung.told_at, calendar=standing.calendar)
    resolution = clocks.resolution_due(clock, standing.calendar)
    rung = replace(rung, response_due_at=response, resolution_due_at=resolution)
    return replace(standing, clock=clock, rung=rung, held_until=None)


def told(standing: Standing, step: Tell) -> Standing:
    """The same once that level has been told, at the step's instant."""
    clock = standing.clock
    if step.begins_round:
        clock = Clock(spent=clocks.spent_by(clock, step.at, standing.calendar))
    clock = clocks.asked(clock, standing.ladder, step.level.position, at=step.at, calendar=standing.calendar)
    rung = RungFacts(
        level=step.level.position,
        told_at=step.at,
        response_due_at=clocks.response_due(clock, step.level, told_at=step.at, calendar=standing.calendar),
        resolution_due_at=clocks.resolution_due(clock, standing.calendar),
    )
    return replace(standing, clock=clock, rung=rung)


def next_at(standing: Standing, *, after: datetime) -> datetime | None:
    """When it has to be looked at next (UTC), once everything up to `after` is done; None where nothing runs."""
    instants = [standing.age_due_at]
    if standing.held_until is not None:
        instants.append(standing.held_until)
    elif not standing.is_exhausted:
        instants += [_time_up(standing), expires_at(standing)]
        instants += [warned for warned, _ in _warnings_ahead(standing) if not _is_up(standing, after)]
    return min((instant for instant in instants if instant is not None), default=None)


def expires_at(standing: Standing) -> datetime | None:
    """When the acknowledgement expires: so many working days after the side that gave it last did something.

    None where there is none, and at the top where the time is up before: reminders come instead.
    """
    rung, since = standing.rung, standing.clock.running_since
    if rung.acknowledged_at is None or since is None or standing.is_exhausted:
        return None
    active = max(rung.acknowledged_at, since, standing.active_at or since)
    expires = business_time.add_days(active, standing.terms.expiry_days, standing.calendar)
    up = escalation.climb_at(rung)
    return None if standing.above is None and up is not None and up <= expires else expires


def warned_at(standing: Standing) -> dict[Deadline, datetime]:
    """When the level is warned of which deadline; what it was warned of already, or is not, is left out."""
    return {warning.deadline: warned for warned, warning in _warnings_ahead(standing)}


def reminded_at(standing: Standing) -> datetime | None:
    """At the top: when the next reminder is due or, after the last one, the path is exhausted."""
    if standing.rung.reminded_at is None:
        return escalation.climb_at(standing.rung)
    return business_time.add_days(standing.rung.reminded_at, 1, standing.calendar)


def _tellings(standing: Standing, at: datetime) -> Iterator[Tell]:
    step = _telling(standing)
    while step is not None and step.at <= at:
        yield step
        standing = told(standing, step)
        step = _telling(standing)


def _telling(standing: Standing) -> Tell | None:
    """The next level to be told, whenever that is; at the same instant climbing comes before silence."""
    if standing.is_exhausted:
        return None
    up, expires = escalation.climb_at(standing.rung), expires_at(standing)
    if standing.above is not None and up is not None and (expires is None or up <= expires):
        return Tell(standing.above, escalation.trigger(standing.rung), up)
    return Tell(standing.level, Trigger.SILENT, expires) if expires is not None else None


def _time_up(standing: Standing) -> datetime | None:
    return reminded_at(standing) if standing.above is None else escalation.climb_at(standing.rung)


def _at_the_top(standing: Standing, at: datetime) -> list[Step]:
    """One reminder however many were due meanwhile, or the end."""
    if standing.above is not None or standing.is_exhausted:
        return []
    number, cap, due = standing.rung.reminders, standing.terms.top_reminders, reminded_at(standing)
    reason = escalation.trigger(standing.rung)
    if due is None or due > at:
        return []
    if number >= cap:
        return [Exhaust(reason)]
    while due <= at and number < cap:
        number, due = number + 1, business_time.add_days(due, 1, standing.calendar)
    return [Remind(number, reason)]


def _warnings(standing: Standing, at: datetime) -> list[Step]:
    if standing.is_exhausted or _is_up(standing, at):
        return []
    near = sorted((warning for warned, warning in _warnings_ahead(standing) if warned <= at), key=lambda w: w.due_at)
    return [replace(warning, collapsed=warning is not near[0]) for warning in near]


def _warnings_ahead(standing: Standing) -> Iterator[tuple[datetime, Warn]]:
    """The warnings to come; one that would come before its level is told, or after its time is up, is none."""
    rung, clock, before = standing.rung, standing.clock, standing.level.warning_minutes
    response = None if rung.acknowledged_at is not None or clock.response_warned else rung.response_due_at
    resolution = None if clock.resolution_warned else rung.resolution_due_at
    up = escalation.climb_at(rung)
    for deadline, due in ((Deadline.RESPONSE, response), (Deadline.RESOLUTION, resolution)):
        if due is None or up is None or not before:
            continue
        warned = business_time.subtract(due, before, standing.calendar)
        if rung.told_at < warned < up:
            yield warned, Warn(deadline, due)


def _is_up(standing: Standing, at: datetime) -> bool:
    up = escalation.climb_at(standing.rung)
    return up is not None and up <= at
