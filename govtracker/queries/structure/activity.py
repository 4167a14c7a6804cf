"""What is going on between two companies: open issues, overdue actions and contacts of each area, escalations."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    null,
    select,
    union_all,
)

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Action, Comment, Issue, Relationship, Rung
from govtracker.queries import visible

Area = int | None


@dataclass
class Activity:
    """Counts by functional area (None: no area), of shared records only, so that both sides see the same figures."""

    open_issues: Counter[Area] = field(default_factory=Counter)
    overdue_actions: Counter[Area] = field(default_factory=Counter)
    contacts: Counter[Area] = field(default_factory=Counter)
    overdue_by_side: Counter[Side] = field(default_factory=Counter)
    oldest_due_on: date | None = None


def of_relationship(viewer: Viewer, relationship_id: int, *, today: date, since: datetime) -> Activity:
    """What is open and overdue on `today`, and the contacts since an instant, in one statement.

    A contact is what one side wrote or did where the other sees it: an issue raised, a comment, an action agreed,
    an acknowledgement. Imported history has had no contact here.
    """
    parts = [
        _open_issues(viewer, relationship_id),
        _overdue_actions(viewer, relationship_id, today),
        *_contacts(viewer, relationship_id, since),
    ]
    found = Activity()
    for row in db.session.execute(union_all(*parts)):
        if row.kind == "open":
            found.open_issues[row.area_id] += row.number
        elif row.kind == "contacts":
            found.contacts[row.area_id] += row.number
        else:
            found.overdue_actions[row.area_id] += row.number
            found.overdue_by_side[Side(row.side)] += row.number
            found.oldest_due_on = min(row.oldest, found.oldest_due_on or row.oldest)
    return found


def escalated(viewer: Viewer, relationship_id: int) -> Row[*tuple[Any, ...]] | None:
    """The shared open issue that has climbed highest, with the `number` of all that have climbed; None without any."""
    return db.session.execute(
        select(
            func.count().over().label("how_many"),
            Issue.number,
            Issue.audience,
            Issue.level,
            Issue.waiting_on,
            Issue.climb_at,
            Issue.is_exhausted,
        )
        .where(visible.issues(viewer), Issue.relationship_id == relationship_id, *_climbed())
        .order_by(Issue.is_exhausted.desc(), Issue.level.desc(), Issue.climb_at, Issue.id)
        .limit(1)
    ).first()


class Escalations(NamedTuple):
    """How many shared open issues have climbed, how high, and how many of them have nobody left above."""

    number: int = 0
    level: int = 0
    exhausted: int = 0


def escalations_of(viewer: Viewer, relationship_ids: Collection[int]) -> dict[int, Escalations]:
    """Escalations by relationship id; those without any are left out."""
    exhausted = func.sum(case((Issue.is_exhausted, 1), else_=0))
    rows = db.session.execute(
        select(Issue.relationship_id, func.count(), func.max(Issue.level), exhausted)
        .where(visible.issues(viewer), Issue.relationship_id.in_(relationship_ids), *_climbed())
        .group_by(Issue.relationship_id)
    )
    return {relationship_id: Escalations(*figures) for relationship_id, *figures in rows}


def overdue_of(viewer: Viewer, relationship_ids: Collection[int], *, today: date) -> dict[int, Counter[Side]]:
    """Relationship id → how many shared actions of each side are overdue."""
    rows = db.session.execute(
        select(Action.relationship_id, Action.owner_side, func.count())
        .where(visible.actions(viewer), Action.relationship_id.in_(relationship_ids), *_overdue(today))
        .group_by(Action.relationship_id, Action.owner_side)
    )
    found: dict[int, Counter[Side]] = {id_: Counter() for id_ in relationship_ids}
    for relationship_id, side, number in rows:
        found[relationship_id][side] = number
    return found


def climbed_of(relationship: type[Relationship]) -> Any:
    """How many shared open issues of a relationship have climbed, as a column of a select over relationships."""
    return (
        select(func.count(Issue.id))
        .where(Issue.relationship_id == relationship.id, *_climbed())
        .correlate(relationship)
        .scalar_subquery()
    )


def overdue_in(relationship: type[Relationship], *, today: date) -> Any:
    """How many shared actions of a relationship are overdue, as a column of a select over relationships."""
    return (
        select(func.count(Action.id))
        .where(Action.relationship_id == relationship.id, *_overdue(today))
        .correlate(relationship)
        .scalar_subquery()
    )


def _climbed() -> tuple[Any, ...]:
    """Open issues above the first level."""
    return Issue.is_open.expression, Issue.audience == Audience.SHARED, literal_column("1") < LEVEL


def _overdue(today: date) -> tuple[Any, ...]:
    return Action.is_open.expression, Action.audience == Audience.SHARED, Action.due_on < today


def _open_issues(viewer: Viewer, relationship_id: int) -> Select[Any]:
    return (
        _part("open", Issue.area_id)
        .where(visible.issues(viewer), Issue.relationship_id == relationship_id, Issue.is_open)
        .where(Issue.audience == Audience.SHARED)
    )


def _overdue_actions(viewer: Viewer, relationship_id: int, today: date) -> Select[Any]:
    return (
        _part("overdue", Action.area_id, side=cast(Action.owner_side, String), oldest=func.min(Action.due_on))
        .where(visible.actions(viewer), Action.relationship_id == relationship_id, *_overdue(today))
        .group_by(Action.owner_side)
    )


def _contacts(viewer: Viewer, relationship_id: int, since: datetime) -> list[Select[Any]]:
    """A part for each kind of contact; open and closed records apart, for so are the indexes that serve them."""
    issue = (visible.issues(viewer), Issue.audience == Audience.SHARED, Issue.relationship_id == relationship_id)
    action = (visible.actions(viewer), Action.audience == Audience.SHARED, Action.relationship_id == relationship_id)
    comment = (
        Comment.relationship_id == relationship_id,
        Comment.audience == Audience.SHARED,
        Comment.written_at >= since,
    )
    of_issue, of_action = _part("contacts", AREA_OF_ISSUE), _part("contacts", AREA_OF_ACTION)
    raised = of_issue.where(*issue, Issue.opened_at >= since, Issue.raised_by_id.is_not(None))
    agreed = of_action.where(*action, Action.updated_at >= since, Action.created_at >= since)
    answered = (
        of_issue.join(Rung, Rung.issue_id == Issue.id)
        .where(*issue, Issue.updated_at >= since)
        .where(Rung.acknowledged_at >= since)
    )
    return [
        *(raised.where(half) for half in (Issue.is_open.expression, not_(Issue.is_open))),
        *(agreed.where(half) for half in (Action.is_open.expression, not_(Action.is_open))),
        *(answered.where(half) for half in (Issue.is_open.expression, not_(Issue.is_open))),
        of_issue.join(Comment, Comment.issue_id == Issue.id).where(*comment, *issue),
        of_action.join(Comment, Comment.action_id == Action.id).where(*comment, *action),
    ]


def _part(kind: str, area_id: Any, *, side: Any = None, oldest: Any = None) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        area_id.label("area_id"),
        (cast(null(), String) if side is None else side).label("side"),
        func.count().label("number"),
        (cast(null(), Date) if oldest is None else oldest).label("oldest"),
    ).group_by(area_id)


# Columns as values, so that SQLite, which keeps no statistics, chooses the index that is meant: for areas the one of
# what is new, not of everything in their order; for levels the one that need not look at the issues themselves.
LEVEL: ColumnElement[int] = Issue.level + 0
AREA_OF_ISSUE: ColumnElement[int] = Issue.area_id + 0
AREA_OF_ACTION: ColumnElement[int | None] = Action.area_id + 0
