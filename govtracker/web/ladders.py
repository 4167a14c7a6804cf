"""An issue's escalation in words: its ladder round by round, its clocks, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from govtracker.enums import Audience, PauseReason, Side, Trigger
from govtracker.models import ClockPause, EscalationLevel, Issue, Rung
from govtracker.queries.governance import clocks as clocks_asked
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.governance.escalation import Held, Told
from govtracker.rules import wall_time
from govtracker.rules.governance import escalation
from govtracker.services.governance import standings
from govtracker.web import clock_words
from govtracker.web.clock_words import Due, SideClock
from govtracker.web.moments import local_date, local_time


@dataclass(frozen=True)
class Round:
    """A run up the ladder that is over: why it began and what it reached, as components/ladder shows it."""

    title: str
    rungs: list[dict[str, str]]


@dataclass(frozen=True)
class Escalation:
    """What the page of an issue says of its escalation; `rung` is the level that waits for an answer."""

    rungs: list[dict[str, str]]
    following: str
    gap: str = ""
    rung: Rung | None = None
    is_running: bool = False
    at_the_top: bool = False
    rounds: list[Round] = field(default_factory=list)
    clocks: list[SideClock] = field(default_factory=list)
    age: Due | None = None
    pauses: list[ClockPause] = field(default_factory=list)
    paused_until: date | None = None


def of_issue(issue: Issue, *, at: datetime) -> Escalation:
    """The escalation of an issue as it stands at `at`, times in the zone of who is looking."""
    rows, told = ladders.ladder_of(issue)
    kept, pauses = clocks_asked.with_pauses(issue) if told else ([], [])
    held = next((pause.until_on for pause in pauses if pause.to_at is None and pause.until_on), None)
    words = _Words(issue, rows, told, _held(issue, rows, told, at=at), held)
    current = words.current
    if current is None or not issue.is_open:
        return Escalation(words.ladder(), words.following(at=at), rounds=words.rounds(), pauses=pauses)
    rung = current.rung
    facts = clock_words.Facts(issue, rows, current, kept, pauses, at)
    return Escalation(
        rungs=words.ladder(),
        following=words.following(at=at),
        gap=rung.gap,
        rung=rung if rung.acknowledged_at is None else None,
        is_running=True,
        at_the_top=rung.position >= len(rows),
        rounds=words.rounds(),
        clocks=clock_words.sides(facts),
        age=clock_words.age(facts),
        pauses=pauses,
        paused_until=held,
    )


def _held(issue: Issue, rows: Sequence[EscalationLevel], told: Sequence[Told], *, at: datetime) -> dict[int, Held]:
    """Who holds the seats of the path, of its earlier versions and of those who stood in, today."""
    levels = [*rows, *(one.rung.level for one in told)]
    seat_ids = {level.seat_id(side) for level in levels for side in Side}
    seat_ids |= {one.rung.answering_seat_id for one in told}
    return ladders.held(issue.relationship_id, seat_ids, on=wall_time.utc(at).date()) if seat_ids else {}


@dataclass(frozen=True)
class _Words:
    """A ladder with the people of the day."""

    issue: Issue
    rows: Sequence[EscalationLevel]
    told: Sequence[Told]
    held: dict[int, Held]
    paused_until: date | None

    @property
    def current(self) -> Told | None:
        """The level it stands at, while its clocks run."""
        return next((one for one in self.told if one.rung.round == self.issue.round and one.rung.is_current), None)

    @property
    def company(self) -> str:
        """The company that has to move."""
        return self.issue.relationship.company(self.issue.waiting_on).name

    def ladder(self) -> list[dict[str, str]]:
        """The levels of the path with what the present round has reached, and what it reached beyond them."""
        reached = {one.rung.position: one for one in self.told if one.rung.round == self.issue.round}
        levels = {row.position: row for row in self.rows} | {place: one.rung.level for place, one in reached.items()}
        return [self._row(place, level, reached.get(place)) for place, level in sorted(levels.items())]

    def rounds(self) -> list[Round]:
        """The rounds before, the newest first."""
        earlier = [one for one in self.told if one.rung.round < self.issue.round]
        found = []
        for number, group in groupby(earlier, key=lambda one: one.rung.round):
            levels = list(group)
            first = levels[0].rung
            title = f"Round {number}: {BEGINNINGS.get(first.trigger, 'begun')} {local_time(first.told_at)}"
            found.append(Round(title, [self._row(one.rung.position, one.rung.level, one) for one in levels]))
        return found[::-1]

    def _row(self, position: int, level: EscalationLevel, told: Told | None) -> dict[str, str]:
        """A level as components/ladder shows it."""
        return {
            "title": f"Level {position} · {level.tier.value}",
            "people": self.people(level),
            "state": self._state(told),
            "note": self._note(position, told),
        }

    def people(self, level: EscalationLevel) -> str:
        """Both sides' people of a level; of an internal issue, its own side's alone."""
        sides = list(Side) if self.issue.audience is Audience.SHARED else [Side(self.issue.audience.value)]
        return " ⇄ ".join(_short(self.held[level.seat_id(side)]) for side in sides)

    def _state(self, told: Told | None) -> str:
        if told is None:
            return "ahead"
        if told.rung.acknowledged_at:
            return "answered"
        if told.rung.is_current and self.issue.is_open:
            return "paused" if self.issue.held_until else "exhausted" if self.issue.is_exhausted else "waiting"
        return "unreached" if told.rung.unreachable else "passed"

    def _note(self, position: int, told: Told | None) -> str:
        """When a level was told and what became of it, or when it would be."""
        if told is not None:
            return f"{_reached(told.rung)}{self._became(told)}"
        current = self.current
        if current and position == current.rung.position + 1 and not self.issue.is_exhausted:
            due = escalation.climb_at(standings.facts_of(current.rung))
            return f"{local_time(due)} if {self.company} does not {_deed(current.rung)}" if due else ""
        return ""

    def _became(self, told: Told) -> str:
        rung = told.rung
        reminded = (
            f" · reminded {rung.reminders} times" if rung.reminders > 1 else " · reminded" if rung.reminders else ""
        )
        if rung.acknowledged_at:
            return f" · acknowledged {local_time(rung.acknowledged_at)} by {told.acknowledged_by}{reminded}"
        if rung.collapsed or rung.unreachable or rung.response_due_at is None:
            return reminded
        if rung.is_current and not self.issue.is_exhausted:
            return f" · {self.company} to answer by {local_time(rung.response_due_at)}{reminded}"
        return f" · not acknowledged by {local_time(rung.response_due_at)}{reminded}"

    def following(self, *, at: datetime) -> str:
        """Who has to do what by when, and what happens otherwise, in one sentence."""
        issue, current = self.issue, self.current
        if not issue.is_open:
            return ""
        if current is None:
            return "No clock runs. A SPOC of either side can put this issue on the escalation path."
        if issue.is_exhausted:
            return f"The escalation path is exhausted: nobody is left to be told. It still waits on {self.company}."
        if self.paused_until is not None:
            day = local_date(self.paused_until)
            return f"It is paused until {day}: {self.company} has nothing due before. Its age goes on all the same."
        if current.rung.unreachable:
            return f"Nobody of {self.company} can be told: every seat of the path is vacant or its holder away."
        return self._deadline(current.rung, at=at)

    def _deadline(self, rung: Rung, *, at: datetime) -> str:
        due = escalation.climb_at(standings.facts_of(rung))
        if due is None:
            return f"{self.company} has acknowledged it; all the resolution time of the path is spent."
        above = self.rows[rung.position] if rung.position < len(self.rows) else None
        people = f": {self.people(above)}" if above else ""
        otherwise = f"{escalation.otherwise(ladders.ladder(self.rows), rung.position)}{people}"
        if due > at:
            return f"{self._deed_of(rung)} by {local_time(due)} your time; otherwise {otherwise}."
        if above is None and rung.reminders:
            sent = f"{rung.reminders} of {self.rows[0].path.top_reminders} reminders are sent"
            return f"Time ran out {local_time(due)} your time; {sent}, then {otherwise}."
        return f"Time ran out {local_time(due)} your time: {otherwise}."

    def _deed_of(self, rung: Rung) -> str:
        """Who has to do what: a person acknowledges, the company resolves."""
        seat = self.held[rung.answering_seat_id]
        if _deed(rung) == "resolve":
            return f"{self.company} has to resolve it"
        who = f"{seat.holder_name} of {self.company}" if seat.holder_name else self.company
        return f"{who} has to acknowledge"


def handed_over(pauses: Sequence[ClockPause]) -> list[ClockPause]:
    """The handovers among the pauses, the newest first."""
    return [pause for pause in reversed(pauses) if pause.reason is PauseReason.HANDED_OVER]


def _reached(rung: Rung) -> str:
    if rung.collapsed:
        return f"passed {local_time(rung.told_at)} while nobody looked, told to nobody"
    if rung.unreachable:
        return f"reached {local_time(rung.told_at)}: nobody could be told"
    return f"told {local_time(rung.told_at)}"


def _deed(rung: Rung) -> str:
    """What keeps the path from climbing."""
    due = escalation.climb_at(standings.facts_of(rung))
    return "acknowledge" if due == rung.response_due_at and not rung.acknowledged_at else "resolve"


def _short(seat: Held) -> str:
    first, _, last = seat.holder_name.rpartition(" ")
    if not last:
        return "vacant seat"
    name = f"{first[0]}. {last}" if first else last
    return f"{name} (away)" if seat.holder_id in seat.away else name


BEGINNINGS = {
    Trigger.OPENED: "opened",
    Trigger.BY_HAND: "escalated by hand",
    Trigger.SEVERITY_RAISED: "severity raised",
    Trigger.REOPENED: "reopened",
    Trigger.STEPPED_DOWN: "stepped down",
    Trigger.SILENT: "silent after its acknowledgement",
    Trigger.NOBODY_THERE: "begun",
}
