"""Which actions come again: their series, what is due of them, and their latest turns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Action, ActionSeries, Person, Relationship
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice

MOST_PER_TICK = 200


def due(at: datetime) -> Sequence[int]:
    """Ids of the series of which a turn is to be made at `at`, the longest due first, as many as a tick may take."""
    return db.session.scalars(
        select(ActionSeries.id)
        .join(ActionSeries.relationship)
        .where(ActionSeries.next_at.is_not(None), ActionSeries.next_at <= at, Relationship.archived_at.is_(None))
        .order_by(ActionSeries.next_at, ActionSeries.id)
        .limit(MOST_PER_TICK)
    ).all()


def to_repeat(series_id: int) -> ActionSeries:
    """The series for the worker, its row locked until the commit."""
    return find.one(select(ActionSeries).where(ActionSeries.id == series_id))


def last_turn(series_id: int) -> Action | None:
    """The action that was made last."""
    return db.session.scalars(
        select(Action).where(Action.series_id == series_id).order_by(Action.id.desc()).limit(1)
    ).first()


def is_last_turn(action: Action) -> bool:
    """Whether no other turn of its series was made after it."""
    later = select(Action.id).where(Action.series_id == action.series_id, Action.id > action.id)
    return db.session.scalar(later.limit(1)) is None


def is_made(series_id: int, period_key: str) -> bool:
    """Whether that turn has its action."""
    made = select(Action.id).where(Action.series_id == series_id, Action.period_key == period_key)
    return db.session.scalar(made) is not None


def has_open(series_id: int) -> bool:
    """Whether a turn is still to be done."""
    still_open = select(Action.id).where(Action.series_id == series_id, Action.is_open)
    return db.session.scalar(still_open.limit(1)) is not None


def listed(viewer: Viewer, relationship_id: int, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the series of a relationship that the person sees, by title; those that have ended among them."""
    return paging.page(
        ROWS.where(visible.action_series(viewer), ActionSeries.relationship_id == relationship_id),
        by=[ActionSeries.title.expression, ActionSeries.id.expression],
        after=after,
        before=before,
    )


def turns(viewer: Viewer, series_id: int, *, limit: int = 20) -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest turns of a series that the person sees, newest first."""
    return db.session.execute(
        select(
            Action.number,
            Action.audience,
            Action.title,
            Action.due_on,
            Action.slips,
            Action.is_open,
            Action.status,
            Action.done_at,
            Person.name.label("owner"),
        )
        .join(Person, Person.id == Action.owner_id)
        .where(visible.actions(viewer), Action.series_id == series_id)
        .order_by(Action.id.desc())
        .limit(limit)
    ).all()


ROWS = select(
    ActionSeries.id,
    ActionSeries.title,
    ActionSeries.audience,
    ActionSeries.type,
    ActionSeries.repetition,
    ActionSeries.rrule,
    ActionSeries.starts_on,
    ActionSeries.zone,
    ActionSeries.lead_days,
    ActionSeries.skips_if_open,
    ActionSeries.owner_side,
    ActionSeries.next_on,
    ActionSeries.next_at,
    ActionSeries.ended_at,
    Person.name.label("owner"),
).join(Person, Person.id == ActionSeries.owner_id)
