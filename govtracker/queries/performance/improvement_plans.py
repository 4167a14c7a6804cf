"""Improvement plans of a relationship: the open ones first, each with how far its actions are."""

from collections.abc import Sequence

from sqlalchemy import case, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PlanStatus
from govtracker.models import Action, ImprovementPlan, Relationship
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice

A_PAGE = 50


def one(viewer: Viewer, key: str, number: int) -> ImprovementPlan:
    """The plan of that number of relationship `key`; raises NotFound."""
    return find.one(
        select(ImprovementPlan)
        .join(ImprovementPlan.relationship)
        .where(Relationship.key == key.upper(), ImprovementPlan.number == number)
        .where(visible.of_relationship(viewer, ImprovementPlan.relationship_id))
    )


def listed(viewer: Viewer, relationship_id: int, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the plans: open ones first, then the newest; with `actions` and how many of them are `done`."""
    is_over = case((ImprovementPlan.status == PlanStatus.OPEN, 0), else_=1)
    newest = -ImprovementPlan.number
    query = select(
        ImprovementPlan.id,
        ImprovementPlan.number,
        ImprovementPlan.title,
        ImprovementPlan.status,
        ImprovementPlan.objective,
        ImprovementPlan.opened_at,
        ImprovementPlan.closed_at,
    ).where(ImprovementPlan.relationship_id == relationship_id)
    query = query.where(visible.of_relationship(viewer, ImprovementPlan.relationship_id))
    return paging.page(query, by=[is_over, newest], after=after, before=before, size=A_PAGE)


def progress(viewer: Viewer, plan_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Plan → how many actions it has that the person sees, and how many of them are over."""
    is_over = case((Action.is_open, 0), else_=1)
    query = (
        select(Action.plan_id, func.count(), func.sum(is_over))
        .where(Action.plan_id.in_(plan_ids), visible.actions(viewer))
        .group_by(Action.plan_id)
    )
    return {row[0]: (row[1], int(row[2] or 0)) for row in db.session.execute(query)}
