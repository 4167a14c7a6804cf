"""Handovers that wait for their day, and those that were."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govtracker.database import db
from govtracker.models import Handover, Person, Relationship

AT_ONCE = 50
MOST = 20


def due(at: datetime) -> Sequence[int]:
    """The handovers to carry out on the day (UTC) of `at`."""
    return db.session.scalars(
        select(Handover.id)
        .where(Handover.done_at.is_(None), Handover.effective_on <= at.astimezone(UTC).date())
        .order_by(Handover.effective_on, Handover.id)
        .limit(AT_ONCE)
    ).all()


def planned(handover_id: int) -> Handover:
    """The handover of that id, for the worker."""
    return db.session.get_one(Handover, handover_id)


def of_person(person: Person) -> Sequence[Handover]:
    """The handovers of a person with what they move, the latest first, at most MOST."""
    return db.session.scalars(
        select(Handover)
        .where(Handover.person_id == person.id)
        .order_by(Handover.effective_on.desc(), Handover.id.desc())
        .limit(MOST)
        .options(selectinload(Handover.items), joinedload(Handover.planned_by))
    ).all()


def relationship(relationship_id: int) -> Relationship:
    """The relationship of that id, for the worker."""
    return db.session.get_one(Relationship, relationship_id)
