"""Rungs: a level that is told, to whom, and which seat has to answer it."""

from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Trigger
from govtracker.mail import issue_messages
from govtracker.models import EscalationLevel, Issue, Rung
from govtracker.queries.governance import calendars
from govtracker.queries.governance import escalation as ladders
from govtracker.rules import wall_time
from govtracker.rules.governance import escalation, recipients
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.escalation import Reached, RungFacts
from govtracker.services import events


@dataclass(frozen=True)
class Cause:
    """Why a level is told: the reason somebody gave, since when it was due, and whose answer is late."""

    trigger: Trigger
    reason: str = ""
    since: datetime | None = None
    late: Rung | None = None


def tell(
    issue: Issue,
    level: EscalationLevel,
    cause: Cause,
    *,
    by: Viewer | None,
    at: datetime,
    round_number: int | None = None,
) -> Rung:
    """The level becomes the current one, its people are told, and the issue remembers when it climbs next."""
    leave(issue)
    assert issue.round_started_at is not None
    facts = escalation.tell(
        ladders.ladder([level])[0], round_started_at=issue.round_started_at, at=at, calendar=calendar_of(issue)
    )
    events.change(
        issue,
        ACTIONS[cause.trigger],
        by=None if cause.trigger is Trigger.OPENED else by,
        at=at,
        reason=cause.reason or REASONS.get(cause.trigger, ""),
        round=round_number or issue.round,
        level=level.position,
        is_exhausted=False,
        climb_at=escalation.climb_at(facts),
        updated_at=at,
    )
    rung = _rung(issue, level, facts, cause)
    told = [person_id for person_id in _place(rung, cause, at=at) if by is None or person_id != by.person_id]
    db.session.add(rung)
    if cause.trigger is Trigger.OPENED:
        issue_messages.opened(rung, told, at=at)
    else:
        issue_messages.escalated(rung, told, since=cause.since or at, at=at)
    return rung


def pass_by(issue: Issue, level: EscalationLevel, step: Reached) -> None:
    """A level whose time ran out while nobody looked: on record, told to nobody."""
    rung = _rung(issue, level, step.rung, Cause(step.trigger))
    rung.collapsed, rung.is_current = True, False
    db.session.add(rung)


def _rung(issue: Issue, level: EscalationLevel, facts: RungFacts, cause: Cause) -> Rung:
    return Rung(
        issue=issue,
        level=level,
        round=issue.round,
        position=level.position,
        waiting_on=issue.waiting_on,
        answering_seat_id=level.seat_id(issue.waiting_on),
        trigger=cause.trigger,
        reason=cause.reason,
        gap="",
        collapsed=False,
        is_current=True,
        told_at=facts.told_at,
        response_due_at=facts.response_due_at,
        resolution_due_at=facts.resolution_due_at,
    )


def _place(rung: Rung, cause: Cause, *, at: datetime) -> list[int | None]:
    """Find who is told; a seat that passed to somebody else is noted on the rung as a gap."""
    issue = rung.issue
    sides = [issue.waiting_on]
    if issue.audience is Audience.SHARED:
        sides.append(issue.waiting_on.other)
    seat_ids = [rung.level.seat_id(side) for side in sides]
    late_seat = [cause.late.answering_seat_id] if cause.late else []
    held = ladders.held(issue.relationship_id, seat_ids + late_seat, on=wall_time.utc(at).date())
    late_id = (cause.late.acknowledged_by_id or held[late_seat[0]].holder_id) if cause.late else None
    told = recipients.of_level([held[seat_id].facts for seat_id in seat_ids], late_person_id=late_id)
    for recipient in told:
        seat = held[recipient.seat_id]
        if recipient.gap:
            company = issue.relationship.company(seat.side).name
            rung.gap = f"{rung.gap} {company}: {recipient.gap}".strip()
        if recipient.seat_id == rung.answering_seat_id:
            rung.answering_seat_id = seat.passed_to(recipient.person_id)
    return [recipient.person_id for recipient in told]


def leave(issue: Issue) -> None:
    rung = ladders.current(issue)
    if rung:
        rung.is_current = False


def facts_of(rung: Rung) -> RungFacts:
    """A rung as the rules see it."""
    return RungFacts(rung.position, rung.told_at, rung.response_due_at, rung.resolution_due_at, rung.acknowledged_at)


def calendar_of(issue: Issue) -> BusinessCalendar:
    """The calendar of the side that has to act: its hours are what the clocks count."""
    return calendars.of_organisation(issue.relationship.company(issue.waiting_on).id)


ACTIONS = {
    Trigger.OPENED: "told_the_first_level",
    Trigger.NOT_ACKNOWLEDGED: "climbed",
    Trigger.NOT_RESOLVED: "climbed",
    Trigger.BY_HAND: "escalated",
    Trigger.SEVERITY_RAISED: "round_begun",
    Trigger.REOPENED: "round_begun",
}
REASONS = {
    Trigger.NOT_ACKNOWLEDGED: "Not acknowledged in time.",
    Trigger.NOT_RESOLVED: "Not resolved in time.",
    Trigger.SEVERITY_RAISED: "The severity was raised.",
    Trigger.REOPENED: "The issue was reopened.",
}
