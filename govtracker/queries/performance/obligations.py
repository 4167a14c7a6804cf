"""The client's obligations: what is agreed and proposed, when each was due and met, and how punctual both sides are."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, Side
from govtracker.models import (
    Action,
    Kpi,
    Obligation,
    ObligationOccurrence,
    Person,
    Relationship,
    Seat,
    Tenure,
)
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.structure.seats import held_on
from govtracker.rules import wall_time

AT_ONCE = 200
MOST_OPEN = 100
MOST_ACTIONS = 2_000
A_YEAR = timedelta(days=365)
TOLD_FOR = timedelta(days=14)
OPEN = or_(ObligationOccurrence.met_on.is_(None), ObligationOccurrence.contested_at.is_not(None))
IN_TIME = and_(ObligationOccurrence.met_on <= ObligationOccurrence.due_on, ObligationOccurrence.contested_at.is_(None))


def one(viewer: Viewer, key: str, obligation_id: int) -> Obligation:
    """An obligation of relationship `key`; raises NotFound."""
    return find.one(
        select(Obligation)
        .join(Obligation.relationship)
        .where(Relationship.key == key.upper(), Obligation.id == obligation_id)
        .where(visible.of_relationship(viewer, Obligation.relationship_id))
    )


def occurrence(viewer: Viewer, key: str, occurrence_id: int) -> ObligationOccurrence:
    """One due day of an obligation of relationship `key`; raises NotFound."""
    return find.one(
        select(ObligationOccurrence)
        .join(ObligationOccurrence.relationship)
        .where(Relationship.key == key.upper(), ObligationOccurrence.id == occurrence_id)
        .where(visible.of_relationship(viewer, ObligationOccurrence.relationship_id))
    )


def to_make(at: datetime) -> list[int]:
    """The obligations of which a due day is to appear by `at`, the longest waiting first."""
    query = select(Obligation.id).where(Obligation.next_at.is_not(None), Obligation.next_at <= at)
    return list(db.session.scalars(query.order_by(Obligation.next_at, Obligation.id).limit(AT_ONCE)))


def late(at: datetime) -> list[int]:
    """Due days that have passed where the obligation is counted, of which nothing came and nobody was told.

    What was due longer ago is history, and nobody is told of it.
    """
    open_ = ObligationOccurrence.met_on.is_(None), ObligationOccurrence.late_told_at.is_(None)
    begins, ends = at.date() - TOLD_FOR, at.date() + timedelta(days=1)
    query = (
        select(ObligationOccurrence.id, ObligationOccurrence.due_on, Obligation.zone)
        .join(Obligation, Obligation.id == ObligationOccurrence.obligation_id)
        .where(*open_, ObligationOccurrence.due_on.between(begins, ends), Obligation.ended_at.is_(None))
        .order_by(ObligationOccurrence.due_on, ObligationOccurrence.id)
        .limit(AT_ONCE)
    )
    return [row.id for row in db.session.execute(query) if row.due_on < wall_time.local(at, row.zone).date()]


def occurrence_to_tell(occurrence_id: int) -> ObligationOccurrence:
    """A due day, for the worker, locked until the commit."""
    return find.one(select(ObligationOccurrence).where(ObligationOccurrence.id == occurrence_id))


def locked(obligation_id: int) -> Obligation:
    """An obligation, for the worker, its row locked until the commit."""
    return find.one(select(Obligation).where(Obligation.id == obligation_id))


def newest(obligation_id: int) -> ObligationOccurrence:
    """The due day that appeared last; raises NotFound."""
    query = select(ObligationOccurrence).where(ObligationOccurrence.obligation_id == obligation_id)
    return find.one(query.order_by(ObligationOccurrence.due_on.desc()).limit(1))


def holder(seat_id: int, today: date) -> int | None:
    """Who holds a seat on a day (UTC)."""
    return db.session.scalar(select(Tenure.person_id).where(Tenure.seat_id == seat_id, held_on(today)).limit(1))


def listed(viewer: Viewer, relationship_id: int, *, after: str | None, before: str | None, today: date) -> Slice:
    """A page of obligations, by title, with how many were due and in time within a year."""
    year = _due_since(ObligationOccurrence.due_on, today)
    counted = (
        select(
            func.count().label("due"),
            func.sum(case((IN_TIME, 1), else_=0)).label("in_time"),
            ObligationOccurrence.obligation_id,
        )
        .where(ObligationOccurrence.relationship_id == relationship_id, *year)
        .group_by(ObligationOccurrence.obligation_id)
        .subquery()
    )
    query: Select[Any] = select(
        *Obligation.__table__.columns,
        Kpi.code.label("code"),
        Seat.role,
        counted.c.due,
        counted.c.in_time,
    )
    return paging.page(
        query.join(Seat, Seat.id == Obligation.owner_seat_id)
        .outerjoin(Kpi, Kpi.id == Obligation.kpi_id)
        .outerjoin(counted, counted.c.obligation_id == Obligation.id)
        .where(Obligation.relationship_id == relationship_id, Obligation.ended_at.is_(None))
        .where(visible.of_relationship(viewer, Obligation.relationship_id)),
        by=[Obligation.title.expression, Obligation.id.expression],
        after=after,
        before=before,
    )


def still_open(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """Due days that are not met, or contested, the longest due first; at most MOST_OPEN."""
    return db.session.execute(
        _days(viewer, relationship_id).where(OPEN).order_by(ObligationOccurrence.due_on).limit(MOST_OPEN)
    ).all()


def days(viewer: Viewer, obligation: Obligation, *, after: str | None, before: str | None) -> Slice:
    """A page of the due days of an obligation, newest first."""
    return paging.page(
        _days(viewer, obligation.relationship_id).where(ObligationOccurrence.obligation_id == obligation.id),
        by=[ObligationOccurrence.due_on.expression, ObligationOccurrence.id.expression],
        descending=True,
        after=after,
        before=before,
    )


def due_between(viewer: Viewer, relationship_id: int, first: date, last: date) -> Sequence[Row[Any]]:
    """What was due from a day to a day, both included; at most MOST_OPEN."""
    return db.session.execute(
        _days(viewer, relationship_id)
        .where(ObligationOccurrence.due_on.between(first, last))
        .order_by(ObligationOccurrence.due_on, ObligationOccurrence.id)
        .limit(MOST_OPEN)
    ).all()


def count_in_year(viewer: Viewer, relationship_id: int, today: date) -> tuple[int, int]:
    """How many due days of the last year have passed, or were met before, and how many of them came in time."""
    query = select(func.count(), func.coalesce(func.sum(case((IN_TIME, 1), else_=0)), 0)).where(
        ObligationOccurrence.relationship_id == relationship_id,
        *_due_since(ObligationOccurrence.due_on, today),
        visible.of_relationship(viewer, ObligationOccurrence.relationship_id),
    )
    due, in_time = db.session.execute(query).one()
    return int(due), int(in_time)


def suppliers_actions(
    viewer: Viewer, relationship_id: int, first: date, last: date
) -> list[tuple[date, datetime | None]]:
    """(Due day, when it was done) of the supplier's shared actions due from a day to a day."""
    rows = db.session.execute(
        select(Action.due_on, Action.done_at)
        .where(visible.actions(viewer), Action.relationship_id == relationship_id)
        .where(Action.audience == Audience.SHARED, Action.owner_side == Side.SUPPLIER)
        .where(Action.status != ActionStatus.CANCELLED, Action.due_on.between(first, last))
        .order_by(Action.due_on.desc())
        .limit(MOST_ACTIONS)
    )
    return [(row.due_on, row.done_at) for row in rows]


