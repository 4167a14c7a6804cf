"""Clocks at work: asked, stopped, carried into a new round; and the pauses, kept as facts."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import ClockPause, EscalationLevel, Issue, IssueClock, Rung
from govtracker.queries.governance import calendars
from govtracker.queries.governance import clocks as kept
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.governance import clocks
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.course import Deadline

SPENT = ("spent", "running_since", "level", "response_spent", "budget_minutes")


def calendar_of(issue: Issue, side: Side | None = None) -> BusinessCalendar:
    """The calendar of a side, of the one that has to act by default: its hours are what its clock counts."""
    return calendars.of_organisation(issue.relationship.company(side or issue.waiting_on).id)


def facts(row: IssueClock | None) -> Clock:
    """A clock as the rules see it."""
    if row is None:
        return Clock()
    return Clock(
        **{name: getattr(row, name) for name in SPENT},
        response_warned=row.response_warned_at is not None,
        resolution_warned=row.resolution_warned_at is not None,
    )


def ask(issue: Issue, rows: list[EscalationLevel], position: int, *, at: datetime) -> Clock:
    """The clock of the side that is waited on runs for that level; it is made where that side was never asked."""
    row = kept.of_round(issue, issue.round).get(issue.waiting_on)
    clock = clocks.asked(facts(row), ladders.ladder(rows), position, at=at, calendar=calendar_of(issue))
    if row is None:
        row = _new(issue, issue.waiting_on, clock)
    row.started_at = row.started_at or at
    _keep(row, clock)
    return clock


def stop(issue: Issue, rung: Rung | None, *, at: datetime) -> None:
    """The clock of the side that is waited on stands still."""
    row = kept.of_round(issue, issue.round).get(issue.waiting_on)
    if row is None or rung is None:
        return
    _keep(
        row,
        clocks.stopped(
            facts(row),
            told_at=rung.told_at,
            is_answered=rung.acknowledged_at is not None,
            at=at,
            calendar=calendar_of(issue),
        ),
    )


def carry_over(issue: Issue, round_number: int, *, refunded: bool, at: datetime) -> None:
    """Both sides' clocks of a new round, begun with what was spent, or with nothing where all is `refunded`."""
    for side, row in kept.of_round(issue, issue.round).items():
        spent = clocks.spent_by(facts(row), at, calendar_of(issue, side))
        row.spent, row.running_since = spent, None
        carried = Clock() if refunded else Clock(spent=spent)
        _new(issue, side, carried, round_number=round_number)


def warned(row: IssueClock, deadline: Deadline, *, at: datetime) -> None:
    """The level that asks has warned its side of that deadline."""
    setattr(row, f"{deadline.value}_warned_at", at)


def end_pause(pause: ClockPause, *, by: Viewer | None, at: datetime) -> None:
    """The clock may run again."""
    pause.to_at = max(at, pause.from_at)
    pause.ended_by_id = by.person_id if by else None


def end_hold(issue: Issue, *, by: Viewer | None, at: datetime) -> None:
    """The clock of the side that is waited on was held, if it was, until now."""
    pause = kept.open_pause(issue, issue.waiting_on) if issue.held_until else None
    if pause:
        end_pause(pause, by=by, at=at)
    issue.held_until = None


def end_pauses(issue: Issue, *, by: Viewer | None, at: datetime) -> None:
    """No clock stands still any more: there is none, or it runs again."""
    for pause in kept.open_pauses(issue):
        end_pause(pause, by=by, at=at)
    issue.held_until = None


def _new(issue: Issue, side: Side, clock: Clock, *, round_number: int | None = None) -> IssueClock:
    row = IssueClock(
        issue_id=issue.id, round=round_number or issue.round, side=side, carried=clock.spent, started_at=None
    )
    _keep(row, clock)
    db.session.add(row)
    kept.of_round(issue, row.round)[side] = row
    return row


def _keep(row: IssueClock, clock: Clock) -> None:
    """Store what a rule says of it; another level has warned of nothing yet."""
    if row.level != clock.level:
        row.response_warned_at = row.resolution_warned_at = None
    for name in SPENT:
        setattr(row, name, getattr(clock, name))
