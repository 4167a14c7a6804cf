"""Steps the tests of issues share: each is one transaction at one instant."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Severity, Side
from govtracker.models import (
    Absence,
    Action,
    AuditEvent,
    ClockPause,
    EscalationPath,
    Issue,
    IssueClock,
    Notification,
    Rung,
    Tenure,
)
from govtracker.queries import find
from govtracker.rules.issues.five_whys import Why
from govtracker.services.governance import escalation, handing_over, holding
from govtracker.services.issues import issues
from govtracker.services.issues.context import Context
from govtracker.services.issues.issues import NewIssue
from tests.support.world import World

PROCESS = 2  # the second category an installation begins with
CHAIN = tuple(
    Why("Why was that?", answer) for answer in ("It has no such step.", "Nobody saw a need.", "Billing was not asked.")
)
CONTEXT = Context(
    why_it_occurred="The release checklist has no billing step.",
    what_was_done="Rolled back.",
    why_not_again="The checklist has that step now.",
    root_cause_id=PROCESS,
    five_whys=CHAIN,
)


def raised(world: World, who: str, at: datetime, key: str = "MER", **values: Any) -> Issue:
    """An issue raised by `who`: critical and shared, in Customer care, unless `values` say otherwise."""
    viewer = world.viewer(who)
    facts = {
        "title": "Billing outage",
        "description": "Nobody can pay.",
        "area_id": world.areas["Customer care"],
        "severity": Severity.CRITICAL,
        "audience": Audience.SHARED,
    }
    with database.transaction():
        relationship = find.relationship(viewer, key)
        issue = issues.raise_issue(relationship, NewIssue(**{**facts, **values}), by=viewer, at=at)
        number = issue.key.removeprefix(f"{key}-")
    return _kept(find.issue(viewer, key, number))


def acknowledged(world: World, who: str, number: str, at: datetime) -> None:
    """Acknowledge the current level as `who`."""
    viewer = world.viewer(who)
    with database.transaction():
        escalation.acknowledge(find.current_rung(viewer, "MER", number), by=viewer, at=at)


def ticked(at: datetime) -> jobs.Ran:
    """The worker's tick at that instant."""
    return jobs.run(jobs.job_named("escalate"), at=at)


def fresh(issue: Issue) -> Issue:
    """The issue as it is stored now."""
    db.session.expire_all()
    return _kept(db.session.scalars(select(Issue).where(Issue.id == issue.id)).one())


def rungs(issue: Issue) -> list[Rung]:
    """All its rungs, in the order they were reached."""
    db.session.expire_all()
    return list(db.session.scalars(select(Rung).where(Rung.issue_id == issue.id).order_by(Rung.round, Rung.position)))


def told(issue: Issue, event: str) -> list[tuple[str, int | None]]:
    """(name, level) of everyone who was told of that event, in order."""
    rows = db.session.scalars(
        select(Notification)
        .where(Notification.subject_type == "issue", Notification.subject_id == issue.id)
        .order_by(Notification.id)
    )
    return [(row.recipient.name, row.facts.get("level")) for row in rows if row.facts["event"] == event]


def _kept(issue: Issue) -> Issue:
    """The issue as it is now, readable after the session has gone."""
    db.session.expunge(issue)
    return issue


def history(issue: Issue) -> list[str]:
    """The actions on record for it, oldest first."""
    return list(
        db.session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.subject_type == "issue", AuditEvent.subject_id == issue.id)
            .order_by(AuditEvent.seq)
        )
    )


def done_actions(world: World, issue: Issue, at: datetime) -> None:
    """A corrective and a preventive action on the issue, both done."""
    with database.transaction():
        for number, kind in enumerate((ActionType.CORRECTIVE, ActionType.PREVENTIVE), 1):
            db.session.add(
                Action(
                    relationship_id=issue.relationship_id,
                    number=number,
                    audience=Audience.SHARED,
                    title=f"{kind.value} action",
                    type=kind,
                    owner_id=world.people["supplier_lead"],
                    owner_side="supplier",
                    due_on=at.date(),
                    first_due_on=at.date(),
                    status=ActionStatus.DONE,
                    is_open=False,
                    issue_id=issue.id,
                    created_at=at,
                    updated_at=at,
                )
            )


def handed_over(world: World, who: str, to: Side, at: datetime, asked: str = "Send us the log.") -> None:
    """MER-1 is handed over by `who`."""
    viewer = world.viewer(who)
    with database.transaction():
        handing_over.hand_over(find.issue(viewer, "MER", "1"), to, asked, by=viewer, at=at)


def paused(world: World, who: str, until: date, at: datetime, reason: str = "The vendor needs a week.") -> None:
    """MER-1 is paused by `who` until a day."""
    viewer = world.viewer(who)
    with database.transaction():
        holding.pause(find.issue(viewer, "MER", "1"), reason, until, by=viewer, at=at)


def resumed(world: World, who: str, at: datetime) -> None:
    """MER-1 goes on, by hand."""
    viewer = world.viewer(who)
    with database.transaction():
        holding.resume(find.issue(viewer, "MER", "1"), by=viewer, at=at)


def clocks_of(issue: Issue) -> dict[tuple[int, Side], IssueClock]:
    """Its clocks by round and side, as they are stored now."""
    db.session.expire_all()
    found = db.session.scalars(select(IssueClock).where(IssueClock.issue_id == issue.id))
    return {(clock.round, clock.side): clock for clock in found}


def pauses_of(issue: Issue) -> list[ClockPause]:
    """Its pauses, in order."""
    db.session.expire_all()
    return list(db.session.scalars(select(ClockPause).where(ClockPause.issue_id == issue.id).order_by(ClockPause.id)))


def set_terms(world: World, *, warning: int = 0, **terms: int) -> None:
    """The terms of the path, and how many minutes before its time is up every level is warned."""
    with database.transaction():
        path = db.session.get_one(EscalationPath, world.path_id)
        for name, value in terms.items():
            setattr(path, name, value)
        for level in path.levels:
            level.warning_minutes = warning


def absent(world: World, who: str, first: date, last: date) -> None:
    """That person is away from a day to a day."""
    with database.transaction():
        db.session.add(Absence(person_id=world.people[who], from_on=first, to_on=last))


def vacated(world: World, *who: str) -> None:
    """These seats have nobody any more, since long ago."""
    with database.transaction():
        for name in who:
            db.session.execute(delete(Tenure).where(Tenure.seat_id == world.seats[name]))
