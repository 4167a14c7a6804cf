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
    Select,
    String,
    Text,
    cast,
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
from govtracker.enums import Audience
from govtracker.models import Action, Decision, Person, Relationship, Review, Risk, Seat
from govtracker.queries import visible

MOST = 50


class Part(StrEnum):
    """Why a record stands on the page."""

    OVERDUE_ACTION = "overdue_action"
    DECISION_DUE = "decision_due"
    DECISION_BORN = "decision_born"
    RISK_BORN = "risk_born"


Records = Mapping[Part, Sequence[Row[*tuple[Any, ...]]]]


def of_review(viewer: Viewer, review: Review, *, late_before: date | None) -> Records:
    """The records of a review by their part, in one statement; what is late or due only where a day is given.

    What comes by itself is shared, for both sides read the same agenda; what was born there is what the person sees.
    """
    parts = [_decisions_born(viewer, review), _risks_born(viewer, review)]
    if late_before is not None:
        parts += [_overdue_actions(viewer, review, late_before), _decisions_due(viewer, review)]
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    return {part: [row for row in rows if row.part == part.value] for part in Part}


def _overdue_actions(viewer: Viewer, review: Review, late_before: date) -> Select[Any]:
    return (
        _of(Action, Part.OVERDUE_ACTION, due_on=Action.due_on, slips=Action.slips)
        .where(visible.actions(viewer), Action.relationship_id == review.relationship_id, Action.is_open)
        .where(Action.audience == Audience.SHARED, Action.due_on < late_before)
        .order_by(Action.due_on, Action.id)
    )


def _decisions_due(viewer: Viewer, review: Review) -> Select[Any]:
    return (
        _decision(Part.DECISION_DUE)
        .where(visible.decisions(viewer), Decision.relationship_id == review.relationship_id, Decision.is_open)
        .where(Decision.audience == Audience.SHARED, not_(Decision.is_minuted))
        .order_by(Decision.due_on, Decision.id)
    )


def _decisions_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.decisions(viewer), Decision.review_id == review.id)
    return _decision(Part.DECISION_BORN).where(*own).order_by(Decision.id)


def _risks_born(viewer: Viewer, review: Review) -> Select[Any]:
    own = (visible.risks(viewer), Risk.review_id == review.id)
    return _of(Risk, Part.RISK_BORN, due_on=Risk.look_on, score=Risk.score, topic_id=Risk.topic_id).where(*own)


def _decision(part: Part) -> Select[Any]:
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
    ).join(seat, seat.id == Decision.seat_id)


def _of(table: Any, part: Part, *, due_on: Any, **own: Any) -> Select[Any]:
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
            table.owner_side.label("owner_side"),
            person.name.label("owner"),
            relationship.key.label("relationship_key"),
            *(value.label(name) for name, value in {**nothing, **own}.items()),
        )
        .select_from(table)
        .join(person, person.id == table.owner_id)
        .join(relationship, relationship.id == table.relationship_id)
        .limit(MOST)
    )


OWN: Mapping[str, Any] = {
    "slips": Integer(),
    "score": Integer(),
    "reason": Text(),
    "amount": BigInteger(),
    "currency": String(3),
    "topic_id": Integer(),
    "is_minuted": Boolean(),
    "seat_role": String(32),
}
