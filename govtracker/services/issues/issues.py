"""Issues: raised, edited, worked on, resolved, closed, judged and reopened."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import (
    Audience,
    ContactChannel,
    IssueStatus,
    Severity,
    Side,
    Trigger,
)
from govtracker.mail import issue_messages
from govtracker.models import Issue, Relationship, Topic
from govtracker.queries import claims
from govtracker.queries.governance import calendars
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.issues import actions, origins
from govtracker.rules import wall_time
from govtracker.rules.governance import business_time
from govtracker.rules.issues import workflow
from govtracker.services import Refused, events
from govtracker.services.governance import activity, escalation
from govtracker.services.governance.rungs import Cause
from govtracker.services.issues import context, issue_fields, watching
from govtracker.services.issues.context import Context
from govtracker.services.reviews import amending


@dataclass(frozen=True, kw_only=True)
class NewIssue:
    """What a person says of a new issue. Without `due_on` its severity decides."""

    title: str
    description: str
    area_id: int
    severity: Severity
    audience: Audience
    category: str = ""
    segment: str = ""
    channel: ContactChannel | None = None
    owner_id: int | None = None
    due_on: date | None = None


def raise_issue(
    relationship: Relationship, new: NewIssue, *, by: Viewer, at: datetime, topic: Topic | None = None
) -> Issue:
    """A new issue that waits on the other side (an internal one on its own) and stands on its escalation path.

    A shared one born of a `topic` of a review stands in its minutes.
    """
    side = by.side_in(relationship.place())
    assert side is not None
    if new.audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose who sees it: both companies, or only yours.", "audience")
    if new.due_on:
        issue_fields.not_past(new.due_on, by=by, at=at)
    waiting_on = side.other if new.audience is Audience.SHARED else side
    new = replace(new, segment=_sayable(relationship, new.segment, new.audience, by))
    issue = _stored(relationship, new, side, waiting_on, at=at)
    issue.raised_by_id = by.person_id
    issue.owner_id = issue_fields.owner(relationship, new.owner_id, new.audience, at=at)
    issue.recurrence_due_at = at
    if topic is not None:
        amending.born(topic.review, new.audience, by=by, at=at)
        issue.review_id, issue.topic_id = topic.review_id, topic.id
    db.session.add(issue)
    db.session.flush()
    events.record(issue, "raised", by=by, at=at, changes={name: [None, value] for name, value in asdict(new).items()})
    escalation.start(issue, Cause(Trigger.OPENED), by=by, at=at)
    _tell_owner(issue, by=by, at=at)
    watching.follow(issue, [by.person_id, issue.owner_id], at=at)
    return issue


def raise_by_system(relationship: Relationship, new: NewIssue, waiting_on: Side, *, at: datetime) -> Issue:
    """An issue nobody raised: owned by who leads its area on the side waited on; without a path it has no clock."""
    side = waiting_on.other if new.audience is Audience.SHARED else waiting_on
    issue = _stored(relationship, new, side, waiting_on, at=at)
    issue.owner_id = origins.lead_id(relationship.id, waiting_on, new.area_id, on=wall_time.utc(at).date())
    db.session.add(issue)
    db.session.flush()
    events.record(issue, "raised", by=None, at=at, changes={name: [None, value] for name, value in asdict(new).items()})
    if ladders.path_in_force(relationship.id, new.area_id, new.severity):
        escalation.start(issue, Cause(Trigger.OPENED), by=None, at=at)
    if issue.owner_id is not None:
        issue_messages.assigned(issue, by_name="GovTracker", at=at)
    watching.follow(issue, [issue.owner_id], at=at)
    return issue


def _stored(relationship: Relationship, new: NewIssue, raised_side: Side, waiting_on: Side, *, at: datetime) -> Issue:
    """The row of a new issue, with its number."""
    names = ("title", "description", "category", "segment")
    said = issue_fields.texts({name: getattr(new, name) for name in names})
    return Issue(
        relationship=relationship,
        relationship_id=relationship.id,
        area=issue_fields.area(relationship.id, new.area_id),
        audience=new.audience,
        severity=new.severity,
        severity_rank=new.severity.rank,
        raised_side=raised_side,
        waiting_on=waiting_on,
        channel=new.channel,
        due_on=new.due_on or issue_fields.due(relationship, new.severity, waiting_on, at=at),
        opened_at=at,
        updated_at=at,
        number=claims.next_number(relationship.id, f"issue:{new.audience.value}"),
        **said,
        **issue_fields.customer(relationship, said["segment"]),
    )


def edit(issue: Issue, values: Mapping[str, Any], *, reason: str = "", by: Viewer, at: datetime) -> None:
    """Store what was changed; a severity that was raised begins a new round, a new owner is told."""
    values = {
        **values,
        **issue_fields.texts({name: text for name, text in values.items() if name in issue_fields.LONGEST}),
    }
    if "area_id" in values:
        issue_fields.area(issue.relationship_id, values["area_id"])
    if "owner_id" in values:
        issue_fields.owner(issue.relationship, values["owner_id"], issue.audience, at=at)
    if "due_on" in values and values["due_on"] != issue.due_on:
        issue_fields.not_past(values["due_on"], by=by, at=at)
    if values.get("segment", issue.segment) != issue.segment:
        values["segment"] = _sayable(issue.relationship, values["segment"], issue.audience, by)
        values = {**values, **issue_fields.customer(issue.relationship, values["segment"])}
    if "severity" in values:
        values = {**values, "severity_rank": values["severity"].rank}
    changed = events.change(issue, "edited", by=by, at=at, reason=reason, **values)
    if changed:
        issue.updated_at = at
    if issue.is_open and "severity_rank" in changed and issue.severity_rank < changed["severity_rank"][0]:
        escalation.begin_round(issue, Cause(Trigger.SEVERITY_RAISED, reason), by=by, at=at)
    if "owner_id" in changed:
        _tell_owner(issue, by=by, at=at)


def _sayable(relationship: Relationship, said: str, audience: Audience, by: Viewer) -> str:
    return issue_fields.sayable(relationship, [said], audience, by=by)[said]


def start_work(issue: Issue, *, by: Viewer, at: datetime) -> None:
    """Somebody works on it now."""
    _move(issue, IssueStatus.IN_PROGRESS, "work_started", by=by, at=at)


def write_context(issue: Issue, said: Context, *, by: Viewer, at: datetime) -> None:
    """Keep what is known so far of the full context, whatever is missing."""
    context.write(issue, said, by=by, at=at)


def resolve(issue: Issue, said: Context, *, by: Viewer, at: datetime) -> None:
    """It no longer hurts: the clocks stop, and how long it took is kept in business minutes of the supplier."""
    values = context.stored(issue, said)
    if not values["what_was_done"]:
        raise Refused("Say what was done.", "what_was_done")
    supplier = calendars.of_organisation(issue.relationship.supplier_id)
    minutes = business_time.between(issue.opened_at, at, supplier)
    target = _target_minutes(issue)
    _move(
        issue,
        IssueStatus.RESOLVED,
        "resolved",
        by=by,
        at=at,
        resolved_at=at,
        resolution_minutes=minutes,
        resolved_within_target=None if target is None else minutes <= target,
        **values,
    )
    escalation.stop(issue, at=at)


def close(issue: Issue, said: Context, *, check_on: date | None = None, by: Viewer, at: datetime) -> None:
    """Understood and done: refuses while anything of the full context is missing, and plans the other side's check.

    It is planned for `check_on`, or by the severity where nobody says when.
    """
    actions.hold_of_issue(issue.id)
    gaps = context.closing_gaps(issue, said, actions.of_issue(by, issue.id))
    if gaps:
        field, sentence = gaps[0]
        raise Refused(sentence, field)
    today = wall_time.local(at, by.zone).date()
    check_on = check_on or workflow.effectiveness_due(today, issue.severity)
    gap = workflow.check_date_gap(today, check_on)
    if gap:
        raise Refused(gap, "check_on")
    _move(
        issue,
        IssueStatus.CLOSED,
        "closed",
        by=by,
        at=at,
        closed_at=at,
        effectiveness_due_on=check_on,
        **context.stored(issue, said),
    )


def reopen(issue: Issue, reason: str, *, by: Viewer, at: datetime) -> None:
    """Back to open in a new round with a full resolution time; what was written stays."""
    if not reason.strip():
        raise Refused("Say why it is reopened.", "reason")
    _move(
        issue,
        IssueStatus.OPEN,
        "reopened",
        by=by,
        at=at,
        reason=reason.strip(),
        acknowledged_at=None,
        resolved_at=None,
        closed_at=None,
        resolution_minutes=None,
        resolved_within_target=None,
        effectiveness_due_on=None,
        effectiveness=None,
        reopenings=issue.reopenings + 1,
        reopened_at=at,
        reopened_after_days=(at - issue.resolved_at).days if issue.resolved_at else None,
        recurrence_due_at=at,
    )
    escalation.begin_round(issue, Cause(Trigger.REOPENED, reason.strip()), by=by, at=at)


def _move(
    issue: Issue, status: IssueStatus, action: str, *, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> None:
    gap = workflow.issue_move_gap(issue.status, status)
    if gap:
        raise Refused(gap)
    is_open = status in workflow.OPEN_ISSUES
    events.change(issue, action, by=by, at=at, reason=reason, status=status, is_open=is_open, updated_at=at, **values)
    activity.note(issue, by=by, at=at)


def _tell_owner(issue: Issue, *, by: Viewer, at: datetime) -> None:
    if issue.owner_id not in (None, by.person_id):
        issue_messages.assigned(issue, by_name=by.name, at=at)


def _target_minutes(issue: Issue) -> int | None:
    """The resolution time of the first level, in business minutes: what was promised when the issue opened."""
    if issue.escalation_path_id is None:
        return None
    return ladders.levels(issue.escalation_path_id)[0].resolution_minutes
