"""An issue's escalation in words: its ladder, its clocks with their calculation, and what happens next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govtracker.enums import Audience, Side
from govtracker.models import Issue, Rung
from govtracker.queries.governance import calendars
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.governance.escalation import Held, LevelStanding
from govtracker.rules import wall_time
from govtracker.rules.governance import calculation, escalation
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.services.governance.standings import facts_of
from govtracker.web.moments import local_time


@dataclass(frozen=True)
class Clock:
    """One clock: when it is due (UTC), or why it stands, and how the instant was counted."""

    name: str
    due_at: datetime | None
    said: str
    counted: str


@dataclass(frozen=True)
class Escalation:
    """What the page of an issue says of its escalation; `rung` is the level that waits for an answer."""

    rungs: list[dict[str, str]]
    clocks: list[Clock]
    following: str
    gap: str
    rung: Rung | None


def of_issue(issue: Issue, *, at: datetime) -> Escalation:
    """The escalation of an issue as it stands at `at`, times in the zone of who is looking."""
    levels = ladders.standing(issue)
    seat_ids = {level.level.seat_id(side) for level in levels for side in Side}
    seat_ids |= {level.rung.answering_seat_id for level in levels if level.rung}
    held = ladders.held(issue.relationship_id, seat_ids, on=wall_time.utc(at).date())
    current = next((level for level in levels if level.rung and level.rung.is_current), None)
    told = _Told(issue, levels, held)
    return Escalation(
        rungs=[told.row(level, current) for level in levels],
        clocks=_clocks(issue, current, calendars.of_organisation(issue.relationship.company(issue.waiting_on).id))
        if current
        else [],
        following=told.following(current, at=at),
        gap=current.rung.gap if current and current.rung else "",
        rung=current.rung if current and current.rung and current.rung.acknowledged_at is None else None,
    )


@dataclass(frozen=True)
class _Told:
    """A ladder with the people of the day."""

    issue: Issue
    levels: list[LevelStanding]
    held: dict[int, Held]

    @property
    def company(self) -> str:
        """The company that has to move."""
        return self.issue.relationship.company(self.issue.waiting_on).name

    def row(self, level: LevelStanding, current: LevelStanding | None) -> dict[str, str]:
        """A level as components/ladder shows it."""
        return {
            "title": f"Level {level.level.position} · {level.level.tier.value}",
            "people": self.people(level),
            "state": _state(level, exhausted=self.issue.is_exhausted),
            "note": self.note(level, current),
        }

    def people(self, level: LevelStanding) -> str:
        """Both sides' people of a level; of an internal issue, its own side's alone."""
        sides = list(Side) if self.issue.audience is Audience.SHARED else [Side(self.issue.audience.value)]
        return " ⇄ ".join(_short(self.held[level.level.seat_id(side)]) for side in sides)

    def note(self, level: LevelStanding, current: LevelStanding | None) -> str:
        """When a level was told and what became of it, or when it would be."""
        rung = level.rung
        if rung is not None:
            waiting = self.company if rung.is_current and not self.issue.is_exhausted else ""
            return f"{_reached(rung)}{_became(rung, level.acknowledged_by, waiting)}"
        if current and current.rung and level.level.position == current.level.position + 1:
            due = escalation.climb_at(facts_of(current.rung))
            return f"{local_time(due)} if {self.company} does not {_deed(current.rung)}" if due else ""
        return ""

    def following(self, current: LevelStanding | None, *, at: datetime) -> str:
        """Who has to do what by when, and what happens otherwise, in one sentence."""
        issue = self.issue
        if not issue.is_open:
            return ""
        if current is None or current.rung is None:
            return "No clock runs. A SPOC of either side can put this issue on the escalation path."
        if issue.is_exhausted:
            return f"The escalation path is exhausted: nobody is left to be told. It still waits on {self.company}."
        due = escalation.climb_at(facts_of(current.rung))
        if due is None:
            return ""
        rows = ladders.ladder([level.level for level in self.levels])
        above = self.levels[current.level.position] if current.level.position < len(self.levels) else None
        people = f": {self.people(above)}" if above else ""
        otherwise = f"{escalation.otherwise(rows, current.level.position)}{people}"
        if due <= at:
            return f"Time ran out {local_time(due)} your time: {otherwise}."
        return f"{self.deed_of(current.rung)} by {local_time(due)} your time; otherwise {otherwise}."

    def deed_of(self, rung: Rung) -> str:
        """Who has to do what: a person acknowledges, the company resolves."""
        holder = self.held[rung.answering_seat_id].holder_name
        if _deed(rung) == "resolve":
            return f"{self.company} has to resolve it"
        who = f"{holder} of {self.company}" if holder else self.company
        return f"{who} has to acknowledge"


def _clocks(issue: Issue, level: LevelStanding, calendar: BusinessCalendar) -> list[Clock]:
    rung = level.rung
    assert rung is not None
    acknowledged = ""
    if rung.acknowledged_at:
        acknowledged = f"{local_time(rung.acknowledged_at)} by {level.acknowledged_by}"
    response = level.level.response_minutes
    resolution = level.level.resolution_minutes
    return [
        Clock(
            "Acknowledge",
            None if acknowledged else rung.response_due_at,
            acknowledged or f"level {rung.position}, {_hours(response)} from {local_time(rung.told_at)}",
            "" if acknowledged else _counted(rung.told_at, rung.response_due_at, calendar),
        ),
        Clock(
            "Resolve",
            rung.resolution_due_at,
            f"level {rung.position}, {_hours(resolution)} from {local_time(issue.aging_since or rung.told_at)}",
            _counted(issue.aging_since, rung.resolution_due_at, calendar),
        ),
    ]


def _counted(start: datetime | None, due: datetime | None, calendar: BusinessCalendar) -> str:
    if start is None or due is None or due < start:
        return ""
    return calculation.in_words(calculation.explain(start, due, calendar))


def _state(level: LevelStanding, *, exhausted: bool) -> str:
    if level.rung is None:
        return "ahead"
    if level.rung.acknowledged_at:
        return "answered"
    if level.rung.is_current:
        return "exhausted" if exhausted else "waiting"
    return "passed"


def _reached(rung: Rung) -> str:
    if rung.collapsed:
        return f"passed {local_time(rung.told_at)} while nobody looked, told to nobody"
    return f"told {local_time(rung.told_at)}"


def _became(rung: Rung, acknowledged_by: str | None, waiting_on: str) -> str:
    if rung.acknowledged_at:
        return f" · acknowledged {local_time(rung.acknowledged_at)} by {acknowledged_by}"
    if rung.collapsed or rung.response_due_at is None:
        return ""
    if waiting_on:
        return f" · {waiting_on} to answer by {local_time(rung.response_due_at)}"
    return f" · not acknowledged by {local_time(rung.response_due_at)}"


def _deed(rung: Rung) -> str:
    """What keeps the path from climbing."""
    facts: Any = facts_of(rung)
    return (
        "acknowledge" if escalation.climb_at(facts) == rung.response_due_at and not rung.acknowledged_at else "resolve"
    )


def _short(seat: Held) -> str:
    first, _, last = seat.holder_name.rpartition(" ")
    if not last:
        return "vacant seat"
    return f"{first[0]}. {last}" if first else last


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest and hours else f"{hours} h" if hours else f"{rest} min"
