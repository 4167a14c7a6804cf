"""Which actions are there: of an issue, of a person, of a relationship, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, literal_column, not_, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.models import Action, DueDateMove, FunctionalArea, Issue, Person, Relationship
from govtracker.queries import find, paging, visible
from govtracker.queries.issues import snoozes
from govtracker.queries.issues.lateness import Deadlines
from govtracker.queries.paging import Slice
from govtracker.queries.structure import relationships
from govtracker.rules.issues.workflow import OPEN_ACTIONS

CAPPED = 100
MOST_TO_ANSWER = 200  # in one sheet
COLUMNS = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.VERIFIED)  # of the board
MOST_PARTS = 400  # SQLite joins no more than 500 selects


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None and False ask nothing.

    What is late is due before `overdue_on`, or in one relationship before the day its side is held to (`deadlines`).
    """

    relationship_id: int | None = None
    finished: bool = False
    owner_id: int | None = None
    side: Side | None = None
    type: ActionType | None = None
    status: ActionStatus | None = None
    area_id: int | None = None
    overdue_on: date | None = None
    deadlines: Deadlines | None = None
    sort: str = "due"
    descending: bool = False

    @property
    def is_overdue(self) -> bool:
        """Whether only what is late is wanted."""
        return self.overdue_on is not None or self.deadlines is not None

    @property
    def order(self) -> str:
        """The order as an address names it, "-" before it for descending."""
        return f"-{self.sort}" if self.descending else self.sort


@dataclass(frozen=True)
class Shape:
    """What the statements of a list differ by: all else are parameters of theirs. `parts` 0 is one for everything."""

    asked: tuple[str, ...]
    finished: bool
    sort: str
    descending: bool
    parts: int
    size: int


SORTS: dict[str, ColumnElement[Any]] = {
    "due": Action.due_on.expression,
    "updated": Action.updated_at.expression,
    "slips": Action.slips.expression,
}


def listed(
    viewer: Viewer,
    wanted: Filter,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = paging.SIZE,
) -> Slice:
    """A page of the actions a person sees, as plain rows."""
    asked = _asked(wanted)
    places = [] if wanted.owner_id is not None else relationships.sides_of(viewer)
    if wanted.relationship_id is not None:
        places = [place for place in places if place[0] == wanted.relationship_id]
    if wanted.owner_id is None and not places:
        return Slice([], None, None)
    parts = len(places) if len(places) <= MOST_PARTS else 0
    shape = Shape(tuple(asked), wanted.finished, wanted.sort, wanted.descending, parts, size)
    values = {**_parameters(asked), **paging.of_parts(_place_values(*place) for place in places)}
    return _list(shape).page(visible.actions(viewer), values=values, after=after, before=before)


def board(viewer: Viewer, wanted: Filter, *, size: int) -> dict[ActionStatus, Slice]:
    """The first actions of each column of the board: what is to be done by its date, what was done the latest first."""
    columns = {}
    for status in COLUMNS:
        finished = status not in OPEN_ACTIONS
        column = replace(wanted, status=status, finished=finished, sort="due", descending=finished)
        columns[status] = listed(viewer, column, size=size)
    return columns


def named(viewer: Viewer, typed: Collection[str]) -> Sequence[Row[Any]]:
    """The actions with these keys (MER-A31) as rows of the list, by due date; what is not seen is left out."""
    query = ROWS.join(Relationship, Relationship.id == Action.relationship_id)
    query = query.where(find.named(Action, typed), visible.actions(viewer))
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_issue(viewer: Viewer, issue_id: int) -> Sequence[Row[Any]]:
    """The actions of an issue that the person sees, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.issue_id == issue_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def hold_of_issue(issue_id: int) -> None:
    """Let nobody move an action of the issue until the commit (PostgreSQL; on SQLite nobody else writes anyway)."""
    db.session.execute(select(Action.id).where(Action.issue_id == issue_id).with_for_update())


def of_problem(viewer: Viewer, problem_id: int) -> Sequence[Row[Any]]:
    """The actions of a problem that the person sees, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.problem_id == problem_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def hold_of_problem(problem_id: int) -> None:
    """Let nobody move an action of the problem until the commit, as hold_of_issue."""
    db.session.execute(select(Action.id).where(Action.problem_id == problem_id).with_for_update())


def of_review(viewer: Viewer, review_id: int) -> Sequence[Row[Any]]:
    """The actions born in a review that the person sees, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.review_id == review_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_risk(viewer: Viewer, risk_id: int) -> Sequence[Row[Any]]:
    """The actions against a risk that the person sees, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.risk_id == risk_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_decision(viewer: Viewer, decision_id: int) -> Sequence[Row[Any]]:
    """The actions that carry out a decision, as far as the person sees them, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.decision_id == decision_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_plan(viewer: Viewer, plan_id: int) -> Sequence[Row[Any]]:
    """The actions of an improvement plan that the person sees, by due date."""
    query = ROWS.where(visible.actions(viewer), Action.plan_id == plan_id)
    return db.session.execute(query.order_by(Action.due_on, Action.id)).all()


def of_statements(viewer: Viewer, statement_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """Statement of the pulse → the actions that came of it, as far as the person sees them, by due date."""
    query = ROWS.add_columns(Action.pulse_statement_id).where(visible.actions(viewer))
    query = query.where(Action.pulse_statement_id.in_(statement_ids)).order_by(Action.due_on, Action.id).limit(CAPPED)
    found: dict[int, list[Row[Any]]] = {statement_id: [] for statement_id in statement_ids}
    for row in db.session.execute(query) if statement_ids else ():
        found[row.pulse_statement_id].append(row)
    return found


def of_kpis(viewer: Viewer, kpi_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """KPI id → the open actions for it that the person sees, by due date."""
    query = ROWS.add_columns(Action.kpi_id).where(visible.actions(viewer), Action.kpi_id.in_(kpi_ids), Action.is_open)
    found: dict[int, list[Row[Any]]] = {kpi_id: [] for kpi_id in kpi_ids}
    for row in db.session.execute(query.order_by(Action.due_on, Action.id).limit(CAPPED)) if kpi_ids else ():
        found[row.kpi_id].append(row)
    return found


def mine(viewer: Viewer, *, today: date, limit: int = CAPPED) -> Sequence[Row[Any]]:
    """The person's own open actions that are not out of their sight today, the most urgent first."""
    query = ROWS.where(visible.actions(viewer), Action.owner_id == viewer.person_id, Action.is_open)
    query = query.where(snoozes.awake(Action)).order_by(Action.due_on, Action.id).limit(limit)
    return db.session.execute(query, snoozes.values(viewer, today)).all()


