"""Capability checks of a relationship and what stands in them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CapabilityState
from govtracker.models import Capability, CapabilityCheck, Person, Relationship
from govtracker.queries import find, visible

MOST = 100


def one(viewer: Viewer, key: str, check_id: int) -> CapabilityCheck:
    """A capability check of relationship `key`; raises NotFound."""
    return find.one(
        select(CapabilityCheck)
        .join(CapabilityCheck.relationship)
        .where(Relationship.key == key.upper(), CapabilityCheck.id == check_id)
        .where(visible.of_relationship(viewer, CapabilityCheck.relationship_id))
    )


def capability(viewer: Viewer, key: str, capability_id: int) -> Capability:
    """One capability of a check of relationship `key`; raises NotFound."""
    return find.one(
        select(Capability)
        .join(Capability.relationship)
        .where(Relationship.key == key.upper(), Capability.id == capability_id)
        .where(visible.of_relationship(viewer, Capability.relationship_id))
    )


def listed(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """The checks with how many capabilities each has (`of`) and how many of them work, the newest first."""
    works = func.sum(case((Capability.state == CapabilityState.WORKS, 1), else_=0))
    query = select(
        CapabilityCheck.id, CapabilityCheck.title, func.count(Capability.id).label("of"), works.label("works")
    ).outerjoin(Capability, Capability.check_id == CapabilityCheck.id)
    return db.session.execute(
        query.where(CapabilityCheck.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, CapabilityCheck.relationship_id))
        .group_by(CapabilityCheck.id, CapabilityCheck.title)
        .order_by(CapabilityCheck.id.desc())
        .limit(MOST)
    ).all()


def choices(relationship_id: int) -> list[tuple[int, str]]:
    """(id, title) of the checks of a relationship."""
    query = select(CapabilityCheck.id, CapabilityCheck.title).where(CapabilityCheck.relationship_id == relationship_id)
    return [(row.id, row.title) for row in db.session.execute(query.order_by(CapabilityCheck.title).limit(MOST))]


def of_check(viewer: Viewer, check_id: int) -> Sequence[Row[Any]]:
    """What stands in a check, with `checked_by` (name)."""
    query: Select[Any] = select(*Capability.__table__.columns, Person.name.label("checked_by"))
    return db.session.execute(
        query.outerjoin(Person, Person.id == Capability.checked_by_id)
        .where(Capability.check_id == check_id, visible.of_relationship(viewer, Capability.relationship_id))
        .order_by(Capability.id)
        .limit(MOST)
    ).all()
