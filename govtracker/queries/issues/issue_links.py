"""Links between issues: taken off, followed to their end."""

from typing import Any

from sqlalchemy import Select, delete, select

from govtracker.database import db
from govtracker.enums import Audience, LinkKind
from govtracker.models import Issue, IssueLink


def reaches(kind: LinkKind, start_id: int, goal_id: int, *, among: Audience) -> bool:
    """Whether links of a kind lead from one issue to another over any number of steps, each seen by `among`."""
    steps = _links(kind, among).where(IssueLink.from_id == start_id).cte(recursive=True)
    steps = steps.union(_links(kind, among).join(steps, IssueLink.from_id == steps.c.to_id))
    return db.session.scalar(select(steps.c.to_id).where(steps.c.to_id == goal_id).limit(1)) is not None


def original_id(issue_id: int, *, among: Audience) -> int | None:
    """The issue this one is a duplicate of, as far as `among` sees it."""
    query = _links(LinkKind.DUPLICATE_OF, among).where(IssueLink.from_id == issue_id)
    return db.session.scalar(query.limit(1))


def remove(kind: LinkKind, from_id: int, to_id: int) -> bool:
    """Take a link off; False where there was none."""
    removed: Any = db.session.execute(
        delete(IssueLink).where(IssueLink.kind == kind, IssueLink.from_id == from_id, IssueLink.to_id == to_id)
    )
    return bool(removed.rowcount)


def _links(kind: LinkKind, among: Audience) -> Select[int]:
    """Where links of a kind lead, but for what exists for others alone: a refusal must not tell of it."""
    return (
        select(IssueLink.to_id)
        .join(Issue, Issue.id == IssueLink.to_id)
        .where(IssueLink.kind == kind, Issue.audience.in_({Audience.SHARED, among}))
    )
