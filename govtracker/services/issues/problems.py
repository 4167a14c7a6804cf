"""Problems, the shared cause of several issues: opened, edited, worked on, closed and reopened."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, ProblemStatus
from govtracker.mail import problem_messages
from govtracker.models import Issue, Problem, Relationship
from govtracker.queries import claims
from govtracker.queries.issues import actions
from govtracker.rules.issues import problems
from govtracker.services import Refused, events
from govtracker.services.issues import context, issue_fields, problem_links, watching
from govtracker.services.issues.context import Context

TEXTS = frozenset({"title", "description", "category"})


@dataclass(frozen=True, kw_only=True)
class NewProblem:
    """What a person says of a new problem."""

    title: str
    description: str
    area_id: int
    category: str = ""
    audience: Audience
    owner_id: int | None = None


def open_problem(
    relationship: Relationship, new: NewProblem, *, of: Sequence[Issue] = (), by: Viewer, at: datetime
) -> Problem:
    """A new problem that causes the issues `of`; refuses one that is wider than any of them."""
    side = by.side_in(relationship.place())
    assert side is not None
    if new.audience not in (Audience.SHARED, Audience(side.value)):
        raise Refused("Choose who sees it: both companies, or only yours.", "audience")
    problem = Problem(
        relationship=relationship,
        relationship_id=relationship.id,
        area=issue_fields.area(relationship.id, new.area_id),
        audience=new.audience,
        owner_id=issue_fields.owner(relationship, new.owner_id, new.audience, at=at),
        raised_by_id=by.person_id,
        raised_side=side,
        opened_at=at,
        updated_at=at,
        number=claims.next_number(relationship.id, f"problem:{new.audience.value}"),
        **issue_fields.texts({name: getattr(new, name) for name in TEXTS}),
    )
    db.session.add(problem)
    db.session.flush()
    told = {name: [None, value] for name, value in asdict(new).items()}
    events.record(problem, "problem_opened", by=by, at=at, changes=told)
    for issue in of:
        problem_links.link(problem, issue, by=by, at=at)
    problem_messages.assigned(problem, by=by, at=at)
    watching.follow(problem, [by.person_id, problem.owner_id], at=at)
    return problem


def edit(problem: Problem, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    """Store what was changed; a new owner is told."""
    values = {**values, **issue_fields.texts({name: text for name, text in values.items() if name in TEXTS})}
    if "area_id" in values:
        issue_fields.area(problem.relationship_id, values["area_id"])
    if "owner_id" in values:
        issue_fields.owner(problem.relationship, values["owner_id"], problem.audience, at=at)
    changed = events.change(problem, "edited", by=by, at=at, **values)
    if changed:
        problem.updated_at = at
    if "owner_id" in changed:
        db.session.flush()
        problem_messages.assigned(problem, by=by, at=at)


def start_work(problem: Problem, *, by: Viewer, at: datetime) -> None:
    """Somebody looks for the cause now."""
    _move(problem, ProblemStatus.IN_PROGRESS, "work_started", by=by, at=at)


def write_context(problem: Problem, said: Context, *, by: Viewer, at: datetime) -> None:
    """Keep what is known so far, whatever is missing."""
    context.write(problem, said, by=by, at=at)


def close(problem: Problem, said: Context, *, by: Viewer, at: datetime) -> None:
    """The cause is gone: refuses while anything of the full context is missing, as with a grave issue."""
    actions.hold_of_problem(problem.id)
    gaps = context.closing_gaps(problem, said, actions.of_problem(by, problem.id))
    if gaps:
        field, sentence = gaps[0]
        raise Refused(sentence, field)
    _move(problem, ProblemStatus.CLOSED, "closed", by=by, at=at, closed_at=at, **context.stored(problem, said))


def reopen(problem: Problem, reason: str, *, by: Viewer, at: datetime) -> None:
    """The cause is there again; what was written stays."""
    if not reason.strip():
        raise Refused("Say why it is reopened.", "reason")
    _move(problem, ProblemStatus.OPEN, "reopened", by=by, at=at, reason=reason.strip(), closed_at=None)


def _move(
    problem: Problem, status: ProblemStatus, action: str, *, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> None:
    gap = problems.move_gap(problem.status, status)
    if gap:
        raise Refused(gap)
    is_open = status is not ProblemStatus.CLOSED
    events.change(problem, action, by=by, at=at, reason=reason, status=status, is_open=is_open, updated_at=at, **values)
