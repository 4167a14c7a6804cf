"""Rungs: a level that is told, to whom, and which seat has to answer it."""

from dataclasses import dataclass, replace
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Side, Trigger
from govtracker.mail import issue_messages
from govtracker.models import EscalationLevel, Issue, Rung
from govtracker.queries.governance import escalation as ladders
from govtracker.rules import wall_time
from govtracker.rules.governance import recipients
from govtracker.services import events
from govtracker.services.governance import clocks, standings


@dataclass(frozen=True)
class Cause:
    """Why a level is told: the reason somebody gave, and since when it was due. A collapsed one is told to nobody."""

    trigger: Trigger
    reason: str = ""
    since: datetime | None = None
    collapsed: bool = False


@dataclass(frozen=True)
class Found:
    """Who is told for a level: the person and seat of the side that has to answer, the other side's, and the gaps."""

    person_id: int | None
    seat_id: int
    counterpart_id: int | None
    gap: str

    @property
    def everybody(self) -> list[int | None]:
        """Both, who has to answer first."""
        return [self.person_id, self.counterpart_id]


def tell(
    issue: Issue,
    rows: list[EscalationLevel],
    position: int,
    cause: Cause,
    *,
    leaving: Rung | None,
    by: Viewer | None,
    at: datetime,
    new_round: bool = False,
) -> Rung:
    """The level becomes the current one instead of `leaving`, its people are told, what is due is remembered.

    Where nobody of the side that has to answer can be told, that is put on record and the next level told at once.
    """
    leave(leaving)
    round_number = issue.round + 1 if new_round else issue.round
    if new_round:
        clocks.carry_over(issue, round_number, refunded=cause.trigger is Trigger.REOPENED, at=at)
    _change(issue, rows[position - 1], cause, by=by, at=at, round_number=round_number)
    rung = _rung(issue, rows[position - 1], cause, at=at)
    clock = clocks.ask(issue, rows, position, at=at)
    found = None if cause.collapsed else find(rung, at=at)
    if found:
        rung.answering_seat_id, rung.answering_person_id, rung.gap = found.seat_id, found.person_id, found.gap
        rung.unreachable = found.person_id is None
    standings.reckon(issue, rung, rows, clock=clock)
    db.session.add(rung)
    if rung.unreachable and position < len(rows):
        db.session.flush()
        above = replace(cause, trigger=Trigger.NOBODY_THERE)
        return tell(issue, rows, position + 1, above, leaving=rung, by=by, at=at)
    standings.schedule(issue, rung, rows, at=at, clock=clock)
    if found:
        _tell(rung, cause, found, by=by, at=at)
    return rung


def find(rung: Rung, *, at: datetime) -> Found:
    """Who is told for a rung that day: of both sides, or of the one an internal issue belongs to."""
    issue, own = rung.issue, rung.waiting_on
    sides = [own, own.other] if issue.audience is Audience.SHARED else [own]
    seats = {side: rung.level.seat_id(side) for side in sides}
    held = ladders.held(issue.relationship_id, list(seats.values()), on=wall_time.utc(at).date())
    late = ladders.asked_below(issue, rung.round, rung.position)
    told = {one.seat_id: one for one in recipients.of_level([held[seats[side]].facts for side in sides], late=late)}
    answering, across = told[seats[own]], told.get(seats.get(own.other, 0))
    gaps = [f"{issue.relationship.company(held[one.seat_id].side).name}: {one.gap}" for one in told.values() if one.gap]
    return Found(
        person_id=answering.person_id,
        seat_id=held[answering.seat_id].passed_to(answering.person_id),
        counterpart_id=across.person_id if across else None,
        gap=" ".join(gaps),
    )


def leave(rung: Rung | None) -> None:
    """The issue stands at that level no more: at no level, or soon at another."""
    if rung:
        rung.is_current = False


def first_person(issue: Issue, rows: list[EscalationLevel], side: Side, *, at: datetime) -> int | None:
    """Whoever holds the first level's seat of a side, or stands in there: those who do the work."""
    seat_id = rows[0].seat_id(side)
    held = ladders.held(issue.relationship_id, [seat_id], on=wall_time.utc(at).date())
    [found] = recipients.of_level([held[seat_id].facts], late=())
    return found.person_id


def owner_asked(issue: Issue) -> int | None:
    """Its owner, if they stand on the side that is waited on."""
    company = issue.relationship.company(issue.waiting_on)
    return issue.owner_id if issue.owner and issue.owner.organisation_id == company.id else None


def _change(
    issue: Issue, level: EscalationLevel, cause: Cause, *, by: Viewer | None, at: datetime, round_number: int
) -> None:
    events.change(
        issue,
        ACTIONS[cause.trigger],
        by=None if cause.trigger is Trigger.OPENED else by,
        at=at,
        reason=cause.reason or REASONS.get(cause.trigger, ""),
        round=round_number,
        level=level.position,
        is_exhausted=False,
        updated_at=at,
    )


def _rung(issue: Issue, level: EscalationLevel, cause: Cause, *, at: datetime) -> Rung:
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
        collapsed=cause.collapsed,
        unreachable=False,
        is_current=True,
        told_at=at,
        reminders=0,
    )


def _tell(rung: Rung, cause: Cause, found: Found, *, by: Viewer | None, at: datetime) -> None:
    told = [person_id for person_id in found.everybody if by is None or person_id != by.person_id]
    if rung.trigger is Trigger.OPENED:
        issue_messages.opened(rung, told, at=at)
    else:
        issue_messages.escalated(rung, told, since=cause.since or at, at=at)


ACTIONS = {
    Trigger.OPENED: "told_the_first_level",
    Trigger.NOT_ACKNOWLEDGED: "climbed",
    Trigger.NOT_RESOLVED: "climbed",
    Trigger.BY_HAND: "escalated",
    Trigger.SEVERITY_RAISED: "round_begun",
    Trigger.REOPENED: "round_begun",
    Trigger.STEPPED_DOWN: "stepped_down",
    Trigger.SILENT: "acknowledgement_expired",
    Trigger.NOBODY_THERE: "nobody_there",
}
REASONS = {
    Trigger.NOT_ACKNOWLEDGED: "Not acknowledged in time.",
    Trigger.NOT_RESOLVED: "Not resolved in time.",
    Trigger.SEVERITY_RAISED: "The severity was raised.",
    Trigger.REOPENED: "The issue was reopened.",
    Trigger.SILENT: "Nothing has happened since it was acknowledged.",
    Trigger.NOBODY_THERE: "Nobody could be told at the level below.",
}