def seats(relationship_id: int, today: date) -> list[tuple[int, str]]:
    """(id, role and holder) of the client's seats somebody holds on a day."""
    rows = db.session.execute(
        select(Seat.id, Seat.role, Person.name)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == Side.CLIENT, held_on(today))
        .order_by(Seat.tier, Person.name, Seat.id)
    )
    return [(row.id, f"{row.name}, {row.role.value.replace('_', ' ')}") for row in rows]


def _days(viewer: Viewer, relationship_id: int) -> Select[Any]:
    query: Select[Any] = select(
        *ObligationOccurrence.__table__.columns,
        Obligation.title,
        Obligation.owner_seat_id,
        Kpi.code.label("code"),
        Person.name.label("met_by"),
    )
    return (
        query.join(Obligation, Obligation.id == ObligationOccurrence.obligation_id)
        .outerjoin(Kpi, Kpi.id == Obligation.kpi_id)
        .outerjoin(Person, Person.id == ObligationOccurrence.met_by_id)
        .where(ObligationOccurrence.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, ObligationOccurrence.relationship_id))
    )


def _due_since(column: Any, today: date) -> tuple[ColumnElement[bool], ...]:
    """Within a year, and due by now or met already."""
    return column > today - A_YEAR, or_(column < today, ObligationOccurrence.met_on.is_not(None))
