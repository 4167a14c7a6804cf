"""Which issues a problem causes: linked, taken off again, and links that somebody did not want."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Issue, Problem, ProblemIssue, RecurrenceDismissal
from govtracker.queries import claims
from govtracker.queries.issues import problem_issues
from govtracker.rules.issues import links, problems
from govtracker.services import Refused, events


def link(problem: Problem, issue: Issue, *, by: Viewer, at: datetime) -> None:
    """The problem causes this issue; linked twice it is linked once. A wish to have it dismissed is over."""
    if problem.relationship_id != issue.relationship_id:
        raise Refused("An issue belongs to a problem of its own relationship.", "issue")
    if not problem.is_open:
        raise Refused(f"{problem.key} is closed: reopen it first, for it seems to be there again.", "problem")
    if not problems.holds(problem.audience, issue.audience):
        raise Refused(f"{issue.key} is internal: {problem.key} is seen by people who may not see it.", "issue")
    link_row = {"problem_id": problem.id, "issue_id": issue.id, "linked_by_id": by.person_id, "linked_at": at}
    if claims.insert_missing(ProblemIssue, [link_row], unique=["problem_id", "issue_id"]):
        problem_issues.forget_dismissals(issue.id, problem.id)
        _tell(problem, issue, "linked_to_problem", by=by, at=at, linked=True)


def unlink(problem: Problem, issue: Issue, *, by: Viewer, at: datetime) -> None:
    """The problem does not cause this issue after all."""
    if problem_issues.remove(problem.id, issue.id):
        _tell(problem, issue, "unlinked_from_problem", by=by, at=at, linked=False)


def dismiss(issue: Issue, problem: Problem | None, *, by: Viewer, at: datetime) -> None:
    """Not this problem or, without one, no recurrence at all: not suggested again, until somebody links it."""
    db.session.flush()
    if problem_issues.is_dismissed(issue.id, problem.id if problem else None):
        return
    row = RecurrenceDismissal(issue=issue, problem_id=problem.id if problem else None, dismissed_at=at)
    row.dismissed_by_id = by.person_id
    db.session.add(row)
    audience = links.narrower(issue.audience, problem.audience) if problem else issue.audience
    changes = {"problem": [None, problem.key]} if problem else {}
    events.record(issue, "recurrence_dismissed", by=by, at=at, changes=changes, audience=audience)


def _tell(problem: Problem, issue: Issue, action: str, *, by: Viewer, at: datetime, linked: bool) -> None:
    """On record with both; what one side keeps to itself leaves no trace on what both see."""
    narrower = links.narrower(issue.audience, problem.audience)
    pairs: dict[str, tuple[Issue | Problem, str]] = {"problem": (issue, problem.key), "issue": (problem, issue.key)}
    for name, (subject, key) in pairs.items():
        changes: dict[str, list[str | None]] = {name: [None, key] if linked else [key, None]}
        events.record(subject, action, by=by, at=at, changes=changes, audience=narrower)
        if subject.audience is narrower:
            subject.updated_at = at
