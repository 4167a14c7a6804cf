"""Issues the system raises: a KPI red two months running, an overdue action, a recurrence; one a source and period."""

from datetime import datetime

from govtracker.enums import Audience, OriginKind, ScorecardStatus, Severity, Side
from govtracker.models import IssueOrigin, Relationship
from govtracker.queries.governance import calendars
from govtracker.queries.issues import origins, recurrences
from govtracker.queries.performance import scorecards
from govtracker.rules import keys, wall_time
from govtracker.rules.issues import due_dates, recurrence
from govtracker.services import events
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue

MONTHS_RED = 2


def raise_reds(scorecard_id: int, at: datetime) -> None:
    """The KPIs of a shared scorecard that are red once more; only the newest month speaks for now."""
    card = origins.scorecard(scorecard_id)
    card.reds_due_at = None
    if card.status is ScorecardStatus.DISPUTED or not origins.is_newest(card):
        return
    month = f"{card.period_on:%Y-%m}"
    for red in scorecards.red_kpis([card.relationship_id]).get(card.relationship_id, []):
        kpi = origins.kpi(card.relationship_id, red.code)
        area_id = origins.area_id(card.relationship_id, kpi.owner_seat_id) if kpi else None
        if kpi is None or area_id is None or red.months < MONTHS_RED:
            continue
        said = f"{red.name} has been worse than its minimum for {red.months} months running."
        origin = IssueOrigin(kind=OriginKind.RED_KPI, subject=f"kpi:{kpi.id}", period=month, kpi_id=kpi.id, said=said)
        new = NewIssue(
            title=f"{red.name}: red {red.months} months running"[:200],
            description=said,
            area_id=area_id,
            severity=Severity.MEDIUM,
            audience=Audience.SHARED,
        )
        _find_or_open(card.relationship, origin, new, Side.SUPPLIER, at=at)


def raise_overdue(action_id: int, at: datetime) -> None:
    """An action overdue for so many working days of its owner's company; an internal one stays internal."""
    action = origins.action(action_id)
    calendar = calendars.of_organisation(action.relationship.company(action.owner_side).id)
    due = due_dates.nth_open_day(action.due_on, due_dates.OVERDUE_DAYS, calendar)
    if not action.is_open or wall_time.local(at, calendar.zone).date() < due:
        return
    action.raised_for_on = action.due_on
    area_id = action.area_id or origins.area_id(action.relationship_id)
    if area_id is None:
        return
    key = keys.action_key(action.relationship.key, action.number, action.audience)
    said = f"{key} was due on {action.due_on:%d %B %Y} and is {due_dates.OVERDUE_DAYS} working days overdue."
    origin = IssueOrigin(
        kind=OriginKind.OVERDUE_ACTION,
        subject=f"action:{action.id}",
        period=action.due_on.isoformat(),
        action_id=action.id,
        said=said,
    )
    new = NewIssue(
        title=f"Overdue: {action.title}"[:200],
        description=f"{said}\n{action.consequence}".strip(),
        area_id=area_id,
        severity=Severity.MEDIUM,
        audience=action.audience,
    )
    _find_or_open(action.relationship, origin, new, action.owner_side, at=at)


def raise_recurrence(issue_id: int, at: datetime) -> None:
    """A kind of issue that has come up so often within the window."""
    issue = origins.issue(issue_id)
    issue.recurrence_due_at = None
    raised_by_people = issue.raised_by_id is not None or issue.source
    if not (issue.category and raised_by_people):
        return
    count = recurrences.count_before(issue, issue.opened_at - recurrence.WINDOW)
    if not recurrence.comes_again(count - 1):
        return
    said = f"{issue.category} in {issue.area.name} has come up {count} times in {recurrence.WINDOW.days} days."
    kind = f"group:{issue.relationship_id}:{issue.audience.value}:{issue.area_id}:{issue.category.casefold()}"
    origin = IssueOrigin(kind=OriginKind.RECURRENCE, subject=kind[:160], period=f"{at:%Y-%m}", said=said)
    new = NewIssue(
        title=f"{issue.category} comes again"[:200],
        description=said,
        area_id=issue.area_id,
        severity=issue.severity,
        audience=issue.audience,
        category=issue.category,
    )
    _find_or_open(issue.relationship, origin, new, issue.waiting_on, at=at)


def _find_or_open(
    relationship: Relationship, origin: IssueOrigin, new: NewIssue, waiting_on: Side, *, at: datetime
) -> None:
    """The open issue of the source, or a new one; nothing where source and period were raised before."""
    origin.found_at = at
    claimed = origins.claim(origin)
    if claimed is None:
        return
    issue = origins.open_issue(origin.subject)
    if issue is None:
        issue = issues.raise_by_system(relationship, new, waiting_on, at=at)
    else:
        events.record(issue, "found_again", by=None, at=at, reason=origin.said)
    origins.belongs(claimed, issue.id)
