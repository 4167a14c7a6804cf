"""What is going on between two companies: open issues, overdue actions and contacts of each area, escalations."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    union_all,
)

from govtracker.access import Viewer
from govtracker.database import UtcDateTime, db
from govtracker.enums import Audience, Side
from govtracker.models import Action, DueDateMove, Issue, Relationship
from govtracker.queries import visible
from govtracker.queries.structure import contacts
from govtracker.queries.structure.contacts import Span
from govtracker.rules.structure.contacts import Tally

Area = int | None


@dataclass
class Activity:
    """Counts by functional area (None: no area), of shared records only, so that both sides see the same figures."""

    open_issues: Counter[Area] = field(default_factory=Counter)
    overdue_actions: Counter[Area] = field(default_factory=Counter)
    contacts: list[Tally] = field(default_factory=list)
    overdue_by_side: Counter[Side] = field(default_factory=Counter)
    oldest_due_on: date | None = None


def of_relationship(
    viewer: Viewer, relationship_id: int, span: Span, *, today: date, at: datetime | None = None
) -> Activity:
    """What is open and overdue on `today`, and the contacts of a span of days, in one statement.

    With `at` (UTC) as it stood at that instant; an action's due date is the one it had then.
    """
    parts = [
        _open_issues(viewer, relationship_id, at),
        _overdue_actions(viewer, relationship_id, today, at),
        *(_contacts(part) for part in contacts.tallies(relationship_id, span)),
    ]
    found = Activity()
    for row in db.session.execute(union_all(*parts)):
        if row.kind == "open":
            found.open_issues[row.about] += row.number
        elif row.kind == "contacts":
            found.contacts.append(contacts.read(row, span))
        else:
            found.overdue_actions[row.about] += row.number
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


def _open_issues(viewer: Viewer, relationship_id: int, at: datetime | None) -> Select[Any]:
    return (
        _part("open", Issue.area_id)
        .where(visible.issues(viewer), Issue.relationship_id == relationship_id, Issue.audience == Audience.SHARED)
        .where(Issue.is_open if at is None else _was_open(at))
    )


def _was_open(at: datetime) -> ColumnElement[bool]:
    """Issues that were open at an instant; those of the past have been touched since, for they were closed."""
    ended_later = and_(not_(Issue.is_open), Issue.updated_at >= at, Issue.closed_at > at)
    return and_(Issue.opened_at <= at, or_(Issue.is_open.expression, ended_later))


def _overdue_actions(viewer: Viewer, relationship_id: int, today: date, at: datetime | None) -> Select[Any]:
    due_on: Any = Action.due_on if at is None else _due_at(at)
    return (
        _part("overdue", Action.area_id, side=cast(Action.owner_side, String), oldest=func.min(due_on))
        .where(visible.actions(viewer), Action.relationship_id == relationship_id, Action.audience == Audience.SHARED)
        .where(due_on < today, Action.is_open if at is None else _was_to_do(at))
        .group_by(Action.owner_side)
    )


def _was_to_do(at: datetime) -> ColumnElement[bool]:
    """Actions that were neither done nor cancelled at an instant."""
    ended_at = func.coalesce(Action.done_at, Action.updated_at)
    ended_later = and_(not_(Action.is_open), Action.updated_at >= at, ended_at > at)
    return and_(Action.created_at <= at, or_(Action.is_open.expression, ended_later))


def _due_at(at: datetime) -> Any:
    """The due date an action had at an instant: the one its next move took it from, or the one it has."""
    moved_from = (
        select(DueDateMove.from_on)
        .where(DueDateMove.action_id == Action.id, DueDateMove.moved_at > at)
        .order_by(DueDateMove.id)
        .limit(1)
        .correlate(Action)
        .scalar_subquery()
    )
    return func.coalesce(moved_from, Action.due_on)


def _contacts(part: Select[Any]) -> Select[Any]:
    found = part.subquery().c
    return select(
        literal("contacts"),
        found.about,
        cast(null(), String),
        found.number,
        cast(null(), Date),
        found.maker_id,
        found.stretch,
        found.last_at,
    )


def _part(kind: str, area_id: Any, *, side: Any = None, oldest: Any = None) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        area_id.label("about"),
        (cast(null(), String) if side is None else side).label("side"),
        func.count().label("number"),
        (cast(null(), Date) if oldest is None else oldest).label("oldest"),
        cast(null(), Integer).label("maker_id"),
        cast(null(), Integer).label("stretch"),
        cast(null(), UtcDateTime()).label("last_at"),
    ).group_by(area_id)


# As a value, so that SQLite, which keeps no statistics, chooses the index that need not look at the issues themselves.
LEVEL: ColumnElement[int] = Issue.level + 0
