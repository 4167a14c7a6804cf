"""The parts of the question what an issue is tied to; all have the same columns, so that they make one statement."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    literal,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.orm import aliased

from govtracker.database import UtcDateTime
from govtracker.enums import ActionType
from govtracker.models import (
    Action,
    Issue,
    IssueLink,
    IssueOrigin,
    Kpi,
    Person,
    Problem,
    ProblemIssue,
    RecurrenceDismissal,
)
from govtracker.rules.issues import links
from govtracker.rules.issues.workflow import CARRIED_OUT

MOST = 50
MOST_OPEN_PROBLEMS = 100
MOST_SEEN = 6
EMPTY: dict[str, ColumnElement[Any]] = {
    "id": cast(null(), Integer),
    "number": cast(null(), Integer),
    "audience": cast(null(), String),
    "title": cast(null(), String),
    "status": cast(null(), String),
    "at": cast(null(), UtcDateTime),
    "area_id": cast(null(), Integer),
    "said": cast(null(), String),  # a category, or a sentence
    "code": cast(null(), String),
}
ISSUE: BindParameter[int] = bindparam("issue")
RELATIONSHIP: BindParameter[int] = bindparam("relationship")
AUDIENCES: BindParameter[str] = bindparam("audiences", expanding=True)
RAISED_BY_PEOPLE = or_(Issue.raised_by_id.is_not(None), Issue.source != "")


def all_parts() -> Iterator[Select[Any]]:
    """Every part; its first column, `tie`, says which one a row is of."""
    yield from _problems()
    yield _dismissed()
    yield from _links()
    yield _row("published_as", **_named(Issue, Issue.opened_at)).where(
        Issue.id == bindparam("published_as"), _seen_by_viewer(Issue)
    )
    yield _row("published_from", **_named(Issue, Issue.opened_at)).where(
        Issue.published_as_id == ISSUE, _seen_by_viewer(Issue)
    )
    yield _origins()
    yield from _before()


def _row(tie: str | ColumnElement[str], **columns: Any) -> Select[Any]:
    """A part: the columns it does not name are empty."""
    said = literal(tie, String) if isinstance(tie, str) else tie
    return select(said.label("tie"), *(columns.get(name, empty).label(name) for name, empty in EMPTY.items()))


def _named(record: Any, at: Any) -> dict[str, Any]:
    """An issue or a problem by what people call it."""
    return {
        "id": record.id,
        "number": record.number,
        "audience": type_coerce(record.audience, String),
        "title": record.title,
        "status": type_coerce(record.status, String),
        "at": at,
    }


def _seen_by_viewer(record: Any) -> ColumnElement[bool]:
    return type_coerce(record.audience, String).in_(AUDIENCES)


def _problems() -> Iterator[Select[Any]]:
    yield (
        _row("problem", **_named(Problem, ProblemIssue.linked_at))
        .join(ProblemIssue, ProblemIssue.problem_id == Problem.id)
        .where(ProblemIssue.issue_id == ISSUE, _seen_by_viewer(Problem))
        .order_by(ProblemIssue.id)
        .limit(MOST)
    )
    linked = select(ProblemIssue.id).where(ProblemIssue.issue_id == ISSUE, ProblemIssue.problem_id == Problem.id)
    kind = {"area_id": Problem.area_id, "said": Problem.category}
    yield (
        _row("open_problem", **_named(Problem, Problem.updated_at), **kind)
        .where(Problem.relationship_id == RELATIONSHIP, Problem.is_open, _seen_by_viewer(Problem), ~linked.exists())
        .order_by(Problem.updated_at.desc(), Problem.id.desc())
        .limit(MOST_OPEN_PROBLEMS)
    )


def _dismissed() -> Select[Any]:
    """Who did not want it; a word about a problem that the viewer does not see is none of theirs."""
    return (
        _row("dismissed", id=RecurrenceDismissal.problem_id, title=Person.name, at=RecurrenceDismissal.dismissed_at)
        .join(Person, Person.id == RecurrenceDismissal.dismissed_by_id)
        .outerjoin(Problem, Problem.id == RecurrenceDismissal.problem_id)
        .where(RecurrenceDismissal.issue_id == ISSUE)
        .where(or_(RecurrenceDismissal.problem_id.is_(None), _seen_by_viewer(Problem)))
        .limit(MOST_OPEN_PROBLEMS)
    )


def _links() -> Iterator[Select[Any]]:
    kind = type_coerce(IssueLink.kind, String)
    back = case(*((kind == word.value, said.value) for word, said in links.BACK.items()))
    ends = ((kind, IssueLink.from_id, IssueLink.to_id), (back, IssueLink.to_id, IssueLink.from_id))
    for word, own, other in ends:
        issue = aliased(Issue)
        yield (
            _row(word, **_named(issue, IssueLink.linked_at))
            .select_from(IssueLink)
            .join(issue, issue.id == other)
            .where(own == ISSUE, _seen_by_viewer(issue))
            .order_by(IssueLink.id)
            .limit(MOST)
        )


def _origins() -> Select[Any]:
    """What made the system raise it, the latest first: the KPI by its code, or the action by its number."""
    return (
        _row(
            "origin",
            id=IssueOrigin.id,
            number=Action.number,
            audience=type_coerce(Action.audience, String),
            title=IssueOrigin.period,
            status=type_coerce(IssueOrigin.kind, String),
            at=IssueOrigin.found_at,
            said=IssueOrigin.said,
            code=Kpi.code,
        )
        .select_from(IssueOrigin)
        .outerjoin(Action, Action.id == IssueOrigin.action_id)
        .outerjoin(Kpi, Kpi.id == IssueOrigin.kpi_id)
        .where(IssueOrigin.issue_id == ISSUE)
        .order_by(IssueOrigin.id.desc())
        .limit(MOST)
    )


def _before() -> Iterator[Select[Any]]:
    """Issues of the same area and category: those of the window, and the last that was judged solved for good."""
    same_kind = (
        Issue.relationship_id == RELATIONSHIP,
        Issue.area_id == bindparam("area"),
        Issue.category == bindparam("category"),
        Issue.category != literal_column("''"),
        type_coerce(Issue.audience, String).in_(bindparam("counted", expanding=True)),
    )
    opened_at = bindparam("opened_at", type_=UtcDateTime)
    yield (
        _row("seen", **_named(Issue, Issue.opened_at))
        .where(
            *same_kind,
            RAISED_BY_PEOPLE,
            Issue.opened_at >= bindparam("since", type_=UtcDateTime),
            tuple_(Issue.opened_at, Issue.id) < tuple_(opened_at, ISSUE),
        )
        .order_by(Issue.opened_at.desc(), Issue.id.desc())
        .limit(MOST_SEEN)
    )
    corrected = select(Action.id).where(
        Action.issue_id == Issue.id, Action.type == ActionType.CORRECTIVE, Action.status.in_(CARRIED_OUT)
    )
    yield (
        _row("held", **_named(Issue, Issue.closed_at))
        .where(*same_kind, Issue.effectiveness == literal_column("'effective'"), Issue.closed_at < opened_at)
        .where(Issue.id != ISSUE, corrected.exists())
        .order_by(Issue.closed_at.desc(), Issue.id.desc())
        .limit(1)
    )
