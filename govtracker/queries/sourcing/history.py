"""What happened to the records a company keeps of its own, beside its relationships: for those who read its strategy.

Nothing of it says what an evaluator put on a sheet, nor what somebody who was asked answered: only that they did.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import PortfolioRole
from govtracker.models import (
    AccountRelease,
    AccountRevenue,
    AuditEvent,
    CustomerAccount,
    CustomerSegment,
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationDecision,
    Opportunity,
    SegmentNeeds,
    SegmentValue,
    ServicePlan,
    SourcingEvaluation,
    SourcingPortfolio,
    SpendShift,
    Supervision,
    SupplierProfile,
    SupportType,
    ValueStatement,
)
from govtracker.queries import NotFound, find, history, paging
from govtracker.queries.history import NOTHING_ASKED, Filter, Told
from govtracker.queries.paging import Slice

KINDS: Mapping[str, Any] = {
    "segments": CustomerSegment,
    "support-types": SupportType,
    "evaluations": SourcingEvaluation,
    "accounts": CustomerAccount,
}
PARTS: Mapping[Any, tuple[tuple[Any, str], ...]] = {
    CustomerSegment: ((SegmentValue, "segment_id"), (SegmentNeeds, "segment_id"), (ServicePlan, "segment_id")),
    SourcingEvaluation: (
        (EvaluationCandidate, "evaluation_id"),
        (EvaluationCriterion, "evaluation_id"),
        (EvaluationDecision, "evaluation_id"),
    ),
    CustomerAccount: ((AccountRevenue, "account_id"), (AccountRelease, "account_id"), (Supervision, "account_id")),
}
ALONE: tuple[Any, ...] = (
    SourcingPortfolio,
    SupplierProfile,
    SpendShift,
    Supervision,
    Opportunity,
    ValueStatement,
)
TABLES = (
    {one.__tablename__ for one in KINDS.values()}
    | {part.__tablename__ for own in PARTS.values() for part, _ in own}
    | {one.__tablename__ for one in ALONE}
)
UNSAID = frozenset({SegmentNeeds.__tablename__})  # what one person answered is theirs
UNTOLD = ("sheet_saved",)  # before somebody hands in, nobody learns how far they are


def record(viewer: Viewer, kind: str, record_id: int) -> Any:
    """The record of the viewer's own company of which a history is asked; raises NotFound."""
    model = KINDS.get(kind)
    if model is None:
        raise NotFound
    return find.one(select(model).where(model.organisation_id == viewer.organisation_id, model.id == record_id))


def of_company(
    viewer: Viewer, *, which: Filter = NOTHING_ASKED, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of what people of the viewer's company did to its own records (Told), newest first."""
    by_us = AuditEvent.company_id == viewer.organisation_id, AuditEvent.subject_type.in_(TABLES)
    return _page(viewer, *by_us, which=which, after=after, before=before)


def of_record(
    viewer: Viewer,
    subject: Any,
    *,
    which: Filter = NOTHING_ASKED,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """A page of what happened to one of them and its parts (Told), newest first; the record is one they may read."""
    own = and_(AuditEvent.subject_type == subject.__tablename__, AuditEvent.subject_id == subject.id)
    # an id that was taken away may be another company's by now
    ours = AuditEvent.company_id == viewer.organisation_id
    parts = [
        and_(
            ours,
            AuditEvent.subject_type == part.__tablename__,
            AuditEvent.subject_id.in_(select(part.id).where(getattr(part, column) == subject.id)),
        )
        for part, column in PARTS.get(type(subject), ())
    ]
    return _page(viewer, or_(own, *parts), which=which, after=after, before=before)


def _page(
    viewer: Viewer, *conditions: ColumnElement[bool], which: Filter, after: str | None, before: str | None
) -> Slice:
    if not allowed(viewer, Permission.READ_SOURCING):
        conditions = (false(),)
    if PortfolioRole.AUDITOR not in viewer.roles:
        conditions += (AuditEvent.is_refused.is_(False),)
    place = AuditEvent.chain == history.INSTALLATION, AuditEvent.action.not_in(UNTOLD)
    found = history.page_of(*place, *conditions, *which.conditions(), after=after, before=before, size=paging.SIZE)
    return Slice([_unsaid(one) for one in found.rows], found.before, found.after)  # type: ignore[misc, arg-type]


def _unsaid(event: Told) -> Told:
    """That somebody answered, not what."""
    return replace(event, changes={}, reason="") if event.subject_type in UNSAID else event
