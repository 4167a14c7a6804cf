"""Where an issue's escalation stands, as the rules see it, and when it has to be looked at next."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.models import EscalationLevel, Issue, Rung
from govtracker.queries.governance import clocks as kept
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.governance import clocks as spending
from govtracker.rules.governance import course, escalation
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.clocks import Clock
from govtracker.rules.governance.course import Standing
from govtracker.rules.governance.escalation import RungFacts
from govtracker.services.governance import clocks


def of(
    issue: Issue,
    rung: Rung,
    rows: Sequence[EscalationLevel],
    *,
    clock: Clock | None = None,
    calendar: BusinessCalendar | None = None,
) -> Standing:
    """The standing of an issue at a rung of the path `rows`; clock and calendar are those stored where not given."""
    if clock is None:
        clock = clocks.facts(kept.of_round(issue, issue.round).get(issue.waiting_on))
    return Standing(
        ladder=ladders.ladder(rows),
        rung=facts_of(rung),
        clock=clock,
        calendar=calendar or clocks.calendar_of(issue),
        terms=rows[0].path.terms,
        active_at=issue.active_at,
        held_until=issue.held_until,
        is_exhausted=issue.is_exhausted,
        age_due_at=issue.age_due_at,
    )


def facts_of(rung: Rung) -> RungFacts:
    """A rung as the rules see it."""
    return RungFacts(
        rung.position,
        rung.told_at,
        rung.response_due_at,
        rung.resolution_due_at,
        rung.acknowledged_at,
        rung.reminders,
        rung.reminded_at,
    )


def reckon(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, clock: Clock | None = None) -> None:
    """Write on the rung what is due by its side's clock: nothing while that stands still.

    Once the level is acknowledged, when that was due stays: whether it was in time is read from it.
    """
    standing = of(issue, rung, rows, clock=clock)
    if rung.acknowledged_at is None:
        rung.response_due_at = spending.response_due(
            standing.clock, standing.level, told_at=rung.told_at, calendar=standing.calendar
        )
    rung.resolution_due_at = spending.resolution_due(standing.clock, standing.calendar)


def schedule(
    issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime, clock: Clock | None = None
) -> None:
    """Remember when it climbs, and when it has to be looked at next, after everything up to `at` is done."""
    standing = of(issue, rung, rows, clock=clock)
    issue.climb_at = None if standing.is_exhausted else escalation.climb_at(standing.rung)
    issue.next_at = course.next_at(standing, after=at)
