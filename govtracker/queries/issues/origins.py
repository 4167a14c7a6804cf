"""What makes the system raise issues: what is red, overdue or comes again, and what was raised for it before."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update

from govtracker.database import db
from govtracker.enums import ScorecardStatus, SeatRole, Side
from govtracker.models import Action, Issue, IssueOrigin, Kpi, RelationshipArea, Scorecard, Seat, Tenure
from govtracker.queries import claims, find
from govtracker.queries.performance import scorecard_rows
from govtracker.rules.issues import due_dates

AT_ONCE = 200


def reds_due(at: datetime) -> Sequence[int]:
    """Scorecards with something red that nobody has looked at yet."""
    query = select(Scorecard.id).where(Scorecard.reds_due_at.is_not(None), Scorecard.reds_due_at <= at)
    return db.session.scalars(query.order_by(Scorecard.reds_due_at, Scorecard.id).limit(AT_ONCE)).all()


def overdue(at: datetime) -> Sequence[int]:
    """Open actions that may be overdue for so long that they are raised; calendars decide."""
    unraised = or_(Action.raised_for_on.is_(None), Action.raised_for_on != Action.due_on)
    latest = at.date() - timedelta(days=due_dates.OVERDUE_DAYS - 1)
    query = select(Action.id).where(Action.is_open, unraised, Action.due_on < latest)
    return db.session.scalars(query.order_by(Action.due_on, Action.id).limit(AT_ONCE)).all()


def recurring(at: datetime) -> Sequence[int]:
    """Issues of which nobody has looked yet whether they come again."""
    query = select(Issue.id).where(Issue.recurrence_due_at.is_not(None), Issue.recurrence_due_at <= at)
    return db.session.scalars(query.order_by(Issue.recurrence_due_at, Issue.id).limit(AT_ONCE)).all()


def scorecard(scorecard_id: int) -> Scorecard:
    """A scorecard for the worker, locked until the commit."""
    return find.one(select(Scorecard).where(Scorecard.id == scorecard_id))


def action(action_id: int) -> Action:
    """An action for the worker, locked until the commit."""
    return find.one(select(Action).where(Action.id == action_id))


def issue(issue_id: int) -> Issue:
    """An issue for the worker, locked until the commit."""
    return find.one(select(Issue).where(Issue.id == issue_id))


def is_newest(card: Scorecard) -> bool:
    """Whether no later month of the relationship was shared."""
    later = select(Scorecard.id).where(
        Scorecard.relationship_id == card.relationship_id,
        Scorecard.period_on > card.period_on,
        Scorecard.status != ScorecardStatus.DISPUTED,
        *scorecard_rows.whole_months(),
    )
    return db.session.scalar(later.limit(1)) is None


def claim(origin: IssueOrigin) -> int | None:
    """Note a source and its period; None where somebody has done so before."""
    names = ("kind", "subject", "period", "kpi_id", "action_id", "said", "found_at")
    row = {name: getattr(origin, name) for name in names}
    made = claims.insert_missing(IssueOrigin, [row], unique=["subject", "period"])
    return made[0] if made else None


def belongs(origin_id: int, issue_id: int) -> None:
    """The issue that stands for a source and its period."""
    db.session.execute(update(IssueOrigin).where(IssueOrigin.id == origin_id).values(issue_id=issue_id))


def open_issue(subject: str) -> Issue | None:
    """The open issue that was raised for a source in another period, locked until the commit."""
    query = (
        select(Issue)
        .join(IssueOrigin, IssueOrigin.issue_id == Issue.id)
        .where(IssueOrigin.subject == subject, Issue.is_open)
        .order_by(Issue.id.desc())
        .limit(1)
        .with_for_update(of=Issue)
    )
    return db.session.scalars(query).unique().one_or_none()


def area_id(relationship_id: int, *seat_ids: int | None) -> int | None:
    """The area of the first of these seats that has one, else the first area of the relationship."""
    for seat_id in seat_ids:
        found = db.session.scalar(select(Seat.area_id).where(Seat.id == seat_id)) if seat_id else None
        if found is not None:
            return found
    first = select(RelationshipArea.area_id).where(RelationshipArea.relationship_id == relationship_id)
    return db.session.scalar(first.order_by(RelationshipArea.position, RelationshipArea.id).limit(1))


def kpi(relationship_id: int, code: str) -> Kpi | None:
    """The KPI of that code."""
    return db.session.scalar(select(Kpi).where(Kpi.relationship_id == relationship_id, Kpi.code == code))


def lead_id(relationship_id: int, side: Side, area_id: int, *, on: date) -> int | None:
    """Who leads an area on a side on a day."""
    query = (
        select(Tenure.person_id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == side, Seat.area_id == area_id)
        .where(Seat.role == SeatRole.FUNCTIONAL_LEAD, Tenure.from_on <= on)
        .where(or_(Tenure.to_on.is_(None), Tenure.to_on >= on))
    )
    return db.session.scalar(query.limit(1))
