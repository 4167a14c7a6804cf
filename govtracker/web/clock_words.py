"""The clocks of an issue in words: what each side has spent, what is due when, and how every instant was counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from govtracker.enums import PauseReason, Side
from govtracker.models import ClockPause, EscalationLevel, Issue, IssueClock
from govtracker.queries.governance import calendars
from govtracker.queries.governance.escalation import Told
from govtracker.rules import durations
from govtracker.rules.governance import calculation, clocks, course
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.calculation import Paused
from govtracker.rules.governance.course import Deadline, Standing
from govtracker.services.governance import clocks as kept
from govtracker.services.governance import escalation, standings
from govtracker.web.moments import local_date, local_time

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Due:
    """One thing that is due: when (UTC; None: not now), what stands beside it, and how the instant was counted."""

    name: str
    due_at: datetime | None
    said: str
    counted: str = ""


@dataclass(frozen=True)
class SideClock:
    """The clock of one side: whether it runs, what it has spent, and what is due by it."""

    company: str
    runs: bool
    said: str
    spent: str
    dues: list[Due]


@dataclass(frozen=True)
class Facts:
    """What the clocks of an issue are told from: its path, the level that stands, clocks and pauses as stored."""

    issue: Issue
    rows: Sequence[EscalationLevel]
    current: Told
    clocks: Sequence[IssueClock]
    pauses: Sequence[ClockPause]
    at: datetime

    @cached_property
    def calendars(self) -> dict[Side, BusinessCalendar]:
        """Both sides' calendars."""
        companies = {side: self.issue.relationship.company(side).id for side in Side}
        found = calendars.of_organisations(companies.values())
        return {side: found[company_id] for side, company_id in companies.items()}

    @cached_property
    def standing(self) -> Standing:
        """The same as the rules see it, for the side that is waited on."""
        row = next((clock for clock in self.clocks if clock.side is self.issue.waiting_on), None)
        calendar = self.calendars[self.issue.waiting_on]
        return standings.of(self.issue, self.current.rung, self.rows, clock=kept.facts(row), calendar=calendar)

    @cached_property
    def in_turn(self) -> list[IssueClock]:
        """The clocks of the present round, that of the side waited on first."""
        return sorted(self.clocks, key=lambda clock: clock.side is not self.issue.waiting_on)

    def company(self, side: Side) -> str:
        """The company of a side."""
        return self.issue.relationship.company(side).name


def sides(facts: Facts) -> list[SideClock]:
    """The clocks of the present round, first that of the side that has to move."""
    return [_side(facts, row) for row in facts.in_turn]


def age(facts: Facts) -> Due:
    """How old it may become before both SPOCs hear of it; this clock never pauses."""
    issue, days = facts.issue, facts.rows[0].path.age_days
    words = f"{days} working days, pauses included, from {local_time(issue.aging_since)}" if issue.aging_since else ""
    if issue.age_warned_at:
        return Due("Grown old", None, f"the SPOCs were told {local_time(issue.age_warned_at)}")
    return Due("Grows old", issue.age_due_at, words, _counted_age(facts))


def _side(facts: Facts, row: IssueClock) -> SideClock:
    clock, calendar = kept.facts(row), facts.calendars[row.side]
    waited_on = row.side is facts.issue.waiting_on
    return SideClock(
        company=facts.company(row.side),
        runs=waited_on and row.running_since is not None,
        said=_state(facts, row),
        spent=_spent(row, clocks.spent_by(clock, facts.at, calendar)),
        dues=list(_dues(facts, row)) if waited_on and row.running_since else [],
    )


def _state(facts: Facts, row: IssueClock) -> str:
    if row.running_since is not None:
        return f"runs since {local_time(row.running_since)}"
    if row.side is not facts.issue.waiting_on:
        since = f" since {local_time(pause.from_at)}" if (pause := _open(facts, row.side)) else ""
        return f"stands still{since}: it waits on {facts.company(facts.issue.waiting_on)}"
    pause = _open(facts, row.side)
    if pause is None or pause.until_on is None:
        return "stands still"
    return f"paused until {local_date(pause.until_on)}, then it goes on by itself: “{pause.said}”"


def _spent(row: IssueClock, spent: timedelta) -> str:
    words = f"{_length(spent)} of its resolution time spent"
    if row.budget_minutes is not None:
        words = f"{_length(spent)} of {durations.words(row.budget_minutes)} spent"
    return f"{words}, {_length(row.carried)} of it in earlier rounds" if row.carried else words