def to_answer(viewer: Viewer) -> list[Action]:
    """The open actions a person owns and may answer, the next due first; locked until the commit while writing."""
    mine = select(Action.id).where(Action.owner_id == viewer.person_id, Action.is_open, visible.actions(viewer))
    nearest = mine.order_by(Action.due_on, Action.id).limit(MOST_TO_ANSWER)
    found = find.several(select(Action).where(Action.id.in_(nearest.subquery().select())))
    return sorted((one for one in found if allowed(viewer, Permission.EDIT_ACTION, one)), key=lambda one: one.due_on)


def awaiting_verification(viewer: Viewer, *, today: date, limit: int = CAPPED) -> Sequence[Row[Any]]:
    """Actions the other side says are done, in relationships where the person is SPOC or leads their area.

    Without those that are out of their sight today.
    """
    overseen = visible.overseen(viewer)
    if not overseen:
        return []
    values = paging.of_parts(
        {**_place_values(relationship_id, side), "across": side.other, "area": area_id}
        for relationship_id, side, area_id in overseen
    )
    with_area = tuple(area_id is not None for _, _, area_id in overseen)
    values |= snoozes.values(viewer, today)
    return _unverified(with_area, limit).page(visible.actions(viewer), values=values).rows


def moves(action_id: int) -> Sequence[DueDateMove]:
    """Every move of an action's due date, oldest first."""
    return db.session.scalars(
        select(DueDateMove).where(DueDateMove.action_id == action_id).order_by(DueDateMove.id)
    ).all()


def _place_values(relationship_id: int, side: Side) -> dict[str, Any]:
    return {"relationship": relationship_id, "audiences": [Audience.SHARED, Audience(side.value)]}


@lru_cache(maxsize=256)
def _list(shape: Shape) -> paging.List:
    """The list of a shape: a part for each relationship, or everything at once (what one owner has is little)."""
    half = not_(Action.is_open) if shape.finished else Action.is_open.expression
    conditions = [half, *(CONDITIONS[name] for name in shape.asked)]
    parts = [select(Action.id).where(*_in_place(part), *conditions) for part in range(shape.parts)]
    by = (SORTS[shape.sort], Action.id.expression)
    return paging.List(ROWS if parts else ROWS.where(*conditions), by, shape.descending, shape.size, parts)


@lru_cache(maxsize=64)
def _unverified(with_area: tuple[bool, ...], size: int) -> paging.List:
    """What is done and not verified, a part for each seat that oversees all of its side or (with_area) one area."""
    parts = [
        select(Action.id).where(
            Action.status == literal_column("'done'"),  # word for word, so that the index over these serves
            *_in_place(part),
            Action.owner_side == bindparam(f"across_{part}"),
            *([Action.area_id == bindparam(f"area_{part}")] if one_area else []),
            snoozes.awake(Action),
        )
        for part, one_area in enumerate(with_area)
    ]
    return paging.List(ROWS, (Action.done_at.expression, Action.id.expression), size=size, parts=parts)


def _in_place(part: int) -> tuple[ColumnElement[bool], ...]:
    """What a viewer sees of one relationship, as parameters."""
    return (
        Action.relationship_id == bindparam(f"relationship_{part}"),
        Action.audience.in_(bindparam(f"audiences_{part}", expanding=True)),
    )


def _asked(wanted: Filter) -> dict[str, Any]:
    """What a filter asks, as names of CONDITIONS with their values."""
    values = {name: getattr(wanted, name) for name in CONDITIONS}
    return {name: value for name, value in values.items() if value is not None}


def _parameters(asked: dict[str, Any]) -> dict[str, Any]:
    """The values of what is asked, as its conditions name them."""
    days = asked.get("deadlines") or {}
    late = {f"{side.value}_late": day for side, day in days.items()}
    return {**{name: value for name, value in asked.items() if name != "deadlines"}, **late}


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
            Action.created_at,
            Action.updated_at,
            Action.version,
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


ROWS = _rows()
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "relationship_id": Action.relationship_id == bindparam("relationship_id"),
    "owner_id": Action.owner_id == bindparam("owner_id"),
    "side": Action.owner_side == bindparam("side"),
    "type": Action.type == bindparam("type"),
    "status": Action.status == bindparam("status"),
    "area_id": Action.area_id == bindparam("area_id"),
    "overdue_on": Action.due_on < bindparam("overdue_on"),
    "deadlines": or_(
        *(and_(Action.owner_side == side, Action.due_on < bindparam(f"{side.value}_late")) for side in Side)
    ),
}
