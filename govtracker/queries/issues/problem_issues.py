"""The issues a problem causes, and links somebody did not want."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, select, tuple_

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Issue, ProblemIssue, RecurrenceDismissal
from govtracker.queries import paging, visible
from govtracker.queries.issues.issues import ROWS
from govtracker.queries.paging import Slice
from govtracker.rules import keys

MOST_CHOSEN = 50


def listed(viewer: Viewer, problem_id: int, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the issues of a problem that the person sees, the newest first, as queries.issues gives them."""
    query = ROWS.join(ProblemIssue, ProblemIssue.issue_id == Issue.id).where(
        ProblemIssue.problem_id == problem_id, visible.issues(viewer)
    )
    return paging.page(query, by=[ProblemIssue.issue_id.expression], descending=True, after=after, before=before)


def chosen(viewer: Viewer, relationship_id: int, numbers: Sequence[str]) -> list[Issue]:
    """The issues of a relationship with these numbers (42, C7) that the person sees, in that order."""
    wanted = [keys.numbered(number) for number in dict.fromkeys(numbers[:MOST_CHOSEN]) if keys.NUMBER.fullmatch(number)]
    if not wanted:
        return []
    found = db.session.scalars(
        select(Issue).where(
            visible.issues(viewer),
            Issue.relationship_id == relationship_id,
            tuple_(Issue.audience, Issue.number).in_(wanted),
        )
    ).unique()
    by_number = {(issue.audience, issue.number): issue for issue in found}
    return [by_number[one] for one in wanted if one in by_number]


def remove(problem_id: int, issue_id: int) -> bool:
    """Take a link off; False where there was none."""
    removed: Any = db.session.execute(
        delete(ProblemIssue).where(ProblemIssue.problem_id == problem_id, ProblemIssue.issue_id == issue_id)
    )
    return bool(removed.rowcount)


def is_dismissed(issue_id: int, problem_id: int | None) -> bool:
    """Whether somebody did not want this link (without a problem: any)."""
    found = select(RecurrenceDismissal.id).where(
        RecurrenceDismissal.issue_id == issue_id, RecurrenceDismissal.problem_id.is_not_distinct_from(problem_id)
    )
    return db.session.scalar(found) is not None


def forget_dismissals(issue_id: int, problem_id: int) -> None:
    """Somebody thinks otherwise now."""
    db.session.execute(
        delete(RecurrenceDismissal).where(
            RecurrenceDismissal.issue_id == issue_id,
            or_(RecurrenceDismissal.problem_id == problem_id, RecurrenceDismissal.problem_id.is_(None)),
        )
    )
