"""Which actions are there: of an issue, of a person, of a relationship, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Side
from govtracker.models import Action, DueDateMove, FunctionalArea, Issue, Person, Relationship
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice

CAPPED = 100


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None and False ask nothing."""

    relationship_id: int | None = None
    finished: bool = False
    owner_id: int | None = None
    side: Side | None = None
    type: ActionType | None = None
    area_id: int | None = None
    overdue_on: date | None = None
    sort: str = "due"
    descending: bool = False


SORTS: dict[str, ColumnElement[Any]] = {
    "due": Action.due_on.expression,
    "updated": Action.updated_at.expression,
    "slips": Action.slips.expression,
}


def listed(viewer: Viewer, wanted: Filter, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the actions a person sees, as plain rows."""
    query = _rows().where(visible.actions(viewer), *_conditions(wanted))
    by = [SORTS[wanted.sort], Action.id.expression]
    return paging.page(query, by=by, descending=wanted.descending, after=after, before=before)


def of_issue(viewer: Viewer, issue_id: int) -> Sequence[Row[Any]]:
    """The actions of an issue that the person sees, by due date."""
    query = _rows().where(visible.actions(viewer), Action.issue_id == issue_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_review(viewer: Viewer, review_id: int) -> Sequence[Row[Any]]:
    """The actions born in a review that the person sees, by due date."""
    query = _rows().where(visible.actions(viewer), Action.review_id == review_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def mine(viewer: Viewer, *, limit: int = CAPPED) -> Sequence[Row[Any]]:
    """The person's own open actions, the most urgent first."""
    query = _rows().where(visible.actions(viewer), Action.owner_id == viewer.person_id, Action.is_open)
    return db.session.execute(query.order_by(Action.due_on, Action.id).limit(limit)).all()


def awaiting_verification(viewer: Viewer, *, limit: int = CAPPED) -> Sequence[Row[Any]]:
    """Actions the other side says are done, in relationships where the person is SPOC or leads their area."""
    ranges = [
        select(Action.id).where(
            Action.status == literal_column("'done'"),  # word for word, so that the index over these serves
            Action.relationship_id == relationship_id,
            Action.owner_side == side.other,
            Action.audience.in_([Audience.SHARED, Audience(side.value)]),
            *([] if area_id is None else [Action.area_id == area_id]),
        )
        for relationship_id, side, area_id in visible.overseen(viewer)
    ]
    if not ranges:
        return []
    query = _rows().where(visible.actions(viewer))
    return paging.page(query, by=[Action.done_at.expression, Action.id.expression], ranges=ranges, size=limit).rows


def moves(action_id: int) -> Sequence[DueDateMove]:
    """Every move of an action's due date, oldest first."""
    return db.session.scalars(
        select(DueDateMove).where(DueDateMove.action_id == action_id).order_by(DueDateMove.id)
    ).all()


def open_count(viewer: Viewer, relationship_id: int) -> int:
    """How many actions of a relationship are open; counts no further than one over CAPPED."""
    found = select(Action.id).where(visible.actions(viewer), Action.relationship_id == relationship_id, Action.is_open)
    return db.session.scalar(select(func.count()).select_from(found.limit(CAPPED + 1).subquery())) or 0


def _rows() -> Select[*tuple[Any, ...]]:
    owner, relationship = aliased(Person), aliased(Relationship)
    return (
        select(
            Action.id,
            Action.number,
            Action.audience,
            Action.title,
            Action.type,
            Action.status,
            Action.is_open,
            Action.due_on,
            Action.slips,
            Action.consequence,
            Action.owner_id,
            Action.owner_side,
            Action.area_id,
            Action.done_at,
            Action.relationship_id,
            owner.name.label("owner"),
            relationship.key.label("relationship_key"),
            relationship.client_id,
            relationship.supplier_id,
            FunctionalArea.name.label("area"),
            Issue.number.label("issue_number"),
            Issue.audience.label("issue_audience"),
            Issue.title.label("issue_title"),
        )
        .join(owner, owner.id == Action.owner_id)
        .join(relationship, relationship.id == Action.relationship_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == Action.area_id)
        .outerjoin(Issue, Issue.id == Action.issue_id)
    )


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Action.is_open.is_(not wanted.finished)]
    if wanted.relationship_id is not None:
        conditions.append(Action.relationship_id == wanted.relationship_id)
    if wanted.owner_id is not None:
        conditions.append(Action.owner_id == wanted.owner_id)
    if wanted.side is not None:
        conditions.append(Action.owner_side == wanted.side)
    if wanted.type is not None:
        conditions.append(Action.type == wanted.type)
    if wanted.area_id is not None:
        conditions.append(Action.area_id == wanted.area_id)
    if wanted.overdue_on is not None:
        conditions.append(Action.due_on < wanted.overdue_on)
    return conditions
