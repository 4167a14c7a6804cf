"""Handing over: the other side has to move now, and this says what is asked of it."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PauseReason, Side, Trigger
from govtracker.mail import issue_messages
from govtracker.models import ClockPause, EscalationLevel, Issue, Rung
from govtracker.queries.governance import clocks as kept
from govtracker.rules.governance import course
from govtracker.services import Refused, events
from govtracker.services.governance import clocks, escalation, rungs, standings
from govtracker.services.governance.rungs import Cause
from govtracker.services.issues import comments


def hand_over(issue: Issue, to: Side, asked: str, *, by: Viewer, at: datetime) -> ClockPause:
    """`to` has to move: a shared comment says what is asked, this side's clock pauses, the other side's one starts.

    Nothing is refunded: whatever a side has spent of its time it finds spent when it is asked again. The level stays;
    its seat on the other side has to acknowledge. Refuses for internal issues, and what waits on that side already.
    """
    if issue.audience is not Audience.SHARED:
        raise Refused("An internal issue cannot be handed over: the other side does not see it.")
    rung = escalation.require_running(issue)
    company = issue.relationship.company(to).name
    if issue.waiting_on is to:
        raise Refused(f"It waits on {company} already.")
    if not asked.strip():
        raise Refused(f"Say what you ask of {company}.", "asked")
    pause = _pause(issue, rung, asked.strip(), by=by, at=at)
    _turn(issue, to, asked.strip(), by=by, at=at)
    _ask(issue, rung, pause, by=by, at=at)
    return pause


def _pause(issue: Issue, rung: Rung, asked: str, *, by: Viewer, at: datetime) -> ClockPause:
    """This side's clock stands still; what it had answered so far is kept with the pause."""
    comment = comments.write(issue, asked, Audience.SHARED, by=by, at=at).comment
    clocks.end_hold(issue, by=by, at=at)
    clocks.stop(issue, rung, at=at)
    db.session.flush()
    pause = ClockPause(
        issue_id=issue.id,
        side=issue.waiting_on,
        round=issue.round,
        position=rung.position,
        reason=PauseReason.HANDED_OVER,
        from_at=at,
        said=asked,
        comment_id=comment.id,
        by_id=by.person_id,
        acknowledged_at=rung.acknowledged_at,
        acknowledged_by_id=rung.acknowledged_by_id,
    )
    db.session.add(pause)
    db.session.flush()
    return pause


def _turn(issue: Issue, to: Side, asked: str, *, by: Viewer, at: datetime) -> None:
    """The other side is waited on, and the pause of its own clock is over."""
    waited = kept.open_pause(issue, to)
    if waited:
        clocks.end_pause(waited, by=by, at=at)
    events.change(
        issue,
        "handed_over",
        by=by,
        at=at,
        reason=asked,
        waiting_on=to,
        handovers=issue.handovers + 1,
        is_exhausted=False,
        active_at=None,
        updated_at=at,
    )


def _ask(issue: Issue, rung: Rung, pause: ClockPause, *, by: Viewer, at: datetime) -> None:
    """The level's seat on the other side has to acknowledge; where nobody is there, the next level is told at once."""
    rows = escalation.path_of(issue)
    clock = clocks.ask(issue, rows, rung.position, at=at)
    rung.waiting_on, rung.answering_seat_id = issue.waiting_on, rung.level.seat_id(issue.waiting_on)
    rung.acknowledged_at = rung.acknowledged_by_id = None
    rung.reminders, rung.reminded_at, rung.asked_before = 0, None, []
    found = rungs.find(rung, at=at)
    rung.answering_seat_id, rung.answering_person_id, rung.gap = found.seat_id, found.person_id, found.gap
    rung.unreachable = found.person_id is None
    standings.reckon(issue, rung, rows, clock=clock)
    if rung.unreachable and rung.position < len(rows):
        rungs.tell(issue, rows, rung.position + 1, Cause(Trigger.NOBODY_THERE), leaving=rung, by=by, at=at)
        return
    _warn_no_more(issue, rung, rows, at=at)
    standings.schedule(issue, rung, rows, at=at)
    told = [found.person_id, rungs.first_person(issue, rows, issue.waiting_on, at=at), rungs.owner_asked(issue)]
    others = [one for one in told if one != by.person_id]
    issue_messages.handed_over(rung, others, pause, by_name=by.name, at=at)


def _warn_no_more(issue: Issue, rung: Rung, rows: list[EscalationLevel], *, at: datetime) -> None:
    """Whoever is asked hears now what is due: no warning that would have come before follows."""
    row = kept.of_round(issue, issue.round)[issue.waiting_on]
    for deadline, warned in course.warned_at(standings.of(issue, rung, rows)).items():
        if warned <= at:
            clocks.warned(row, deadline, at=at)