def _dues(facts: Facts, row: IssueClock) -> Iterator[Due]:
    yield from (_response(facts, row), _resolution(facts, row))
    warnings = course.warned_at(facts.standing)
    for deadline, warned in warnings.items():
        yield _warning(facts, deadline, warned)
    expires = course.expires_at(facts.standing)
    if expires is not None:
        yield _expiry(facts, expires)


def _response(facts: Facts, row: IssueClock) -> Due:
    rung, level = facts.current.rung, facts.standing.level
    if rung.acknowledged_at:
        return Due("Acknowledge", None, f"{local_time(rung.acknowledged_at)} by {facts.current.acknowledged_by}")
    assert row.running_since is not None
    since = max(row.running_since, rung.told_at)
    said = f"level {rung.position}, {durations.words(level.response_minutes)} from {local_time(since)}"
    if row.response_spent:
        said += f", {_length(row.response_spent)} of it spent before"
    return Due("Acknowledge", rung.response_due_at, said, _counted(facts, row.side, since, rung.response_due_at))


def _resolution(facts: Facts, row: IssueClock) -> Due:
    rung, level = facts.current.rung, facts.standing.level
    if row.budget_minutes is None:
        return Due("Resolve", None, "all the resolution time of the path is spent")
    began = row.started_at or rung.told_at
    said = f"level {rung.position}, {durations.words(row.budget_minutes)} from {local_time(began)}"
    if row.budget_minutes > level.resolution_minutes:
        said = f"{durations.words(row.budget_minutes)} from {local_time(began)}: the time of this level is spent"
    if row.carried:
        said += f", {_length(row.carried)} of it spent in earlier rounds"
    return Due("Resolve", rung.resolution_due_at, said, _counted(facts, row.side, began, rung.resolution_due_at))


def _warning(facts: Facts, deadline: Deadline, warned: datetime) -> Due:
    rung = facts.current.rung
    due = rung.response_due_at if deadline is Deadline.RESPONSE else rung.resolution_due_at
    what = "acknowledging" if deadline is Deadline.RESPONSE else "resolving"
    said = f"{durations.words(facts.standing.level.warning_minutes)} before {what} is due, counted backwards"
    return Due("Warning", warned, said, _counted(facts, rung.waiting_on, warned, due))


def _expiry(facts: Facts, expires: datetime) -> Due:
    side, rung = facts.issue.waiting_on, facts.current.rung
    assert rung.acknowledged_at is not None
    running = facts.standing.clock.running_since or rung.acknowledged_at
    active = max(rung.acknowledged_at, facts.issue.active_at or running, running)
    said = f"{facts.standing.terms.expiry_days} working days after {facts.company(side)} last did something"
    return Due("Acknowledgement expires", expires, said, _counted(facts, side, active, expires))


def _counted(facts: Facts, side: Side, start: datetime | None, due: datetime | None) -> str:
    if start is None or due is None or due < start:
        return ""
    calendar = facts.calendars[side]
    return calculation.in_words(calculation.explain(start, due, calendar, pauses=_pauses(facts, side)))


def _counted_age(facts: Facts) -> str:
    issue = facts.issue
    if issue.aging_since is None or issue.age_due_at is None:
        return ""
    calendar = facts.calendars[escalation.aged_by(issue)]
    return calculation.in_words(calculation.explain(issue.aging_since, issue.age_due_at, calendar))


def _pauses(facts: Facts, side: Side) -> list[Paused]:
    """When that side's clock stood still, and why."""
    return [
        Paused(pause.from_at, pause.to_at or facts.at, _why(facts, pause))
        for pause in facts.pauses
        if pause.side is side
    ]


def _why(facts: Facts, pause: ClockPause) -> str:
    if pause.reason is PauseReason.HANDED_OVER:
        return f"waiting on {facts.company(pause.side.other)}"
    return f"granted: {pause.said}"


def _open(facts: Facts, side: Side) -> ClockPause | None:
    return next((pause for pause in facts.pauses if pause.side is side and pause.to_at is None), None)


def _length(span: timedelta) -> str:
    """Business time in hours and minutes: 7 h 30 min."""
    hours, minutes = divmod(span // MINUTE, 60)
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"
