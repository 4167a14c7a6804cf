"""How one customer fares across all suppliers: what is open and why, what comes again, figures, trends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PeriodKind
from govtracker.models import (
    CustomerAccount,
    CustomerSegment,
    FunctionalArea,
    Issue,
    Kpi,
    Organisation,
    Problem,
    ProblemIssue,
    Relationship,
    Scorecard,
    ScorecardScope,
    SupportType,
    TrendSignal,
)
from govtracker.queries import find, visible
from govtracker.rules.issues import recurrence
from govtracker.rules.partnership import supervision
from govtracker.rules.partnership.supervision import Figures, Recurring

MOST_OPEN, MOST_RECENT, MOST_SIGNALS = 50, 200, 30
SPAN = recurrence.WINDOW
SIGNALS_SINCE = timedelta(days=183)
Customer = CustomerSegment | CustomerAccount
Client, Supplier = aliased(Organisation), aliased(Organisation)
_CONTEXT = ("why_it_occurred", "what_was_done", "why_not_again")
_STATE = ("status", "waiting_on", "level", "is_exhausted", "handovers", "reopenings")
_TIMES = ("due_on", "opened_at", "resolved_at")
FACTS = ("id", "number", "audience", "title", "severity", "area_id", "category", *_STATE, *_TIMES, *_CONTEXT)


@dataclass(frozen=True)
class Open:
    """The open issues of a customer, the worst first, and how many there are in all."""

    issues: Sequence[Any]
    count: int


def issues(viewer: Viewer, customer: Customer | None, *, at: datetime) -> tuple[Open, list[Recurring]]:
    """What is open with a customer, or with all (None), and what came again within the window before `at`.

    Across suppliers, each with its full context, relationship, companies and area by name; in one statement.
    """
    is_open = _issues(viewer, customer).where(Issue.is_open.is_(True))
    recent = _issues(viewer, customer).where(Issue.opened_at >= at - SPAN, Issue.category != "")
    parts = [
        _part("open", is_open, (Issue.severity_rank, Issue.due_on, Issue.id), MOST_OPEN),
        _part("recent", recent, (Issue.opened_at.desc(), Issue.id.desc()), MOST_RECENT),
    ]
    rows = db.session.execute(union_all(*parts).order_by("part", "place")).all()
    found = [row for row in rows if row.part == "open"]
    again = supervision.recurring([row for row in rows if row.part == "recent"])
    return Open(found, found[0].of_all if found else 0), again


def open_counts(viewer: Viewer) -> dict[tuple[str, int], int]:
    """How many issues are open with each segment and account: ("segment", id) → number."""
    kinds = {"segment": Issue.customer_segment_id, "account": Issue.customer_account_id}
    counted = [
        select(literal(kind).label("kind"), column.label("id"), func.count().label("how_many"))
        .where(Issue.is_open.is_(True), column.is_not(None), visible.supervised_issues(viewer))
        .group_by(column)
        for kind, column in kinds.items()
    ]
    return {(row.kind, row.id): row.how_many for row in db.session.execute(union_all(*counted))}


def problems(viewer: Viewer, customer: Customer, issue_ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """Issue id → the problems that cause it, as far as they are shared or kept by the client."""
    found: dict[int, list[Any]] = {}
    if not issue_ids:
        return found
    rows = db.session.execute(
        select(
            ProblemIssue.issue_id,
            Problem.id,
            Problem.number,
            Problem.audience,
            Problem.title,
            Problem.status,
            Problem.why_it_occurred,
            Problem.why_not_again,
            Relationship.key.label("relationship_key"),
        )
        .join(Problem, Problem.id == ProblemIssue.problem_id)
        .join(Issue, Issue.id == ProblemIssue.issue_id)
        .join(Relationship, Relationship.id == Problem.relationship_id)
        .where(ProblemIssue.issue_id.in_(issue_ids), Problem.audience.in_(visible.SUPERVISED))
        .where(of(customer), visible.supervised_issues(viewer))
        .order_by(Problem.id)
    )
    for row in rows:
        found.setdefault(row.issue_id, []).append(row)
    return found


def figures(viewer: Viewer, customer: Customer, *, at: datetime) -> list[Figures]:
    """Each supplier and functional area: what is open, and what was resolved in the span before `at`."""
    since, before = at - SPAN, at - 2 * SPAN
    lately = Issue.resolved_at >= since
    earlier = and_(Issue.resolved_at >= before, Issue.resolved_at < since)
    judged = and_(lately, Issue.resolved_within_target.is_not(None))
    rows = db.session.execute(
        select(
            Supplier.name.label("company"),
            FunctionalArea.name.label("area"),
            _count(Issue.is_open.is_(True)).label("open"),
            _count(lately).label("resolved"),
            _minutes(lately).label("minutes"),
            _count(and_(lately, Issue.resolved_within_target.is_(True))).label("within"),
            _count(judged).label("judged"),
            _count(earlier).label("resolved_before"),
            _minutes(earlier).label("minutes_before"),
        )
        .select_from(Issue)
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .join(Supplier, Supplier.id == Relationship.supplier_id)
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
        .where(of(customer), visible.supervised_issues(viewer))
        .where(Issue.is_open.is_(True) | (Issue.resolved_at >= before))
        .group_by(Supplier.id, Supplier.name, FunctionalArea.id, FunctionalArea.name)
        .order_by(Supplier.name, FunctionalArea.name)
    )
    return [Figures(**row._mapping) for row in rows]


def cells(viewer: Viewer, customer: Customer, *, up_to: date) -> Sequence[Any]:
    """The newest shared month of each part that is measured for the segment: supplier, support type, standing, scores.

    An account is measured with its segment, which whoever supervises the account alone does not read.
    """
    newest = (
        select(Scorecard.scope_id, func.max(Scorecard.period_on).label("period_on"))
        .where(Scorecard.is_current, Scorecard.period_kind == PeriodKind.MONTH, Scorecard.period_on <= up_to)
        .where(Scorecard.scope_id.in_(select(ScorecardScope.id).where(*_parts(viewer, customer))))
        .group_by(Scorecard.scope_id)
        .subquery()
    )
    columns = ("scope_id", "period_on", "standing", "standing_name", "overall", "status", "red_count")
    return db.session.execute(
        select(
            *(getattr(Scorecard, name) for name in (*columns, "experience", "cost", "revenue")),
            SupportType.name.label("support"),
            SupportType.position,
            Supplier.name.label("company"),
        )
        .join(newest, and_(newest.c.scope_id == Scorecard.scope_id, newest.c.period_on == Scorecard.period_on))
        .join(ScorecardScope, ScorecardScope.id == Scorecard.scope_id)
        .join(SupportType, SupportType.id == ScorecardScope.support_type_id)
        .join(Relationship, Relationship.id == Scorecard.relationship_id)
        .join(Supplier, Supplier.id == Relationship.supplier_id)
        .where(Scorecard.is_current, Scorecard.period_kind == PeriodKind.MONTH)
        .order_by(SupportType.position, SupportType.id, Supplier.name, Scorecard.id)
    ).all()


def signals(viewer: Viewer, customer: Customer, *, today: date) -> Sequence[Any]:
    """The trend signals of half a year in what is measured for the segment, over all suppliers, the newest first."""
    return db.session.execute(
        select(
            TrendSignal.rule,
            TrendSignal.bearing,
            TrendSignal.first_on,
            TrendSignal.last_on,
            Kpi.name.label("kpi"),
            ScorecardScope.name.label("scope"),
            Supplier.name.label("company"),
        )
        .join(Kpi, Kpi.id == TrendSignal.kpi_id)
        .join(ScorecardScope, ScorecardScope.id == TrendSignal.scope_id)
        .join(Relationship, Relationship.id == TrendSignal.relationship_id)
        .join(Supplier, Supplier.id == Relationship.supplier_id)
        .where(*_parts(viewer, customer), TrendSignal.last_on >= today - SIGNALS_SINCE)
        .order_by(TrendSignal.shown_on.desc(), TrendSignal.id.desc())
        .limit(MOST_SIGNALS)
    ).all()


def issue(viewer: Viewer, key: str, number: str) -> Issue:
    """An issue of a customer the person supervises; raises NotFound for every other."""
    audience, count = find.numbered(number)
    return find.one(
        select(Issue)
        .join(Issue.relationship)
        .where(Relationship.key == key.upper(), Issue.number == count, Issue.audience == audience)
        .where(visible.supervised_issues(viewer))
    )


def of(customer: Customer) -> ColumnElement[bool]:
    """The issues that name a customer; who may read them is asked separately."""
    column = Issue.customer_account_id if isinstance(customer, CustomerAccount) else Issue.customer_segment_id
    return column == customer.id


def _issues(viewer: Viewer, customer: Customer | None) -> Select[Any]:
    query: Select[Any] = select(
        *(getattr(Issue, name) for name in FACTS),
        Issue.relationship_id,
        func.coalesce(CustomerAccount.name, Issue.segment).label("customer"),
        Relationship.key.label("relationship_key"),
        Client.name.label("client"),
        Supplier.name.label("supplier"),
        FunctionalArea.name.label("area"),
    )
    return (
        query.join(Relationship, Relationship.id == Issue.relationship_id)
        .join(Client, Client.id == Relationship.client_id)
        .join(Supplier, Supplier.id == Relationship.supplier_id)
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
        .outerjoin(CustomerAccount, CustomerAccount.id == Issue.customer_account_id)
        .where(visible.supervised_issues(viewer), *([of(customer)] if customer else []))
    )


def _part(name: str, query: Select[Any], order: Sequence[Any], most: int) -> Select[Any]:
    """The first of a list, with its place in it and how long it is."""
    place = func.row_number().over(order_by=order).label("place")
    listed = query.add_columns(literal(name).label("part"), place, func.count().over().label("of_all"))
    return select(listed.order_by(*order).limit(most).subquery())


def _parts(viewer: Viewer, customer: Customer) -> list[ColumnElement[bool]]:
    """The parts of relationships that serve a segment."""
    segment_id = customer.segment_id if isinstance(customer, CustomerAccount) else customer.id
    return [ScorecardScope.segment_id == segment_id, visible.supervised_parts(viewer)]


def _count(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _minutes(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, func.coalesce(Issue.resolution_minutes, 0)), else_=0)), 0)
