"""Value statements: those a person may read, and what one is drafted from: shared records of a period alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionType, Audience, PeriodKind, ScorecardStatus
from govtracker.models import (
    Action,
    CustomerAccount,
    CustomerSegment,
    Issue,
    Organisation,
    Relationship,
    Scorecard,
    ScorecardScope,
    SupportType,
    ValueStatement,
)
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.partnership.supervision import Customer, of
from govtracker.rules import wall_time
from govtracker.rules.issues.workflow import CARRIED_OUT
from govtracker.rules.partnership.value_statements import Names, Volumes
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.scorecards import CriterionResult

SHOWN, MOST_TOLD, MOST_CARDS = 20, 30, 12
BETTER = (ActionType.PREVENTIVE, ActionType.IMPROVEMENT)
SIGNED = (ScorecardStatus.AGREED, ScorecardStatus.AMENDED)


@dataclass(frozen=True)
class Facts:
    """What there is to say of a period: volumes, what was resolved, what was made better."""

    volumes: Volumes
    resolved: Sequence[Any]
    better: Sequence[Any]
    measured: Sequence[tuple[str, tuple[CriterionResult, ...]]]


def one(viewer: Viewer, statement_id: int) -> ValueStatement:
    """A statement for a customer the person supervises; raises NotFound."""
    return find.one(select(ValueStatement).where(ValueStatement.id == statement_id, visible.value_statements(viewer)))


def listed(
    viewer: Viewer, customer: Customer | None = None, *, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of the statements the person may read (those for one customer), the newest first."""
    names = ("id", "title", "from_on", "to_on", "drafted_at", "released_at")
    query = (
        select(
            *(getattr(ValueStatement, name) for name in names),
            func.coalesce(CustomerAccount.name, CustomerSegment.name).label("customer"),
        )
        .outerjoin(CustomerAccount, CustomerAccount.id == ValueStatement.account_id)
        .outerjoin(CustomerSegment, CustomerSegment.id == ValueStatement.segment_id)
        .where(visible.value_statements(viewer))
    )
    if customer is not None:
        is_account = isinstance(customer, CustomerAccount)
        column = ValueStatement.account_id if is_account else ValueStatement.segment_id
        query = query.where(column == customer.id)
    by = [ValueStatement.id.expression]
    return paging.page(query, by=by, descending=True, after=after, before=before, size=SHOWN)


def names(organisation_id: int) -> Names:
    """The suppliers of a company, and the keys of its relationships with them."""
    rows = db.session.execute(
        select(Relationship.key, Organisation.name)
        .join(Organisation, Organisation.id == Relationship.supplier_id)
        .where(Relationship.client_id == organisation_id)
        .order_by(Relationship.key)
    ).all()
    return Names(tuple(dict.fromkeys(row.name for row in rows)), tuple(row.key for row in rows))


def facts(viewer: Viewer, customer: Customer, from_on: date, to_on: date, *, zone: str) -> Facts:
    """What is shared of a customer in a period of days (both included) in a zone."""
    begins, ends = _instants(from_on, to_on, zone)
    theirs = (of(customer), visible.supervised_issues(viewer), Issue.audience == Audience.SHARED)
    lately = and_(Issue.resolved_at >= begins, Issue.resolved_at < ends)
    opened = and_(Issue.opened_at >= begins, Issue.opened_at < ends)
    row = db.session.execute(
        select(
            _count(opened).label("opened"),
            _count(lately).label("resolved"),
            _count(and_(lately, Issue.resolved_within_target.is_(True))).label("within"),
            _count(and_(lately, Issue.resolved_within_target.is_not(None))).label("judged"),
            func.coalesce(func.sum(case((lately, func.coalesce(Issue.resolution_minutes, 0)), else_=0)), 0).label(
                "minutes"
            ),
        ).where(*theirs, or_(lately, opened))
    ).one()
    told = ("title", "why_it_occurred", "what_was_done", "why_not_again")
    resolved = db.session.execute(
        select(*(getattr(Issue, name) for name in told))
        .where(*theirs, lately, Issue.what_was_done != "")
        .order_by(Issue.severity_rank, Issue.resolved_at, Issue.id)
        .limit(MOST_TOLD)
    ).all()
    better = db.session.execute(
        select(Action.title)
        .join(Issue, Issue.id == Action.issue_id)
        .where(*theirs, Action.audience == Audience.SHARED, Action.type.in_(BETTER), Action.status.in_(CARRIED_OUT))
        .where(Action.done_at >= begins, Action.done_at < ends)
        .order_by(Action.done_at, Action.id)
        .limit(MOST_TOLD)
    ).all()
    return Facts(Volumes(**row._mapping), resolved, better, _measured(viewer, customer, from_on, to_on))


def _measured(
    viewer: Viewer, customer: Customer, from_on: date, to_on: date
) -> list[tuple[str, tuple[CriterionResult, ...]]]:
    """The agreed months of a segment's parts that lie in the period, the newest of each: support type and results."""
    if isinstance(customer, CustomerAccount):
        return []
    rows = db.session.execute(
        select(Scorecard.scope_id, Scorecard.snapshot, SupportType.name.label("support"))
        .join(ScorecardScope, ScorecardScope.id == Scorecard.scope_id)
        .join(SupportType, SupportType.id == ScorecardScope.support_type_id)
        .where(ScorecardScope.segment_id == customer.id, visible.supervised_parts(viewer))
        .where(Scorecard.is_current, Scorecard.period_kind == PeriodKind.MONTH, Scorecard.status.in_(SIGNED))
        .where(Scorecard.period_on >= from_on, Scorecard.ends_on <= to_on)
        .order_by(Scorecard.period_on.desc(), Scorecard.id.desc())
        .limit(MOST_CARDS)
    )
    newest: dict[int | None, tuple[str, tuple[CriterionResult, ...]]] = {}
    for row in rows:
        if row.scope_id not in newest:
            newest[row.scope_id] = row.support, tuple(snapshot.read(row.snapshot).result.criteria)
    return sorted(newest.values(), key=lambda found: found[0])


def _instants(from_on: date, to_on: date, zone: str) -> tuple[datetime, datetime]:
    midnight = time(0)
    return wall_time.on(from_on, midnight, zone), wall_time.on(to_on + timedelta(days=1), midnight, zone)


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
