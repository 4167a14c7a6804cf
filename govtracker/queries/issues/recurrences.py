"""What has come again: issues of one relationship, area and category, as the rule counts them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionType, Audience
from govtracker.models import Action, Issue
from govtracker.queries import visible
from govtracker.queries.issues.tie_parts import RAISED_BY_PEOPLE
from govtracker.rules.issues.workflow import CARRIED_OUT

MOST_SHOWN = 6
MOST_COUNTED = 100


@dataclass(frozen=True)
class Again:
    """The newest issues of the kind, and how many there are (no further than one over MOST_COUNTED)."""

    newest: Sequence[Row[Any]]
    count: int


def since_closing(viewer: Viewer, issue: Issue) -> Again:
    """Issues of the kind of a closed one that were opened after it was closed."""
    if not issue.category or issue.closed_at is None:
        return Again([], 0)
    kind = of_kind(issue.relationship_id, issue.area_id, issue.category, {Audience.SHARED, issue.audience})
    found = kind.where(visible.issues(viewer), Issue.opened_at > issue.closed_at, Issue.id != issue.id)
    newest = db.session.execute(found.order_by(Issue.opened_at.desc(), Issue.id.desc()).limit(MOST_SHOWN)).all()
    if len(newest) < MOST_SHOWN:
        return Again(newest, len(newest))
    counted = found.with_only_columns(Issue.id).limit(MOST_COUNTED + 1).subquery()
    return Again(newest, db.session.scalar(select(func.count()).select_from(counted)) or 0)


def of_kind(relationship_id: int, area_id: int, category: str, audiences: Collection[Audience]) -> Select[Any]:
    """Issues that people raised, or that were imported, of one area and category."""
    conditions: tuple[ColumnElement[bool], ...] = (
        Issue.relationship_id == relationship_id,
        Issue.area_id == area_id,
        Issue.category == category,
        Issue.audience.in_(audiences),
        RAISED_BY_PEOPLE,
    )
    names = ("id", "number", "audience", "title", "status", "opened_at")
    query: Select[Any] = select(*(getattr(Issue, name) for name in names))
    return query.where(*conditions)


def corrected(viewer: Viewer, issue_id: int) -> Sequence[Action]:
    """The corrective actions of an issue that were carried out, as far as the person sees them, by due date."""
    return (
        db.session.scalars(
            select(Action)
            .where(visible.actions(viewer), Action.issue_id == issue_id, Action.type == ActionType.CORRECTIVE)
            .where(Action.status.in_(CARRIED_OUT))
            .order_by(Action.due_on, Action.id)
        )
        .unique()
        .all()
    )


def count_before(issue: Issue, since: datetime) -> int:
    """How many of an issue's kind and audience, itself included, opened in a span that ends with it."""
    kind = of_kind(issue.relationship_id, issue.area_id, issue.category, {issue.audience})
    found = kind.where(Issue.opened_at >= since, Issue.opened_at <= issue.opened_at)
    counted = found.with_only_columns(Issue.id).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0
