"""Imported issue history: keeps its times and source, starts no clock, sends no mail, is one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, ContactChannel, IssueStatus, Severity, Side
from govtracker.models import FunctionalArea, Issue, Relationship
from govtracker.queries import claims, search_documents
from govtracker.queries.governance import calendars, escalation
from govtracker.queries.issues import issue_sources
from govtracker.queries.partnership import customers
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.services import Refused, events
from govtracker.services.issues import issue_fields

CHUNK = 1000
OPEN = frozenset({IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS})
DUE_AFTER = {
    Severity.CRITICAL: timedelta(days=1),
    Severity.HIGH: timedelta(days=3),
    Severity.MEDIUM: timedelta(days=14),
    Severity.LOW: timedelta(days=28),
}


@dataclass(frozen=True)
class PastIssue:
    """A row of somebody's list. Instants are UTC; `stated_business_time` is what their system counted, if it says."""

    row: int
    reference: str
    title: str
    description: str
    category: str
    segment: str
    channel: ContactChannel | None
    severity: Severity
    status: IssueStatus
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    stated_business_time: timedelta | None = None


@dataclass(frozen=True)
class TakenIn:
    """What an import did: how many rows are new and how many were there already."""

    new: int
    known: int


def take_in(
    relationship: Relationship,
    rows: Sequence[PastIssue],
    area: FunctionalArea,
    *,
    source: str,
    by: Viewer | None,
    at: datetime,
) -> TakenIn:
    """Store the rows that are not there yet (by their reference); the supplier is waited on for those still open."""
    if area.id not in {needed.area_id for needed in relationship.areas}:
        raise Refused(f"{relationship.key} does not need the area {area.name}: add it under Structure first.")
    known = issue_sources.known(relationship.id, [row.reference for row in rows])
    new = [row for row in rows if row.reference not in known]
    if new:
        store(relationship, new, area, source=source, by=by, at=at)
        changes = {"rows": [None, len(new)], "source": [None, source]}
        events.record(relationship, "issues_imported", by=by, at=at, changes=changes)
    return TakenIn(len(new), len(known))


def remove(issues: Sequence[Issue]) -> None:
    """Take back issues that nothing points at."""
    for issue in issues:
        db.session.delete(issue)
    db.session.flush()


def business_minutes(row: PastIssue, calendar: BusinessCalendar) -> int | None:
    """Whole business minutes from opening to resolving, or None while unresolved."""
    return business_time.between(row.opened_at, row.resolved_at, calendar) if row.resolved_at else None


def store(
    relationship: Relationship,
    rows: Sequence[PastIssue],
    area: FunctionalArea,
    *,
    source: str,
    by: Viewer | None,
    at: datetime,
) -> None:
    """Store rows whose references are new here; who asks for it records that it happened.

    A client's person says no name of a customer that the supplier was not told.
    """
    calendar = calendars.of_organisation(relationship.supplier_id)
    targets = {severity: _target(relationship.id, area.id, severity) for severity in Severity}
    known = customers.named(relationship.client_id, (row.segment for row in rows))
    said = issue_fields.sayable(relationship, known, Audience.SHARED, by=by) if by else {}
    first = claims.next_number(relationship.id, f"issue:{Audience.SHARED.value}", how_many=len(rows))
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        claims.insert_rows(
            Issue,
            [
                _values(relationship, row, area, calendar, target=targets[row.severity], at=at)
                | known.get(row.segment, customers.NOBODY).columns
                | {"number": first + start + position, "source": source}
                | {"segment": said.get(row.segment, row.segment)}
                for position, row in enumerate(chunk)
            ],
        )
    stored = issue_sources.by_reference(relationship.id, [row.reference for row in rows])
    search_documents.changed(Issue, stored.values())


def _values(
    relationship: Relationship,
    row: PastIssue,
    area: FunctionalArea,
    calendar: BusinessCalendar,
    *,
    target: int | None,
    at: datetime,
) -> dict[str, object]:
    minutes = business_minutes(row, calendar)
    return {
        "relationship_id": relationship.id,
        "audience": Audience.SHARED,
        "title": row.title,
        "description": row.description,
        "area_id": area.id,
        "severity": row.severity,
        "severity_rank": list(Severity).index(row.severity),
        "category": row.category,
        "segment": row.segment,
        "channel": row.channel,
        "raised_side": Side.CLIENT,
        "waiting_on": Side.SUPPLIER,
        "status": row.status,
        "is_open": row.status in OPEN,
        "due_on": (row.opened_at + DUE_AFTER[row.severity]).date(),
        "opened_at": row.opened_at,
        "updated_at": row.closed_at or row.resolved_at or at,
        "resolved_at": row.resolved_at,
        "closed_at": max(row.closed_at, row.resolved_at) if row.closed_at and row.resolved_at else None,
        "source_ref": row.reference,
        "resolution_minutes": minutes,
        "resolved_within_target": None if minutes is None or target is None else minutes <= target,
        "round": 1,
        "level": 0,
        "is_exhausted": False,
        "version": 1,
    }


def _target(relationship_id: int, area_id: int, severity: Severity) -> int | None:
    """The business minutes in which the first level should resolve it, by the path in force."""
    path = escalation.path_in_force(relationship_id, area_id, severity)
    levels = escalation.levels(path.id) if path else []
    return levels[0].resolution_minutes if levels else None
