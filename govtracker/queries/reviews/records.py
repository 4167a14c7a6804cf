"""The actions, decisions and risks a review's page names: what is late or due by itself, and what was born there."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    Select,
    String,
    Text,
    cast,
    func,
    literal,
    not_,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, OriginKind, Side
from govtracker.models import Action, Decision, Issue, IssueOrigin, Person, Relationship, Review, Risk, Seat
from govtracker.queries import visible

MOST = 60


class Part(StrEnum):
    """Why a record stands on the page."""

    ACTION = "action"
    OVERDUE_CLIENT = "overdue_client"
    OVERDUE_SUPPLIER = "overdue_supplier"
    DECISION_DUE = "decision_due"
    DECISION_BORN = "decision_born"
    RISK_BORN = "risk_born"
    ACTION_BORN = "action_born"
    ISSUE_BORN = "issue_born"
    ESCALATED = "escalated"
    OVERDUE_ISSUE = "overdue_issues"
    OPEN_ISSUE = "open_issues"
    RECURRENCE = "recurrences"


OVERDUE: Mapping[Side, Part] = {Side.CLIENT: Part.OVERDUE_CLIENT, Side.SUPPLIER: Part.OVERDUE_SUPPLIER}
Records = Mapping[Part, Sequence[Row[*tuple[Any, ...]]]]


def of_review(viewer: Viewer, review: Review) -> Records:
    """What was born in a review, as far as the person sees it, in one statement."""
    parts = (_decisions_born, _risks_born, _actions_born, _issues_born)
    return _found([part(viewer, review) for part in parts])


def of_agenda(relationship_id: int, today: date) -> Records:
    """The open shared actions and issues and the decisions due of a relationship, in one statement: what both read.

    Actions that are overdue are a part for each side. Issues that have climbed come highest first; of the others there
    are those that are late and those that are not; and once more those that come again, with what each was raised for.
    Each part is cut by itself; `total` tells how many there are of it.
    """
    late = [
        _actions(relationship_id, part).where(Action.due_on < today, Action.owner_side == side)
        for side, part in OVERDUE.items()
    ]
    coming = _actions(relationship_id, Part.ACTION).where(Action.due_on >= today)
    flat, said = Issue.level <= 1, _said()
    issues = [
        _issues(relationship_id, Part.ESCALATED, said).where(Issue.level > 1),
        _issues(relationship_id, Part.OVERDUE_ISSUE, said).where(flat, Issue.due_on < today),
        _issues(relationship_id, Part.OPEN_ISSUE, said).where(flat, Issue.due_on >= today),
        _issues(relationship_id, Part.RECURRENCE, said).where(said.is_not(None)),
    ]
    return _found([*late, coming, _decisions_due(relationship_id), *issues])


def _found(parts: Sequence[Select[Any]]) -> Records:
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    return {part: [row for row in rows if row.part == part.value] for part in Part}


def _actions(relationship_id: int, part: Part) -> Select[Any]:
    return (
        _of(Action, part, due_on=Action.due_on, slips=Action.slips, total=func.count().over())
        .where(Action.relationship_id == relationship_id, Action.is_open, Action.audience == Audience.SHARED)
        .order_by(Action.due_on, Action.id)
    )


def _decisions_due(relationship_id: int) -> Select[Any]:
    return (
        _decision(Part.DECISION_DUE, total=func.count().over())
        .where(Decision.relationship_id == relationship_id, Decision.is_open)
        .where(Decision.audience == Audience.SHARED, not_(Decision.is_minuted))
        .order_by(Decision.due_on, Decision.id)
    )


def _issues(relationship_id: int, part: Part, said: ScalarSelect[str]) -> Select[Any]:
    own = {name: getattr(Issue, name) for name in OF_ISSUE}
    return (
        _of(Issue, part, due_on=Issue.due_on, side=Issue.waiting_on, total=func.count().over(), said=said, **own)
        .where(Issue.relationship_id == relationship_id, Issue.is_open, Issue.audience == Audience.SHARED)
        .order_by(Issue.level.desc(), Issue.severity_rank, Issue.due_on, Issue.id)
    )


def _said() -> ScalarSelect[str]:
    """What an issue was raised for that comes again; nothing of any other."""
    return (
        select(IssueOrigin.said)
        .where(IssueOrigin.issue_id == Issue.id, IssueOrigin.kind == OriginKind.RECURRENCE)
        .order_by(IssueOrigin.id.desc())
        .limit(1)
        .correlate(Issue)
        .scalar_subquery()
    )


def _decisions_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.decisions(viewer), Decision.review_id == review.id)
    return _decision(Part.DECISION_BORN).where(*own).order_by(Decision.id)


def _risks_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.risks(viewer), Risk.review_id == review.id)
    return (
        _of(Risk, Part.RISK_BORN, due_on=Risk.look_on, score=Risk.score, topic_id=Risk.topic_id)
        .where(*own)
        .order_by(Risk.id)
    )


def _actions_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.actions(viewer), Action.review_id == review.id)
    return _of(Action, Part.ACTION_BORN, due_on=Action.due_on, topic_id=Action.topic_id).where(*own).order_by(Action.id)


def _issues_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.issues(viewer), Issue.review_id == review.id)
    facts = {"due_on": Issue.due_on, "side": Issue.waiting_on, "topic_id": Issue.topic_id}
    return _of(Issue, Part.ISSUE_BORN, **facts).where(*own).order_by(Issue.id)


def _decision(part: Part, **own: Any) -> Select[Any]:
    seat = aliased(Seat)
    return _of(
        Decision,
        part,
        due_on=Decision.due_on,
        reason=Decision.reason,
        amount=Decision.amount,
        currency=Decision.currency,
        topic_id=Decision.topic_id,
        is_minuted=Decision.is_minuted,
        seat_role=type_coerce(seat.role, String),
        **own,
    ).join(seat, seat.id == Decision.seat_id)


def _of(table: Any, part: Part, *, due_on: Any, side: Any = None, **own: Any) -> Select[Any]:
    """Records of one table, as many columns wide as those of any other; what it does not have is nothing."""
    person, relationship = aliased(Person), aliased(Relationship)
    nothing: Mapping[str, ColumnElement[Any]] = {name: cast(null(), kind) for name, kind in OWN.items()}
    return (
        select(
            literal(part.value).label("part"),
            table.number.label("number"),
            table.audience.label("audience"),
            table.title.label("title"),
            type_coerce(table.status, String).label("status"),
            table.is_open.label("is_open"),
            due_on.label("due_on"),
            (table.owner_side if side is None else side).label("owner_side"),
            person.name.label("owner"),
            relationship.key.label("relationship_key"),
            *(value.label(name) for name, value in {**nothing, **own}.items()),
        )
        .select_from(table)
        .outerjoin(person, person.id == table.owner_id)
        .join(relationship, relationship.id == table.relationship_id)
        .limit(MOST)
    )


OF_ISSUE = ("severity", "level", "is_exhausted", "climb_at", "waiting_on")
OWN: Mapping[str, Any] = {
    "slips": Integer(),
    "score": Integer(),
    "reason": Text(),
    "amount": BigInteger(),
    "currency": String(3),
    "topic_id": Integer(),
    "is_minuted": Boolean(),
    "seat_role": String(32),
    "total": Integer(),
    "said": Text(),
    **{name: getattr(Issue, name).type for name in OF_ISSUE},
}
